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

INLINE struct masks masks_of(const char *at)
{
    /* A blank is the one byte with its low half that the table names. */
    static const uint8_t blanks[16] = {' ', [9] = '\t', [10] = '\n', [13] = '\r'};
    __m512i bytes = _mm512_loadu_si512(at);
    __m512i curled = _mm512_or_si512(bytes, each(0x20)); /* [ and ] become { and } */
    return (struct masks){
        .quote = _mm512_cmpeq_epi8_mask(bytes, each('"')),
        .backslash = _mm512_cmpeq_epi8_mask(bytes, each('\\')),
        .control = _mm512_cmplt_epu8_mask(bytes, each(0x20)),
        .blank = _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table(blanks), bytes), bytes),
        .comma = _mm512_cmpeq_epi8_mask(bytes, each(',')),
        .colon = _mm512_cmpeq_epi8_mask(bytes, each(':')),
        .open = _mm512_cmpeq_epi8_mask(curled, each('{')),
        .close = _mm512_cmpeq_epi8_mask(curled, each('}')),
        .ascii = _mm512_movepi8_mask(bytes) == 0,
    };
}

INLINE uint64_t inside(uint64_t quotes)
{
    __m128i all = _mm_set1_epi8((char)0xFF);
    return (uint64_t)_mm_cvtsi128_si64(
        _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), all, 0));
}

struct utf8 {
    __m512i before, wrong;
    bool open; /* the bytes before may have ended within a character */
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

INLINE void see(void *state, const char *at, bool ascii)
{
    struct utf8 *u = state;
    __m512i bytes = _mm512_loadu_si512(at);
    if (__builtin_expect(!ascii || u->open, 0)) {
        u->wrong = _mm512_or_si512(u->wrong, mistakes(u->before, bytes));
        u->open = !ascii;
    }
    u->before = bytes;
}

INLINE bool good(const void *state, struct span text)
{
    const struct utf8 *u = state;
    (void)text; /* the last block ended in a blank, so nothing is open */
    return _mm512_test_epi8_mask(u->wrong, u->wrong) == 0;
}

bool index_avx512(struct index *x, struct span text)
{
    static const struct kernel kernel = {masks_of, inside, see, good};
    struct utf8 u = {_mm512_setzero_si512(), _mm512_setzero_si512(), false};
    return pass(x, text, &kernel, &u);
}

#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
