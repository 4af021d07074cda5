#ifndef PACK_PRESS_H
#define PACK_PRESS_H

/* Zstandard frames, each with its content size and checksum, made by several threads at once and
 * given back in the order in which they were put in. How many threads there are never shows in the
 * bytes. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct press;

/* threads: 0 = as many as there are cores for this process. Where the system gives none, the
 * caller's does the work. */
struct press *press_new(int level, int64_t threads, struct fault *f);
void press_free(struct press *p);

bool press_full(const struct press *p); /* take one before the next is put in */
bool press_empty(const struct press *p);
int press_put(struct press *p, struct span plain, struct fault *f); /* the bytes are copied */
/* The oldest, once it is ready; not when the press is empty. Valid until the next is put in. */
int press_take(struct press *p, struct span *packed, struct fault *f);

#endif
