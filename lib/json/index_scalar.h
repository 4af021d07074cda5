#ifndef JSON_INDEX_SCALAR_H
#define JSON_INDEX_SCALAR_H

/* Numbers and words, for index_pass.h, which includes this. */

#include "lib/json/index_lanes.h"
#include "lib/json/scan.h"

/* How many of the next bytes are digits, up to eight; of eight bytes that are there. */
INLINE size_t digits_in_eight(const char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    bytes ^= UINT64_C(0x3030303030303030); /* a digit is 0 to 9 now; 6 more do not reach 16 */
    uint64_t others =
        (bytes | (bytes + UINT64_C(0x0606060606060606))) & UINT64_C(0xF0F0F0F0F0F0F0F0);
    return others ? (size_t)__builtin_ctzll(others) / 8 : 8;
}

INLINE const char *digits_end(const char *at, const char *end)
{
    for (size_t n; end - at >= 8; at += 8)
        if ((n = digits_in_eight(at)) < 8)
            return at + n;
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

/* The end of the number that begins here; `at` itself if it is none. */
INLINE const char *number_end(const char *at, const char *end)
{
    const char *first = at + (*at == '-'), *last = digits_end(first, end), *more;
    if (last == first || (*first == '0' && last > first + 1))
        return at;
    if (last < end && *last == '.') {
        more = last + 1;
        if ((last = digits_end(more, end)) == more)
            return at;
    }
    if (last < end && (*last | 0x20) == 'e') {
        more = last + 1;
        more += more < end && (*more == '+' || *more == '-');
        if ((last = digits_end(more, end)) == more)
            return at;
    }
    return last;
}

/* Four letters at once: each is one number. */
INLINE bool is_four(const char *at, const char word[static 4])
{
    return half_at(at) == half_at(word);
}

INLINE bool ends(unsigned char c)
{
    return (c == ',') | ((c | 0x20) == '}');
}

/* A word or a short number, with a comma or a bracket behind it, as most are. */
enum { PLAIN = 19 }; /* bytes that must be there */

INLINE bool plain_scalar(const char *at)
{
    size_t n = digits_in_eight(at), m;
    if (is_four(at, "null") || is_four(at, "true"))
        return ends((unsigned char)at[4]);
    if (n == 0)
        return is_four(at, "fals") && at[4] == 'e' && ends((unsigned char)at[5]);
    if (n > 1 && *at == '0')
        return false;
    if (at[n] != '.')
        return ends((unsigned char)at[n]);
    m = digits_in_eight(at + n + 1);
    return m > 0 && ends((unsigned char)at[n + 1 + m]);
}

INLINE const char *word_end(const char *at, const char *end)
{
    if (end - at < 4)
        return at;
    if (is_four(at, "null") || is_four(at, "true"))
        return at + 4;
    return end - at > 4 && is_four(at, "fals") && at[4] == 'e' ? at + 5 : at;
}

static __attribute__((noinline)) bool other_scalar(const char *at, const char *end)
{
    bool number = *at <= '9'; /* or nothing at all */
    const char *behind = number ? number_end(at, end) : word_end(at, end);
    return behind > at &&
           (behind == end || blank(*behind) || *behind == ',' || *behind == '}' || *behind == ']');
}

INLINE bool scalar_good(const char *at, const char *end)
{
    return (end - at >= PLAIN && plain_scalar(at)) || other_scalar(at, end);
}

#endif
