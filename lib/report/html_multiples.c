/* Small multiples: the answers to one question group by group, a matrix of bars on one scale; and
 * won deals beside lost ones. */

#include <math.h>
#include <stdlib.h>
#include "lib/report/html.h"

enum { COLUMNS = 4 };

/* What is shown of each group: the first values of the chart, of a yes or no the yes; none: that
 * there was an answer. */
static size_t columns(struct page *p, size_t question, size_t at[COLUMNS])
{
    const struct report_question *q = &p->r->questions[question];
    const struct rollup_value *values = p->u->questions[question].values;
    size_t n = 0, room = q->type == ANSWER_BOOL ? 1 : COLUMNS;
    for (size_t field = 0; n == 0 && field < page_charts(q); field++) {
        size_t all, *order = page_order(p, question, field, &all);
        for (size_t i = 0; order && i < all && n < room; i++)
            if (q->type == ANSWER_BOOL || values[order[i]].calls > 0)
                at[n++] = order[i];
        free(order);
    }
    return n;
}

static struct span column_name(const struct page *p, size_t question, size_t n, const size_t *at,
                               size_t i)
{
    return n ? p->r->questions[question].values[at[i]].label : span_of("Answered");
}

static int64_t part(const struct rollup_group *g, size_t n, const size_t *at, size_t i)
{
    return n ? g->values[at[i]] : g->answered;
}

/* One scale for all of a question's matrices, so that they can be compared: room for every share
 * that is one, not for every interval. */
static double scale_of(const struct page *p, size_t question, size_t n, const size_t *at)
{
    double high = 0;
    for (int k = 0; k < BY_KINDS; k++)
        for (size_t g = 0; g < p->r->ngroups[k]; g++)
            for (size_t i = 0; i < n + (n == 0); i++) {
                const struct rollup_group *group = &p->u->questions[question].by[k][g];
                if (!rollup_scant(p->u, group->asked))
                    high = fmax(high, interval_of(part(group, n, at, i), group->asked).share);
            }
    return html_scale(high);
}

static void row(struct page *p, const struct rollup_group *g, struct span key, size_t n,
                const size_t *at, double scale)
{
    bool scant = rollup_scant(p->u, g->asked);
    page_raw(p, "<tr><th scope=\"row\">");
    html_name(p, key.at ? key : span_of("not known"));
    page_raw(p, " <span class=\"muted\">of ");
    page_number(p, g->asked);
    page_raw(p, scant ? ", few calls</span></th>" : "</span></th>");
    for (size_t i = 0; i < n + (n == 0); i++) {
        struct buf b = BUF(0);
        int64_t calls = part(g, n, at, i);
        page_raw(p, "<td>");
        html_bar(p, calls, g->asked, scale);
        page_raw(p, "<b>");
        page_number(p, calls);
        page_raw(p, "</b>");
        if (!scant && calls > 0) {
            page_raw(p, " <span class=\"muted\">");
            words_percent(&b, calls, g->asked);
            page_buf(p, &b);
            page_raw(p, "</span>");
        }
        page_raw(p, "</td>");
    }
    page_raw(p, "</tr>\n");
}

static void matrix(struct page *p, size_t question, int kind, size_t n, const size_t *at,
                   double scale)
{
    size_t shown = 0, all = 0;
    for (size_t g = 0; g < p->r->ngroups[kind]; g++)
        all += p->u->questions[question].by[kind][g].asked > 0;
    buf_format(&p->b, "<table class=\"matrix m%zu\"><caption>%s</caption><thead><tr><td></td>",
               n + (n == 0), report_by_label[kind]);
    for (size_t i = 0; i < n + (n == 0); i++)
        html_cell(p, "th scope=\"col\"", column_name(p, question, n, at, i));
    page_raw(p, "</tr></thead><tbody>\n");
    for (size_t g = 0; g < p->r->ngroups[kind] && shown < HTML_GROUPS; g++)
        if (p->u->questions[question].by[kind][g].asked > 0) {
            row(p, &p->u->questions[question].by[kind][g], p->r->groups[kind][g].key, n, at, scale);
            shown++;
        }
    page_raw(p, "</tbody>");
    if (all > shown) {
        buf_format(&p->b, "<tfoot><tr><td colspan=\"%zu\" class=\"muted\">and ", n + (n == 0) + 1);
        page_more(&p->b, all - shown);
        page_raw(p, "</td></tr></tfoot>");
    }
    page_raw(p, "</table>\n");
}

void html_multiples(struct page *p, size_t question)
{
    size_t at[COLUMNS], n = columns(p, question, at), unknown = 0;
    double scale = scale_of(p, question, n, at);
    buf_format(&p->b,
               "<details class=\"by\"%s><summary>By deal stage, owner, company size, host and "
               "outcome</summary><p class=\"small muted\">Calls of those asked; bars from 0 to "
               "%.4g%%, with 95%% intervals.</p>\n<div class=\"multiples\">\n",
               p->r->nquestions <= HTML_OPEN ? " open" : "", scale * 100);
    for (int k = 0; k < BY_KINDS; k++)
        if (page_has_groups(p, k))
            matrix(p, question, k, n, at, scale);
    page_raw(p, "</div>\n");
    for (int k = 0; k < BY_KINDS; k++)
        if (!page_has_groups(p, k))
            buf_format(&p->b, "%s%s",
                       unknown++ ? ", " : "<p class=\"small muted\">Not known for any call: ",
                       report_by_label[k]);
    page_raw(p, unknown ? ".</p>\n" : "");
    page_raw(p, "</details>\n");
}

static const struct rollup_group *outcome(const struct page *p, size_t question, const char *key)
{
    for (size_t g = 0; g < p->r->ngroups[BY_OUTCOME]; g++)
        if (span_is(p->r->groups[BY_OUTCOME][g].key, key))
            return &p->u->questions[question].by[BY_OUTCOME][g];
    return NULL;
}

void html_won_lost(struct page *p, size_t question)
{
    const struct rollup_group *sides[] = {outcome(p, question, "won"),
                                          outcome(p, question, "lost")};
    size_t at[COLUMNS], n = columns(p, question, at);
    double high = 0;
    if (!sides[0] || !sides[1] || rollup_scant(p->u, sides[0]->asked) ||
        rollup_scant(p->u, sides[1]->asked))
        return;
    for (size_t i = 0; i < n + (n == 0); i++)
        for (int s = 0; s < 2; s++) {
            double end = interval_of(part(sides[s], n, at, i), sides[s]->asked).high;
            high = end > high ? end : high;
        }
    double scale = html_scale(high);
    page_raw(p, "<table class=\"bars pair\"><caption>Won and lost deals</caption><thead><tr><th "
                "scope=\"col\" class=\"c1\">Answer</th><th scope=\"col\"><i class=\"won\"></i>Won");
    html_axis(p, scale);
    page_raw(p, "</th><th scope=\"col\"><i class=\"lost\"></i>Lost");
    html_axis(p, scale);
    page_raw(p, "</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < n + (n == 0); i++) {
        page_raw(p, "<tr>");
        html_cell(p, "th scope=\"row\"", column_name(p, question, n, at, i));
        for (int s = 0; s < 2; s++) {
            buf_format(&p->b, "<td class=\"%s\">", s ? "lost" : "won");
            html_bar(p, part(sides[s], n, at, i), sides[s]->asked, scale);
            html_share(p, part(sides[s], n, at, i), sides[s]->asked);
            page_raw(p, "</td>");
        }
        page_raw(p, "</tr>\n");
    }
    page_raw(p, "</tbody></table>\n");
}
