/* The document as a whole, and its head: title, facts, trust strip, executive summary. */

#include "lib/report/document.h"

#include "lib/report/document_parts.h"

static void header(struct document *d)
{
    const struct report *r = d->page.r;
    struct buf b = BUF(0);
    document_note(d, PARAGRAPH_KICKER, "Call report");
    document_title(d, r->title);
    words_count(&b, (int64_t)r->ncalls, "call", "calls");
    if (r->has_window) {
        buf_text(&b, " · ");
        words_window(&b, r);
        buf_format(&b, " (%s)", r->options.zone);
    }
    if (d->page.u->accounts) {
        buf_text(&b, " · ");
        words_count(&b, d->page.u->accounts, "account", "accounts");
    }
    document_buf(d, RUN_PLAIN, &b);
    document_paragraph(d, PARAGRAPH_LEDE);
    const char *label;
    for (size_t at = 0; (label = page_fact(&b, r, &at));) {
        document_buf(d, RUN_PLAIN, &b);
        document_fact(d, span_of(label));
    }
    document_facts(d);
}

static void tile(struct document *d, const char *what, int64_t n, bool known)
{
    struct buf b = BUF(0);
    if (known)
        words_number(&b, n);
    else
        buf_text(&b, "–");
    document_buf(d, RUN_STRONG, &b);
    document_fact(d, span_of(what));
}

static void verdict(struct document *d, enum document_kind kind, struct buf *b)
{
    document_buf(d, RUN_PLAIN, b);
    document_paragraph(d, kind);
}

static void trust(struct document *d)
{
    const struct report *r = d->page.r;
    struct buf b = BUF(0);
    document_heading_words(d, 1, "trust", "What was counted");
    tile(d, "Listed", r->balance.listed, r->has_ledger);
    tile(d, "Analysed", (int64_t)r->ncalls, true);
    tile(d, "Pending: no transcript yet", r->pending, r->has_ledger);
    tile(d, "Not counted, with reasons", r->balance.left - r->pending, r->has_ledger);
    tile(d, "Quotes checked", r->checked, true);
    tile(d, "Quotes dropped", r->dropped, true);
    document_tiles(d);
    page_ledger_line(&b, r);
    verdict(d, !r->has_ledger ? PARAGRAPH_OPEN : r->closes ? PARAGRAPH_GOOD : PARAGRAPH_BAD, &b);
    page_amends_line(&b, r);
    verdict(d, PARAGRAPH_OPEN, &b);
    page_quotes_line(&b, r);
    verdict(
        d, r->checked > 0 && r->dropped == 0 && r->unchecked == 0 ? PARAGRAPH_GOOD : PARAGRAPH_OPEN,
        &b);
    if (report_claimed(r) > 0) {
        page_grounding_line(&b, &d->page);
        verdict(d, PARAGRAPH_OPEN, &b);
    }
    page_spend_line(&b, r);
    verdict(d, PARAGRAPH_OPEN, &b);
}

static void summary(struct document *d)
{
    const struct report *r = d->page.r;
    document_heading_words(d, 1, "summary", "Executive summary");
    for (size_t i = 0; i < d->page.u->nlines; i++) {
        const struct rollup_line *l = &d->page.u->lines[i];
        document_name(d, RUN_PLAIN, l->text);
        document_words(d, RUN_PLAIN, " ");
        document_words(d, RUN_FAINT, l->has_question ? "Answers" : r->ncalls ? "Calls" : "Reasons");
        if (l->has_question)
            document_place(d, "q", l->question + 1);
        else
            document_place(d, r->ncalls ? "calls" : "not-counted", 0);
        document_paragraph(d, PARAGRAPH_ITEM);
    }
    for (size_t i = 0; i < d->page.u->ntop && i < 3; i++) {
        const struct rollup_quote *top = &d->page.u->top[i];
        const struct report_call *c = &r->calls[top->call];
        document_quote(d, c, &c->answers[top->answer].evidence[top->evidence], true);
    }
}

static void sides(struct document *d, const struct report_call *c, const struct report_evidence *e)
{
    struct buf b = BUF(0);
    document_name(d, RUN_BADGE, words_side(e->side));
    document_words(d, RUN_PLAIN, " ");
    page_byline(&b, c, e);
    document_buf(d, RUN_PLAIN, &b);
    document_words(d, RUN_FAINT, " · ");
    words_clock(&b, e->start_ms);
    buf_text(&b, e->link.len ? " ▸" : "");
    document_buf(d, RUN_PLAIN, &b);
    document_link(d, e->link);
    if (page_tier(e)) {
        document_words(d, RUN_FAINT, " · ");
        document_words(d, RUN_BADGE, page_tier(e));
    }
}

void document_quote(struct document *d, const struct report_call *c,
                    const struct report_evidence *e, bool call_link)
{
    size_t number = (size_t)(c - d->page.r->calls) + 1;
    struct buf b = BUF(0);
    document_words(d, RUN_PLAIN, "“");
    document_quoted(d, e->quote);
    document_words(d, RUN_PLAIN, "”");
    document_paragraph(d, PARAGRAPH_QUOTE);
    sides(d, c, e);
    if (call_link) {
        document_words(d, RUN_FAINT, " · ");
        words_date(&b, c->date[0] ? c->date : "the call");
        document_buf(d, RUN_PLAIN, &b);
        if (number <= DOCUMENT_CARDS)
            document_place(d, "call", number);
    }
    document_paragraph(d, PARAGRAPH_BYLINE);
}

static void all(struct document *d)
{
    header(d);
    trust(d);
    summary(d);
    document_questions(d);
    if (d->page.r->ncalls) {
        document_themes(d);
        document_trend(d);
        document_disagreements(d);
        document_metrics(d);
        document_calls(d);
        document_cards(d);
    }
    document_lost(d);
    if (d->page.r->ncalls)
        document_absent(d);
    document_method(d);
}

int document_write(const struct rollup *u, const struct format_options *o, const struct pen *pen,
                   struct fault *f)
{
    struct document d;
    document_init(&d, u, o, pen, f);
    all(&d);
    return document_end(&d);
}

int document_contents(const struct rollup *u, const struct format_options *o, const struct pen *pen,
                      struct fault *f)
{
    struct document d;
    document_init(&d, u, o, pen, f);
    d.contents = true;
    all(&d);
    return document_end(&d);
}
