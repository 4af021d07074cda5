#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/* Memory that is given back all at once. Small pieces lie side by side. Taking never fails at once;
 * arena_check tells whether all of it was there. Zero a struct arena at first. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks;
    size_t used, room; /* of the newest chunk */
    bool broken;
};

/* n bytes, zeroed and aligned for anything; NULL when there is no memory (or n is 0). */
void *arena_take(struct arena *a, size_t n);
/* A copy of the bytes; an absent span stays absent. Without memory: an empty span. */
struct span arena_copy(struct arena *a, struct span s);
/* The same with a NUL behind it; NULL without memory. */
char *arena_text(struct arena *a, struct span s);
int arena_check(const struct arena *a, const char *what,
                struct fault *f);  /* no memory for `what` */
void arena_reset(struct arena *a); /* all is given back, but a chunk is kept for what comes next */
void arena_free(struct arena *a);

#endif
