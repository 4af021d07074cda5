#ifndef ANALYZE_ARENA_H
#define ANALYZE_ARENA_H

/* Memory that is given back all at once. Zero a struct arena at first. */

#include <stddef.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct arena {
    struct arena_chunk *chunks; /* newest first */
    size_t used;                /* of the newest */
};

void *arena_take(struct arena *a, size_t size,
                 struct fault *f); /* cleared, aligned for anything; NULL: no memory */
char *arena_text(struct arena *a, struct span text, struct fault *f); /* a copy, NUL-terminated */
void arena_free(struct arena *a);

#endif
