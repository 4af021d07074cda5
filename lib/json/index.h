#ifndef JSON_INDEX_H
#define JSON_INDEX_H

/* The index of a line: what the fast reader leaves behind when it has found that the line is one
 * JSON text, in the sense of json_check. For every 64 bytes of the line it has three bitmaps (bit
 * i: byte i), and for every bracket that opens where it is closed. So the end of a value, however
 * large, is found without reading what is in it, and nothing is written for a value that nobody
 * asks for.
 *
 * The reader works on 64 bytes at once: a kernel turns them into one bitmap per kind of character
 * (index_plain.c in portable C, index_avx2.c, index_avx512.c; the processor decides, or
 * CALLMINE_SIMD=plain|avx2|avx512), and index_pass.h checks the grammar on these. The idea of
 * bitmaps is Langdale's and Lemire's ("Parsing gigabytes of JSON per second", 2019), that of UTF-8
 * Keiser's and Lemire's ("Validating UTF-8 in less than one instruction per byte", 2021). */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct index {
    const char *at; /* the line; its owner's */
    size_t len;
    /* For each 64 bytes, and up to the next 256: */
    uint64_t *starts; /* of strings, numbers and words; and all brackets */
    uint64_t *quotes; /* that begin or end a string */
    uint64_t *opens;  /* brackets that open, outside of strings */
    uint32_t *ranks;  /* of these, how many before this block */
    /* And of each bracket that opens the place where it is closed. */
    uint32_t *partners;
    size_t room;  /* in bytes of line */
    int depth;    /* of the deepest value */
    bool escapes; /* some string has a backslash */
    bool lone;    /* some \u escape is half a surrogate pair, without the other half */
};

/* Zero a struct index at first; it is used again and again, and grows with the longest line.
 * *value = the text without the white space around it. On failure as json_check, and the index is
 * of nothing. At most 2 GiB. */
int index_read(struct index *x, struct span text, struct span *value, struct fault *f);
const char *index_kernel(void); /* its name */
void index_free(struct index *x);

/* Finding one's way. Places are bytes of the line, from 0; they must be what is said. */

/* The first start behind this place; there must be one, such as the end of what we are in. */
static inline size_t index_next(const struct index *x, size_t place)
{
    size_t i = ++place >> 6;
    uint64_t bits = x->starts[i] >> (place & 63);
    if (bits)
        return place + (size_t)__builtin_ctzll(bits);
    while (!(bits = x->starts[++i]))
        ;
    return (i << 6) + (size_t)__builtin_ctzll(bits);
}

/* The starts of an index one after the other (index_next, but for all of them). */
struct index_starts {
    const uint64_t *block;
    uint64_t bits; /* those of the block that are still to come */
    size_t base;   /* the block's first place */
};

/* From behind this place on. */
static inline struct index_starts index_starts_behind(const struct index *x, size_t place)
{
    const uint64_t *block = &x->starts[place >> 6];
    uint64_t done = (UINT64_C(2) << (place & 63)) - 1;
    return (struct index_starts){block, *block & ~done, place & ~(size_t)63};
}

static inline size_t index_next_start(struct index_starts *s)
{
    while (!s->bits) {
        s->bits = *++s->block;
        s->base += 64;
    }
    size_t place = s->base + (size_t)__builtin_ctzll(s->bits);
    s->bits &= s->bits - 1;
    return place;
}

/* The quote that ends the string that begins here. */
static inline size_t index_quote(const struct index *x, size_t place)
{
    size_t i = ++place >> 6;
    uint64_t bits = x->quotes[i] >> (place & 63);
    if (bits)
        return place + (size_t)__builtin_ctzll(bits);
    while (!(bits = x->quotes[++i]))
        ;
    return (i << 6) + (size_t)__builtin_ctzll(bits);
}

/* How many bits are set; the processor's own instruction is not everywhere. */
static inline uint32_t index_count(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    return (uint32_t)(((bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F)) *
                          UINT64_C(0x0101010101010101) >>
                      56);
}

/* The bracket that closes what this one opens. */
static inline size_t index_partner(const struct index *x, size_t place)
{
    uint64_t before = x->opens[place >> 6] & ((UINT64_C(1) << (place & 63)) - 1);
    return x->partners[x->ranks[place >> 6] + index_count(before)];
}

/* How the passes are called, when there is room for a line of that length; index.c has the table.
 * They fill in x but for at and len; false: not one JSON text. */
int index_room(struct index *x, size_t len, struct fault *f);
typedef bool index_pass(struct index *x, struct span text);
index_pass index_plain, index_avx2, index_avx512;

#endif
