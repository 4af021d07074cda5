#include "lib/gong/criteria.h"

#include <stdlib.h>
#include <string.h>
#include "lib/gong/criteria_parts.h"
#include "lib/json/query.h"
#include "lib/json/sieve.h"

/* About how many bytes of a record must be looked at. */
static int cost(enum subject s)
{
    static const int costs[] = {
        [SUBJECT_DURATION] = 1,    [SUBJECT_DIRECTION] = 2, [SUBJECT_SCOPE] = 2,
        [SUBJECT_LANGUAGE] = 2,    [SUBJECT_STARTED] = 3,   [SUBJECT_TITLE] = 4,
        [SUBJECT_STAGE] = 5,       [SUBJECT_AMOUNT] = 5,    [SUBJECT_OWNER] = 5,
        [SUBJECT_COMPANY] = 6,     [SUBJECT_SIZE] = 6,      [SUBJECT_HOST] = 7,
        [SUBJECT_PARTICIPANT] = 7, [SUBJECT_PHRASE] = 8,
    };
    return costs[s];
}

static int cheapest_first(const void *x, const void *y)
{
    const struct group *a = x, *b = y;
    return a->cost != b->cost ? a->cost - b->cost : (a->first > b->first) - (a->first < b->first);
}

static void make_groups(struct criteria *c, bool cheapest)
{
    const struct predicate *p = c->list.at;
    for (size_t i = 0, n; i < c->list.n && p[i].subject != SUBJECT_JQ; i += n) {
        bool (*joins)(enum subject) = of_deal(p[i].subject)      ? of_deal
                                      : of_company(p[i].subject) ? of_company
                                                                 : NULL;
        for (n = 1; joins && i + n < c->list.n && joins(p[i + n].subject);)
            n++;
        c->groups[c->ngroups++] = (struct group){i, n, cost(p[i].subject)};
    }
    if (cheapest)
        qsort(c->groups, c->ngroups, sizeof c->groups[0], cheapest_first);
}

/* What must be in a record's line for the predicate to hold: one text, and in the line. A name of
 * the configuration's owners stands in no record. */
static bool is_in_line(const struct criteria *c, const struct predicate *p)
{
    return p->ntexts == 1 && (p->subject != SUBJECT_OWNER || !crm_names_owners(c->crm));
}

/* Words that most calls have hold little back, however rare their letters are. */
static size_t worth(const struct predicate *p, const struct sieve *s)
{
    bool usual = p->subject == SUBJECT_DIRECTION || p->subject == SUBJECT_SCOPE ||
                 p->subject == SUBJECT_LANGUAGE;
    return usual ? sieve_worth(s) > 0 : sieve_worth(s) * 256;
}

/* The sieve of what one predicate wants; NULL with status 0: there is none. */
static struct sieve *sieve_of(const struct criteria *c, const struct predicate *p, struct fault *f)
{
    struct span literal = p->query ? query_literal(p->query) : SPAN_NONE;
    if (literal.at && literal.len)
        return sieve_new(literal, false, f);
    return is_in_line(c, p) ? sieve_new(p->texts[0], true, f) : NULL;
}

static int make_sieve(struct criteria *c, struct fault *f)
{
    size_t most = 0;
    for (size_t i = 0; i < c->list.n && !c->invert; i++) {
        const struct predicate *p = &c->list.at[i];
        struct fault lack = {0};
        struct sieve *s = sieve_of(c, p, &lack);
        if (lack.status) {
            *f = lack;
            return -1;
        }
        bool better = s && worth(p, s) > most;
        most = better ? worth(p, s) : most;
        sieve_free(better ? c->sieve : s);
        c->sieve = better ? s : c->sieve;
    }
    return 0;
}

/* The queries come last in the list; the first of them that need not be settled can be tested at
 * once. */
static int gather_queries(struct criteria *c, struct fault *f)
{
    size_t first = c->list.n;
    while (first > 0 && c->list.at[first - 1].subject == SUBJECT_JQ)
        first--;
    if (first < c->list.n && !(c->queries = calloc(c->list.n - first, sizeof(struct query *))))
        return fault(f, STATUS_NO_MEMORY, "no memory for the criteria");
    for (size_t i = first; i < c->list.n; i++) {
        struct query *q = c->list.at[i].query;
        if (c->from && !(q = query_fork(q, f)))
            return -1;
        c->nnative += c->nnative == c->nqueries && query_is_native(q);
        c->queries[c->nqueries++] = q;
    }
    return 0;
}

struct criteria *criteria_new(const struct criteria_args *args, struct fault *f)
{
    struct criteria *c = calloc(1, sizeof *c);
    if (!c) {
        fault(f, STATUS_NO_MEMORY, "no memory for the criteria");
        return NULL;
    }
    c->invert = args->invert;
    c->timing = args->timing ? args->timing : "any";
    c->added = args->crm == NULL;
    int done = predicates_read(&c->list, args, f);
    if (done == 0 && c->invert && c->list.n == 0)
        done = fault(f, STATUS_USAGE, "--not needs something to turn round, such as --stage");
    if (done == 0 &&
        (!(c->crm = crm_new(args->crm, f)) || make_sieve(c, f) != 0 || gather_queries(c, f) != 0))
        done = -1;
    if (done != 0) {
        criteria_free(c);
        return NULL;
    }
    c->judge.crm = c->crm;
    make_groups(c, args->any_reason);
    return c;
}

struct criteria *criteria_fork(const struct criteria *from, struct fault *f)
{
    struct criteria *c = malloc(sizeof *c);
    if (!c) {
        fault(f, STATUS_NO_MEMORY, "no memory for the criteria");
        return NULL;
    }
    *c = (struct criteria){.list = from->list,
                           .ngroups = from->ngroups,
                           .invert = from->invert,
                           .timing = from->timing,
                           .added = from->added,
                           .crm = from->crm,
                           .from = from,
                           .judge = {.crm = from->crm}};
    memcpy(c->groups, from->groups, sizeof c->groups);
    if (gather_queries(c, f) == 0)
        return c;
    criteria_free(c);
    return NULL;
}

void criteria_free(struct criteria *c)
{
    if (!c)
        return;
    judge_clear(&c->judge);
    for (size_t i = 0; c->from && i < c->nqueries; i++)
        query_free(c->queries[i]);
    free(c->queries);
    free(c->looked);
    if (!c->from) {
        predicates_clear(&c->list);
        crm_free(c->crm);
        sieve_free(c->sieve);
    }
    free(c);
}

const struct sieve *criteria_sieve(const struct criteria *c)
{
    return c->sieve;
}

const struct crm *criteria_crm(const struct criteria *c)
{
    return c->crm;
}

void criteria_explain(const struct criteria *c, struct buf *out)
{
    for (size_t i = 0; i < c->list.n; i++)
        if (c->list.at[i].query)
            query_explain(c->list.at[i].query, out);
}
