/* The kernel for processors with AVX-512 (F, BW, VL): a block is one register, a comparison gives
 * its bitmap at once. */

#if defined(__x86_64__)
#include <immintrin.h>
#if defined(__clang__)
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512vl,bmi,bmi2,lzcnt,popcnt,pclmul"))),             \
    apply_to = function)
#else
#pragma GCC target("avx512f,avx512bw,avx512vl,bmi,bmi2,lzcnt,popcnt,pclmul")
#endif
#define INDEX_KERNEL
#include "lib/json/index_pass.h"
#include "lib/json/index_utf8.h"

INLINE __m512i each(int c)
{
    return _mm512_set1_epi8((char)c);
}

/* Sixteen bytes, in each quarter of a register. */
INLINE __m512i table(const uint8_t bytes[static 16])
{
    return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)bytes));
}

INLINE struct masks masks_of(const struct kernel *kernel, const char *at)
{
    (void)kernel;
    /* A blank is the one byte with its low half that the table names. */
    static const uint8_t blanks[16] = {' ', [9] = '\t', [10] = '\n', [13] = '\r'};
    __m512i bytes = _mm512_loadu_si512(at);
    __m512i curled = _mm512_or_si512(bytes, each(0x20));           /* [ and ] become { and } */
    __mmask64 control = _mm512_cmplt_epi8_mask(bytes, each(0x20)); /* or no ASCII */
    return (struct masks){
        .quote = _mm512_cmpeq_epi8_mask(bytes, each('"')),
        .blank = _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table(blanks), bytes), bytes),
        .comma = _mm512_cmpeq_epi8_mask(bytes, each(',')),
        .colon = _mm512_cmpeq_epi8_mask(bytes, each(':')),
        .open = _mm512_cmpeq_epi8_mask(curled, each('{')),
        .close = _mm512_cmpeq_epi8_mask(curled, each('}')),
        .odd = (control | _mm512_cmpeq_epi8_mask(bytes, each('\\'))) != 0,
    };
}

INLINE struct odd odd_of(const struct kernel *k, const char *at)
{
    (void)k;
    __m512i bytes = _mm512_loadu_si512(at);
    return (struct odd){_mm512_cmpeq_epi8_mask(bytes, each('\\')),
                        _mm512_cmplt_epu8_mask(bytes, each(0x20)), _mm512_movepi8_mask(bytes)};
}

INLINE uint64_t inside(uint64_t quotes)
{
    __m128i all = _mm_set1_epi8((char)0xFF);
    return (uint64_t)_mm_cvtsi128_si64(
        _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), all, 0));
}

struct kernel {
    __m512i wrong;
};

/* Each byte's n-th before it. */
#define SHIFTED(before, bytes, n)                                                                  \
    _mm512_alignr_epi8(                                                                            \
        bytes,                                                                                     \
        _mm512_permutex2var_epi64(before, _mm512_set_epi64(13, 12, 11, 10, 9, 8, 7, 6), bytes),    \
        16 - (n))

INLINE __m512i half(__m512i bytes)
{
    return _mm512_and_si512(_mm512_srli_epi16(bytes, 4), each(15));
}

INLINE __m512i mistakes(__m512i before, __m512i bytes)
{
    __m512i one = SHIFTED(before, bytes, 1);
    __m512i first = _mm512_and_si512(
        _mm512_shuffle_epi8(table(utf8_first_high), half(one)),
        _mm512_shuffle_epi8(table(utf8_first_low), _mm512_and_si512(one, each(15))));
    __m512i some =
        _mm512_and_si512(first, _mm512_shuffle_epi8(table(utf8_second_high), half(bytes)));
    __m512i third = _mm512_subs_epu8(SHIFTED(before, bytes, 2), each(0xE0 - 0x80));
    __m512i fourth = _mm512_subs_epu8(SHIFTED(before, bytes, 3), each(0xF0 - 0x80));
    __m512i must = _mm512_and_si512(_mm512_or_si512(third, fourth), each(0x80));
    return _mm512_xor_si512(must, some);
}

INLINE unsigned lanes_tops(lanes v)
{
    return (unsigned)_mm256_movemask_pd((__m256d)v);
}

static void see(struct kernel *k, const char *at, const char *end)
{
    __m512i before = end ? _mm512_loadu_si512(end - 64) : _mm512_setzero_si512();
    k->wrong = _mm512_or_si512(k->wrong, mistakes(before, _mm512_loadu_si512(at)));
}

static bool good(const struct kernel *k, struct span text)
{
    (void)text; /* the last block ended in a blank, so nothing is open */
    return _mm512_test_epi8_mask(k->wrong, k->wrong) == 0;
}

bool index_avx512(struct index *x, struct span text)
{
    struct kernel k = {_mm512_setzero_si512()};
    return pass(x, text, &k);
}

#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
