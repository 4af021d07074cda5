#ifndef ARCHIVE_PROVE_H
#define ARCHIVE_PROVE_H

/* Proving a bundle: every byte of the file, every frame and member against the list of contents,
 * and that a tar reader sees just the members listed. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/archive/bundle.h"
#include "lib/archive/card.h"
#include "lib/base/fault.h"

struct prove {
    bool quick; /* the list of contents and the sizes, not the data */
    /* Told each thing that is not right; member NULL: it concerns no member. */
    void (*found)(void *who, const char *member, const char *what);
    void *who;
    int64_t damages; /* counted */
};

/* `card`: what the index says of it, or NULL. -1 only when it cannot go on looking: no memory, an
 * I/O error. */
int prove_bundle(struct prove *p, struct bundle *b, const struct card *card, struct fault *f);

#endif
