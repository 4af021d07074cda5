/* The kernel for processors with AVX2 and carry-less multiplication: two registers of 32 bytes. */

#if defined(__x86_64__)
#include <immintrin.h>
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul"))),         \
                             apply_to = function)
#else
#pragma GCC target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul")
#endif
#define INDEX_KERNEL
#include "lib/json/index_pass.h"
#include "lib/json/index_utf8.h"

/* 64 bits, one a byte: bit 7 of each. */
INLINE uint64_t tops(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high)
                                                     << 32;
}

INLINE uint64_t equal(__m256i low, __m256i high, __m256i all)
{
    return tops(_mm256_cmpeq_epi8(low, all), _mm256_cmpeq_epi8(high, all));
}

/* Sixteen bytes, in each half of a register. */
INLINE __m256i table(const uint8_t bytes[static 16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)bytes));
}

INLINE __m256i half(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
}

/* What is compared with, in all bytes: here the compiler does not make it anew for each block. */
struct kernel {
    __m256i quote, comma, colon, open, close, backslash, space, blanks;
    __m256i not_utf8;
};

/* Control characters, backslashes, and what is no ASCII and counts as negative here. */
INLINE __m256i odd(const struct kernel *k, __m256i bytes)
{
    return _mm256_or_si256(_mm256_cmpgt_epi8(k->space, bytes),
                           _mm256_cmpeq_epi8(bytes, k->backslash));
}

/* A blank is the one byte with its low half that the table names. */
INLINE __m256i blanks(const struct kernel *k, __m256i bytes)
{
    return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(k->blanks, bytes), bytes);
}

INLINE struct masks masks_of(const struct kernel *k, const char *at)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)at);
    __m256i high = _mm256_loadu_si256((const __m256i *)(at + 32));
    /* [ and ] become { and } */
    __m256i curled = _mm256_or_si256(low, k->space), curled_high = _mm256_or_si256(high, k->space);
    return (struct masks){
        .quote = equal(low, high, k->quote),
        .blank = tops(blanks(k, low), blanks(k, high)),
        .comma = equal(low, high, k->comma),
        .colon = equal(low, high, k->colon),
        .open = equal(curled, curled_high, k->open),
        .close = equal(curled, curled_high, k->close),
        .odd = _mm256_movemask_epi8(_mm256_or_si256(odd(k, low), odd(k, high))) != 0,
    };
}

INLINE struct odd odd_of(const struct kernel *k, const char *at)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)at);
    __m256i high = _mm256_loadu_si256((const __m256i *)(at + 32));
    uint64_t foreign = tops(low, high);
    uint64_t below = tops(_mm256_cmpgt_epi8(k->space, low), _mm256_cmpgt_epi8(k->space, high));
    return (struct odd){equal(low, high, k->backslash), below & ~foreign, foreign};
}

INLINE uint64_t inside(uint64_t quotes)
{
    __m128i all = _mm_set1_epi8((char)0xFF);
    return (uint64_t)_mm_cvtsi128_si64(
        _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), all, 0));
}

INLINE __m256i shifted(__m256i before, __m256i bytes, int n)
{
    __m256i middle = _mm256_permute2x128_si256(before, bytes, 0x21);
    return n == 1   ? _mm256_alignr_epi8(bytes, middle, 15)
           : n == 2 ? _mm256_alignr_epi8(bytes, middle, 14)
                    : _mm256_alignr_epi8(bytes, middle, 13);
}

INLINE __m256i mistakes(__m256i before, __m256i bytes)
{
    __m256i one = shifted(before, bytes, 1);
    __m256i first = _mm256_and_si256(
        _mm256_shuffle_epi8(table(utf8_first_high), half(one)),
        _mm256_shuffle_epi8(table(utf8_first_low), _mm256_and_si256(one, _mm256_set1_epi8(15))));
    __m256i some =
        _mm256_and_si256(first, _mm256_shuffle_epi8(table(utf8_second_high), half(bytes)));
    __m256i third =
        _mm256_subs_epu8(shifted(before, bytes, 2), _mm256_set1_epi8((char)(0xE0 - 0x80)));
    __m256i fourth =
        _mm256_subs_epu8(shifted(before, bytes, 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));
    __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(must, some);
}

INLINE unsigned lanes_tops(lanes v)
{
    return (unsigned)_mm256_movemask_pd((__m256d)v);
}

static void see(struct kernel *k, const char *at, const char *end)
{
    __m256i before = end ? _mm256_loadu_si256((const __m256i *)(end - 32)) : _mm256_setzero_si256();
    __m256i low = _mm256_loadu_si256((const __m256i *)at);
    __m256i high = _mm256_loadu_si256((const __m256i *)(at + 32));
    k->not_utf8 = _mm256_or_si256(k->not_utf8, mistakes(before, low));
    k->not_utf8 = _mm256_or_si256(k->not_utf8, mistakes(low, high));
}

static bool good(const struct kernel *k, struct span text)
{
    (void)text; /* the last block ended in a blank, so nothing is open */
    return _mm256_testz_si256(k->not_utf8, k->not_utf8);
}

bool index_avx2(struct index *x, struct span text)
{
    static const uint8_t blank_of[16] = {' ', [9] = '\t', [10] = '\n', [13] = '\r'};
    struct kernel k = {
        .quote = _mm256_set1_epi8('"'),
        .comma = _mm256_set1_epi8(','),
        .colon = _mm256_set1_epi8(':'),
        .open = _mm256_set1_epi8('{'),
        .close = _mm256_set1_epi8('}'),
        .backslash = _mm256_set1_epi8('\\'),
        .space = _mm256_set1_epi8(' '),
        .blanks = table(blank_of),
        .not_utf8 = _mm256_setzero_si256(),
    };
    return pass(x, text, &k);
}

#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
