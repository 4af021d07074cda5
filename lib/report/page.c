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
        buf_text(b, a->status == ANSWER_UNCLEAR ? "unclear" : "not discussed");
        return;
    }
    if (a->nvalues == 0)
        buf_text(b, "answered");
    for (size_t i = 0; i < a->nvalues; i++) {
        buf_text(b, i ? ", " : "");
        if (p->r->questions[a->question].type == ANSWER_NUMBER)
            words_real(b, a->number);
        else
            buf_span(b, report_label(p->r, a, i));
    }
}

void page_ledger_line(struct buf *b, const struct report *r)
{
    int64_t found = (int64_t)r->ncalls + r->balance.left;
    if (!r->has_ledger) {
        buf_text(b,
                 "No ledger was given: what was listed, and what was left out, is not known here.");
        return;
    }
    buf_text(b, r->closes ? "The ledger closes: " : "The ledger does not close: ");
    words_number(b, r->balance.listed);
    buf_text(b, r->closes ? " listed = " : " listed, but ");
    words_number(b, (int64_t)r->ncalls);
    buf_text(b, " analysed + ");
    words_number(b, r->balance.left);
    buf_text(b, " not counted");
    if (!r->closes) {
        buf_text(b, " = ");
        words_number(b, found);
        buf_text(b, "; ");
        if (r->balance.listed > found)
            words_count(b, r->balance.listed - found, "call is unaccounted for",
                        "calls are unaccounted for");
        else
            words_count(b, found - r->balance.listed, "call was never listed",
                        "calls were never listed");
    }
    buf_byte(b, '.');
}

void page_quotes_line(struct buf *b, const struct report *r)
{
    words_count(b, r->checked, "quote was", "quotes were");
    buf_text(b, " found in the transcripts, byte for byte; unverified quotes dropped: ");
    words_number(b, r->dropped);
    if (r->unchecked) {
        buf_text(b, "; not checked here, for want of a transcript: ");
        words_number(b, r->unchecked);
    }
    if (r->bare) {
        buf_text(b, "; answers left without any quote: ");
        words_number(b, r->bare);
    }
    buf_byte(b, '.');
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
        if (g->values[v] > most) {
            most = g->values[v];
            *value = v;
        }
    return most > 0;
}

size_t *page_order(struct page *p, size_t question)
{
    const struct report_question *q = &p->r->questions[question];
    const struct rollup_value *values = p->u->questions[question].values;
    size_t *order = calloc(q->nvalues + 1, sizeof *order);
    if (!order)
        p->b.state = BUF_NO_MEMORY;
    for (size_t v = 0; order && v < q->nvalues; v++) {
        size_t at = v;
        for (; at > 0 && q->type != ANSWER_BOOL && values[order[at - 1]].calls < values[v].calls;
             at--)
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
