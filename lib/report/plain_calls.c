/* The calls in plain text: a card each. */

#include "lib/report/plain.h"

/* An object of a list, and its own quotes. */
static void object(struct page *p, const struct report_call *c, const struct report_answer *a,
                   size_t item)
{
    const struct report_question *q = &p->r->questions[a->question];
    struct buf b = BUF(0);
    buf_format(&b, "%zu. ", item + 1);
    size_t begin = b.len;
    for (size_t k = 0; k < q->nfields; k++) {
        if (a->items[item].cells[k].n == 0)
            continue;
        buf_text(&b, b.len > begin ? "; " : "");
        buf_span(&b, q->fields[k].label);
        buf_text(&b, ": ");
        page_cell(&b, p, a, item, k);
    }
    page_raw(p, "    ");
    plain_wrapped(p, &b, 6);
    for (size_t e = 0; e < a->nevidence; e++)
        if (a->evidence[e].item == (int64_t)item)
            plain_quote(p, c, &a->evidence[e]);
}

void plain_disagreements(struct page *p)
{
    struct buf b = BUF(0);
    int kind;
    for (size_t i = 0; (kind = page_disagreement(&b, p, i)) != 0; i++) {
        page_raw(p, kind == 2 ? "  " : i ? "\n" : "");
        plain_wrapped(p, &b, kind == 2 ? 4 : 0);
    }
    page_raw(p, "\n");
}

void plain_card(struct page *p, const struct report_call *c)
{
    struct buf b = BUF(0);
    buf_format(&b, "%s %s  ", c->date[0] ? c->date : "no date", c->clock);
    buf_span(&b, page_title(c));
    page_buf(p, &b);
    page_raw(p, "\n  ");
    buf_text(&b, "call ");
    buf_span(&b, c->id);
    const struct span said[] = {c->account, c->stage, c->owner};
    for (size_t i = 0; i < 3; i++)
        if (said[i].len) {
            buf_text(&b, ", ");
            buf_span(&b, said[i]);
        }
    buf_text(&b, ", ");
    words_minutes(&b, c->seconds);
    buf_text(&b, " min");
    if (page_since(c))
        buf_format(&b, ", %s", page_since(c));
    page_buf(p, &b);
    page_raw(p, "\n");
    for (size_t i = 0; i < c->nanswers; i++) {
        const struct report_answer *a = &c->answers[i];
        if (a->status == ANSWER_NOT_DISCUSSED && a->nevidence == 0)
            continue;
        page_raw(p, "  ");
        buf_span(&b, p->r->questions[a->question].text);
        buf_text(&b, " → ");
        page_answer(&b, p, a);
        if (a->confidence)
            buf_format(&b, " (%s confidence)", report_confidence_name(a->confidence));
        plain_wrapped(p, &b, 4);
        for (size_t m = 0; page_mark(&b, a->marks, m); m++)
            if (b.len > 0) {
                page_raw(p, "    ");
                plain_wrapped(p, &b, 6);
            }
        for (size_t item = 0; item < a->nitems; item++)
            object(p, c, a, item);
        for (size_t e = 0; e < a->nevidence; e++)
            if (a->evidence[e].item < 0)
                plain_quote(p, c, &a->evidence[e]);
    }
    page_raw(p, "\n");
}
