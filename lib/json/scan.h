#ifndef JSON_SCAN_H
#define JSON_SCAN_H

/* What the parts of lib/json share, one byte at a time. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/span.h"

static inline bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline const char *skip_blank(const char *at, const char *end)
{
    while (at < end && blank(*at))
        at++;
    return at;
}

/* The end of a number or a word that begins at `at`. */
static inline const char *scalar_end(const char *at, const char *end)
{
    while (at < end && !blank(*at) && *at != ',' && *at != '}' && *at != ']')
        at++;
    return at;
}

/* The value of a hexadecimal digit, -1 if it is none. */
static inline int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static inline uint64_t word_at(const char *at)
{
    uint64_t x;
    memcpy(&x, at, sizeof x);
    return x;
}

static inline uint32_t half_at(const char *at)
{
    uint32_t x;
    memcpy(&x, at, sizeof x);
    return x;
}

/* Names are short: two words that overlap say it without a call. */
static inline bool same_bytes(const char *a, const char *b, size_t n)
{
    if (n >= 8 && n <= 16)
        return ((word_at(a) ^ word_at(b)) | (word_at(a + n - 8) ^ word_at(b + n - 8))) == 0;
    if (n >= 4 && n < 8)
        return ((half_at(a) ^ half_at(b)) | (half_at(a + n - 4) ^ half_at(b + n - 4))) == 0;
    return memcmp(a, b, n) == 0;
}

/* Not 0: one of the word's bytes is this. */
static inline uint64_t word_has(uint64_t word, char c)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t x = word ^ ones * (unsigned char)c;
    return (x - ones) & ~x & ones << 7;
}

/* Is the byte among these? The same for few. */
static inline bool has_byte(const char *at, size_t n, char c)
{
    if (n >= 8 && n <= 16)
        return (word_has(word_at(at), c) | word_has(word_at(at + n - 8), c)) != 0;
    if (n >= 4 && n < 8)
        return word_has((uint64_t)half_at(at) << 32 | half_at(at + n - 4), c) != 0;
    return memchr(at, c, n) != NULL;
}

/* The double nearest to a JSON number of few digits; false: for strtod. */
bool json_number_short(struct span number, double *n);

/* Is the text of a JSON string these bytes? They may be no UTF-8; then it is not. */
bool json_string_is(struct span string, struct span text);

#endif
