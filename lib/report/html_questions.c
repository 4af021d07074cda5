/* The questions: a chart, breakdowns and quotes each; and what came up most. */

#include <math.h>
#include <stdlib.h>
#include "lib/report/html.h"

static void bars_head(struct page *p, struct span caption, const char *first, int64_t asked,
                      double scale, bool objects)
{
    page_raw(p, "<table class=\"bars\"><caption class=\"vh\">");
    html_name(p, caption);
    buf_format(&p->b,
               "</caption><thead><tr><th scope=\"col\" class=\"c1\">%s</th><th scope=\"col\">"
               "<span class=\"vh\">Bar</span>",
               first);
    html_axis(p, scale);
    page_raw(p, "</th><th scope=\"col\" class=\"c3\">");
    struct buf b = BUF(0);
    if (asked >= 0) {
        buf_text(&b, "of ");
        words_count(&b, asked, "call asked", "calls asked");
        buf_text(&b, ", 95% interval");
    } else {
        buf_text(&b, "of calls asked, 95% interval");
    }
    page_buf(p, &b);
    page_raw(p, objects ? "</th><th scope=\"col\" class=\"n t4\">Objects" : "");
    page_raw(p, "</th></tr></thead>\n<tbody>\n");
}

static void value_chart(struct page *p, size_t question, size_t field)
{
    const struct report_question *q = &p->r->questions[question];
    const struct rollup_question *n = &p->u->questions[question];
    double high = 0;
    size_t nvalues;
    size_t *order = page_order(p, question, field, &nvalues);
    for (size_t k = 0; k < nvalues; k++)
        high = fmax(high, interval_of(n->values[order[k]].calls, n->asked).high);
    double scale = html_scale(high);
    bool list = q->type == ANSWER_LIST;
    if (nvalues > 0)
        bars_head(p, list ? q->fields[field].text : q->text, list ? "Value" : "Answer", n->asked,
                  scale, list);
    for (size_t k = 0; k < nvalues; k++) {
        size_t v = order[k];
        page_raw(p, "<tr>");
        html_cell(p, "th scope=\"row\"", q->values[v].label);
        page_raw(p, "<td>");
        html_bar(p, n->values[v].calls, n->asked, scale);
        page_raw(p, "</td>");
        html_share_cell(p, n->values[v].calls, n->asked);
        if (list)
            html_number_cell(p, "n", n->values[v].objects);
        page_raw(p, "</tr>\n");
    }
    free(order);
    page_raw(p, nvalues > 0 ? "</tbody></table>\n" : "");
}

static void spread(struct page *p, size_t question)
{
    const struct rollup_question *n = &p->u->questions[question];
    struct buf b = BUF(0);
    page_spread(&b, n);
    page_capital(&b);
    if (b.len > 0) {
        page_raw(p, "<p>");
        page_buf(p, &b);
        page_raw(p, ".</p>\n");
    }
}

static void question_quotes(struct page *p, size_t question)
{
    const struct rollup_question *n = &p->u->questions[question];
    if (n->nquotes == 0)
        return;
    page_raw(p, "<div class=\"quotes\">\n");
    for (size_t i = 0; i < n->nquotes && i < 3; i++) {
        const struct report_call *c = &p->r->calls[n->quotes[i].call];
        html_quote(p, c, &c->answers[n->quotes[i].answer].evidence[n->quotes[i].evidence], true);
    }
    page_raw(p, "</div>\n");
}

static void scant(struct page *p, int64_t asked)
{
    struct buf b = BUF(0);
    page_scant_line(&b, p, asked);
    page_raw(p, "<p class=\"muted\">");
    page_buf(p, &b);
    page_raw(p, "</p>\n");
}

static void question(struct page *p, size_t i)
{
    const struct report_question *q = &p->r->questions[i];
    const struct rollup_question *n = &p->u->questions[i];
    struct buf b = BUF(0);
    page_question_anchor(&b, p->r, i);
    page_raw(p, "<article class=\"q\" id=\"");
    page_name(p, buf_view(&b));
    page_raw(p, "\" aria-labelledby=\"h");
    page_name(p, buf_view(&b));
    page_raw(p, "\"><h3 id=\"h");
    page_buf(p, &b);
    page_raw(p, "\">");
    html_name(p, q->text);
    page_raw(p, "</h3>\n<p class=\"meta\"><code>");
    html_name(p, q->column);
    page_raw(p, "</code> · looked for ");
    page_name(p, page_side_asked(q));
    page_raw(p, "</p>\n");
    html_coverage(p, n);
    if (rollup_scant(p->u, n->asked))
        scant(p, n->asked);
    if (n->statuses[ANSWER_ANSWERED] == 0) {
        page_raw(p, "<p class=\"muted\">Answered on no call. ");
        html_name(p, q->silence);
        page_raw(p, "</p>\n");
    }
    for (size_t field = 0; n->statuses[ANSWER_ANSWERED] > 0 && field < page_charts(q); field++)
        value_chart(p, i, field);
    spread(p, i);
    question_quotes(p, i);
    html_trend_lines(p, i);
    if (n->statuses[ANSWER_ANSWERED] > 0) {
        html_won_lost(p, i);
        html_multiples(p, i);
    }
    page_raw(p, "</article>\n");
}

int html_questions(struct page *p, struct fault *f)
{
    for (size_t s = 0; s < p->r->nsets; s++) {
        const struct report_set *set = &p->r->sets[s];
        buf_format(&p->b, "<section aria-labelledby=\"set-%zu\"><h2 id=\"set-%zu\">", s + 1, s + 1);
        html_name(p, set->title);
        buf_format(&p->b, " <small>version %lld</small></h2>\n", (long long)set->version);
        for (size_t q = set->first; q < set->first + set->n; q++) {
            question(p, q);
            if (page_out(p, f) != 0)
                return -1;
        }
        page_raw(p, "</section>\n");
    }
    return 0;
}

static void money(struct page *p, const struct rollup_theme *t)
{
    struct buf b = BUF(0);
    page_money(&b, t);
    page_raw(p, "<td class=\"w opt\">");
    html_words(p, &b);
    page_raw(p, "</td>");
}

void html_themes(struct page *p)
{
    double high = 0;
    page_raw(p, "<section aria-labelledby=\"themes\"><h2 id=\"themes\">Themes</h2>\n");
    if (p->u->nthemes == 0) {
        page_raw(p, "<p class=\"muted\">No answer came up on two calls or more.</p></section>\n");
        return;
    }
    for (size_t i = 0; i < p->u->nthemes; i++)
        high = fmax(high, interval_of(p->u->themes[i].calls, p->u->themes[i].of).high);
    page_raw(
        p, "<p class=\"muted\">What came up on the most calls. A deal that several calls touch is "
           "counted once.</p>\n<table class=\"bars fold\"><caption class=\"vh\">Themes</caption>"
           "<thead><tr><th scope=\"col\" class=\"c1\">Theme</th><th scope=\"col\"><span "
           "class=\"vh\">Bar</span>");
    html_axis(p, html_scale(high));
    page_raw(p, "</th><th scope=\"col\" class=\"c3\">of calls asked, 95% interval</th>"
                "<th scope=\"col\" class=\"n opt t4\">Accounts</th>"
                "<th scope=\"col\" class=\"n opt t5\">Deals touched</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < p->u->nthemes; i++) {
        const struct rollup_theme *t = &p->u->themes[i];
        const struct report_question *q = &p->r->questions[t->question];
        page_raw(p, "<tr><th scope=\"row\">");
        html_question_link(p, t->question);
        html_name(p, q->type == ANSWER_BOOL ? q->label : q->values[t->value].label);
        page_raw(p, "</a> <span class=\"muted small\">");
        html_name(p, q->label);
        page_raw(p, "</span></th><td>");
        html_bar(p, t->calls, t->of, html_scale(high));
        page_raw(p, "</td>");
        html_share_cell(p, t->calls, t->of);
        html_number_cell(p, "n opt", t->accounts);
        money(p, t);
        page_raw(p, "</tr>\n");
    }
    page_raw(p, "</tbody></table></section>\n");
}

bool html_has_metrics(const struct page *p)
{
    for (size_t m = 0; m < REPORT_METRICS; m++)
        if (p->u->with[m] > 0)
            return true;
    return false;
}

void html_metrics(struct page *p)
{
    if (!html_has_metrics(p))
        return;
    page_raw(
        p,
        "<section aria-labelledby=\"metrics\"><h2 id=\"metrics\">How the calls went</h2>\n"
        "<table class=\"plain\"><caption class=\"vh\">Medians over the calls</caption><thead><tr>"
        "<th scope=\"col\">Computed from sentence times</th><th scope=\"col\" class=\"n\">Median"
        "</th><th scope=\"col\" class=\"n\">Calls</th></tr></thead>\n<tbody>\n");
    for (size_t m = 0; m < REPORT_METRICS; m++) {
        struct buf b = BUF(0);
        if (p->u->with[m] == 0)
            continue;
        page_raw(p, "<tr>");
        html_cell(p, "th scope=\"row\"", span_of(report_metrics[m].label));
        page_raw(p, "<td class=\"n\">");
        words_metric(&b, m, p->u->medians[m]);
        page_buf(p, &b);
        page_raw(p, "</td>");
        html_number_cell(p, "n", p->u->with[m]);
        page_raw(p, "</tr>\n");
    }
    page_raw(p, "</tbody></table></section>\n");
}
