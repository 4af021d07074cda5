#ifndef JSON_INDEX_LANES_H
#define JSON_INDEX_LANES_H

/* Four bitmaps side by side, of blocks that follow one another: what is said of one bitmap in C
 * holds for four of them, and the compiler has the registers for it. What goes from block to block
 * goes through four bits, one a lane. */

#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { LANES = 4 };

/* Vectors go to functions and come from them, which are all in line. */
#pragma GCC diagnostic ignored "-Wpsabi"

typedef uint64_t lanes __attribute__((vector_size(LANES * sizeof(uint64_t))));

INLINE lanes lanes_load(const uint64_t at[static LANES])
{
    lanes v;
    memcpy(&v, at, sizeof v);
    return v;
}

INLINE void lanes_store(uint64_t at[static LANES], lanes v)
{
    memcpy(at, &v, sizeof v);
}

/* Lane i is bit i of `bits`. */
INLINE lanes lanes_spread(unsigned bits)
{
    static const uint64_t spread[1 << LANES][LANES] = {
        {0, 0, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {1, 1, 0, 0}, {0, 0, 1, 0}, {1, 0, 1, 0},
        {0, 1, 1, 0}, {1, 1, 1, 0}, {0, 0, 0, 1}, {1, 0, 0, 1}, {0, 1, 0, 1}, {1, 1, 0, 1},
        {0, 0, 1, 1}, {1, 0, 1, 1}, {0, 1, 1, 1}, {1, 1, 1, 1},
    };
    return lanes_load(spread[bits]);
}

INLINE uint64_t lanes_any(lanes v)
{
    return v[0] | v[1] | v[2] | v[3];
}

#endif
