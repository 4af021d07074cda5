#ifndef JSON_LISTS_H
#define JSON_LISTS_H

/* An array of objects that each have a list, as a transcript's monologues have sentences: where the
 * lists are and how long, without a look at what is in them.
 *
 *     for (lists_walk(&l, transcript, "sentences"); lists_next(&l);) use(l.list, l.n);
 *
 * Each element has its turn. Its list is its member of that name (the last one), SPAN_NONE if there
 * is none; n is json_count of it, whatever it is. */

#include <stddef.h>
#include "lib/base/span.h"
#include "lib/json/json.h"

struct lists {
    struct span list;
    size_t n;
    struct json_walk walk;
    struct span name;
};

void lists_walk(struct lists *l, struct span array, const char *name);
bool lists_next(struct lists *l);

#endif
