/* Where two sources differ. */

#include "lib/report/disagree.h"
#include "lib/report/html.h"

static void head(struct page *p, const char *caption, const char *first, const char *const *rest,
                 size_t n)
{
    buf_format(&p->b,
               "<table><caption class=\"vh\">%s</caption><thead><tr><th scope=\"col\">%s</th>",
               caption, first);
    for (size_t i = 0; i < n; i++)
        buf_format(&p->b, "<th scope=\"col\" class=\"n\">%s</th>", rest[i]);
    page_raw(p, "</tr></thead>\n<tbody>\n");
}

static void introduction(struct page *p, size_t line)
{
    struct buf b = BUF(0);
    page_disagreement(&b, p, line);
    page_raw(p, "<p>");
    html_words(p, &b);
    page_raw(p, "</p>\n");
}

static void reasons(struct page *p)
{
    static const char *const heads[] = {"Calls", "The same in the call", "Another",
                                        "Not to be told"};
    const struct disagreement *d = p->u->disagreement;
    size_t leader;
    head(p, "Reasons of the CRM beside the calls", "Reason in the CRM", heads, 4);
    for (size_t i = 0; i < d->nreasons; i++) {
        const struct disagree_reason *row = &d->reasons[i];
        page_raw(p, "<tr><th scope=\"row\">");
        html_name(p, row->reason);
        if (disagree_leader(p->u, row, &leader)) {
            page_raw(p, " <span class=\"muted small\">most often heard: ");
            html_name(p, p->r->questions[d->driver].values[leader].label);
            page_raw(p, " (");
            page_number(p, row->values[leader]);
            page_raw(p, ")</span>");
        }
        page_raw(p, "</th>");
        html_number_cell(p, "n", row->calls);
        html_number_cell(p, "n", row->agree);
        html_number_cell(p, "n", row->differ);
        html_number_cell(p, "n", row->open);
        page_raw(p, "</tr>\n");
    }
    page_raw(p, "</tbody></table>\n");
}

static void voices(struct page *p)
{
    static const char *const heads[] = {"Calls", "In the customer’s words", "In ours alone"};
    const struct disagreement *d = p->u->disagreement;
    head(p, "Who said it", "Answer", heads, 3);
    for (size_t i = 0; i < d->nvoices; i++) {
        const struct disagree_voice *v = &d->voices[i];
        const struct report_question *q = &p->r->questions[v->question];
        page_raw(p, "<tr><th scope=\"row\">");
        html_question_link(p, v->question);
        html_name(p, q->values[v->value].label);
        page_raw(p, "</a> <span class=\"muted small\">");
        html_name(p, q->label);
        page_raw(p, "</span></th>");
        html_number_cell(p, "n", v->calls);
        html_number_cell(p, "n", v->customer);
        html_number_cell(p, "n", v->ours);
        page_raw(p, "</tr>\n");
    }
    page_raw(p, "</tbody></table>\n");
}

void html_disagreements(struct page *p)
{
    const struct disagreement *d = p->u->disagreement;
    size_t line = 0;
    if (!disagree_any(p->u))
        return;
    page_raw(p, "<section aria-labelledby=\"disagreements\"><h2 id=\"disagreements\">"
                "Disagreements</h2>\n");
    if (d->nreasons) {
        introduction(p, line);
        reasons(p);
        line += d->nreasons + 1;
    }
    if (d->nvoices) {
        introduction(p, line);
        voices(p);
        line += d->nvoices + 1;
    }
    if (d->unstable) {
        introduction(p, line);
        page_raw(p, "<ul>\n");
        struct buf b = BUF(0);
        while (page_disagreement(&b, p, ++line) == 2) {
            page_raw(p, "<li>");
            html_words(p, &b);
            page_raw(p, "</li>\n");
        }
        page_raw(p, "</ul>\n");
    }
    page_raw(p, "</section>\n");
}
