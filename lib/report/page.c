#include "lib/report/page.h"

#include <stdlib.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"

void page_init(struct page *p, const struct rollup *u, const struct format_options *options,
               struct out *out, enum dress dress)
{
    *p = (struct page){.r = u->report, .u = u, .options = options, .out = out, .dress = dress};
    p->b = BUF(0);
}

void page_raw(struct page *p, const char *text)
{
    buf_text(&p->b, text);
}

void page_name(struct page *p, struct span text)
{
    dress_name(&p->b, text, p->dress);
}

void page_short(struct page *p, struct span text, size_t letters)
{
    struct span rest = text;
    while (letters-- > 0 && rest.len)
        plain_next(&rest);
    page_name(p, (struct span){text.at, text.len - rest.len});
    page_raw(p, rest.len ? "…" : "");
}

void page_quote(struct page *p, struct span text)
{
    dress_quote(&p->b, text, p->dress);
}

void page_words(struct page *p, const char *text)
{
    dress_quote(&p->b, span_of(text), p->dress);
}

void page_number(struct page *p, int64_t n)
{
    words_number(&p->b, n);
}

void page_buf(struct page *p, struct buf *b)
{
    dress_name(&p->b, buf_view(b), p->dress);
    if (b->state != BUF_SOUND)
        p->b.state = b->state;
    buf_free(b);
}

int page_out(struct page *p, struct fault *f)
{
    if (buf_check(&p->b, "a part of the report", f) != 0)
        return -1;
    out_span(p->out, buf_view(&p->b));
    buf_clear(&p->b);
    return out_check(p->out, f);
}

int page_end(struct page *p, struct fault *f)
{
    int rc = page_out(p, f);
    buf_free(&p->b);
    return rc;
}

void page_money(struct buf *b, const struct rollup_theme *t)
{
    for (size_t m = 0; m < t->nmoney; m++) {
        buf_text(b, m ? "; " : "");
        words_money(b, t->money[m].amount, t->money[m].currency);
        if (t->nmoney > 1 && t->money[m].currency.len == 0)
            buf_text(b, " (no currency)");
    }
}

struct span page_title(const struct report_call *c)
{
    static const struct {
        long from, to;
    } blank[] = {{0, 0x20},        {0x7f, 0xa0},     {0xad, 0xad},     {0x2000, 0x200f},
                 {0x2028, 0x202f}, {0x205f, 0x206f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}};
    for (struct span s = c->title; s.len;) {
        long code = plain_next(&s);
        size_t i = 0;
        while (i < sizeof blank / sizeof blank[0] &&
               !(code >= blank[i].from && code <= blank[i].to))
            i++;
        if (i == sizeof blank / sizeof blank[0])
            return c->title;
    }
    return c->id;
}

void page_share(struct buf *b, int64_t part, int64_t of)
{
    struct interval i = interval_of(part, of);
    words_number(b, part);
    buf_text(b, " of ");
    words_number(b, of);
    if (of == 0)
        return;
    buf_text(b, " (");
    words_percent(b, part, of);
    buf_text(b, ", ");
    words_range(b, i.low, i.high);
    buf_byte(b, ')');
}

void page_answer(struct buf *b, const struct page *p, const struct report_answer *a)
{
    if (a->status != ANSWER_ANSWERED) {
        buf_text(b, words_status(a->status));
        return;
    }
    if (p->r->questions[a->question].type == ANSWER_LIST)
        words_count(b, (int64_t)a->nitems, "object", "objects");
    else if (a->nvalues == 0)
        buf_text(b, "answered");
    for (size_t i = 0; i < a->nvalues; i++) {
        buf_text(b, i ? ", " : "");
        if (p->r->questions[a->question].type == ANSWER_NUMBER)
            words_answer(b, a->number, a->values[i]);
        else if (p->r->questions[a->question].type == ANSWER_DATE)
            words_date_span(b, a->values[i]);
        else if (answer_countable(p->r->questions[a->question].type))
            buf_span(b, report_label(p->r, a, i));
        else
            words_unquoted(b, a->values[i]); /* an answer's own words are no quote */
    }
}

void page_cell(struct buf *b, const struct page *p, const struct report_answer *a, size_t item,
               size_t field)
{
    const struct report_question *q = &p->r->questions[a->question];
    const struct report_cell *cell = &a->items[item].cells[field];
    for (size_t i = 0; i < cell->n; i++) {
        buf_text(b, i ? ", " : "");
        if (q->fields[field].type == ANSWER_DATE)
            words_date_span(b, cell->values[i]);
        else
            cell->options ? buf_span(b, q->values[cell->options[i]].label)
                          : words_unquoted(b, cell->values[i]);
    }
}

void page_more(struct buf *b, size_t n)
{
    words_number(b, (int64_t)n);
    buf_text(b, " more, in the json and xlsx reports");
}

/* Speaker, title, company */
void page_byline(struct buf *b, const struct report_call *c, const struct report_evidence *e)
{
    if (e->speaker.len)
        buf_span(b, e->speaker);
    else
        buf_text(b, e->side == SIDE_CUSTOMER ? "a voice of the customer side"
                    : e->side == SIDE_REP    ? "a voice of our side"
                                             : "a voice without a name");
    if (e->title.len) {
        buf_text(b, ", ");
        buf_span(b, e->title);
    }
    if (c->account.len && e->side != SIDE_REP) {
        buf_text(b, ", ");
        buf_span(b, c->account);
    }
}

void page_question_anchor(struct buf *b, const struct report *r, size_t question)
{
    struct span s = r->questions[question].column;
    bool safe = s.len > 0 && s.len <= 128;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        safe = safe && ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                        (c >= 'A' && c <= 'Z') || (i > 0 && (c == '-' || c == '_' || c == '.')));
    }
    buf_text(b, "q-");
    if (safe)
        buf_span(b, s);
    else
        buf_format(b, "-%zu", question + 1);
}

bool page_group_leader(const struct page *p, size_t question, int kind, size_t group, size_t *value)
{
    const struct report_question *q = &p->r->questions[question];
    const struct rollup_group *g = &p->u->questions[question].by[kind][group];
    int64_t most = 0;
    *value = 0;
    if (q->type == ANSWER_BOOL)
        return true;
    for (size_t v = 0; v < q->nvalues; v++)
        if (g->values[v] > most && report_value_type(q, v) != ANSWER_BOOL) {
            most = g->values[v];
            *value = v;
        }
    return most > 0;
}

size_t page_charts(const struct report_question *q)
{
    return q->nvalues == 0 ? 0 : q->type == ANSWER_LIST ? q->nfields : 1;
}

size_t *page_order(struct page *p, size_t question, size_t field, size_t *n)
{
    const struct report_question *q = &p->r->questions[question];
    const struct rollup_value *values = p->u->questions[question].values;
    size_t *order = calloc(q->nvalues + 1, sizeof *order);
    *n = 0;
    if (!order)
        p->b.state = BUF_NO_MEMORY;
    for (size_t v = 0; order && v < q->nvalues; v++) {
        if (q->values[v].field != field)
            continue;
        bool ranked = report_value_type(q, v) != ANSWER_BOOL;
        size_t at = (*n)++;
        for (; at > 0 && ranked && values[order[at - 1]].calls < values[v].calls; at--)
            order[at] = order[at - 1];
        order[at] = v;
    }
    return order;
}

bool page_has_groups(const struct page *p, int kind)
{
    return p->r->ngroups[kind] > 0 && p->r->groups[kind][0].key.at; /* known ones come first */
}

struct span page_side_asked(const struct report_question *q)
{
    if (span_is(q->side, "customer"))
        return span_of("in the customer's words only");
    if (span_is(q->side, "rep"))
        return span_of("in our side's words only");
    return span_of("in anybody's words");
}

bool page_next_lost(struct page_lost *l)
{
    if (l->rest.len == 0)
        return false;
    const char *end = memchr(l->rest.at, '\n', l->rest.len);
    struct span line = {l->rest.at, end ? (size_t)(end - l->rest.at) : l->rest.len};
    l->rest = end ? (struct span){end + 1, l->rest.len - line.len - 1} : SPAN_NONE;
    l->id = json_get(line, "id");
    l->stage = json_get(line, "stage");
    l->reason = json_get(line, "reason");
    return true;
}
