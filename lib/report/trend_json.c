/* The trend as a member of the roll-up's JSON. */

#include <math.h>
#include "lib/json/json.h"
#include "lib/report/json_parts.h"
#include "lib/report/trend.h"

/* A share is of no use under what either run took for enough. */
static void put_then(struct json_writer *w, const struct rollup *u, const struct trend_row *row)
{
    json_open(w, "then", '[');
    for (size_t i = 0; i < u->trend->nruns; i++) {
        struct trend_then t = row->then[i];
        if (t.of < 0) {
            json_put(w, NULL, SPAN_NONE);
            continue;
        }
        bool enough = t.of > 0 && t.of >= u->trend->runs[i].enough && t.of >= u->enough;
        json_open(w, NULL, '{');
        json_put_int(w, "calls", t.calls);
        json_put_int(w, "of", t.of);
        json_put_real(w, "share", enough ? interval_of(t.calls, t.of).share : (double)NAN);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_row(struct json_writer *w, const struct rollup *u, const struct trend_row *row)
{
    json_open(w, NULL, '{');
    if (row->field.len)
        json_put_text(w, "field", row->field);
    json_put_text(w, "value", row->value);
    json_put_text(w, "label", row->label);
    json_put_int(w, "calls", row->calls);
    json_put_int(w, "of", row->of);
    put_then(w, u, row);
    json_put_real(w, "difference", row->difference);
    json_put_real(w, "low", row->low);
    json_put_real(w, "high", row->high);
    json_put_text(w, "move", span_of(trend_move_name(row->move)));
    json_close(w, '}');
}

static void put_question(struct json_writer *w, const struct rollup *u, size_t question)
{
    const struct report_question *q = &u->report->questions[question];
    const struct trend_question *t = &u->trend->questions[question];
    json_open(w, NULL, '{');
    json_put_text(w, "set", u->report->sets[q->set].id);
    json_put_text(w, "question", q->id);
    json_put_text(w, "match", span_of(trend_match_name(t->match)));
    if (t->nrows)
        json_put_int(w, "against", (int64_t)t->against);
    else
        json_put(w, "against", SPAN_NONE);
    json_open(w, "rows", '[');
    for (size_t i = 0; i < t->nrows; i++)
        put_row(w, u, &t->rows[i]);
    json_close(w, ']');
    json_close(w, '}');
}

void json_part_trend(struct json_writer *w, const struct rollup *u)
{
    const struct trend *t = u->trend;
    if (!t) {
        json_put(w, "trend", SPAN_NONE);
        return;
    }
    json_open(w, "trend", '{');
    json_open(w, "runs", '[');
    for (size_t i = 0; i < t->nruns; i++) {
        json_open(w, NULL, '{');
        json_put_text(w, "from", t->runs[i].from.len ? t->runs[i].from : SPAN_NONE);
        json_put_text(w, "to", t->runs[i].to.len ? t->runs[i].to : SPAN_NONE);
        json_put_int(w, "calls", t->runs[i].calls);
        json_put_int(w, "enough", t->runs[i].enough);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_open(w, "questions", '[');
    for (size_t q = 0; q < u->report->nquestions; q++)
        put_question(w, u, q);
    json_close(w, ']');
    json_close(w, '}');
}
