#ifndef JSON_INDEX_UTF8_H
#define JSON_INDEX_UTF8_H

/* UTF-8 (RFC 3629) by three tables: of the high and of the low half of the byte before, and of the
 * high half of the byte, each giving the mistakes that it could be part of. What all three give is
 * a mistake. Two continuation bytes in a row are one too, unless the second or third byte before
 * asks for them, which the kernels look at. */

#include <stdint.h>

enum utf8_mistake {
    TOO_SHORT = 1,       /* 11______ 0_______, 11______ 11______ */
    TOO_LONG = 2,        /* 0_______ 10______ */
    OVERLONG_3 = 4,      /* 11100000 100_____ */
    TOO_LARGE = 8,       /* 11110100 1001____, and above */
    SURROGATE = 16,      /* 11101101 101_____ */
    OVERLONG_2 = 32,     /* 1100000_ 10______ */
    OVERLONG_4 = 64,     /* 11110000 1000____ */
    TOO_LARGE_1000 = 64, /* 11110101 1000____, and above */
    TWO_MORE = 128,      /* 10______ 10______ */
};

#define LARGE  (TOO_LARGE | TOO_LARGE_1000)
#define BEFORE (TOO_SHORT | TOO_LONG | TWO_MORE) /* whatever the low half of the byte before is */

static const uint8_t utf8_first_high[16] = {
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TWO_MORE,
    TWO_MORE,
    TWO_MORE,
    TWO_MORE,
    TOO_SHORT | OVERLONG_2,
    TOO_SHORT,
    TOO_SHORT | OVERLONG_3 | SURROGATE,
    TOO_SHORT | LARGE | OVERLONG_4,
};

static const uint8_t utf8_first_low[16] = {
    BEFORE | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
    BEFORE | OVERLONG_2,
    BEFORE,
    BEFORE,
    BEFORE | TOO_LARGE,
    BEFORE | LARGE,
    BEFORE | LARGE,
    BEFORE | LARGE,
    BEFORE | LARGE,
    BEFORE | LARGE,
    BEFORE | LARGE,
    BEFORE | LARGE,
    BEFORE | LARGE,
    BEFORE | LARGE | SURROGATE,
    BEFORE | LARGE,
    BEFORE | LARGE,
};

static const uint8_t utf8_second_high[16] = {
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_LONG | TWO_MORE | OVERLONG_2 | OVERLONG_3 | OVERLONG_4 | TOO_LARGE_1000,
    TOO_LONG | TWO_MORE | OVERLONG_2 | OVERLONG_3 | TOO_LARGE,
    TOO_LONG | TWO_MORE | OVERLONG_2 | SURROGATE | TOO_LARGE,
    TOO_LONG | TWO_MORE | OVERLONG_2 | SURROGATE | TOO_LARGE,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
};

#undef LARGE
#undef BEFORE
#endif
