/* The questions: charts, breakdowns and quotes each; and what came up most. */

#include <stdlib.h>
#include "lib/report/document_parts.h"

static void chart(struct document *d, size_t question, size_t field)
{
    const struct report_question *q = &d->page.r->questions[question];
    const struct rollup_question *n = &d->page.u->questions[question];
    bool list = q->type == ANSWER_LIST;
    size_t nvalues;
    size_t *order = page_order(&d->page, question, field, &nvalues);
    for (size_t k = 0; order && k < nvalues; k++) {
        const struct rollup_value *v = &n->values[order[k]];
        document_bar(d, q->values[order[k]].label, v->calls, n->asked, list ? v->objects : -1);
    }
    document_chart(d, list ? q->fields[field].text : q->text);
    free(order);
}

static void charts(struct document *d, size_t question)
{
    const struct report_question *q = &d->page.r->questions[question];
    const struct rollup_question *n = &d->page.u->questions[question];
    if (n->statuses[ANSWER_ANSWERED] == 0)
        return;
    for (size_t field = 0; field < page_charts(q); field++)
        chart(d, question, field);
    if (page_charts(q) == 0) {
        document_bar(d, span_of("Answered"), n->statuses[ANSWER_ANSWERED], n->asked, -1);
        document_chart(d, q->text);
    }
}

static void statuses(struct document *d, const struct rollup_question *n)
{
    struct buf b = BUF(0);
    page_statuses(&b, n);
    page_capital(&b);
    buf_text(&b, n->repeated > 0 ? "; " : "");
    page_again(&b, n);
    buf_byte(&b, '.');
    document_buf(d, RUN_PLAIN, &b);
    document_paragraph(d, PARAGRAPH_BODY);
    if (!rollup_scant(d->page.u, n->asked))
        return;
    page_scant_line(&b, &d->page, n->asked);
    document_buf(d, RUN_FAINT, &b);
    document_paragraph(d, PARAGRAPH_BODY);
}

static void spread(struct document *d, const struct rollup_question *n)
{
    struct buf b = BUF(0);
    page_spread(&b, n);
    page_capital(&b);
    buf_text(&b, b.len ? "." : "");
    document_buf(d, RUN_PLAIN, &b);
    document_paragraph(d, PARAGRAPH_BODY);
}

/* Whether most of a group's answers are named beside their number. */
static bool has_leaders(const struct report_question *q)
{
    return q->type != ANSWER_BOOL && q->nvalues > 0;
}

static void group(struct document *d, size_t question, int kind, size_t i)
{
    const struct report_question *q = &d->page.r->questions[question];
    const struct rollup_group *g = &d->page.u->questions[question].by[kind][i];
    struct span key = d->page.r->groups[kind][i].key;
    struct buf b = BUF(0);
    size_t leader;
    document_words(d, RUN_FAINT, report_by_label[kind]);
    document_cell(d);
    document_name_cell(d, key.at ? key : span_of("not known"));
    int64_t part = q->type == ANSWER_BOOL ? g->values[0] : g->answered;
    if (rollup_scant(d->page.u, g->asked)) {
        words_number(&b, part);
        document_buf(d, RUN_STRONG, &b);
        buf_format(&b, "of %lld, few calls", (long long)g->asked);
        document_words(d, RUN_PLAIN, " ");
        document_buf(d, RUN_PLAIN, &b);
        document_cell(d);
    } else {
        document_share_cell(d, part, g->asked);
    }
    if (has_leaders(q)) {
        if (page_group_leader(&d->page, question, kind, i, &leader)) {
            buf_span(&b, q->values[leader].label);
            buf_byte(&b, ' ');
            words_number(&b, g->values[leader]);
        }
        document_buf(d, RUN_PLAIN, &b);
        document_cell(d);
    }
    document_row(d);
}

/* Of a kind some group was asked on enough calls; the others would fill pages with "1 of 1". */
static bool says_something(const struct document *d, size_t question, int kind)
{
    if (!page_has_groups(&d->page, kind))
        return false;
    for (size_t g = 0; g < d->page.r->ngroups[kind]; g++)
        if (!rollup_scant(d->page.u, d->page.u->questions[question].by[kind][g].asked))
            return true;
    return false;
}

/* Which breakdowns are not there, or not whole, and why. */
static void left_out(struct document *d, size_t question)
{
    struct buf b = BUF(0);
    for (int kind = 0; kind < BY_KINDS; kind++) {
        size_t all = 0;
        for (size_t g = 0; g < d->page.r->ngroups[kind]; g++)
            all += d->page.u->questions[question].by[kind][g].asked > 0;
        bool told = says_something(d, question, kind);
        if (told && all <= DOCUMENT_GROUPS)
            continue;
        buf_format(&b, "%s%s: ", b.len ? " " : "", report_by_label[kind]);
        if (!page_has_groups(&d->page, kind)) {
            buf_text(&b, "not known for any call.");
        } else if (!told) {
            buf_text(&b, "in no group asked on ");
            words_count(&b, d->page.u->enough, "call", "calls");
            buf_text(&b, " or more.");
        } else {
            page_more(&b, all - DOCUMENT_GROUPS);
            buf_byte(&b, '.');
        }
    }
    document_buf(d, RUN_FAINT, &b);
    document_paragraph(d, PARAGRAPH_NOTE);
}

static void by_kind(struct document *d, size_t question, int kind)
{
    size_t shown = 0;
    if (!says_something(d, question, kind))
        return;
    for (size_t g = 0; g < d->page.r->ngroups[kind] && shown < DOCUMENT_GROUPS; g++)
        if (d->page.u->questions[question].by[kind][g].asked > 0) {
            group(d, question, kind, g);
            shown++;
        }
}

static void breakdowns(struct document *d, size_t question)
{
    const struct report_question *q = &d->page.r->questions[question];
    const struct document_column columns[] = {
        {span_of("By"), 3, false},
        {span_of("Group"), 5, false},
        {span_of(q->type == ANSWER_BOOL ? "Yes, of calls asked" : "Answered, of calls asked"), 6,
         false},
        {span_of("Most often"), 5, false}};
    bool any = false;
    for (int kind = 0; kind < BY_KINDS; kind++)
        any = any || says_something(d, question, kind);
    if (any) {
        document_table(d, "By deal stage, owner, company size, host and outcome", columns,
                       has_leaders(q) ? 4 : 3);
        for (int kind = 0; kind < BY_KINDS; kind++)
            by_kind(d, question, kind);
        document_table_end(d);
    }
    left_out(d, question);
}

static void question(struct document *d, size_t i)
{
    const struct report_question *q = &d->page.r->questions[i];
    const struct rollup_question *n = &d->page.u->questions[i];
    document_name(d, RUN_PLAIN, q->text);
    document_heading(d, 2, "q", i + 1);
    if (document_idle(d))
        return;
    document_name(d, RUN_PLAIN, q->column);
    document_words(d, RUN_FAINT, " · looked for ");
    document_name(d, RUN_FAINT, page_side_asked(q));
    document_paragraph(d, PARAGRAPH_NOTE);
    statuses(d, n);
    if (n->statuses[ANSWER_ANSWERED] == 0) {
        document_words(d, RUN_FAINT, "Answered on no call. ");
        document_name(d, RUN_FAINT, q->silence);
        document_paragraph(d, PARAGRAPH_BODY);
    }
    charts(d, i);
    spread(d, n);
    for (size_t k = 0; k < n->nquotes && k < 3; k++) {
        const struct report_call *c = &d->page.r->calls[n->quotes[k].call];
        document_quote(d, c, &c->answers[n->quotes[k].answer].evidence[n->quotes[k].evidence],
                       true);
    }
    if (n->statuses[ANSWER_ANSWERED] > 0)
        breakdowns(d, i);
}

void document_questions(struct document *d)
{
    for (size_t s = 0; s < d->page.r->nsets && !d->failed; s++) {
        const struct report_set *set = &d->page.r->sets[s];
        struct buf b = BUF(0);
        document_name(d, RUN_PLAIN, set->title);
        buf_format(&b, "version %lld", (long long)set->version);
        document_words(d, RUN_FAINT, " ");
        document_buf(d, RUN_FAINT, &b);
        document_heading(d, 1, "set", s + 1);
        for (size_t q = set->first; q < set->first + set->n && !d->failed; q++)
            question(d, q);
    }
}

static void theme(struct document *d, const struct rollup_theme *t)
{
    const struct report_question *q = &d->page.r->questions[t->question];
    struct buf b = BUF(0);
    document_name(d, RUN_PLAIN, q->type == ANSWER_BOOL ? q->label : q->values[t->value].label);
    document_place(d, "q", t->question + 1);
    document_words(d, RUN_FAINT, " ");
    document_name(d, RUN_FAINT, q->label);
    document_cell(d);
    document_share_cell(d, t->calls, t->of);
    document_number_cell(d, t->accounts);
    page_money(&b, t);
    document_buf(d, RUN_PLAIN, &b);
    document_cell(d);
    document_row(d);
}

void document_themes(struct document *d)
{
    static const struct document_column columns[] = {
        {HEAD("Theme"), 6, false},
        {HEAD("Of calls asked, 95% interval"), 5, false},
        {HEAD("Accounts"), 2, true},
        {HEAD("Deals touched"), 4, true}};
    const struct rollup *u = d->page.u;
    document_heading_words(d, 1, "themes", "Themes");
    if (document_idle(d))
        return;
    if (u->nthemes == 0) {
        document_note(d, PARAGRAPH_BODY, "No answer came up on two calls or more.");
        return;
    }
    document_note(d, PARAGRAPH_BODY,
                  "What came up on the most calls. A deal that several calls touch is counted "
                  "once.");
    for (size_t i = 0; i < u->nthemes; i++) {
        const struct rollup_theme *t = &u->themes[i];
        const struct report_question *q = &d->page.r->questions[t->question];
        document_bar(d, q->type == ANSWER_BOOL ? q->label : q->values[t->value].label, t->calls,
                     t->of, -1);
    }
    document_chart(d, span_of("Themes"));
    document_table(d, "Themes", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < u->nthemes; i++)
        theme(d, &u->themes[i]);
    document_table_end(d);
}
