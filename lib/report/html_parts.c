/* The small parts: cells, links, bars, quote cards. */

#include <math.h>
#include "lib/report/html.h"

void html_name(struct page *p, struct span name)
{
    page_raw(p, "<bdi>");
    page_name(p, name);
    page_raw(p, "</bdi>");
}

void html_words(struct page *p, struct buf *b)
{
    page_raw(p, "<bdi>");
    page_buf(p, b);
    page_raw(p, "</bdi>");
}

void html_cell(struct page *p, const char *tag, struct span name)
{
    buf_format(&p->b, "<%s>", tag);
    html_name(p, name);
    buf_text(&p->b, tag[1] == 'h' ? "</th>" : "</td>");
}

static void link_to(struct page *p, const char *file, struct span anchor)
{
    page_raw(p, "<a href=\"");
    page_words(p, file);
    page_raw(p, "#");
    page_name(p, anchor);
    page_raw(p, "\">");
}

void html_call_link(struct page *p, const struct report_call *c)
{
    link_to(p, html_cards_beside(p) ? p->options->cards : "", c->anchor);
}

void html_question_link(struct page *p, size_t question)
{
    struct buf b = BUF(0);
    page_question_anchor(&b, p->r, question);
    link_to(p, p->home ? p->home : "", buf_view(&b));
    buf_free(&b);
}

double html_scale(double high)
{
    static const double ends[] = {.1, .25, .5, .75};
    for (size_t i = 0; i < 4; i++)
        if (high <= ends[i])
            return ends[i];
    return 1;
}

void html_axis(struct page *p, double scale)
{
    buf_format(&p->b,
               "<span class=\"axis\" aria-hidden=\"true\"><span>0</span><span>%.4g%%</span></span>",
               scale * 100);
}

/* One share as a picture, cut off at the end of the scale; what it shows is said in its label, for
 * those who do not see it. */
void html_bar(struct page *p, int64_t part, int64_t of, double scale)
{
    struct interval i = interval_of(part, of);
    struct buf label = BUF(0);
    page_share(&label, part, of);
    page_raw(p,
             "<svg class=\"bar\" viewBox=\"0 0 100 20\" preserveAspectRatio=\"none\" role=\"img\" "
             "aria-label=\"");
    page_buf(p, &label);
    page_raw(p, "\">");
    page_raw(p, "<path class=\"g\" d=\"M0 0V20M25 0V20M50 0V20M75 0V20M100 0V20\"/>");
    bool scant = rollup_scant(p->u, of);
    buf_format(&p->b, "<rect class=\"%s\" y=\"4\" width=\"%.2f\" height=\"12\"/>",
               scant ? "u" : "v", fmin(i.share / scale, 1) * 100);
    double low = i.low / scale * 100, high = fmin(i.high / scale, 1) * 100;
    if (scant)
        page_raw(p, "<path class=\"ci\" d=\"M0 0\"/></svg>");
    else
        buf_format(&p->b, "<path class=\"ci\" d=\"M%.2f 10H%.2fM%.2f 6V14M%.2f 6V14\"/></svg>", low,
                   high, low, high);
}

static void piece(struct page *p, const char *class, double *at, int64_t part, int64_t of)
{
    double width = of > 0 ? (double)part * 100 / (double)of : 0;
    buf_format(&p->b, "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"10\"/>", class, *at,
               width);
    *at += width;
}

/* The next item of the legend: ends the one before. */
static void legend(struct page *p, const char *class, const char *what, int64_t n)
{
    buf_format(&p->b, "</li><li><i class=\"%s\"></i>%s ", class, what);
    page_number(p, n);
}

void html_coverage(struct page *p, const struct rollup_question *n)
{
    static const char *const heads[] = {"Unsupported", "Refused by the model", "In error"};
    struct buf b = BUF(0);
    double at = 0;
    int64_t none =
        n->statuses[ANSWER_UNSUPPORTED] + n->statuses[ANSWER_REFUSED] + n->statuses[ANSWER_FAILED];
    page_statuses(&b, n);
    page_raw(p,
             "<svg class=\"cov\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" role=\"img\" "
             "aria-label=\"");
    page_buf(p, &b);
    page_raw(p, "\">");
    piece(p, "v", &at, n->statuses[ANSWER_ANSWERED], n->asked);
    piece(p, "u", &at, n->statuses[ANSWER_UNCLEAR], n->asked);
    piece(p, "x", &at, none, n->asked);
    piece(p, "t", &at, n->statuses[ANSWER_NOT_DISCUSSED], n->asked);
    page_raw(p, "</svg>\n<ul class=\"legend\"><li><i class=\"k1\"></i>Answered ");
    page_share(&b, n->statuses[ANSWER_ANSWERED], n->asked);
    page_buf(p, &b);
    legend(p, "k2", "Unclear", n->statuses[ANSWER_UNCLEAR]);
    for (int s = ANSWER_UNSUPPORTED; s < ANSWER_STATUSES; s++)
        if (n->statuses[s] > 0)
            legend(p, "k4", heads[s - ANSWER_UNSUPPORTED], n->statuses[s]);
    legend(p, "k3", "Not discussed", n->statuses[ANSWER_NOT_DISCUSSED]);
    if (n->not_asked > 0)
        legend(p, "k5", "Not asked", n->not_asked);
    if (n->repeated > 0) {
        page_again(&b, n);
        page_capital(&b);
        page_raw(p, "</li><li>");
        page_buf(p, &b);
    }
    page_raw(p, "</li></ul>\n");
}

void html_share(struct page *p, int64_t part, int64_t of)
{
    struct buf b = BUF(0);
    struct interval i = interval_of(part, of);
    page_raw(p, "<b>");
    page_number(p, part);
    page_raw(p, "</b> of ");
    page_number(p, of);
    page_raw(p, " <span>");
    if (rollup_scant(p->u, of)) {
        buf_text(&b, "insufficient signal");
    } else {
        words_percent(&b, part, of);
        buf_text(&b, " · ");
        words_range(&b, i.low, i.high);
    }
    page_buf(p, &b);
    page_raw(p, "</span>");
}

void html_share_cell(struct page *p, int64_t part, int64_t of)
{
    page_raw(p, "<td class=\"num\">");
    html_share(p, part, of);
    page_raw(p, "</td>");
}

void html_number_cell(struct page *p, const char *class, int64_t n)
{
    buf_format(&p->b, "<td class=\"%s\">", class);
    page_number(p, n);
    page_raw(p, "</td>");
}

static void quote_place(struct page *p, const struct report_evidence *e)
{
    struct buf clock = BUF(0);
    words_clock(&clock, e->start_ms);
    page_raw(p, " · ");
    if (e->link.at) {
        page_raw(p, "<a rel=\"noreferrer\" href=\"");
        page_name(p, e->link);
        page_raw(p, "\"><span class=\"vh\">Open in Gong at </span>");
        page_buf(p, &clock);
        page_raw(p, " ▸</a>");
    } else {
        page_raw(p, "<span>");
        page_buf(p, &clock);
        page_raw(p, "</span>");
    }
}

void html_quote(struct page *p, const struct report_call *c, const struct report_evidence *e,
                bool call_link)
{
    struct buf b = BUF(0);
    const char *side = side_name(e->side);
    buf_format(&p->b, "<figure class=\"%s\"><blockquote class=\"quote\" dir=\"auto\" data-call=\"",
               side);
    page_quote(p, c->id);
    page_raw(p, "\">");
    page_quote(p, e->quote);
    buf_format(&p->b, "</blockquote><figcaption><span class=\"side %s\">", side);
    page_name(p, words_side(e->side));
    page_raw(p, "</span> — ");
    page_byline(&b, c, e);
    html_words(p, &b);
    quote_place(p, e);
    if (page_tier(e))
        buf_format(&p->b, " · <span class=\"tier\">%s</span>", page_tier(e));
    if (call_link) {
        page_raw(p, " · ");
        html_call_link(p, c);
        words_date(&b, c->date[0] ? c->date : "the call");
        page_buf(p, &b);
        page_raw(p, "</a>");
    }
    page_raw(p, "</figcaption></figure>\n");
}
