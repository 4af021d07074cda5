#ifndef GONG_PREDICATES_H
#define GONG_PREDICATES_H

/* The flags made predicates, in the order of enum subject. */

#include "lib/gong/criteria.h"

struct predicates {
    struct predicate *at;
    size_t n, room;
};

int predicates_read(struct predicates *list, const struct criteria_args *args, struct fault *f);
void predicates_clear(struct predicates *list);

#endif
