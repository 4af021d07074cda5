#include "lib/gong/criteria.h"

#include <stdlib.h>
#include <string.h>
#include "lib/gong/inquiry.h"
#include "lib/gong/judge.h"
#include "lib/gong/predicates.h"
#include "lib/json/json.h"
#include "lib/json/sieve.h"

/* Predicates that are judged together: those on one deal, those on one company, any other alone. */
struct group {
    size_t first, n;
    int cost; /* the cheapest comes first when it does not matter which fails */
};

/* A record that was looked at: what the flags make of it, and whether expressions are to be heard.
 */
struct looked {
    struct span record;
    const char *reason;
    enum verdict verdict;
    bool asked;
    size_t ticket;
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
    struct inquiry inquiry; /* this thread's */
    struct looked *looked;  /* records that wait for what libjq says of them */
    size_t nlooked, room, heard;
    struct judge judge;
    bool opened;                  /* judge.call is the record last tested */
    bool deal_fits, company_fits; /* of the record last tested: one was found */
};

static bool of_deal(enum subject s)
{
    return s == SUBJECT_STAGE || s == SUBJECT_AMOUNT || s == SUBJECT_OWNER;
}

static bool of_company(enum subject s)
{
    return s == SUBJECT_COMPANY || s == SUBJECT_SIZE;
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
        c->groups[c->ngroups++] = (struct group){i, n, subject_cost(p[i].subject)};
    }
    if (cheapest)
        qsort(c->groups, c->ngroups, sizeof c->groups[0], cheapest_first);
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
        (!(c->crm = crm_new(args->crm, f)) ||
         (!c->invert && predicates_sieve(&c->list, crm_names_owners(c->crm), &c->sieve, f) != 0)))
        done = -1;
    if (done != 0) {
        criteria_free(c);
        return NULL;
    }
    c->judge.crm = c->crm;
    make_groups(c, args->any_reason);
    if (inquiry_begin(&c->inquiry, &c->list, false, f) == 0)
        return c;
    criteria_free(c);
    return NULL;
}

struct criteria *criteria_fork(const struct criteria *from, struct fault *f)
{
    struct criteria *c = malloc(sizeof *c);
    if (!c) {
        fault(f, STATUS_NO_MEMORY, "no memory for the criteria");
        return NULL;
    }
    *c = *from;
    c->from = from;
    c->looked = NULL;
    c->nlooked = c->room = 0;
    c->judge = (struct judge){.crm = from->crm};
    if (inquiry_begin(&c->inquiry, &c->list, true, f) == 0)
        return c;
    criteria_free(c);
    return NULL;
}

void criteria_free(struct criteria *c)
{
    if (!c)
        return;
    judge_clear(&c->judge);
    free(c->looked);
    inquiry_clear(&c->inquiry);
    if (!c->from) {
        predicates_clear(&c->list);
        crm_free(c->crm);
        sieve_free(c->sieve);
    }
    free(c);
}

/* ---- deals and companies ---- */

/* "now" and "call" leave out the deals that are said to be of the other time. */
static bool timely(const struct criteria *c, const struct deal *d)
{
    if (c->timing[0] == 'n')
        return !crm_is_past(d);
    return c->timing[0] != 'c' || !json_text_is(d->timing, "Now");
}

/* How many of the group's predicates hold, up to the first that does not. */
static int deal_holds(struct criteria *c, const struct group *g, const struct deal *d, size_t *held,
                      struct fault *f)
{
    bool yes = true;
    for (*held = 0; *held < g->n; ++*held)
        if (judge_deal(&c->judge, &c->list.at[g->first + *held], d, &yes, f) != 0)
            return -1;
        else if (!yes)
            break;
    return 0;
}

static size_t company_holds(struct criteria *c, const struct group *g,
                            const struct company *company)
{
    size_t held = 0;
    while (held < g->n && judge_company(&c->judge, &c->list.at[g->first + held], company))
        held++;
    return held;
}

/* *held: as many as hold of the deal that gets furthest; so the next one left no deal. */
static int some_deal(struct criteria *c, const struct group *g, size_t *held, struct fault *f)
{
    struct crm_walk w;
    struct deal d;
    size_t n;
    *held = 0;
    for (crm_deals(&w, c->crm, &c->judge.call, c->added); *held < g->n && crm_next_deal(&w, &d);) {
        if (!timely(c, &d))
            continue;
        if (deal_holds(c, g, &d, &n, f) != 0)
            return -1;
        *held = n > *held ? n : *held;
    }
    c->deal_fits = *held == g->n;
    return 0;
}

static void some_company(struct criteria *c, const struct group *g, size_t *held)
{
    struct crm_walk w;
    struct company company;
    *held = 0;
    for (crm_companies(&w, c->crm, &c->judge.call, c->added);
         *held < g->n && crm_next_company(&w, &company);) {
        size_t n = company_holds(c, g, &company);
        *held = n > *held ? n : *held;
    }
    c->company_fits = *held == g->n;
}

/* ---- all of it ---- */

/* *held: how many of the group's predicates hold before the first that does not. */
static int judge_group(struct criteria *c, const struct group *g, size_t *held, enum verdict *v,
                       struct fault *f)
{
    const struct predicate *p = &c->list.at[g->first];
    *v = HOLDS;
    if (of_deal(p->subject)) {
        if (some_deal(c, g, held, f) != 0)
            return -1;
    } else if (of_company(p->subject)) {
        some_company(c, g, held);
    } else {
        if (judge_call(&c->judge, p, v, f) != 0)
            return -1;
        *held = *v == HOLDS;
    }
    if (*held < g->n && *v == HOLDS)
        *v = FAILS;
    return 0;
}

static int begin(struct criteria *c, struct span record, struct fault *f)
{
    c->deal_fits = c->company_fits = false;
    c->opened = c->ngroups > 0;
    if (c->opened)
        return call_open(&c->judge.call, record, f);
    c->judge.call.record = record;
    return 0;
}

/* All but the expressions. */
static int judge_flags(struct criteria *c, struct span record, enum verdict *v, const char **reason,
                       struct fault *f)
{
    size_t held;
    *v = HOLDS;
    *reason = NULL;
    if (begin(c, record, f) != 0)
        return -1;
    for (size_t i = 0; i < c->ngroups && *v == HOLDS; i++) {
        const struct group *g = &c->groups[i];
        if (judge_group(c, g, &held, v, f) != 0)
            return -1;
        if (*v != HOLDS)
            *reason = subject_reason(c->list.at[g->first + held].subject);
    }
    return 0;
}

/* What comes of it all. */
static const char *conclude(const struct criteria *c, enum verdict v, const char *reason)
{
    if (v == UNDECIDED)
        return "no_transcript_yet";
    if (c->invert)
        return v == HOLDS ? "filtered:not" : NULL;
    return v == HOLDS ? NULL : reason;
}

int criteria_test(struct criteria *c, struct span record, const char **reason, struct fault *f)
{
    enum verdict v;
    bool yes = true;
    if (judge_flags(c, record, &v, reason, f) != 0)
        return -1;
    if (v == HOLDS && inquiry_test(&c->inquiry, record, &yes, f) != 0)
        return -1;
    *reason = yes ? conclude(c, v, *reason) : conclude(c, FAILS, subject_reason(SUBJECT_JQ));
    return 0;
}

/* ---- many at once ---- */

bool criteria_ask(const struct criteria *c)
{
    return !inquiry_is_native(&c->inquiry);
}

int criteria_look(struct criteria *c, struct span record, struct fault *f)
{
    struct looked l = {.record = record};
    if (c->nlooked == c->room) {
        size_t room = c->room ? 2 * c->room : 64;
        struct looked *more = realloc(c->looked, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for the criteria");
        c->looked = more;
        c->room = room;
    }
    if (judge_flags(c, record, &l.verdict, &l.reason, f) != 0)
        return -1;
    l.asked = l.verdict == HOLDS;
    if (l.asked && inquiry_ask(&c->inquiry, record, &l.ticket, f) != 0)
        return -1;
    c->looked[c->nlooked++] = l;
    return 0;
}

int criteria_settle(struct criteria *c, struct fault *f)
{
    c->heard = 0;
    return inquiry_settle(&c->inquiry, f);
}

int criteria_hear(struct criteria *c, const char **reason, struct fault *f)
{
    const struct looked *l = &c->looked[c->heard++];
    bool yes = true;
    c->opened = false;
    c->judge.call.record = l->record;
    if (c->heard == c->nlooked)
        c->nlooked = 0;
    if (l->asked && inquiry_answer(&c->inquiry, l->ticket, &yes, f) != 0)
        return -1;
    *reason =
        yes ? conclude(c, l->verdict, l->reason) : conclude(c, FAILS, subject_reason(SUBJECT_JQ));
    return 0;
}

/* ---- what was found ---- */

const struct call *criteria_call(struct criteria *c, struct fault *f)
{
    if (!c->opened && call_open(&c->judge.call, c->judge.call.record, f) != 0)
        return NULL;
    c->opened = true;
    return &c->judge.call;
}

static const struct group *group_of(const struct criteria *c, bool (*is)(enum subject))
{
    for (size_t i = 0; i < c->ngroups; i++)
        if (is(c->list.at[c->groups[i].first].subject))
            return &c->groups[i];
    return NULL;
}

/* A deal of now, if there is one; among those that fit, if some do. */
static int first_deal(struct criteria *c, struct deal *first, struct fault *f)
{
    const struct group *g = c->deal_fits ? group_of(c, of_deal) : NULL;
    struct crm_walk w;
    struct deal d;
    size_t held = 0;
    bool none = true;
    *first = (struct deal){0};
    for (crm_deals(&w, c->crm, &c->judge.call, c->added); crm_next_deal(&w, &d);) {
        if (!timely(c, &d) || (!none && crm_is_past(&d)))
            continue;
        if (g && deal_holds(c, g, &d, &held, f) != 0)
            return -1;
        if (g && held < g->n)
            continue;
        if (none || !crm_is_past(&d))
            *first = d;
        none = false;
        if (!crm_is_past(&d))
            break;
    }
    return 0;
}

static void first_company(struct criteria *c, struct company *first)
{
    const struct group *g = c->company_fits ? group_of(c, of_company) : NULL;
    struct crm_walk w;
    crm_companies(&w, c->crm, &c->judge.call, c->added);
    while (crm_next_company(&w, first))
        if (!g || company_holds(c, g, first) == g->n)
            return;
    *first = (struct company){0};
}

int criteria_view(struct criteria *c, struct criteria_view *v, struct fault *f)
{
    *v = (struct criteria_view){.call = criteria_call(c, f)};
    if (!v->call || first_deal(c, &v->deal, f) != 0)
        return -1;
    first_company(c, &v->company);
    if (crm_may_be_party(v->call, v->deal.owner) && call_parties(&c->judge.call, f) != 0)
        return -1;
    v->owner = crm_owner(c->crm, v->call, v->deal.owner);
    return 0;
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
    inquiry_explain(&c->inquiry, out);
}
