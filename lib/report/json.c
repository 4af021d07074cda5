/* The whole model as one JSON document: schemas/report.json. */

#include <math.h>
#include "lib/report/json_parts.h"
#include "lib/report/page.h"

static void put_people(struct json_writer *w, const struct report_call *c)
{
    json_open(w, "people", '[');
    for (size_t i = 0; i < c->npeople; i++) {
        json_open(w, NULL, '{');
        json_put_text(w, "name", c->people[i].name);
        json_put_text(w, "title", c->people[i].title);
        json_put_text(w, "email", c->people[i].email);
        json_put_text(w, "side", span_of(side_name(c->people[i].side)));
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_override(struct json_writer *w, const struct report_marks *m)
{
    json_open(w, "override", '{');
    json_put_text(w, "by", m->by);
    json_put_text(w, "when", m->when);
    json_put_text(w, "why", m->why);
    json_put_text(w, "was_status", m->was_status);
    json_put_text(w, "was_value", m->was_value);
    json_close(w, '}');
}

/* Only what there is to say. */
static void put_marks(struct json_writer *w, const struct report_marks *m)
{
    if (m->note.at)
        json_put_text(w, "note", m->note);
    if (m->reason.at)
        json_put_text(w, "reason", m->reason);
    if (m->gate.at)
        json_put_text(w, "gate", m->gate);
    if (m->unverified)
        json_put_int(w, "unverified", m->unverified);
    if (isfinite(m->stability))
        json_put_real(w, "stability", m->stability);
    if (m->spent) {
        json_open(w, "usage", '{');
        json_part_spend(w, &m->spend);
        json_close(w, '}');
    }
    if (m->corrected)
        put_override(w, m);
}

static void put_answer(struct json_writer *w, const struct report *r, const struct report_answer *a)
{
    const struct report_question *q = &r->questions[a->question];
    json_open(w, NULL, '{');
    json_put_text(w, "set", r->sets[q->set].id);
    json_put_text(w, "question", q->id);
    json_put_text(w, "column", q->column);
    json_put_text(w, "status", span_of(report_status_name(a->status)));
    json_open(w, "values", '[');
    for (size_t i = 0; i < a->nvalues; i++)
        json_put_text(w, NULL, a->values[i]);
    json_close(w, ']');
    json_open(w, "labels", '[');
    for (size_t i = 0; i < a->nvalues; i++)
        json_put_text(w, NULL, report_label(r, a, i));
    json_close(w, ']');
    json_put_text(w, "confidence",
                  a->confidence ? span_of(report_confidence_name(a->confidence)) : SPAN_NONE);
    json_open(w, "evidence", '[');
    for (size_t e = 0; e < a->nevidence; e++) {
        json_open(w, NULL, '{');
        json_part_evidence(w, &a->evidence[e]);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_put_int(w, "dropped", a->dropped);
    if (q->type == ANSWER_LIST)
        json_put(w, "items", a->nitems ? a->source : span_of("[]"));
    if (a->marks)
        put_marks(w, a->marks);
    json_close(w, '}');
}

static void put_call(struct json_writer *w, const struct report *r, const struct report_call *c)
{
    json_open(w, NULL, '{');
    json_put_text(w, "id", c->id);
    json_put_text(w, "started", c->started_text);
    json_put_text(w, "date", c->date[0] ? span_of(c->date) : SPAN_NONE);
    json_put_text(w, "title", c->title);
    json_put_text(w, "url", c->url);
    json_put_int(w, "duration_s", c->seconds);
    json_put_text(w, "language", c->language);
    json_put_text(w, "account", c->account);
    json_put(w, "company_size", c->size_text);
    json_put_text(w, "deal_name", c->deal);
    json_put_text(w, "stage", c->stage);
    json_put(w, "amount", c->amount_text);
    json_put_text(w, "currency", c->currency);
    json_put_text(w, "owner", c->owner);
    json_put_text(w, "rep_name", c->rep_name);
    json_put_text(w, "rep_email", c->rep_email);
    json_put_text(w, "transcript_sha256", c->sha256);
    put_people(w, c);
    json_open(w, "metrics", '{');
    for (size_t m = 0; m < REPORT_METRICS; m++)
        if (isfinite(c->metrics[m]))
            json_put_real(w, report_metrics[m].name, c->metrics[m]);
    json_close(w, '}');
    json_open(w, "answers", '[');
    for (size_t i = 0; i < c->nanswers; i++)
        put_answer(w, r, &c->answers[i]);
    json_close(w, ']');
    json_close(w, '}');
}

static void put_about(struct json_writer *w, const struct report_about *a)
{
    if (!a->given) {
        json_put(w, "about", SPAN_NONE);
        return;
    }
    json_open(w, "about", '{');
    json_put_int(w, "v", 1);
    json_put_text(w, "kind", span_of("about"));
    json_put_text(w, "id", a->id);
    json_put_text(w, "triggered_by", a->triggered_by);
    json_put_text(w, "schedule", a->schedule);
    if (a->zone.at) {
        json_open(w, "window", '{');
        json_put_text(w, "from", a->from_text);
        json_put_text(w, "to", a->to_text);
        json_put_text(w, "zone", a->zone);
        json_close(w, '}');
    }
    if (a->filtered) {
        json_open(w, "filters", '[');
        for (size_t i = 0; i < a->nfilters; i++)
            json_put_text(w, NULL, a->filters[i]);
        json_close(w, ']');
    }
    json_close(w, '}');
}

static void put_head(struct json_writer *w, const struct report *r)
{
    json_put_int(w, "v", 1);
    json_put_text(w, "kind", span_of("report"));
    json_put_text(w, "title", r->title);
    json_put_text(w, "zone", span_of(r->options.zone));
    json_put_text(w, "now", span_of(r->options.now));
    put_about(w, &r->about);
    json_put_text(w, "callmine", span_of(VERSION));
    json_part_engines(w, r);
    json_part_sets(w, r, true);
}

static int put_calls(struct page *p, struct json_writer *w, struct fault *f)
{
    json_open(w, "calls", '[');
    for (size_t i = 0; i < p->r->ncalls; i++) {
        put_call(w, p->r, &p->r->calls[i]);
        if (page_out(p, f) != 0)
            return -1;
    }
    json_close(w, ']');
    struct page_lost l = {.rest = buf_view(&p->r->balance.lost)};
    json_open(w, "not_counted", '[');
    while (page_next_lost(&l)) {
        json_open(w, NULL, '{');
        json_put(w, "id", l.id);
        json_put(w, "stage", l.stage);
        json_put(w, "reason", l.reason);
        json_close(w, '}');
        if (page_out(p, f) != 0)
            return -1;
    }
    json_close(w, ']');
    return 0;
}

int json_write(const struct rollup *u, const struct format_options *o, struct out *out,
               struct fault *f)
{
    struct page p;
    page_init(&p, u, o, out, DRESS_PLAIN);
    struct json_writer w = {.b = &p.b};
    json_open(&w, NULL, '{');
    put_head(&w, u->report);
    json_part_rollup(&w, "rollup", u);
    int rc = put_calls(&p, &w, f);
    json_close(&w, '}');
    buf_byte(&p.b, '\n');
    return page_end(&p, rc == 0 ? f : &(struct fault){0}) == 0 ? rc : -1;
}
