/* An evaluation as tables for people. */

#include <math.h>
#include "lib/analyze/eval_write.h"
#include "lib/base/interval.h"
#include "lib/base/plain.h"

enum { LONGEST = 130, RUN_NAME = 8 };

static const char *run_name(const struct eval *e, int run)
{
    return e->nruns == 1 ? "run" : run == 0 ? "before" : "after";
}

static int name_width(const struct eval *e)
{
    size_t most = RUN_NAME;
    for (size_t q = 0; q < e->nquestions; q++)
        most = e->questions[q].name.len > most ? e->questions[q].name.len : most;
    return (int)(most < LONGEST ? most : LONGEST);
}

static void add_agreement(struct buf *b, int width, struct span name, int64_t gold,
                          const struct eval_tally *t)
{
    struct interval i = interval_of(t->agreed, t->compared);
    buf_format(b, "%-*.*s  %5lld of %-5lld", width, (int)name.len, name.at, (long long)t->agreed,
               (long long)t->compared);
    if (t->compared)
        buf_format(b, "  %5.3f  %5.3f to %5.3f", i.share, i.low, i.high);
    else
        buf_format(b, "  %5s  %14s", "-", "-");
    buf_format(b, "  %7lld  %8lld  %6lld\n", (long long)(gold - t->compared),
               (long long)t->invented, (long long)t->missed);
}

static void add_share(struct buf *b, int64_t part, int64_t of)
{
    if (of)
        buf_format(b, "  %9.3f", (double)part / (double)of);
    else
        buf_format(b, "  %9s", "-");
}

static void add_values(struct buf *b, const struct eval *e, int run, int width)
{
    size_t longest = 5;
    for (size_t q = 0; q < e->nquestions; q++)
        for (size_t v = 0; v < e->questions[q].nvalues; v++)
            if (e->questions[q].values[v].id.len > longest)
                longest = e->questions[q].values[v].id.len;
    const int id_width = (int)(longest < LONGEST ? longest : LONGEST);
    bool first = true;
    for (size_t q = 0; q < e->nquestions; q++)
        for (size_t v = 0; v < e->questions[q].nvalues; v++) {
            const struct eval_value *value = &e->questions[q].values[v];
            const struct eval_hits *h = &value->run[run];
            if (h->gold == 0 && h->said == 0)
                continue;
            if (first)
                buf_format(b, "\n%-*s  %-*s   gold   said   both  precision     recall\n", width,
                           "question", id_width, "value");
            first = false;
            buf_format(b, "%-*.*s  ", width, (int)e->questions[q].name.len,
                       e->questions[q].name.at);
            plain_add(b, value->id);
            buf_format(b, "%*s  %5lld  %5lld  %5lld", id_width - (int)plain_width(value->id), "",
                       (long long)h->gold, (long long)h->said, (long long)h->both);
            add_share(b, h->both, h->said);
            add_share(b, h->both, h->gold);
            buf_byte(b, '\n');
        }
}

static void add_totals(struct buf *b, const struct eval_run *r)
{
    buf_text(b, "\nquotes ");
    for (int i = 0; i < TIER_UNVERIFIED; i++)
        buf_format(b, "%s%s %lld", i ? ", " : "", tier_name((enum tier)i),
                   (long long)r->quotes.found[i]);
    buf_format(b, "; not found %lld; grounding %.3f", (long long)r->quotes.unverified,
               grounding_rate(&r->quotes));
    buf_format(b, "\nanswers %lld: ", (long long)r->answers);
    for (int i = 0; i < EVAL_STATUSES; i++)
        buf_format(b, "%s%s %lld", i ? ", " : "", answer_status_name((enum answer_status)i),
                   (long long)r->status[i]);
    buf_format(b, "\ntokens %lld in (%lld cached), %lld out; ", (long long)r->input,
               (long long)r->cached, (long long)r->output);
    if (r->unpriced)
        buf_format(b, "cost not known of %lld answers\n", (long long)r->unpriced);
    else
        buf_format(b, "cost %.4f\n", r->cost);
}

static void add_run(struct buf *b, const struct eval *e, int run)
{
    const struct eval_run *r = &e->run[run];
    int width = name_width(e);
    buf_format(b, "%s: ", run_name(e, run));
    plain_add(b, span_of(r->path));
    buf_format(b,
               ", %lld call%s\n\n%-*s  %14s  share  95 %% interval   missing  invented  missed\n",
               (long long)r->calls, r->calls == 1 ? "" : "s", width, "question", "agrees   ");
    for (size_t q = 0; q < e->nquestions; q++)
        add_agreement(b, width, e->questions[q].name, e->questions[q].gold,
                      &e->questions[q].run[run]);
    add_agreement(b, width, span_of("all"), (int64_t)e->gold.n, &r->all);
    add_values(b, e, run, width);
    add_totals(b, r);
}

static void add_difference(struct buf *b, const struct eval *e, const struct eval_question *q,
                           int width, struct span name)
{
    const struct eval_tally *was = q ? &q->run[0] : &e->run[0].all;
    const struct eval_tally *is = q ? &q->run[1] : &e->run[1].all;
    double d = eval_difference(e, q);
    buf_format(b, "%-*.*s", width, (int)name.len, name.at);
    add_share(b, was->agreed, was->compared);
    add_share(b, is->agreed, is->compared);
    if (isfinite(d))
        buf_format(b, "  %+10.3f\n", d);
    else
        buf_format(b, "  %10s\n", "-");
}

static void add_flips(struct buf *b, const struct eval *e, bool right)
{
    for (size_t q = 0; q < e->nquestions; q++) {
        bool first = true;
        for (size_t i = 0; i < e->gold.n; i++) {
            const struct span call = e->gold.at[i].cell[CORRECTION_CALL];
            if (e->question_of[i] != q || !eval_flipped(e, i, right))
                continue;
            if (first)
                buf_format(b, "%s %.*s:", right ? "right now" : "wrong now",
                           (int)e->questions[q].name.len, e->questions[q].name.at);
            first = false;
            buf_format(b, " %.*s", (int)call.len, call.at);
        }
        if (!first)
            buf_byte(b, '\n');
    }
}

void eval_text(const struct eval *e, struct buf *b)
{
    int width = name_width(e);
    for (int i = 0; i < e->nruns; i++) {
        buf_text(b, i ? "\n" : "");
        add_run(b, e, i);
    }
    if (e->nruns == 1)
        return;
    buf_format(b, "\n%-*s  %9s  %9s  %10s\n", width, "change", "before", "after", "difference");
    for (size_t q = 0; q < e->nquestions; q++)
        add_difference(b, e, &e->questions[q], width, e->questions[q].name);
    add_difference(b, e, NULL, width, span_of("all"));
    add_flips(b, e, true);
    add_flips(b, e, false);
}
