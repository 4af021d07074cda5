/* GitHub-flavoured Markdown. Text of a call never begins a line, never ends a paragraph's line and
 * is escaped (dress.h); what is emphasised, linked or made a heading is decided here alone. */

#include <stdlib.h>
#include "lib/report/html.h"
#include "lib/report/markdown.h"
#include "lib/report/trend.h"

static void question_anchor(struct page *p, const char *before, size_t question, const char *after)
{
    page_raw(p, before);
    page_question_anchor(&p->b, p->r, question);
    page_raw(p, after);
}

static void bar(struct page *p, int64_t part, int64_t of)
{
    int full = of > 0 ? (int)((part * 40 + of) / (2 * of)) : 0;
    for (int i = 0; i < 20; i++)
        page_raw(p, i < full ? "█" : "░");
}

/* | 31 of 168 | 18% | 13–25% | */
static void share_cells(struct page *p, int64_t part, int64_t of)
{
    struct interval i = interval_of(part, of);
    page_number(p, part);
    page_raw(p, " of ");
    page_number(p, of);
    page_raw(p, " | ");
    if (rollup_scant(p->u, of)) {
        page_raw(p, "– | insufficient signal |");
        return;
    }
    words_percent(&p->b, part, of);
    page_raw(p, " | ");
    words_range(&p->b, i.low, i.high);
    page_raw(p, " |");
}

void markdown_quote(struct page *p, const struct report_call *c, const struct report_evidence *e)
{
    struct buf b = BUF(0);
    page_raw(p, "> “");
    page_quote(p, e->quote);
    page_raw(p, "”\\\n> — ");
    page_byline(&b, c, e);
    page_buf(p, &b);
    page_raw(p, " (");
    page_name(p, words_side(e->side));
    page_raw(p, ") · ");
    if (page_tier(e))
        buf_format(&p->b, "%s · ", page_tier(e));
    page_raw(p, e->link.at ? "[" : "");
    words_clock(&p->b, e->start_ms);
    if (e->link.at) {
        page_raw(p, " ▸](<");
        buf_span(&p->b, e->link); /* checked by reading_link: no blank, no < or > */
        page_raw(p, ">)");
    }
    page_raw(p, " · [");
    page_raw(p, c->date[0] ? c->date : "the call");
    page_raw(p, "](#");
    buf_span(&p->b, c->anchor);
    page_raw(p, ")\n\n");
}

static void head(struct page *p)
{
    const struct report *r = p->r;
    struct buf b = BUF(0);
    page_raw(p, "# Call report: ");
    page_name(p, r->title);
    page_raw(p, "\n\n");
    words_count(&p->b, (int64_t)r->ncalls, "call", "calls");
    if (r->has_window) {
        page_raw(p, " · ");
        words_window(&p->b, r);
        buf_format(&p->b, " (%s)", r->options.zone);
    }
    page_raw(p, "\n");
    const char *label;
    for (size_t at = 0; (label = page_fact(&b, r, &at));) {
        buf_format(&p->b, "\n- %s: ", label);
        page_buf(p, &b);
    }
    page_raw(p,
             "\n\n| Listed | Analysed | Pending | Not counted | Quotes checked | Quotes dropped |\n"
             "| --: | --: | --: | --: | --: | --: |\n| ");
    page_raw(p, r->has_ledger ? "" : "–");
    if (r->has_ledger)
        page_number(p, r->balance.listed);
    page_raw(p, " | ");
    page_number(p, (int64_t)r->ncalls);
    page_raw(p, " | ");
    page_number(p, r->pending);
    page_raw(p, " | ");
    page_number(p, r->balance.left - r->pending);
    page_raw(p, " | ");
    page_number(p, r->checked);
    page_raw(p, " | ");
    page_number(p, r->dropped);
    page_raw(p, r->has_ledger && !r->closes ? " |\n\n**✗ " : r->has_ledger ? " |\n\n✓ " : " |\n\n");
    page_ledger_line(&b, r);
    page_buf(p, &b);
    page_raw(p, r->has_ledger && !r->closes ? "**\n\n" : "\n\n");
    page_amends_line(&b, r);
    bool amends = b.len > 0;
    page_buf(p, &b);
    page_raw(p, amends ? "\n\n" : "");
    page_quotes_line(&b, r);
    page_buf(p, &b);
    if (report_claimed(r) > 0) {
        page_raw(p, "\n\n");
        page_grounding_line(&b, p);
        page_buf(p, &b);
    }
    page_spend_line(&b, r);
    page_raw(p, b.len ? "\n\n" : "");
    page_buf(p, &b);
    page_raw(p, "\n\n## Executive summary\n\n");
    for (size_t i = 0; i < p->u->nlines; i++) {
        buf_format(&p->b, "%zu. ", i + 1);
        page_name(p, p->u->lines[i].text);
        if (p->u->lines[i].has_question)
            question_anchor(p, " ([answers](#", p->u->lines[i].question, "))");
        page_raw(p, "\n");
    }
    page_raw(p, "\n");
}

static void values(struct page *p, size_t question, size_t field)
{
    const struct report_question *q = &p->r->questions[question];
    const struct rollup_question *n = &p->u->questions[question];
    size_t nvalues;
    size_t *order = page_order(p, question, field, &nvalues);
    bool list = q->type == ANSWER_LIST;
    if (nvalues > 0) {
        page_raw(p, "| ");
        page_name(p, list ? q->fields[field].label : span_of("Answer"));
        page_raw(p, list ? " | | Calls | Share | 95% interval | Objects |\n"
                           "| :-- | :-- | --: | --: | --: | --: |\n"
                         : " | | Calls | Share | 95% interval |\n"
                           "| :-- | :-- | --: | --: | --: |\n");
    }
    for (size_t k = 0; k < nvalues; k++) {
        size_t v = order[k];
        page_raw(p, "| ");
        page_name(p, q->values[v].label);
        page_raw(p, " | ");
        bar(p, n->values[v].calls, n->asked);
        page_raw(p, " | ");
        share_cells(p, n->values[v].calls, n->asked);
        if (list)
            buf_format(&p->b, " %lld |", (long long)n->values[v].objects);
        page_raw(p, "\n");
    }
    free(order);
    page_raw(p, nvalues > 0 ? "\n" : "");
}

static void breakdown(struct page *p, size_t question, int kind)
{
    const struct report_question *q = &p->r->questions[question];
    if (!page_has_groups(p, kind))
        return;
    buf_format(
        &p->b,
        "| %s | %s | Share | 95%% interval | Most often |\n| :-- | --: | --: | --: | :-- |\n",
        report_by_label[kind], q->type == ANSWER_BOOL ? "Yes" : "Answered");
    size_t shown = 0, all = 0;
    for (size_t g = 0; g < p->r->ngroups[kind]; g++) {
        const struct rollup_group *n = &p->u->questions[question].by[kind][g];
        size_t leader;
        if (n->asked == 0 || ++all > HTML_GROUPS)
            continue;
        shown++;
        struct span key = p->r->groups[kind][g].key;
        page_raw(p, "| ");
        page_name(p, key.at ? key : span_of("not known"));
        page_raw(p, " | ");
        share_cells(p, q->type == ANSWER_BOOL ? n->values[0] : n->answered, n->asked);
        page_raw(p, " ");
        if (page_group_leader(p, question, kind, g, &leader) && n->values[leader]) {
            page_name(p, q->values[leader].label);
            page_raw(p, ": ");
            page_number(p, n->values[leader]);
        }
        page_raw(p, " |\n");
    }
    if (all > shown) {
        page_raw(p, "\nand ");
        page_more(&p->b, all - shown);
        page_raw(p, "\n");
    }
    page_raw(p, "\n");
}

static void question(struct page *p, size_t i)
{
    const struct report_question *q = &p->r->questions[i];
    const struct rollup_question *n = &p->u->questions[i];
    struct buf b = BUF(0);
    question_anchor(p, "### <a id=\"", i, "\"></a>");
    page_name(p, q->text);
    page_raw(p, "\n\n");
    page_statuses(&b, n);
    page_capital(&b);
    page_buf(p, &b);
    page_raw(p, "; looked for ");
    page_name(p, page_side_asked(q));
    page_spread(&b, n);
    page_capital(&b);
    page_raw(p, b.len ? ". " : "");
    page_buf(p, &b);
    page_raw(p, ".\n\n");
    for (size_t field = 0; n->statuses[ANSWER_ANSWERED] > 0 && field < page_charts(q); field++)
        values(p, i, field);
    for (size_t k = 0; k < n->nquotes && k < 3; k++) {
        const struct report_call *c = &p->r->calls[n->quotes[k].call];
        markdown_quote(p, c, &c->answers[n->quotes[k].answer].evidence[n->quotes[k].evidence]);
    }
    for (int kind = 0; n->statuses[ANSWER_ANSWERED] > 0 && kind < BY_KINDS; kind++)
        breakdown(p, i, kind);
}

static void themes(struct page *p)
{
    page_raw(p, "## Themes\n\n");
    if (p->u->nthemes == 0) {
        page_raw(p, "No answer came up on two calls or more.\n\n");
        return;
    }
    page_raw(p, "| Theme | Question | Calls | Share | 95% interval | Accounts | Deals touched |\n"
                "| :-- | :-- | --: | --: | --: | --: | --: |\n");
    for (size_t i = 0; i < p->u->nthemes; i++) {
        const struct rollup_theme *t = &p->u->themes[i];
        const struct report_question *q = &p->r->questions[t->question];
        page_raw(p, "| ");
        page_name(p, q->values[t->value].label);
        page_raw(p, " | ");
        page_name(p, q->label);
        page_raw(p, " | ");
        share_cells(p, t->calls, t->of);
        page_raw(p, " ");
        page_number(p, t->accounts);
        page_raw(p, " | ");
        struct buf b = BUF(0);
        page_money(&b, t);
        page_buf(p, &b);
        page_raw(p, " |\n");
    }
    page_raw(p, "\n");
}

static void foot(struct page *p)
{
    const struct report *r = p->r;
    struct buf b = BUF(0);
    page_raw(p, "## Not counted\n\n");
    page_ledger_line(&b, r);
    page_buf(p, &b);
    page_raw(p, "\n\n| Reason | Calls |\n| :-- | --: |\n");
    for (size_t i = 0; i < r->balance.n; i++) {
        page_raw(p, "| ");
        words_reason(&b, r->balance.reasons[i].name);
        page_buf(p, &b);
        page_raw(p, " | ");
        page_number(p, r->balance.reasons[i].calls);
        page_raw(p, " |\n");
    }
    page_raw(p, "\n## Asked and not found\n\n| Question | Not discussed | Share | 95% interval | "
                "Unclear | Unsupported | Refused, in error | Not asked |\n"
                "| :-- | --: | --: | --: | --: | --: | --: | --: |\n");
    for (size_t q = 0; q < r->nquestions; q++) {
        page_raw(p, "| ");
        page_name(p, r->questions[q].text);
        page_raw(p, " | ");
        const int64_t *n = p->u->questions[q].statuses;
        share_cells(p, n[ANSWER_NOT_DISCUSSED], p->u->questions[q].asked);
        buf_format(&p->b, " %lld | %lld | %lld | %lld |\n", (long long)n[ANSWER_UNCLEAR],
                   (long long)n[ANSWER_UNSUPPORTED],
                   (long long)(n[ANSWER_REFUSED] + n[ANSWER_FAILED]),
                   (long long)p->u->questions[q].not_asked);
    }
    page_raw(p, "\n## Method\n\nEvery number is counted from the answers; a share is of the calls "
                "that were "
                "asked, the range behind it the 95% Wilson score interval. Below ");
    words_count(&p->b, p->u->enough, "call", "calls");
    page_raw(
        p, " asked no share is given. A quote is printed only if it is, byte for byte, in the "
           "sentences "
           "of one turn of the transcript; control characters in it are shown as `\\xNN`. The same "
           "records and ledgers give this file again: `cm-render --format md --ledger LEDGER "
           "answers.ndjson` (callmine " VERSION ").\n");
}

static void trend_line(struct page *p, size_t question, const struct trend_row *row)
{
    struct trend_then then = trend_then(p->u, question, row);
    struct buf b = BUF(0);
    page_raw(p, "| ");
    page_name(p, p->r->questions[question].label);
    page_raw(p, ": ");
    page_name(p, row->label.len ? row->label : span_of("answered"));
    buf_format(&p->b, " | %s | ", trend_move_name(row->move));
    page_share(&b, then.calls, then.of);
    page_buf(p, &b);
    page_raw(p, " | ");
    page_share(&b, row->calls, row->of);
    page_buf(p, &b);
    page_raw(p, " | ");
    page_difference(&b, row);
    page_buf(p, &b);
    page_raw(p, " |\n");
}

static void trend(struct page *p)
{
    struct buf b = BUF(0);
    if (!p->u->trend)
        return;
    page_raw(p, "## Since earlier runs\n\n");
    page_trend_line(&b, p);
    page_buf(p, &b);
    page_raw(p, "\n\n| Question or answer | Change | Then | Now | Difference, 95% interval |\n"
                "| :-- | :-- | --: | --: | --: |\n");
    page_trend(p, trend_line);
    page_raw(p, "\n");
    page_changed_line(&b, p);
    if (b.len > 0) {
        page_buf(p, &b);
        page_raw(p, "\n\n");
    }
}

int markdown_write(const struct rollup *u, const struct format_options *o, struct out *out,
                   struct fault *f)
{
    struct page p;
    page_init(&p, u, o, out, DRESS_MARKDOWN);
    head(&p);
    for (size_t s = 0; s < p.r->nsets; s++) {
        page_raw(&p, "## ");
        page_name(&p, p.r->sets[s].title);
        page_raw(&p, "\n\n");
        for (size_t q = p.r->sets[s].first; q < p.r->sets[s].first + p.r->sets[s].n; q++)
            question(&p, q);
    }
    themes(&p);
    trend(&p);
    markdown_disagreements(&p);
    markdown_call_table(&p);
    int rc = markdown_cards(&p, f);
    foot(&p);
    return page_end(&p, rc == 0 ? f : &(struct fault){0}) == 0 ? rc : -1;
}
