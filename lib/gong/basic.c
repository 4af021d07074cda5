#include "lib/gong/basic.h"

#include <stdint.h>

static const char basic_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void basic_credential(struct buf *b, struct span user, struct span password)
{
    size_t n = user.len + 1 + password.len;
    uint32_t bits = 0;
    for (size_t i = 0; i < n || i % 3 != 0; i++) {
        unsigned char c = i < user.len    ? (unsigned char)user.at[i]
                          : i == user.len ? ':'
                          : i < n         ? (unsigned char)password.at[i - user.len - 1]
                                          : 0;
        bits = bits << 8 | c;
        if (i % 3 != 2)
            continue;
        for (int digit = 0; digit < 4; digit++) /* a digit of padding for each byte past the end */
            buf_byte(b,
                     i - 2 + (size_t)digit > n ? '=' : basic_digits[bits >> (18 - 6 * digit) & 63]);
        bits = 0;
    }
}
