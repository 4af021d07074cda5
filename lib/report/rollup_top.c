/* The best quotes, one an account at most, and the values that came up most. */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lib/report/rollup.h"
#include "lib/report/seen.h"

struct candidate {
    struct rollup_quote quote;
    size_t question;
    int score;
};

static const struct report_evidence *evidence_of(const struct report *r, struct rollup_quote q)
{
    return &r->calls[q.call].answers[q.answer].evidence[q.evidence];
}

/* Sure before unsure, the customer's mouth before ours, and of a length that one reads. */
static int score(const struct report_answer *a, const struct report_evidence *e)
{
    int length = e->quote.len >= 40 && e->quote.len <= 240   ? 2
                 : e->quote.len >= 20 && e->quote.len <= 400 ? 1
                                                             : 0;
    return (a->status == ANSWER_ANSWERED ? 1000 : 0) + (int)a->confidence * 100 +
           (e->side == SIDE_CUSTOMER ? 50 : 0) + length * 10;
}

/* Best first; then the calls' order, which is newest first. */
static int best_first(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->quote.call != b->quote.call)
        return a->quote.call < b->quote.call ? -1 : 1;
    if (a->quote.answer != b->quote.answer)
        return a->quote.answer < b->quote.answer ? -1 : 1;
    return (a->quote.evidence > b->quote.evidence) - (a->quote.evidence < b->quote.evidence);
}

/* All quotes on the question; room for them is the caller's. */
static size_t collect(const struct report *r, size_t question, struct candidate *to)
{
    size_t n = 0;
    for (size_t i = 0; i < r->ncalls; i++) {
        const struct report_answer *a = report_answer_to(&r->calls[i], question);
        size_t at = a ? (size_t)(a - r->calls[i].answers) : 0;
        for (size_t e = 0; a && e < a->nevidence; e++)
            to[n++] = (struct candidate){{i, at, e}, question, score(a, &a->evidence[e])};
    }
    qsort(to, n, sizeof *to, best_first);
    return n;
}

/* Take from the front, one an account (a call without a known account is its own), none twice the
 * same. */
static int pick(const struct report *r, const struct candidate *from, size_t n,
                struct rollup_quote *to, size_t room, size_t *taken)
{
    struct report_seen *accounts = seen_new(), *texts = seen_new();
    bool good = accounts && texts;
    *taken = 0;
    for (size_t i = 0; good && i < n && *taken < room; i++) {
        const struct report_call *c = &r->calls[from[i].quote.call];
        int account = seen_add(accounts, c->account_key.len ? c->account_key : c->anchor);
        int text = account > 0 ? seen_add(texts, evidence_of(r, from[i].quote)->quote) : 0;
        good = account >= 0 && text >= 0;
        if (account > 0 && text > 0)
            to[(*taken)++] = from[i].quote;
    }
    seen_free(accounts);
    seen_free(texts);
    return good ? 0 : -1;
}

/* Over all questions: the first of each question's own best, as far as accounts differ. */
static int pick_top(struct rollup *u)
{
    const struct report *r = u->report;
    size_t n = 0;
    struct candidate *firsts = calloc(r->nquestions + 1, sizeof *firsts);
    if (!firsts)
        return -1;
    for (size_t q = 0; q < r->nquestions; q++) {
        if (u->questions[q].nquotes == 0 || u->questions[q].statuses[ANSWER_ANSWERED] == 0)
            continue;
        struct rollup_quote quote = u->questions[q].quotes[0];
        int s = score(&r->calls[quote.call].answers[quote.answer], evidence_of(r, quote));
        firsts[n++] = (struct candidate){quote, q, s};
    }
    qsort(firsts, n, sizeof *firsts, best_first);
    int rc = pick(r, firsts, n, u->top, ROLLUP_TOP, &u->ntop);
    free(firsts);
    return rc;
}

int rollup_quotes(struct rollup *u, struct fault *f)
{
    const struct report *r = u->report;
    size_t most = 0;
    for (size_t q = 0; q < r->nquestions; q++)
        if ((size_t)u->questions[q].evidence > most)
            most = (size_t)u->questions[q].evidence;
    struct candidate *room = calloc(most + 1, sizeof *room);
    bool good = room != NULL;
    for (size_t q = 0; good && q < r->nquestions; q++) {
        struct rollup_question *to = &u->questions[q];
        to->quotes = arena_take(&u->arena, ROLLUP_QUOTES * sizeof *to->quotes);
        size_t n = collect(r, q, room);
        good = to->quotes && pick(r, room, n, to->quotes, ROLLUP_QUOTES, &to->nquotes) == 0;
    }
    free(room);
    good = good && pick_top(u) == 0;
    return good ? 0 : fault(f, STATUS_NO_MEMORY, "no memory for the roll-up");
}

static bool gave(const struct report_call *c, size_t question, size_t value)
{
    const struct report_answer *a = report_answer_to(c, question);
    for (size_t v = 0; a && v < a->noptions; v++)
        if (a->options[v] == value)
            return true;
    return false;
}

static struct rollup_money *currency(struct rollup *u, struct rollup_theme *t, struct span name)
{
    enum { CURRENCIES = 8 };
    for (size_t i = 0; i < t->nmoney; i++)
        if (!t->money[i].currency.at == !name.at && span_equal(t->money[i].currency, name))
            return &t->money[i];
    if (!t->money)
        t->money = arena_take(&u->arena, CURRENCIES * sizeof *t->money);
    if (!t->money || t->nmoney == CURRENCIES)
        return NULL;
    t->money[t->nmoney].currency = name;
    return &t->money[t->nmoney++];
}

/* What the deals on these calls are worth, each deal once, by currency. */
static int touch_money(struct rollup *u, struct rollup_theme *t)
{
    const struct report *r = u->report;
    struct report_seen *deals = seen_new();
    bool good = deals != NULL;
    for (size_t i = 0; good && i < r->ncalls; i++) {
        const struct report_call *c = &r->calls[i];
        if (!isfinite(c->amount) || !gave(c, t->question, t->value))
            continue;
        int first = seen_add(deals, c->deal_key.len ? c->deal_key : c->anchor);
        good = first >= 0;
        struct rollup_money *m = first > 0 ? currency(u, t, c->currency) : NULL;
        if (m) {
            m->amount += c->amount;
            m->deals++;
        }
    }
    seen_free(deals);
    return good ? 0 : -1;
}

/* By name; what has no currency last. */
static int by_currency(const void *x, const void *y)
{
    struct span a = ((const struct rollup_money *)x)->currency;
    struct span b = ((const struct rollup_money *)y)->currency;
    if (!a.len != !b.len)
        return a.len ? -1 : 1;
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.at, b.at, n) : 0;
    return c ? c : (a.len > b.len) - (a.len < b.len);
}

static int most_calls(const void *x, const void *y)
{
    const struct rollup_theme *a = x, *b = y;
    if (a->calls != b->calls)
        return a->calls > b->calls ? -1 : 1;
    if (a->accounts != b->accounts)
        return a->accounts > b->accounts ? -1 : 1;
    if (a->question != b->question)
        return a->question < b->question ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

/* A pattern is what came up on two calls or more. "No" is none; a plain "yes" is one only if the
 * sets ask for nothing finer. */
static size_t collect_themes(const struct rollup *u, struct rollup_theme *to, bool yes)
{
    const struct report *r = u->report;
    size_t n = 0;
    for (size_t q = 0; q < r->nquestions; q++) {
        const struct report_question *from = &r->questions[q];
        for (size_t v = 0; v < from->nvalues; v++) {
            const struct rollup_value *value = &u->questions[q].values[v];
            if ((report_value_type(from, v) == ANSWER_BOOL) != yes || value->calls < 2 ||
                (yes && !span_is(from->values[v].id, "true")))
                continue;
            to[n++] = (struct rollup_theme){.question = q,
                                            .value = v,
                                            .calls = value->calls,
                                            .of = u->questions[q].asked,
                                            .accounts = value->accounts};
        }
    }
    return n;
}

int rollup_themes(struct rollup *u, struct fault *f)
{
    const struct report *r = u->report;
    size_t most = 1;
    for (size_t q = 0; q < r->nquestions; q++)
        most += r->questions[q].nvalues;
    struct rollup_theme *all = calloc(most, sizeof *all);
    if (!all)
        return fault(f, STATUS_NO_MEMORY, "no memory for the roll-up");
    size_t n = collect_themes(u, all, false);
    if (n == 0)
        n = collect_themes(u, all, true);
    qsort(all, n, sizeof *all, most_calls);
    u->nthemes = n < ROLLUP_THEMES ? n : ROLLUP_THEMES;
    memcpy(u->themes, all, u->nthemes * sizeof *all);
    free(all);
    for (size_t i = 0; i < u->nthemes; i++) {
        if (touch_money(u, &u->themes[i]) != 0)
            return fault(f, STATUS_NO_MEMORY, "no memory for the roll-up");
        if (u->themes[i].nmoney)
            qsort(u->themes[i].money, u->themes[i].nmoney, sizeof *u->themes[i].money, by_currency);
    }
    return 0;
}
