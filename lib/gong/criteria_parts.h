#ifndef GONG_CRITERIA_PARTS_H
#define GONG_CRITERIA_PARTS_H

/* Inside of the criteria: what criteria.c sets up, criteria_test.c tests and criteria_view.c shows.
 */

#include "lib/gong/criteria.h"
#include "lib/gong/judge.h"
#include "lib/gong/predicates.h"

/* Predicates that are judged together: those on one deal, those on one company, any other alone. */
struct group {
    size_t first, n;
    int cost; /* the cheapest comes first when it does not matter which fails */
};

/* What a look at a record has said, until the record is tested. */
struct looked {
    const char *reason; /* the first that was found, NULL while all holds */
    bool undecided;
    size_t ticket; /* for the queries that were asked, if all held so far */
    bool deal_fits, company_fits;
};

struct criteria {
    struct predicates list;
    struct group groups[SUBJECT_JQ + 1];
    size_t ngroups; /* without those of jq, which come last */
    bool invert;
    const char *timing;
    bool added; /* what callmine added counts: no names were given */
    struct crm *crm;
    const struct criteria *from; /* whose list and crm they are; NULL: its own */
    struct sieve *sieve;
    struct judge judge;
    struct query **queries; /* this thread's; nnative of them need no settling, the rest is asked */
    size_t nqueries, nnative;
    /* Of the record last tested: */
    bool opened;                  /* as a call */
    bool deal_fits, company_fits; /* one was found */
    /* Of those that were looked at: */
    struct looked *looked;
    size_t nlooked, next, room;
};

static inline bool of_deal(enum subject s)
{
    return s == SUBJECT_STAGE || s == SUBJECT_AMOUNT || s == SUBJECT_OWNER;
}

static inline bool of_company(enum subject s)
{
    return s == SUBJECT_COMPANY || s == SUBJECT_SIZE;
}

/* Does the deal count, by --timing? */
bool criteria_timely(const struct criteria *c, const struct deal *d);
/* How many of the group's predicates hold, up to the first that does not. */
int criteria_deal(struct criteria *c, const struct group *g, const struct deal *d, size_t *held,
                  struct fault *f);
size_t criteria_company(struct criteria *c, const struct group *g, const struct company *company);

#endif
