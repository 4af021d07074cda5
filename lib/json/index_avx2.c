/* The kernel for processors with AVX2 and carry-less multiplication: two registers of 32 bytes. */

#if defined(__x86_64__)
#include <immintrin.h>
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul"))),         \
                             apply_to = function)
#else
#pragma GCC target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul")
#endif
#include "lib/json/index_pass.h"
#include "lib/json/index_utf8.h"

/* 64 bits, one a byte: bit 7 of each. */
INLINE uint64_t tops(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high)
                                                     << 32;
}

/* The same of any bit. */
#define BITS(low, high, bit)                                                                       \
    tops(_mm256_slli_epi16(low, 7 - (bit)), _mm256_slli_epi16(high, 7 - (bit)))

INLINE uint64_t equal(__m256i low, __m256i high, char c)
{
    __m256i all = _mm256_set1_epi8(c);
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

/* A kind is a set of high halves of a byte times a set of low halves: the bits that both tables
 * have. */
enum { COMMA = 1, COLON = 2, OPEN = 4, CLOSE = 8, CONTROL = 128 };

INLINE __m256i kinds(__m256i bytes)
{
    enum { C = CONTROL };
    static const uint8_t high[16] = {C, C, COMMA, COLON, 0, OPEN | CLOSE, 0, OPEN | CLOSE};
    static const uint8_t low[16] = {C, C, C,         C,        C,         C,         C, C,
                                    C, C, C | COLON, C | OPEN, C | COMMA, C | CLOSE, C, C};
    return _mm256_and_si256(_mm256_shuffle_epi8(table(high), half(bytes)),
                            _mm256_shuffle_epi8(table(low), bytes));
}

/* A blank is the one byte with its low half that the table names. */
INLINE __m256i blanks(__m256i bytes)
{
    static const uint8_t blank_of[16] = {' ', [9] = '\t', [10] = '\n', [13] = '\r'};
    return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table(blank_of), bytes), bytes);
}

INLINE struct masks masks_of(const char *at)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)at);
    __m256i high = _mm256_loadu_si256((const __m256i *)(at + 32));
    __m256i kl = kinds(low), kh = kinds(high);
    return (struct masks){
        .quote = equal(low, high, '"'),
        .backslash = equal(low, high, '\\'),
        .blank = tops(blanks(low), blanks(high)),
        .comma = BITS(kl, kh, 0),
        .colon = BITS(kl, kh, 1),
        .open = BITS(kl, kh, 2),
        .close = BITS(kl, kh, 3),
        .control = tops(kl, kh),
        .ascii = _mm256_movemask_epi8(_mm256_or_si256(low, high)) == 0,
    };
}

INLINE uint64_t inside(uint64_t quotes)
{
    __m128i all = _mm_set1_epi8((char)0xFF);
    return (uint64_t)_mm_cvtsi128_si64(
        _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), all, 0));
}

struct utf8 {
    __m256i before, wrong; /* the 32 bytes before */
    bool open;             /* they may have ended within a character */
};

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

INLINE void see(void *state, const char *at, bool ascii)
{
    struct utf8 *u = state;
    __m256i high = _mm256_loadu_si256((const __m256i *)(at + 32));
    if (__builtin_expect(!ascii || u->open, 0)) {
        __m256i low = _mm256_loadu_si256((const __m256i *)at);
        u->wrong = _mm256_or_si256(u->wrong, mistakes(u->before, low));
        u->wrong = _mm256_or_si256(u->wrong, mistakes(low, high));
        u->open = !ascii;
    }
    u->before = high;
}

INLINE bool good(const void *state, struct span text)
{
    const struct utf8 *u = state;
    (void)text; /* the last block ended in a blank, so nothing is open */
    return _mm256_testz_si256(u->wrong, u->wrong);
}

bool index_avx2(struct index *x, struct span text)
{
    static const struct kernel kernel = {masks_of, inside, see, good};
    struct utf8 u = {_mm256_setzero_si256(), _mm256_setzero_si256(), false};
    return pass(x, text, &kernel, &u);
}

#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
