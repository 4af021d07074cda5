/* The kernel in portable C: eight bytes at a time through a table. */

#include "lib/base/plain.h"
#include "lib/json/index_pass.h"

/* What a byte is, a bit each. */
enum {
    QUOTE = 1,
    BACKSLASH = 2,
    CONTROL = 4,
    BLANK = 8,
    COMMA = 16,
    COLON = 32,
    BRACKET = 64,
    DIGIT = 128
};

#define C CONTROL
#define D DIGIT
static const uint8_t kinds[256] = {
    C,     C,         C,         C,       C,         C,         C, C,
    C,     C | BLANK, C | BLANK, C,       C,         C | BLANK, C, C, /* 0x00 */
    C,     C,         C,         C,       C,         C,         C, C,
    C,     C,         C,         C,       C,         C,         C, C, /* 0x10 */
    BLANK, 0,         QUOTE,     0,       0,         0,         0, 0,
    0,     0,         0,         0,       COMMA,     0,         0, 0, /* 0x20 */
    D,     D,         D,         D,       D,         D,         D, D,
    D,     D,         COLON,     0,       0,         0,         0, 0, /* 0x30 */
    0,     0,         0,         0,       0,         0,         0, 0,
    0,     0,         0,         0,       0,         0,         0, 0, /* 0x40 */
    0,     0,         0,         0,       0,         0,         0, 0,
    0,     0,         0,         BRACKET, BACKSLASH, BRACKET,   0, 0, /* 0x50 */
    0,     0,         0,         0,       0,         0,         0, 0,
    0,     0,         0,         0,       0,         0,         0, 0, /* 0x60 */
    0,     0,         0,         0,       0,         0,         0, 0,
    0,     0,         0,         BRACKET, 0,         BRACKET,   0, 0, /* 0x70 */
};
#undef C
#undef D

#define EACH UINT64_C(0x0101010101010101)

/* Bit `bit` of each of eight bytes, the first byte's lowest. */
INLINE uint64_t gather(uint64_t eight, int bit)
{
    return ((eight >> bit & EACH) * UINT64_C(0x0102040810204080)) >> 56;
}

INLINE struct masks masks_of(const char *at)
{
    struct masks m = {.ascii = true};
    for (int i = 0; i < BLOCK; i += 8) {
        uint64_t kind = 0, text = 0;
        for (int k = 0; k < 8; k++) {
            uint64_t byte = (unsigned char)at[i + k];
            text |= byte << 8 * k;
            kind |= (uint64_t)kinds[byte] << 8 * k;
        }
        m.ascii = m.ascii && !(text & 0x80 * EACH);
        m.quote |= gather(kind, 0) << i;
        m.backslash |= gather(kind, 1) << i;
        m.control |= gather(kind, 2) << i;
        m.blank |= gather(kind, 3) << i;
        m.comma |= gather(kind, 4) << i;
        m.colon |= gather(kind, 5) << i;
        m.bracket |= gather(kind, 6) << i;
        m.digit |= gather(kind, 7) << i;
        m.closing |= gather(text, 2) << i; /* ] and } have this bit, [ and { have not */
        m.curly |= gather(text, 5) << i;   /* { and } have this one */
        m.zero |= gather(~(text | text >> 1 | text >> 2 | text >> 3), 0) << i; /* of digits */
    }
    return m;
}

INLINE uint64_t inside(uint64_t quotes)
{
    for (int i = 1; i < 64; i *= 2)
        quotes ^= quotes << i;
    return quotes;
}

/* UTF-8 is looked at once for the whole line, if there is anything to see. */
INLINE void see(void *plain, const char *at, bool ascii)
{
    (void)at;
    *(bool *)plain &= ascii;
}

INLINE bool good(const void *plain, struct span text)
{
    while (!*(const bool *)plain && text.len)
        if (plain_next(&text) < 0)
            return false;
    return true;
}

bool index_plain(struct index *x, struct span text)
{
    static const struct kernel kernel = {masks_of, inside, see, good};
    bool plain = true;
    return pass(x, text, &kernel, &plain);
}
