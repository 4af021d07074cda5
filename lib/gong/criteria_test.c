/* Testing a record (declared in criteria.h). */

#include "lib/gong/criteria.h"

#include <stdlib.h>
#include "lib/gong/criteria_parts.h"
#include "lib/json/json.h"
#include "lib/json/query.h"

static const char *const reasons[] = {
    [SUBJECT_STAGE] = "filtered:stage",
    [SUBJECT_AMOUNT] = "filtered:amount",
    [SUBJECT_OWNER] = "filtered:owner",
    [SUBJECT_COMPANY] = "filtered:company",
    [SUBJECT_SIZE] = "filtered:company-size",
    [SUBJECT_HOST] = "filtered:host",
    [SUBJECT_PARTICIPANT] = "filtered:participant",
    [SUBJECT_DIRECTION] = "filtered:direction",
    [SUBJECT_SCOPE] = "filtered:scope",
    [SUBJECT_LANGUAGE] = "filtered:language",
    [SUBJECT_DURATION] = "filtered:duration",
    [SUBJECT_STARTED] = "filtered:started",
    [SUBJECT_TITLE] = "filtered:title",
    [SUBJECT_PHRASE] = "filtered:phrase",
    [SUBJECT_JQ] = "filtered:jq",
};

/* ---- deals and companies ---- */

/* "now" and "call" leave out the deals that are said to be of the other time. */
bool criteria_timely(const struct criteria *c, const struct deal *d)
{
    if (c->timing[0] == 'n')
        return !crm_is_past(d);
    return c->timing[0] != 'c' || !json_text_is(d->timing, "Now");
}

int criteria_deal(struct criteria *c, const struct group *g, const struct deal *d, size_t *held,
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

size_t criteria_company(struct criteria *c, const struct group *g, const struct company *company)
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
        if (!criteria_timely(c, &d))
            continue;
        if (criteria_deal(c, g, &d, &n, f) != 0)
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
        size_t n = criteria_company(c, g, &company);
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

/* The flags, one group after the other. */
static int judge_flags(struct criteria *c, struct span record, struct looked *to, struct fault *f)
{
    enum verdict v = HOLDS;
    size_t held;
    *to = (struct looked){0};
    c->deal_fits = c->company_fits = false;
    c->opened = c->ngroups > 0;
    c->judge.call.record = record;
    if (c->opened && call_open(&c->judge.call, record, f) != 0)
        return -1;
    for (size_t i = 0; i < c->ngroups && v == HOLDS; i++) {
        const struct group *g = &c->groups[i];
        if (judge_group(c, g, &held, &v, f) != 0)
            return -1;
        if (v != HOLDS)
            to->reason = reasons[c->list.at[g->first + held].subject];
    }
    to->undecided = v == UNDECIDED;
    to->deal_fits = c->deal_fits;
    to->company_fits = c->company_fits;
    return 0;
}

/* The queries from `first` to `end`, on the record itself. */
static int judge_queries(struct criteria *c, size_t first, size_t end, struct looked *to,
                         struct fault *f)
{
    bool yes = true;
    for (size_t i = first; i < end && !to->reason; i++) {
        if (query_test(c->queries[i], c->judge.call.record, &yes, f) != 0)
            return -1;
        if (!yes)
            to->reason = reasons[SUBJECT_JQ];
    }
    return 0;
}

/* The same of those that were asked. */
static int hear_queries(struct criteria *c, struct looked *to, struct fault *f)
{
    bool yes = true;
    for (size_t i = c->nnative; i < c->nqueries && !to->reason; i++) {
        if (query_answer(c->queries[i], to->ticket, &yes, f) != 0)
            return -1;
        if (!yes)
            to->reason = reasons[SUBJECT_JQ];
    }
    return 0;
}

static const char *passes(const struct criteria *c, const struct looked *l)
{
    if (l->undecided)
        return "no_transcript_yet";
    if (c->invert)
        return l->reason ? NULL : "filtered:not";
    return l->reason;
}

/* ---- many records at once ---- */

bool criteria_asks(const struct criteria *c)
{
    return c->nnative < c->nqueries;
}

void criteria_begin(struct criteria *c)
{
    c->nlooked = c->next = 0;
}

static struct looked *another(struct criteria *c, struct fault *f)
{
    if (c->nlooked == c->room) {
        size_t room = c->room ? 2 * c->room : 64;
        struct looked *more = realloc(c->looked, room * sizeof *more);
        if (!more) {
            fault(f, STATUS_NO_MEMORY, "no memory for the records of a block");
            return NULL;
        }
        c->looked = more;
        c->room = room;
    }
    return &c->looked[c->nlooked];
}

int criteria_look(struct criteria *c, struct span record, struct fault *f)
{
    struct looked *l = another(c, f);
    if (!l || judge_flags(c, record, l, f) != 0 || judge_queries(c, 0, c->nnative, l, f) != 0)
        return -1;
    for (size_t i = c->nnative; i < c->nqueries && !l->reason; i++)
        if (query_ask(c->queries[i], record, &l->ticket, f) != 0)
            return -1;
    c->nlooked++;
    return 0;
}

int criteria_ready(struct criteria *c, struct fault *f)
{
    for (size_t i = c->nnative; i < c->nqueries; i++)
        if (query_settle(c->queries[i], f) != 0)
            return -1;
    return 0;
}

/* The record that was looked at before any other that was not tested since. */
static int recall(struct criteria *c, struct span record, struct looked *l, struct fault *f)
{
    *l = c->looked[c->next++];
    c->opened = false;
    c->judge.call.record = record;
    c->deal_fits = l->deal_fits;
    c->company_fits = l->company_fits;
    return hear_queries(c, l, f);
}

int criteria_test(struct criteria *c, struct span record, const char **reason, struct fault *f)
{
    struct looked l;
    if (c->next < c->nlooked) {
        if (recall(c, record, &l, f) != 0)
            return -1;
    } else if (judge_flags(c, record, &l, f) != 0 || judge_queries(c, 0, c->nqueries, &l, f) != 0) {
        return -1;
    }
    *reason = passes(c, &l);
    return 0;
}
