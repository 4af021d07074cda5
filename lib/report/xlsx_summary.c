/* The first sheet: what was asked of what, what came out, and what it rests on. */

#include <stdlib.h>
#include "lib/base/plain.h"
#include "lib/report/xlsx.h"

/* Its columns: a label, the numbers, and links at the right. Sentences go over the first seven. */
enum { LABEL, SPAN = 7, LINKS = 7, SPAN_WIDTH = 110, SECTION = 24 };
static const double widths[] = {44, 9, 9, 13, 10, 10, 10, 20, 12};

static void sentence(struct xlsx_sheet *s, struct buf *b, enum xlsx_look look)
{
    xlsx_across(s, b, look, SPAN, SPAN_WIDTH);
}

static void line(struct xlsx_sheet *s, const char *text, enum xlsx_look look)
{
    struct buf b = BUF(0);
    buf_text(&b, text);
    sentence(s, &b, look);
    xlsx_next(s);
}

static void section(struct xlsx_sheet *s, const char *name)
{
    xlsx_next(s);
    xlsx_height(s, SECTION);
    line(s, name, LOOK_SECTION);
}

static void header(struct xlsx_sheet *s)
{
    const struct page *p = &s->x->p;
    struct buf b = BUF(0);
    xlsx_height(s, 30);
    xlsx_name(s, p->r->title, LOOK_TITLE);
    xlsx_next(s);
    xlsx_height(s, 18);
    words_count(&b, (int64_t)p->r->ncalls, "call", "calls");
    if (p->r->has_window) {
        buf_text(&b, " · ");
        words_window(&b, p->r);
        buf_format(&b, " (%s)", p->r->options.zone);
    }
    if (p->u->accounts) {
        buf_text(&b, " · ");
        words_count(&b, p->u->accounts, "account", "accounts");
    }
    xlsx_buf(s, &b, LOOK_LEDE);
    xlsx_next(s);
    xlsx_next(s);
}

static void facts(struct xlsx_sheet *s)
{
    struct buf b = BUF(0);
    const char *label;
    for (size_t at = 0; (label = page_fact(&b, s->x->p.r, &at));) {
        xlsx_words(s, label, LOOK_STRONG);
        xlsx_buf(s, &b, LOOK_TEXT);
        xlsx_next(s);
    }
    buf_free(&b);
}

static void tile(struct xlsx_sheet *s, const char *what, int64_t n, bool known)
{
    xlsx_words(s, what, LOOK_TEXT);
    known ? xlsx_count(s, n) : xlsx_words(s, "–", LOOK_NONE);
    xlsx_next(s);
}

static void verdict(struct xlsx_sheet *s, struct buf *b, enum xlsx_look look)
{
    if (b->len > 0) {
        sentence(s, b, look);
        xlsx_next(s);
    }
    buf_free(b);
}

static void trust(struct xlsx_sheet *s)
{
    const struct report *r = s->x->p.r;
    struct buf b = BUF(0);
    section(s, "What was counted");
    tile(s, "Listed", r->balance.listed, r->has_ledger);
    tile(s, "Analysed", (int64_t)r->ncalls, true);
    tile(s, "Pending: no transcript yet", r->pending, r->has_ledger);
    tile(s, "Not counted, with reasons", r->balance.left - r->pending, r->has_ledger);
    tile(s, "Quotes checked", r->checked, true);
    tile(s, "Quotes dropped", r->dropped, true);
    page_ledger_line(&b, r);
    verdict(s, &b, !r->has_ledger ? LOOK_OPEN : r->closes ? LOOK_GOOD : LOOK_BAD);
    page_amends_line(&b, r);
    verdict(s, &b, LOOK_OPEN);
    page_quotes_line(&b, r);
    bool all = r->checked > 0 && r->dropped == 0 && r->unchecked == 0;
    verdict(s, &b, all ? LOOK_GOOD : LOOK_OPEN);
    if (report_claimed(r) > 0)
        page_grounding_line(&b, &s->x->p);
    verdict(s, &b, LOOK_OPEN);
    page_spend_line(&b, r);
    verdict(s, &b, LOOK_OPEN);
}

static void quote(struct xlsx_sheet *s, const struct rollup_quote *at)
{
    const struct report_call *c = &s->x->p.r->calls[at->call];
    const struct report_evidence *e = &c->answers[at->answer].evidence[at->evidence];
    struct buf b = BUF(0);
    xlsx_across_quote(s, e->quote, SPAN, SPAN_WIDTH);
    words_clock(&b, e->start_ms);
    buf_text(&b, e->link.at ? " ▸ Gong" : "");
    e->link.at ? xlsx_link(s, e->link, buf_view(&b)) : xlsx_name(s, buf_view(&b), LOOK_TEXT);
    xlsx_next(s);
    buf_clear(&b);
    buf_text(&b, "— ");
    page_byline(&b, c, e);
    if (page_tier(e))
        buf_format(&b, " · %s", page_tier(e));
    buf_text(&b, " · ");
    words_date(&b, c->date[0] ? c->date : "no date");
    buf_text(&b, " · call ");
    buf_span(&b, c->id);
    sentence(s, &b, LOOK_BYLINE);
    xlsx_next(s);
}

/* `rows`: where each question begins. */
static void summary(struct xlsx_sheet *s, const uint32_t *rows)
{
    const struct rollup *u = s->x->p.u;
    section(s, "Executive summary");
    for (size_t i = 0; i < u->nlines; i++) {
        const struct rollup_line *l = &u->lines[i];
        struct buf b = BUF(0);
        char to[64] = "Calls!A1";
        if (l->has_question)
            snprintf(to, sizeof to, "Summary!A%u", rows[l->question] + 1);
        else if (s->x->p.r->ncalls == 0)
            snprintf(to, sizeof to, "'Not counted'!A1");
        buf_span(&b, l->text);
        sentence(s, &b, LOOK_SENTENCE);
        xlsx_leads(s, to, span_of(l->has_question ? "Answers" : "Rows"));
        xlsx_next(s);
    }
    for (size_t i = 0; i < u->ntop && i < 3; i++)
        quote(s, &u->top[i]);
}

/* In the first column, wrapped. */
static void label(struct xlsx_sheet *s, struct span text)
{
    xlsx_lines(s, (double)plain_width(text), widths[LABEL]);
    xlsx_name(s, text, LOOK_WRAPPED);
}

static void value_rows(struct xlsx_sheet *s, size_t question, size_t field)
{
    const struct report_question *q = &s->x->p.r->questions[question];
    const struct rollup_question *n = &s->x->p.u->questions[question];
    size_t nvalues;
    size_t *order = page_order(&s->x->p, question, field, &nvalues);
    if (q->type == ANSWER_LIST && nvalues > 0) {
        xlsx_name(s, q->fields[field].text, LOOK_FAINT);
        xlsx_next(s);
    }
    uint32_t first = s->row;
    for (size_t k = 0; k < nvalues; k++) {
        size_t v = order[k];
        label(s, q->values[v].label);
        xlsx_share(s, n->values[v].calls, n->asked);
        xlsx_count(s, n->values[v].accounts);
        if (q->type == ANSWER_LIST)
            xlsx_count(s, n->values[v].objects);
        xlsx_next(s);
    }
    if (nvalues > 0)
        xlsx_bars(s, first, s->row - 1, 3);
    free(order);
}

static void spread(struct xlsx_sheet *s, const struct rollup_question *n)
{
    struct buf b = BUF(0);
    page_spread(&b, n);
    page_capital(&b);
    if (b.len > 0) {
        xlsx_buf(s, &b, LOOK_TEXT);
        xlsx_next(s);
    }
}

static void question_head(struct xlsx_sheet *s, size_t question)
{
    const struct report_question *q = &s->x->p.r->questions[question];
    const struct rollup_question *n = &s->x->p.u->questions[question];
    struct buf b = BUF(0);
    char to[64] = "Calls!", column[LXW_MAX_COL_NAME_LENGTH];
    s->x->lib->lxw_col_to_name(column, xlsx_call_column(question), LXW_FALSE);
    snprintf(to, sizeof to, "Calls!%s1", column);
    buf_span(&b, q->text);
    sentence(s, &b, LOOK_QUESTION);
    xlsx_leads(s, to, span_of("Column in Calls"));
    xlsx_next(s);
    buf_span(&b, q->column);
    buf_text(&b, " · looked for ");
    buf_span(&b, page_side_asked(q));
    buf_text(&b, " · ");
    page_statuses(&b, n);
    buf_text(&b, n->repeated > 0 ? "; " : "");
    page_again(&b, n);
    sentence(s, &b, LOOK_BYLINE);
    xlsx_next(s);
}

static void question(struct xlsx_sheet *s, size_t i)
{
    const struct report_question *q = &s->x->p.r->questions[i];
    const struct rollup_question *n = &s->x->p.u->questions[i];
    xlsx_next(s);
    question_head(s, i);
    xlsx_words(s, "Answer", LOOK_HEAD);
    xlsx_heads(s, xlsx_share_heads, XLSX_SHARE_CELLS, LOOK_HEAD_RIGHT);
    xlsx_words(s, "Accounts", LOOK_HEAD_RIGHT);
    if (q->type == ANSWER_LIST)
        xlsx_words(s, "Objects", LOOK_HEAD_RIGHT);
    xlsx_next(s);
    xlsx_words(s, "Answered", LOOK_STRONG);
    xlsx_share(s, n->statuses[ANSWER_ANSWERED], n->asked);
    xlsx_bars(s, s->row, s->row, 3);
    if (q->type == ANSWER_LIST) {
        xlsx_skip(s);
        xlsx_count(s, n->objects);
    }
    xlsx_next(s);
    for (size_t field = 0; n->statuses[ANSWER_ANSWERED] > 0 && field < page_charts(q); field++)
        value_rows(s, i, field);
    spread(s, n);
    for (size_t k = 0; k < n->nquotes && k < 3; k++)
        quote(s, &n->quotes[k]);
}

static void questions(struct xlsx_sheet *s, uint32_t *rows)
{
    const struct report *r = s->x->p.r;
    for (size_t i = 0; i < r->nsets; i++) {
        struct buf b = BUF(0);
        buf_span(&b, r->sets[i].title);
        buf_format(&b, ", version %lld", (long long)r->sets[i].version);
        xlsx_next(s);
        xlsx_height(s, SECTION);
        sentence(s, &b, LOOK_SECTION);
        xlsx_next(s);
        for (size_t q = r->sets[i].first; q < r->sets[i].first + r->sets[i].n; q++) {
            rows[q] = s->row + 1;
            question(s, q);
        }
    }
}

static void metrics(struct xlsx_sheet *s)
{
    static const char *const heads[] = {"How the calls went", "Median", "Calls"};
    const struct rollup *u = s->x->p.u;
    size_t n = 0;
    for (size_t m = 0; m < REPORT_METRICS; m++) {
        static const enum xlsx_look looks[] = {
            [METRIC_COUNT] = LOOK_REAL, [METRIC_RATIO] = LOOK_SHARE, [METRIC_MS] = LOOK_CLOCK};
        if (u->with[m] == 0)
            continue;
        if (n++ == 0) {
            xlsx_next(s);
            xlsx_heads(s, heads, sizeof heads / sizeof heads[0], LOOK_HEAD);
            xlsx_next(s);
        }
        bool ms = report_metrics[m].kind == METRIC_MS;
        xlsx_words(s, report_metrics[m].label, LOOK_TEXT);
        xlsx_real(s, ms ? u->medians[m] / 86400000 : u->medians[m], looks[report_metrics[m].kind]);
        xlsx_count(s, u->with[m]);
        xlsx_next(s);
    }
}

static void not_counted(struct xlsx_sheet *s)
{
    static const char *const heads[] = {"Not counted", "Calls"};
    const struct balance *balance = &s->x->p.r->balance;
    if (balance->n == 0)
        return;
    xlsx_next(s);
    xlsx_heads(s, heads, sizeof heads / sizeof heads[0], LOOK_HEAD);
    xlsx_next(s);
    for (size_t i = 0; i < balance->n; i++) {
        struct buf b = BUF(0);
        words_reason(&b, balance->reasons[i].name);
        xlsx_buf(s, &b, LOOK_WRAPPED);
        xlsx_count(s, balance->reasons[i].calls);
        if (i == 0) {
            s->column = LINKS;
            xlsx_leads(s, "'Not counted'!A1", span_of("Each of them"));
        }
        xlsx_next(s);
    }
}

static void disagreements(struct xlsx_sheet *s)
{
    struct buf b = BUF(0);
    int kind;
    for (size_t i = 0; (kind = page_disagreement(&b, &s->x->p, i)); i++) {
        if (i == 0)
            section(s, "Disagreements");
        sentence(s, &b, kind == 1 ? LOOK_SENTENCE : LOOK_QUOTE);
        xlsx_next(s);
    }
    buf_free(&b);
}

static void absent(struct xlsx_sheet *s)
{
    static const char *const more[] = {"Unclear", "No support, refused, in error", "Not asked"};
    const struct report *r = s->x->p.r;
    section(s, "Asked and not found");
    xlsx_words(s, "Not discussed", LOOK_HEAD);
    xlsx_heads(s, xlsx_share_heads, XLSX_SHARE_CELLS, LOOK_HEAD_RIGHT);
    xlsx_heads(s, more, sizeof more / sizeof more[0], LOOK_HEAD_RIGHT);
    xlsx_next(s);
    uint32_t first = s->row;
    for (size_t q = 0; q < r->nquestions; q++) {
        const struct rollup_question *n = &s->x->p.u->questions[q];
        label(s, r->questions[q].label);
        xlsx_share(s, n->statuses[ANSWER_NOT_DISCUSSED], n->asked);
        xlsx_count(s, n->statuses[ANSWER_UNCLEAR]);
        xlsx_count(s, n->statuses[ANSWER_UNSUPPORTED] + n->statuses[ANSWER_REFUSED] +
                          n->statuses[ANSWER_FAILED]);
        xlsx_count(s, n->not_asked);
        xlsx_next(s);
    }
    if (s->row > first)
        xlsx_bars(s, first, s->row - 1, 3);
}

static void whole(struct xlsx_sheet *s, uint32_t *rows)
{
    header(s);
    facts(s);
    trust(s);
    summary(s, rows);
    questions(s, rows);
    if (s->x->p.r->ncalls) {
        disagreements(s);
        metrics(s);
        absent(s);
    }
    not_counted(s);
}

void xlsx_summary(struct xlsx_sheet *s, struct xlsx_sheet *counted)
{
    uint32_t *rows = calloc(s->x->p.r->nquestions + 1, sizeof *rows);
    if (!rows) {
        s->x->no_memory = true;
        return;
    }
    /* Twice: the executive summary leads to rows that come after it. */
    counted->x = s->x;
    whole(counted, rows);
    whole(s, rows);
    free(rows);
    for (uint16_t c = 0; s->at && c < sizeof widths / sizeof widths[0]; c++)
        if (s->x->lib->worksheet_set_column(s->at, c, c, widths[c], NULL) != LXW_NO_ERROR)
            s->x->no_memory = true;
    if (s->at) {
        s->x->lib->worksheet_gridlines(s->at, LXW_HIDE_ALL_GRIDLINES);
        s->x->lib->worksheet_set_portrait(s->at);
    }
}
