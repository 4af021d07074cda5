#ifndef RUN_NAMES_H
#define RUN_NAMES_H

/* Names of schedules, each once, sorted. They live in an arena. */

#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct names {
    const char **at;
    size_t n, room;
};

/* One more, in its place; one that is no name of a schedule's is passed over. */
int names_add(struct names *s, struct arena *a, struct span name, struct fault *f);

#endif
