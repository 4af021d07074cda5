/* The calls in Markdown: a table of all of them, and a card each. */

#include "lib/report/disagree.h"
#include "lib/report/html.h"
#include "lib/report/markdown.h"

static void anchor(struct page *p, struct span name)
{
    page_raw(p, "<a id=\"");
    buf_span(&p->b, name); /* safe: an anchor is letters, digits and -_. */
    page_raw(p, "\"></a>");
}

void markdown_call_table(struct page *p)
{
    page_raw(p, "## Calls\n\n| Date | Call | Account | Stage | Amount | Rep | Minutes |\n"
                "| :-- | :-- | :-- | :-- | --: | :-- | --: |\n");
    for (size_t i = 0; i < p->r->ncalls; i++) {
        const struct report_call *c = &p->r->calls[i];
        struct buf b = BUF(0);
        buf_format(&p->b, "| %s | [", c->date);
        page_name(p, page_title(c));
        page_raw(p, "](#");
        buf_span(&p->b, c->anchor);
        page_raw(p, ") | ");
        page_name(p, c->account);
        page_raw(p, " | ");
        page_name(p, c->stage);
        page_raw(p, " | ");
        words_money(&b, c->amount, c->currency);
        page_buf(p, &b);
        page_raw(p, " | ");
        page_name(p, c->rep_name);
        page_raw(p, " | ");
        words_minutes(&p->b, c->seconds);
        page_raw(p, " |\n");
    }
    page_raw(p, "\n");
}

/* An object of a list, and its own quotes. */
static void object(struct page *p, const struct report_call *c, const struct report_answer *a,
                   size_t item)
{
    const struct report_question *q = &p->r->questions[a->question];
    struct buf b = BUF(0);
    buf_format(&p->b, "  (%zu) ", item + 1);
    bool first = true;
    for (size_t k = 0; k < q->nfields; k++) {
        if (a->items[item].cells[k].n == 0)
            continue;
        page_raw(p, first ? "" : "; ");
        first = false;
        page_name(p, q->fields[k].label);
        page_raw(p, ": ");
        page_cell(&b, p, a, item, k);
        page_buf(p, &b);
    }
    page_raw(p, "\n\n");
    for (size_t e = 0; e < a->nevidence; e++)
        if (a->evidence[e].item == (int64_t)item)
            markdown_quote(p, c, &a->evidence[e]);
}

void markdown_disagreements(struct page *p)
{
    struct buf b = BUF(0);
    int kind;
    for (size_t i = 0; (kind = page_disagreement(&b, p, i)) != 0; i++) {
        page_raw(p, i == 0 ? "## Disagreements\n\n" : "");
        page_raw(p, kind == 2 ? "- " : i ? "\n" : "");
        page_buf(p, &b);
        page_raw(p, kind == 2 ? "\n" : "\n\n");
    }
    page_raw(p, disagree_any(p->u) ? "\n" : "");
}

static void card(struct page *p, const struct report_call *c)
{
    page_raw(p, "### ");
    anchor(p, c->anchor);
    page_raw(p, c->date[0] ? c->date : "no date");
    page_raw(p, " · ");
    page_name(p, page_title(c));
    if (page_since(c))
        buf_format(&p->b, " · %s", page_since(c));
    page_raw(p, "\n\nPeople:");
    for (size_t i = 0; i < c->npeople; i++) {
        page_raw(p, i ? "; " : " ");
        page_name(p, c->people[i].name.len ? c->people[i].name : span_of("no name"));
        page_raw(p, " (");
        page_name(p, words_side(c->people[i].side));
        page_raw(p, ")");
    }
    page_raw(p, c->npeople ? ".\n\n" : " not known.\n\n");
    for (size_t i = 0; i < c->nanswers; i++) {
        const struct report_answer *a = &c->answers[i];
        struct buf b = BUF(0);
        if (a->status == ANSWER_NOT_DISCUSSED && a->nevidence == 0)
            continue;
        page_raw(p, "- ");
        page_name(p, p->r->questions[a->question].text);
        page_raw(p, " → ");
        page_answer(&b, p, a);
        page_buf(p, &b);
        if (a->confidence)
            buf_format(&p->b, " (%s confidence)", report_confidence_name(a->confidence));
        page_raw(p, ".\n\n");
        for (size_t m = 0; page_mark(&b, a->marks, m); m++)
            if (b.len > 0) {
                page_raw(p, "  "); /* no emphasis: a blank at its end would undo it */
                page_buf(p, &b);
                page_raw(p, "\n\n");
            }
        buf_free(&b);
        for (size_t item = 0; item < a->nitems; item++)
            object(p, c, a, item);
        for (size_t e = 0; e < a->nevidence; e++)
            if (a->evidence[e].item < 0)
                markdown_quote(p, c, &a->evidence[e]);
    }
}

int markdown_cards(struct page *p, struct fault *f)
{
    page_raw(p, "## Call by call\n\n");
    if (p->r->ncalls > MARKDOWN_CARDS)
        buf_format(&p->b,
                   "Cards for the newest %d of %zu calls; all answers and quotes are in the csv, "
                   "evidence-csv and json reports.\n\n",
                   MARKDOWN_CARDS, p->r->ncalls);
    for (size_t i = 0; i < p->r->ncalls && i < MARKDOWN_CARDS; i++) {
        card(p, &p->r->calls[i]);
        if (page_out(p, f) != 0)
            return -1;
    }
    return 0;
}
