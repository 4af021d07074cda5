/* What changed since earlier runs. */

#include "lib/report/html.h"
#include "lib/report/trend.h"

static void row(struct page *p, size_t question, const struct trend_row *row)
{
    struct trend_then then = trend_then(p->u, question, row);
    struct buf b = BUF(0);
    page_raw(p, "<tr><th scope=\"row\">");
    html_question_link(p, question);
    page_name(p, row->label.len ? row->label : p->r->questions[question].label);
    page_raw(p, "</a> <span class=\"muted small\">");
    page_name(p, row->label.len ? p->r->questions[question].label : span_of("answered"));
    buf_format(&p->b, "</span></th><td><span class=\"move %s\">%s</span></td>",
               trend_move_name(row->move), trend_move_name(row->move));
    html_share_cell(p, then.calls, then.of);
    html_share_cell(p, row->calls, row->of);
    page_raw(p, "<td class=\"n\">");
    page_difference(&b, row);
    page_buf(p, &b);
    page_raw(p, "</td></tr>\n");
}

void html_trend(struct page *p)
{
    struct buf b = BUF(0);
    if (!p->u->trend)
        return;
    page_raw(p, "<section aria-labelledby=\"trend\"><h2 id=\"trend\">Since earlier runs</h2>\n"
                "<p class=\"muted\">");
    page_trend_line(&b, p);
    page_buf(p, &b);
    page_raw(p, "</p>\n<table><caption class=\"vh\">Then and now</caption><thead><tr><th "
                "scope=\"col\">Question or answer</th><th scope=\"col\">Change</th><th "
                "scope=\"col\">Then</th><th scope=\"col\">Now</th><th scope=\"col\" class=\"n\">"
                "Difference, 95% interval</th></tr></thead>\n<tbody>\n");
    page_trend(p, row);
    page_raw(p, "</tbody></table>\n");
    page_changed_line(&b, p);
    if (b.len > 0) {
        page_raw(p, "<p class=\"muted\">");
        page_buf(p, &b);
        page_raw(p, "</p>\n");
    }
    page_raw(p, "</section>\n");
}
