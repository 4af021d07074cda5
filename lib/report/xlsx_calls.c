/* Calls and Evidence: the columns of the csv reports, each with the type that it has. */

#include "lib/base/plain.h"
#include "lib/report/csv.h"
#include "lib/report/xlsx.h"

uint16_t xlsx_call_column(size_t question)
{
    return (uint16_t)(CSV_CALL + CSV_ANSWER * question);
}

static void answer_value(struct xlsx_sheet *s, const struct report_answer *a)
{
    struct buf b = BUF(0);
    enum answer_type type = s->x->p.r->questions[a->question].type;
    if (type == ANSWER_LIST) {
        xlsx_json(s, a->source);
    } else if (type == ANSWER_NUMBER && a->nvalues == 1) {
        xlsx_number(s, a->values[0], a->number, NULL);
    } else if (type == ANSWER_DATE && a->nvalues == 1) {
        xlsx_date(s, a->values[0]);
    } else if (type == ANSWER_BOOL && a->nvalues == 1) {
        xlsx_bool(s, span_is(a->values[0], "true"));
    } else {
        csv_values(&b, a);
        xlsx_quote(s, buf_view(&b), LOOK_TEXT);
        buf_free(&b);
    }
}

static void call_row(struct xlsx_sheet *s, const struct report_call *c)
{
    const struct report *r = s->x->p.r;
    xlsx_quote(s, c->id, LOOK_TEXT);
    xlsx_started(s, c);
    xlsx_quote(s, c->title, LOOK_TEXT);
    xlsx_quote(s, c->account, LOOK_TEXT);
    xlsx_quote(s, c->deal, LOOK_TEXT);
    xlsx_quote(s, c->stage, LOOK_TEXT);
    xlsx_number(s, c->amount_text, c->amount, xlsx_money(s->x, c->currency));
    xlsx_quote(s, c->deal_owner.len ? c->deal_owner : c->owner, LOOK_TEXT);
    xlsx_number(s, c->size_text, c->size, NULL);
    xlsx_quote(s, c->rep_name, LOOK_TEXT);
    xlsx_quote(s, c->rep_email, LOOK_TEXT);
    c->seconds > 0 ? xlsx_count(s, c->seconds) : xlsx_skip(s);
    xlsx_quote(s, c->language, LOOK_TEXT);
    xlsx_link(s, c->url, c->url.len <= XLSX_DISPLAY ? c->url : span_of("Open in Gong"));
    for (size_t q = 0; q < r->nquestions; q++) {
        const struct report_answer *a = report_answer_to(c, q);
        if (a) {
            answer_value(s, a);
            xlsx_words(s, report_status_name(a->status), LOOK_TEXT);
            xlsx_words(s, report_confidence_name(a->confidence), LOOK_TEXT);
        } else {
            s->column = (uint16_t)(s->column + CSV_ANSWER);
        }
    }
    if (r->amends.given)
        xlsx_words(s, page_since(c), LOOK_TEXT);
    xlsx_next(s);
}

void xlsx_calls(struct xlsx_sheet *s)
{
    const struct report *r = s->x->p.r;
    xlsx_heads(s, csv_call_heads, CSV_CALL, LOOK_HEAD);
    for (size_t q = 0; q < r->nquestions; q++)
        for (size_t e = 0; e < CSV_ANSWER; e++) {
            struct buf b = BUF(0);
            buf_span(&b, r->questions[q].column);
            buf_text(&b, csv_answer_heads[e]);
            xlsx_quote(s, buf_view(&b), LOOK_HEAD);
            buf_free(&b);
        }
    if (r->amends.given)
        xlsx_words(s, "since", LOOK_HEAD);
    xlsx_next(s);
    for (size_t i = 0; i < r->ncalls; i++)
        if (xlsx_room(s))
            call_row(s, &r->calls[i]);
    xlsx_sheet_table(s, 0);
}

static void seconds(struct xlsx_sheet *s, int64_t ms)
{
    if (ms < 0)
        xlsx_skip(s);
    else
        xlsx_real(s, (double)ms / 1000, LOOK_SECONDS);
}

static void evidence_row(struct xlsx_sheet *s, const struct report_call *c,
                         const struct report_answer *a, const struct report_evidence *e)
{
    const struct report_question *q = &s->x->p.r->questions[a->question];
    struct buf clock = BUF(0);
    xlsx_lines(s, (double)plain_width(e->quote), XLSX_WIDE - 4);
    xlsx_quote(s, c->id, LOOK_TEXT);
    xlsx_quote(s, s->x->p.r->sets[q->set].id, LOOK_TEXT);
    xlsx_quote(s, q->id, LOOK_TEXT);
    if (e->item >= 0)
        xlsx_json(s, a->items[e->item].json);
    else if (e->value.at)
        xlsx_quote(s, e->value, LOOK_TEXT);
    else
        answer_value(s, a);
    xlsx_quote(s, e->quote, LOOK_WRAPPED);
    xlsx_quote(s, e->speaker, LOOK_TEXT);
    xlsx_words(s, side_name(e->side), LOOK_TEXT);
    seconds(s, e->start_ms);
    seconds(s, e->end_ms);
    words_clock(&clock, e->start_ms);
    xlsx_link(s, e->link, buf_view(&clock));
    buf_free(&clock);
    xlsx_quote(s, e->match, LOOK_TEXT);
    e->item >= 0 ? xlsx_count(s, e->item) : xlsx_skip(s);
    xlsx_started(s, c);
    xlsx_quote(s, c->account, LOOK_TEXT);
    xlsx_quote(s, c->title, LOOK_TEXT);
    xlsx_next(s);
}

void xlsx_evidence(struct xlsx_sheet *s)
{
    static const char *const more[] = {"started", "account", "title"};
    const struct report *r = s->x->p.r;
    xlsx_heads(s, csv_evidence_heads, CSV_EVIDENCE, LOOK_HEAD);
    xlsx_heads(s, more, sizeof more / sizeof more[0], LOOK_HEAD);
    xlsx_next(s);
    for (size_t i = 0; i < r->ncalls; i++)
        for (size_t a = 0; a < r->calls[i].nanswers; a++)
            for (size_t e = 0; e < r->calls[i].answers[a].nevidence; e++)
                if (xlsx_room(s))
                    evidence_row(s, &r->calls[i], &r->calls[i].answers[a],
                                 &r->calls[i].answers[a].evidence[e]);
    xlsx_sheet_table(s, 0);
}
