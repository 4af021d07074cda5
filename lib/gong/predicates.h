#ifndef GONG_PREDICATES_H
#define GONG_PREDICATES_H

/* The flags made predicates, in the order of enum subject. */

#include "lib/gong/criteria.h"

const char *subject_reason(enum subject s); /* why a call leaves, for the ledger */
int subject_cost(enum subject s);           /* about how many bytes of a record it takes to tell */

struct predicates {
    struct predicate *at;
    size_t n, room;
};

int predicates_read(struct predicates *list, const struct criteria_args *args, struct fault *f);
void predicates_clear(struct predicates *list);

/* A text that is in the line of every record for which all of them hold, the rarest of those that
 * are known; *rarest = NULL when none is. owners: names stand for the CRM's ids of owners. */
int predicates_sieve(const struct predicates *list, bool owners, struct sieve **rarest,
                     struct fault *f);

#endif
