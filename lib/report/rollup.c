#include "lib/report/rollup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lib/report/amend.h"
#include "lib/report/disagree.h"
#include "lib/report/seen.h"
#include "lib/report/statement.h"
#include "lib/report/trend.h"

bool rollup_scant(const struct rollup *u, int64_t asked)
{
    return asked < u->enough;
}

/* Of a list the first field that can be counted, and is no mere yes or no, leads: its author put it
 * there. */
static bool may_lead(const struct report_question *q, size_t value)
{
    if (q->type != ANSWER_LIST)
        return true;
    size_t first = 0;
    while (first < q->nfields &&
           (!answer_countable(q->fields[first].type) || q->fields[first].type == ANSWER_BOOL))
        first++;
    return q->values[value].field == first;
}

bool rollup_leader(const struct rollup *u, size_t question, size_t *value)
{
    const struct report_question *q = &u->report->questions[question];
    const struct rollup_value *values = u->questions[question].values;
    int64_t most = 0;
    for (size_t v = 0; v < q->nvalues; v++)
        if (values[v].calls > most && may_lead(q, v)) {
            most = values[v].calls;
            *value = v;
        }
    return most > 0;
}

static void take_counters(struct rollup *u, size_t question)
{
    const struct report *r = u->report;
    struct rollup_question *q = &u->questions[question];
    size_t n = r->questions[question].nvalues;
    q->low = q->median = q->high = q->stability = (double)NAN;
    q->not_asked = (int64_t)r->ncalls;
    q->values = arena_take(&u->arena, n * sizeof *q->values);
    for (int k = 0; k < BY_KINDS; k++) {
        q->by[k] = arena_take(&u->arena, r->ngroups[k] * sizeof *q->by[k]);
        for (size_t g = 0; q->by[k] && g < r->ngroups[k]; g++)
            q->by[k][g].values = arena_take(&u->arena, n * sizeof(int64_t));
    }
}

/* An answer that names a value twice counts once for it. */
static bool named_before(const struct report_answer *a, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (a->options[k] == a->options[i])
            return true;
    return false;
}

/* The mean of the stabilities as they come. */
static void count_marks(struct rollup_question *q, const struct report_marks *m)
{
    if (!m)
        return;
    q->corrected += m->corrected;
    if (!isfinite(m->stability))
        return;
    double sum = q->repeated ? q->stability * (double)q->repeated : 0;
    q->repeated++;
    q->stability = (sum + m->stability) / (double)q->repeated;
}

/* An object that names a value twice counts once for it. */
static void count_objects(struct rollup_question *q, const struct report_answer *a, size_t nfields)
{
    for (size_t i = 0; i < a->nitems; i++)
        for (const struct report_cell *c = a->items[i].cells, *end = c + nfields; c < end; c++)
            for (size_t v = 0; c->options && v < c->n; v++) {
                size_t k = 0;
                while (c->options[k] != c->options[v])
                    k++;
                q->values[c->options[v]].objects += k == v;
            }
}

static void count_answer(struct rollup *u, const struct report_call *c,
                         const struct report_answer *a)
{
    struct rollup_question *q = &u->questions[a->question];
    q->asked++;
    q->not_asked--;
    q->statuses[a->status]++;
    q->objects += (int64_t)a->nitems;
    q->evidence += (int64_t)a->nevidence;
    for (int k = 0; k < BY_KINDS; k++) {
        struct rollup_group *g = &q->by[k][c->group[k]];
        g->asked++;
        g->answered += a->status == ANSWER_ANSWERED;
    }
    count_marks(q, a->marks);
    count_objects(q, a, u->report->questions[a->question].nfields);
    for (size_t i = 0; i < a->noptions; i++) {
        if (named_before(a, i))
            continue;
        q->values[a->options[i]].calls++;
        for (int k = 0; k < BY_KINDS; k++)
            q->by[k][c->group[k]].values[a->options[i]]++;
    }
}

static int compare_double(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* Sorts. NAN when there is none. */
static double median(double *at, size_t n)
{
    if (n == 0)
        return (double)NAN;
    qsort(at, n, sizeof *at, compare_double);
    return n % 2 ? at[n / 2] : (at[n / 2 - 1] + at[n / 2]) / 2;
}

static bool before(struct span a, struct span b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.at, b.at, n) : 0;
    return c < 0 || (c == 0 && a.len < b.len);
}

/* The spread of a question's numbers, and the first and last of its dates. */
static void spread(struct rollup *u, size_t question, double *room)
{
    const struct report *r = u->report;
    struct rollup_question *q = &u->questions[question];
    size_t n = 0;
    for (size_t i = 0; i < r->ncalls; i++) {
        const struct report_answer *a = report_answer_to(&r->calls[i], question);
        if (!a || a->nvalues == 0)
            continue;
        if (r->questions[question].type == ANSWER_NUMBER && isfinite(a->number))
            room[n++] = a->number;
        if (r->questions[question].type != ANSWER_DATE)
            continue;
        struct span date = a->values[0];
        if (!q->earliest.at || before(date, q->earliest))
            q->earliest = date;
        if (!q->latest.at || before(q->latest, date))
            q->latest = date;
    }
    q->median = median(room, n);
    if (n > 0) {
        q->low = room[0];
        q->high = room[n - 1];
    }
}

static void medians(struct rollup *u, double *room)
{
    const struct report *r = u->report;
    for (size_t m = 0; m < REPORT_METRICS; m++) {
        size_t n = 0;
        for (size_t i = 0; i < r->ncalls; i++)
            if (isfinite(r->calls[i].metrics[m]))
                room[n++] = r->calls[i].metrics[m];
        u->medians[m] = median(room, n);
        u->with[m] = (int64_t)n;
    }
}

/* Distinct accounts among the calls; with a question, among those that gave the value. Calls whose
 * account is not known do not count. -1: no memory. */
static int64_t accounts(const struct report *r, size_t question, size_t value, bool all)
{
    struct report_seen *seen = seen_new();
    int64_t n = seen ? 0 : -1;
    for (size_t i = 0; n >= 0 && i < r->ncalls; i++) {
        const struct report_call *c = &r->calls[i];
        const struct report_answer *a = all ? NULL : report_answer_to(c, question);
        bool gave = all;
        for (size_t v = 0; a && v < a->noptions; v++)
            gave = gave || a->options[v] == value;
        if (!gave || c->account_key.len == 0)
            continue;
        int first = seen_add(seen, c->account_key);
        n = first < 0 ? -1 : n + first;
    }
    seen_free(seen);
    return n;
}

static int count_accounts(struct rollup *u, struct fault *f)
{
    const struct report *r = u->report;
    u->accounts = accounts(r, 0, 0, true);
    bool good = u->accounts >= 0;
    for (size_t q = 0; good && q < r->nquestions; q++)
        for (size_t v = 0; good && v < r->questions[q].nvalues; v++) {
            struct rollup_value *value = &u->questions[q].values[v];
            value->accounts = value->calls ? accounts(r, q, v, false) : 0;
            good = value->accounts >= 0;
        }
    return good ? 0 : fault(f, STATUS_NO_MEMORY, "no memory for the roll-up");
}

static int count(struct rollup *u, struct fault *f)
{
    const struct report *r = u->report;
    u->questions = arena_take(&u->arena, r->nquestions * sizeof *u->questions);
    for (size_t q = 0; u->questions && q < r->nquestions; q++)
        take_counters(u, q);
    if (arena_check(&u->arena, "the report", f) != 0)
        return -1;
    for (size_t i = 0; i < r->ncalls; i++)
        for (size_t a = 0; a < r->calls[i].nanswers; a++)
            count_answer(u, &r->calls[i], &r->calls[i].answers[a]);
    double *room = calloc(r->ncalls ? r->ncalls : 1, sizeof *room);
    if (!room)
        return fault(f, STATUS_NO_MEMORY, "no memory for the roll-up");
    for (size_t q = 0; q < r->nquestions; q++)
        spread(u, q, room);
    medians(u, room);
    free(room);
    return count_accounts(u, f);
}

struct rollup *rollup_new(const struct report *r, const struct texts *against, struct fault *f)
{
    struct rollup *u = calloc(1, sizeof *u);
    if (!u) {
        fault(f, STATUS_NO_MEMORY, "no memory for the roll-up");
        return NULL;
    }
    u->report = r;
    u->enough = r->options.enough > 0 ? r->options.enough : 1;
    if (count(u, f) == 0 && rollup_quotes(u, f) == 0 && rollup_themes(u, f) == 0 &&
        disagree_find(u, f) == 0 && trend_read(u, against, f) == 0) {
        rollup_summary(u);
        if (arena_check(&u->arena, "the report", f) == 0)
            return u;
    }
    rollup_free(u);
    return NULL;
}

struct rollup *rollup_of(struct report *r, const struct rollup_sources *sources, struct fault *f)
{
    for (size_t i = 0; i < sources->ledgers.n; i++)
        if (report_ledger(r, sources->ledgers.at[i], f) != 0)
            return NULL;
    struct rollup *u = report_settle(r, f) == 0 && amend_read(r, &sources->amends, f) == 0
                           ? rollup_new(r, &sources->against, f)
                           : NULL;
    if (!u)
        return NULL;
    if (rollup_made(u, sources, f) == 0 &&
        (!sources->summary || statement_put(u, sources->summary, f) == 0))
        return u;
    rollup_free(u);
    return NULL;
}

void rollup_free(struct rollup *u)
{
    if (!u)
        return;
    arena_free(&u->arena);
    free(u);
}
