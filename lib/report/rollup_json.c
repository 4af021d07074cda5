/* The roll-up as JSON. */

#include <math.h>
#include "lib/json/json.h"
#include "lib/report/disagree.h"
#include "lib/report/json_parts.h"
#include "lib/report/rollup.h"
#include "lib/report/trend.h"

static void put_interval(struct json_writer *w, const struct rollup *u, int64_t part, int64_t of)
{
    struct interval i = interval_of(part, of);
    bool scant = rollup_scant(u, of);
    json_put_real(w, "share", scant ? (double)NAN : i.share);
    json_put_real(w, "low", scant ? (double)NAN : i.low);
    json_put_real(w, "high", scant ? (double)NAN : i.high);
}

void json_part_sets(struct json_writer *w, const struct report *r, bool in_full)
{
    json_open(w, "sets", '[');
    for (size_t s = 0; s < r->nsets; s++) {
        json_open(w, NULL, '{');
        json_put_text(w, "id", r->sets[s].id);
        json_put_int(w, "version", r->sets[s].version);
        json_put_text(w, "title", r->sets[s].title);
        if (in_full)
            json_put(w, "questions", r->sets[s].source);
        json_close(w, '}');
    }
    json_close(w, ']');
}

void json_part_ledger(struct json_writer *w, const struct report *r)
{
    if (!r->has_ledger) {
        json_put(w, "ledger", SPAN_NONE);
        return;
    }
    json_open(w, "ledger", '{');
    json_put_int(w, "listed", r->balance.listed);
    json_put_int(w, "answered", (int64_t)r->ncalls);
    json_open(w, "reasons", '[');
    for (size_t i = 0; i < r->balance.n; i++) {
        json_open(w, NULL, '{');
        json_put_text(w, "reason", span_of(r->balance.reasons[i].name));
        json_put_int(w, "calls", r->balance.reasons[i].calls);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_put_bool(w, "closes", r->closes);
    json_close(w, '}');
}

void json_part_evidence(struct json_writer *w, const struct report_evidence *e)
{
    json_put_text(w, "quote", e->quote);
    json_open(w, "sentences", '[');
    json_put_int(w, NULL, e->from);
    json_put_int(w, NULL, e->to);
    json_close(w, ']');
    json_put_text(w, "speaker_id", e->speaker_id);
    json_put_text(w, "speaker", e->speaker);
    json_put_text(w, "title", e->title);
    json_put_text(w, "side", span_of(side_name(e->side)));
    json_put_int(w, "start_ms", e->start_ms);
    json_put_int(w, "end_ms", e->end_ms);
    json_put_text(w, "link", e->link);
    json_put_text(w, "match", e->match);
    json_put_text(w, "value", e->value);
    if (e->item >= 0)
        json_put_int(w, "item", e->item);
    json_put_bool(w, "checked", e->checked);
}

static void put_quotes(struct json_writer *w, const struct report *r,
                       const struct rollup_quote *quotes, size_t n)
{
    json_open(w, "quotes", '[');
    for (size_t i = 0; i < n; i++) {
        const struct report_call *c = &r->calls[quotes[i].call];
        const struct report_answer *a = &c->answers[quotes[i].answer];
        json_open(w, NULL, '{');
        json_put_text(w, "call", c->id);
        json_put_text(w, "account", c->account);
        json_put_text(w, "date", c->date[0] ? span_of(c->date) : SPAN_NONE);
        json_put_text(w, "question", r->questions[a->question].column);
        json_part_evidence(w, &a->evidence[quotes[i].evidence]);
        json_close(w, '}');
    }
    json_close(w, ']');
}

void json_part_value(struct json_writer *w, const struct report_question *q, size_t value)
{
    if (q->type == ANSWER_LIST)
        json_put_text(w, "field", q->fields[q->values[value].field].id);
    json_put_text(w, "value", q->values[value].id);
}

static void put_values(struct json_writer *w, const struct rollup *u, size_t question)
{
    const struct report_question *q = &u->report->questions[question];
    const struct rollup_question *n = &u->questions[question];
    json_open(w, "values", '[');
    for (size_t v = 0; v < q->nvalues; v++) {
        json_open(w, NULL, '{');
        json_part_value(w, q, v);
        json_put_text(w, "label", q->values[v].label);
        json_put_int(w, "calls", n->values[v].calls);
        json_put_int(w, "of", n->asked);
        put_interval(w, u, n->values[v].calls, n->asked);
        json_put_int(w, "accounts", n->values[v].accounts);
        if (q->type == ANSWER_LIST)
            json_put_int(w, "objects", n->values[v].objects);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_group(struct json_writer *w, const struct rollup *u, size_t question, int kind,
                      size_t group)
{
    const struct report_question *q = &u->report->questions[question];
    const struct rollup_group *g = &u->questions[question].by[kind][group];
    json_open(w, NULL, '{');
    json_put_text(w, "key", u->report->groups[kind][group].key);
    json_put_int(w, "asked", g->asked);
    json_put_int(w, "answered", g->answered);
    json_put_bool(w, "insufficient", rollup_scant(u, g->asked));
    put_interval(w, u, g->answered, g->asked);
    json_open(w, "values", '[');
    for (size_t v = 0; v < q->nvalues; v++) {
        if (g->values[v] == 0)
            continue;
        json_open(w, NULL, '{');
        json_part_value(w, q, v);
        json_put_int(w, "calls", g->values[v]);
        put_interval(w, u, g->values[v], g->asked);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_close(w, '}');
}

static void put_spread(struct json_writer *w, const struct report_question *q,
                       const struct rollup_question *n)
{
    if (q->type == ANSWER_NUMBER) {
        json_open(w, "numbers", '{');
        json_put_real(w, "lowest", n->low);
        json_put_real(w, "median", n->median);
        json_put_real(w, "highest", n->high);
        json_close(w, '}');
    } else if (q->type == ANSWER_DATE) {
        json_open(w, "dates", '{');
        json_put_text(w, "earliest", n->earliest);
        json_put_text(w, "latest", n->latest);
        json_close(w, '}');
    }
}

static void put_question(struct json_writer *w, const struct rollup *u, size_t question)
{
    const struct report *r = u->report;
    const struct report_question *q = &r->questions[question];
    const struct rollup_question *n = &u->questions[question];
    json_open(w, NULL, '{');
    json_put_text(w, "set", r->sets[q->set].id);
    json_put_int(w, "version", r->sets[q->set].version);
    json_put_text(w, "question", q->id);
    json_put_text(w, "sha256", q->sha256);
    json_put_text(w, "text", q->text);
    json_put_text(w, "type", span_of(report_type_name(q->type)));
    json_put_text(w, "side", q->side);
    json_put_int(w, "asked", n->asked);
    for (int s = 0; s < ANSWER_STATUSES; s++)
        json_put_int(w, report_status_name((enum answer_status)s), n->statuses[s]);
    json_put_int(w, "not_asked", n->not_asked);
    json_put_int(w, "evidence", n->evidence);
    json_put_int(w, "corrected", n->corrected);
    if (q->type == ANSWER_LIST)
        json_put_int(w, "objects", n->objects);
    if (n->repeated) {
        json_open(w, "stability", '{');
        json_put_int(w, "answers", n->repeated);
        json_put_real(w, "mean", round(n->stability * 1e4) / 1e4);
        json_close(w, '}');
    }
    json_put_bool(w, "insufficient", rollup_scant(u, n->asked));
    put_interval(w, u, n->statuses[ANSWER_ANSWERED], n->asked);
    put_values(w, u, question);
    put_spread(w, q, n);
    json_open(w, "by", '{');
    for (int k = 0; k < BY_KINDS; k++) {
        json_open(w, report_by_name[k], '[');
        for (size_t g = 0; g < r->ngroups[k]; g++)
            if (n->by[k][g].asked > 0)
                put_group(w, u, question, k, g);
        json_close(w, ']');
    }
    json_close(w, '}');
    put_quotes(w, r, n->quotes, n->nquotes);
    json_close(w, '}');
}

static void put_themes(struct json_writer *w, const struct rollup *u)
{
    const struct report *r = u->report;
    json_open(w, "themes", '[');
    for (size_t i = 0; i < u->nthemes; i++) {
        const struct rollup_theme *t = &u->themes[i];
        const struct report_question *q = &r->questions[t->question];
        json_open(w, NULL, '{');
        json_put_text(w, "set", r->sets[q->set].id);
        json_put_text(w, "question", q->id);
        json_part_value(w, q, t->value);
        json_put_text(w, "label", q->values[t->value].label);
        json_put_int(w, "calls", t->calls);
        json_put_int(w, "of", t->of);
        put_interval(w, u, t->calls, t->of);
        json_put_int(w, "accounts", t->accounts);
        json_open(w, "amounts", '[');
        for (size_t m = 0; m < t->nmoney; m++) {
            json_open(w, NULL, '{');
            json_put_text(w, "currency", t->money[m].currency);
            json_put_real(w, "amount", t->money[m].amount);
            json_put_int(w, "deals", t->money[m].deals);
            json_close(w, '}');
        }
        json_close(w, ']');
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_metrics(struct json_writer *w, const struct rollup *u)
{
    json_open(w, "metrics", '{');
    for (size_t m = 0; m < REPORT_METRICS; m++) {
        if (u->with[m] == 0)
            continue;
        json_open(w, report_metrics[m].name, '{');
        json_put_int(w, "calls", u->with[m]);
        json_put_real(w, "median", u->medians[m]);
        json_close(w, '}');
    }
    json_close(w, '}');
}

static void put_summary(struct json_writer *w, const struct rollup *u)
{
    json_open(w, "summary", '[');
    for (size_t i = 0; i < u->nlines; i++) {
        const struct rollup_line *l = &u->lines[i];
        const struct report_question *q =
            l->has_question ? &u->report->questions[l->question] : NULL;
        json_open(w, NULL, '{');
        json_put_text(w, "text", l->text);
        json_put_text(w, "set", q ? u->report->sets[q->set].id : SPAN_NONE);
        json_put_text(w, "question", q ? q->id : SPAN_NONE);
        if (l->of < 0) {
            json_put(w, "calls", SPAN_NONE);
            json_put(w, "of", SPAN_NONE);
        } else {
            json_put_int(w, "calls", l->calls);
            json_put_int(w, "of", l->of);
        }
        if (l->said.at)
            json_put_text(w, "said", l->said);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_window(struct json_writer *w, const struct report *r)
{
    struct buf from = BUF(64), to = BUF(64);
    if (r->has_window) {
        when_format(&from, r->first);
        when_format(&to, r->last);
    }
    json_open(w, "window", '{');
    json_put_text(w, "from", r->has_window ? buf_view(&from) : SPAN_NONE);
    json_put_text(w, "to", r->has_window ? buf_view(&to) : SPAN_NONE);
    json_close(w, '}');
    buf_free(&from);
    buf_free(&to);
}

/* The grounding: quotes found in each tier, of those that anybody claimed. */
static void put_evidence(struct json_writer *w, const struct report *r)
{
    int64_t claimed = report_claimed(r);
    json_open(w, "evidence", '{');
    json_put_int(w, "checked", r->checked);
    json_put_int(w, "unchecked", r->unchecked);
    json_put_int(w, "dropped", r->dropped);
    json_put_int(w, "unverified", r->unverified);
    json_put_int(w, "claimed", claimed);
    json_put_real(w, "grounding",
                  claimed ? interval_of(r->checked + r->unchecked, claimed).share : (double)NAN);
    json_open(w, "tiers", '{');
    for (int t = 0; t < TIERS; t++)
        json_put_int(w, report_tier_name((enum tier)t), r->tiers[t]);
    json_close(w, '}');
    json_put_int(w, "bare_answers", r->bare);
    json_close(w, '}');
}

void json_part_spend(struct json_writer *w, const struct report_spend *s)
{
    json_put_int(w, "input", s->input);
    json_put_int(w, "cached", s->cached);
    json_put_int(w, "output", s->output);
    json_put_real(w, "cost", round(s->cost * 1e9) / 1e9);
}

static void put_usage(struct json_writer *w, const struct report *r)
{
    if (r->spent == 0) {
        json_put(w, "usage", SPAN_NONE);
        return;
    }
    json_open(w, "usage", '{');
    json_put_int(w, "answers", r->spent);
    json_put_int(w, "unpriced", r->unpriced);
    json_part_spend(w, &r->spend);
    json_close(w, '}');
}

void json_part_engines(struct json_writer *w, const struct report *r)
{
    json_open(w, "engines", '[');
    for (size_t i = 0; i < r->nengines; i++) {
        json_open(w, NULL, '{');
        json_put_text(w, "engine", r->engines[i].name);
        json_put_text(w, "model", r->engines[i].model);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_amends(struct json_writer *w, const struct report *r)
{
    if (!r->amends.given) {
        json_put(w, "amends", SPAN_NONE);
        return;
    }
    json_open(w, "amends", '{');
    json_put_int(w, "calls", r->amends.calls);
    json_put_int(w, "added", r->amends.added);
    json_put_int(w, "changed", r->amends.changed);
    json_put_int(w, "gone", r->amends.gone);
    json_open(w, "added_calls", '[');
    for (size_t i = 0; i < r->ncalls; i++)
        if (r->calls[i].since == CALL_ADDED)
            json_put_text(w, NULL, r->calls[i].id);
    json_close(w, ']');
    json_close(w, '}');
}

void json_part_rollup(struct json_writer *w, const char *key, const struct rollup *u)
{
    const struct report *r = u->report;
    json_open(w, key, '{');
    json_put_int(w, "v", 1);
    json_put_text(w, "kind", span_of("rollup"));
    json_put_int(w, "calls", (int64_t)r->ncalls);
    json_put_int(w, "accounts", u->accounts);
    json_put_int(w, "enough", u->enough);
    put_window(w, r);
    json_part_sets(w, r, false);
    json_part_ledger(w, r);
    json_part_engines(w, r);
    put_evidence(w, r);
    put_usage(w, r);
    json_put_int(w, "corrected", r->corrected);
    put_amends(w, r);
    json_open(w, "questions", '[');
    for (size_t q = 0; q < r->nquestions; q++)
        put_question(w, u, q);
    json_close(w, ']');
    put_themes(w, u);
    put_quotes(w, r, u->top, u->ntop);
    put_metrics(w, u);
    json_part_disagreement(w, u);
    json_part_trend(w, u);
    put_summary(w, u);
    json_close(w, '}');
}

void rollup_json(const struct rollup *u, struct buf *b)
{
    struct json_writer w = {.b = b};
    json_part_rollup(&w, NULL, u);
}
