/* CSV (RFC 4180): one row a call, a column a question. Evidence: one row a quote. Ids are text; a
 * spreadsheet that turns 19 digits into a number is told so in the manual page, for a field cannot
 * tell it. */

#include "lib/report/csv.h"
#include "lib/report/page.h"

const char *const csv_call_heads[CSV_CALL] = {
    "call_id", "started",      "title",    "account",   "deal_name",  "stage",    "amount",
    "owner",   "company_size", "rep_name", "rep_email", "duration_s", "language", "url"};
const char *const csv_answer_heads[CSV_ANSWER] = {"", "_status", "_confidence"};
const char *const csv_evidence_heads[CSV_EVIDENCE] = {
    "call_id", "set",     "question_id", "value", "quote", "speaker",
    "side",    "start_s", "end_s",       "link",  "match", "item"};

void csv_begin(struct buf *b, bool bom)
{
    if (bom)
        buf_text(b, "\xef\xbb\xbf");
}

void csv_cell(struct buf *b, struct span text)
{
    dress_quote(b, text, DRESS_CSV);
    buf_byte(b, ',');
}

void csv_end_row(struct buf *b)
{
    if (b->len && b->at[b->len - 1] == ',')
        b->len--;
    buf_text(b, "\r\n");
}

static void cell(struct page *p, struct span text)
{
    csv_cell(&p->b, text);
}

static void cell_number(struct page *p, int64_t n, bool known)
{
    if (known)
        buf_int(&p->b, n);
    buf_byte(&p->b, ',');
}

static void end_row(struct page *p)
{
    csv_end_row(&p->b);
}

static void begin(struct page *p, const struct rollup *u, const struct format_options *o,
                  struct out *out, const char *const *names, size_t n)
{
    page_init(p, u, o, out, DRESS_CSV);
    csv_begin(&p->b, o->bom);
    for (size_t i = 0; i < n; i++)
        cell(p, span_of(names[i]));
}

/* JSON as it is; nothing for an absent value. */
static void cell_json(struct page *p, struct span value)
{
    if (value.at)
        dress_json(&p->b, value);
    buf_byte(&p->b, ',');
}

void csv_values(struct buf *b, const struct report_answer *a)
{
    for (size_t i = 0; i < a->nvalues; i++) {
        buf_text(b, i ? "; " : "");
        buf_span(b, a->values[i]);
    }
}

static void cell_values(struct page *p, const struct report_answer *a)
{
    if (p->r->questions[a->question].type == ANSWER_LIST) {
        cell_json(p, a->source);
        return;
    }
    struct buf all = BUF(0);
    csv_values(&all, a);
    cell(p, buf_view(&all));
    buf_free(&all);
}

static void call_row(struct page *p, const struct report_call *c)
{
    cell(p, c->id);
    cell(p, c->started_text);
    cell(p, c->title);
    cell(p, c->account);
    cell(p, c->deal);
    cell(p, c->stage);
    cell(p, c->amount_text);
    cell(p, c->deal_owner.len ? c->deal_owner : c->owner);
    cell(p, c->size_text);
    cell(p, c->rep_name);
    cell(p, c->rep_email);
    cell_number(p, c->seconds, c->seconds > 0);
    cell(p, c->language);
    cell(p, c->url);
    for (size_t q = 0; q < p->r->nquestions; q++) {
        const struct report_answer *a = report_answer_to(c, q);
        if (!a) {
            buf_text(&p->b, ",,,");
            continue;
        }
        cell_values(p, a);
        cell(p, span_of(report_status_name(a->status)));
        cell(p, span_of(report_confidence_name(a->confidence)));
    }
    end_row(p);
}

int csv_write(const struct rollup *u, const struct format_options *o, struct out *out,
              struct fault *f)
{
    struct page p;
    begin(&p, u, o, out, csv_call_heads, CSV_CALL);
    for (size_t q = 0; q < u->report->nquestions; q++)
        for (size_t e = 0; e < CSV_ANSWER; e++) {
            struct buf name = BUF(0);
            buf_span(&name, u->report->questions[q].column);
            buf_text(&name, csv_answer_heads[e]);
            cell(&p, buf_view(&name));
            buf_free(&name);
        }
    end_row(&p);
    for (size_t i = 0; i < u->report->ncalls; i++) {
        call_row(&p, &u->report->calls[i]);
        if (page_out(&p, f) != 0)
            break;
    }
    return page_end(&p, f);
}

/* Seconds, with the milliseconds as they are: 12.345 */
static void cell_seconds(struct page *p, int64_t ms)
{
    if (ms >= 0) {
        buf_format(&p->b, "%lld", (long long)(ms / 1000));
        if (ms % 1000)
            buf_format(&p->b, ".%03d", (int)(ms % 1000));
    }
    buf_byte(&p->b, ',');
}

static void evidence_row(struct page *p, const struct report_call *c, const struct report_answer *a,
                         const struct report_evidence *e)
{
    const struct report_question *q = &p->r->questions[a->question];
    cell(p, c->id);
    cell(p, p->r->sets[q->set].id);
    cell(p, q->id);
    if (e->item >= 0)
        cell_json(p, a->items[e->item].json);
    else if (e->value.at)
        cell(p, e->value);
    else
        cell_values(p, a);
    cell(p, e->quote);
    cell(p, e->speaker);
    cell(p, span_of(side_name(e->side)));
    cell_seconds(p, e->start_ms);
    cell_seconds(p, e->end_ms);
    cell(p, e->link);
    cell(p, e->match);
    cell_number(p, e->item, e->item >= 0);
    end_row(p);
}

int csv_evidence_write(const struct rollup *u, const struct format_options *o, struct out *out,
                       struct fault *f)
{
    struct page p;
    begin(&p, u, o, out, csv_evidence_heads, CSV_EVIDENCE);
    end_row(&p);
    for (size_t i = 0; i < u->report->ncalls; i++) {
        const struct report_call *c = &u->report->calls[i];
        for (size_t a = 0; a < c->nanswers; a++)
            for (size_t e = 0; e < c->answers[a].nevidence; e++)
                evidence_row(&p, c, &c->answers[a], &c->answers[a].evidence[e]);
        if (page_out(&p, f) != 0)
            break;
    }
    return page_end(&p, f);
}
