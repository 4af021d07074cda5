/* An evaluation as JSON: schemas/eval.json. */

#include <math.h>
#include "lib/analyze/eval_write.h"
#include "lib/base/interval.h"
#include "lib/json/json.h"

static double ratio(int64_t part, int64_t of)
{
    return of ? round((double)part / (double)of * 1e4) / 1e4 : (double)NAN;
}

static void put_agreement(struct json_writer *w, int64_t gold, const struct eval_tally *t)
{
    struct interval i = interval_of(t->agreed, t->compared);
    json_open(w, "agreement", '{');
    json_put_int(w, "gold", gold);
    json_put_int(w, "missing", gold - t->compared);
    json_put_int(w, "compared", t->compared);
    json_put_int(w, "agreed", t->agreed);
    json_put_real(w, "share", t->compared ? i.share : (double)NAN);
    json_put_real(w, "low", t->compared ? i.low : (double)NAN);
    json_put_real(w, "high", t->compared ? i.high : (double)NAN);
    json_put_int(w, "invented", t->invented);
    json_put_int(w, "missed", t->missed);
    json_close(w, '}');
}

static void put_question(struct json_writer *w, const struct eval_question *q, int run)
{
    json_open(w, NULL, '{');
    json_put_text(w, "question", q->name);
    json_put_text(w, "type", q->kind < 0 ? SPAN_NONE : span_of(answer_type_name(q->kind)));
    put_agreement(w, q->gold, &q->run[run]);
    json_open(w, "values", '[');
    for (size_t v = 0; v < q->nvalues; v++) {
        const struct eval_hits *h = &q->values[v].run[run];
        json_open(w, NULL, '{');
        json_put_text(w, "value", q->values[v].id);
        json_put_int(w, "gold", h->gold);
        json_put_int(w, "said", h->said);
        json_put_int(w, "both", h->both);
        json_put_real(w, "precision", ratio(h->both, h->said));
        json_put_real(w, "recall", ratio(h->both, h->gold));
        json_close(w, '}');
    }
    json_close(w, ']');
    json_close(w, '}');
}

static void put_run(struct json_writer *w, const struct eval *e, int run)
{
    const struct eval_run *r = &e->run[run];
    json_open(w, NULL, '{');
    json_put_text(w, "file", span_of(r->path));
    json_put_int(w, "calls", r->calls);
    json_put_int(w, "answers", r->answers);
    json_open(w, "statuses", '{');
    for (int i = 0; i < EVAL_STATUSES; i++)
        json_put_int(w, answer_status_name((enum answer_status)i), r->status[i]);
    json_close(w, '}');
    json_open(w, "quotes", '{');
    for (int i = 0; i < TIER_UNVERIFIED; i++)
        json_put_int(w, tier_name((enum tier)i), r->quotes.found[i]);
    json_put_int(w, tier_name(TIER_UNVERIFIED), r->quotes.unverified);
    json_close(w, '}');
    json_put_real(w, "grounding", round(grounding_rate(&r->quotes) * 1e4) / 1e4);
    json_open(w, "usage", '{');
    json_put_int(w, "input", r->input);
    json_put_int(w, "cached", r->cached);
    json_put_int(w, "output", r->output);
    json_close(w, '}');
    json_put_real(w, "cost", r->unpriced ? (double)NAN : round(r->cost * 1e6) / 1e6);
    put_agreement(w, (int64_t)e->gold.n, &r->all);
    json_open(w, "questions", '[');
    for (size_t q = 0; q < e->nquestions; q++)
        put_question(w, &e->questions[q], run);
    json_close(w, ']');
    json_close(w, '}');
}

static void put_flips(struct json_writer *w, const struct eval *e, size_t q, bool right)
{
    json_open(w, right ? "right" : "wrong", '[');
    for (size_t i = 0; i < e->gold.n; i++)
        if (e->question_of[i] == q && eval_flipped(e, i, right))
            json_put_text(w, NULL, e->gold.at[i].cell[CORRECTION_CALL]);
    json_close(w, ']');
}

static void put_change(struct json_writer *w, const struct eval *e)
{
    json_open(w, "change", '{');
    json_put_real(w, "difference", eval_difference(e, NULL));
    json_open(w, "questions", '[');
    for (size_t q = 0; q < e->nquestions; q++) {
        json_open(w, NULL, '{');
        json_put_text(w, "question", e->questions[q].name);
        json_put_real(w, "difference", eval_difference(e, &e->questions[q]));
        put_flips(w, e, q, true);
        put_flips(w, e, q, false);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_close(w, '}');
}

void eval_json(const struct eval *e, struct buf *b)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of("eval"));
    json_put_int(&w, "gold", (int64_t)e->gold.n);
    json_put_int(&w, "calls", (int64_t)e->gold.calls.n);
    json_open(&w, "runs", '[');
    for (int i = 0; i < e->nruns; i++)
        put_run(&w, e, i);
    json_close(&w, ']');
    if (e->nruns > 1)
        put_change(&w, e);
    else
        json_put(&w, "change", SPAN_NONE);
    json_close(&w, '}');
    buf_byte(b, '\n');
}
