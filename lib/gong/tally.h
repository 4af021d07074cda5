#ifndef GONG_TALLY_H
#define GONG_TALLY_H

/* How often each text was seen. Zero is an empty tally. */

#include <stddef.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct tally_row {
    int64_t n;
    size_t len;
    char text[]; /* NUL-terminated */
};

struct tally {
    struct tally_row **rows; /* as they came, until tally_sort */
    size_t n;
    struct tally_row **slots; /* a hash table of the same rows; NULL = free */
    size_t room;              /* of slots, a power of two; of rows half as much */
};

int tally_add(struct tally *t, struct span text, struct fault *f);
int tally_join(struct tally *t, const struct tally *other, struct fault *f); /* add its counts */
void tally_sort(struct tally *t); /* rows: most often first, then by text */
void tally_clear(struct tally *t);

#endif
