/* The calls: a table of all of them. */

#include <math.h>
#include "lib/report/html.h"

/* A column in the table: what can be said in a word or two. */
static bool has_column(const struct report_question *q)
{
    return q->type != ANSWER_SHORT && q->type != ANSWER_PARA;
}

/* There is room for a column a question. */
static bool has_answers(const struct page *p)
{
    size_t n = 0;
    for (size_t q = 0; q < p->r->nquestions; q++)
        n += has_column(&p->r->questions[q]);
    return n * p->r->ncalls <= HTML_CELLS;
}

static void table_head(struct page *p)
{
    static const struct {
        const char *name, *class;
    } heads[] = {{"Call", ""},    {"Date", ""},
                 {"Account", ""}, {"Deal", ""},
                 {"Stage", ""},   {"Amount", " class=\"n\""},
                 {"Rep", ""},     {"Minutes", " class=\"n\""},
                 {"Language", ""}};
    page_raw(p, "<thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        buf_format(&p->b, "<th scope=\"col\"%s>%s</th>", heads[i].class, heads[i].name);
    if (!has_answers(p))
        page_raw(p, "<th scope=\"col\" class=\"n\">Answered</th>");
    for (size_t q = 0; has_answers(p) && q < p->r->nquestions; q++)
        if (has_column(&p->r->questions[q])) {
            page_raw(p, "<th scope=\"col\">");
            html_question_link(p, q);
            html_name(p, p->r->questions[q].label);
            page_raw(p, "</a></th>");
        }
    page_raw(p, "<th scope=\"col\">Gong</th></tr></thead>\n<tbody>\n");
}

static void answer_cell(struct page *p, const struct report_answer *a)
{
    struct buf b = BUF(0);
    if (!a) {
        page_raw(p, "<td></td>");
        return;
    }
    if (a->status == ANSWER_ANSWERED) {
        page_answer(&b, p, a);
        page_raw(p, "<td dir=\"auto\">");
        page_buf(p, &b);
    } else {
        static const char *const signs[ANSWER_STATUSES] = {"", "–", "?", "!", "×", "×"};
        buf_format(&p->b, "<td class=\"nd\">%s", signs[a->status]);
    }
    page_raw(p, "</td>");
}

void html_recording(struct page *p, const struct report_call *c, const char *words)
{
    if (!c->url.at)
        return;
    page_raw(p, "<a rel=\"noreferrer\" href=\"");
    page_name(p, c->url);
    buf_format(&p->b, "\">%s ▸</a>", words);
}

static void cell(struct page *p, struct span name)
{
    page_raw(p, "<td dir=\"auto\">");
    page_name(p, name);
    page_raw(p, "</td>");
}

static void answered_cell(struct page *p, const struct report_call *c)
{
    int64_t n = 0;
    for (size_t i = 0; i < c->nanswers; i++)
        n += c->answers[i].status == ANSWER_ANSWERED;
    page_raw(p, "<td class=\"n\">");
    page_number(p, n);
    page_raw(p, " of ");
    page_number(p, (int64_t)c->nanswers);
    page_raw(p, "</td>");
}

static void table_row(struct page *p, size_t i, bool answers)
{
    const struct report_call *c = &p->r->calls[i];
    struct buf b = BUF(0);
    bool here = i < HTML_CARDS && !html_cards_beside(p);
    if (here) {
        page_raw(p, "<tr><th scope=\"row\" dir=\"auto\">");
    } else { /* every call has its place in the page */
        page_raw(p, "<tr id=\"");
        page_name(p, c->anchor);
        page_raw(p, "\"><th scope=\"row\" dir=\"auto\">");
    }
    bool linked = here || html_cards_beside(p);
    if (linked)
        html_call_link(p, c);
    page_name(p, page_title(c));
    page_raw(p, linked ? "</a></th>" : "</th>");
    buf_format(&p->b, "<td class=\"d\">%s</td>", c->date);
    cell(p, c->account);
    cell(p, c->deal);
    cell(p, c->stage);
    page_raw(p, "<td class=\"n\" dir=\"auto\">");
    words_money(&b, c->amount, c->currency);
    page_buf(p, &b);
    page_raw(p, "</td>");
    cell(p, c->rep_name);
    page_raw(p, "<td class=\"n\">");
    words_minutes(&b, c->seconds);
    page_buf(p, &b);
    page_raw(p, "</td>");
    cell(p, c->language);
    if (answers)
        for (size_t q = 0; q < p->r->nquestions; q++) {
            if (has_column(&p->r->questions[q]))
                answer_cell(p, report_answer_to(c, q));
        }
    else
        answered_cell(p, c);
    page_raw(p, "<td>");
    html_recording(p, c, "Open");
    page_raw(p, "</td></tr>\n");
}

/* A table of the calls from one on, to before another. */
static int table(struct page *p, size_t from, size_t to, struct fault *f)
{
    buf_format(&p->b,
               "<section class=\"scroll%s\" tabindex=\"0\" aria-label=\"Table of calls %zu to "
               "%zu\"><table><caption class=\"vh\">Analysed calls</caption>",
               p->r->nquestions > HTML_OPEN ? " many" : "", from + 1, to);
    table_head(p);
    bool answers = has_answers(p);
    for (size_t i = from; i < to; i++) {
        table_row(p, i, answers);
        if (page_out(p, f) != 0)
            return -1;
    }
    page_raw(p, "</tbody></table></section>");
    return 0;
}

/* Of many calls a table is too long to lay out: pieces, of which the first is open. */
static int piece(struct page *p, size_t from, struct fault *f)
{
    size_t to = from + HTML_ROWS < p->r->ncalls ? from + HTML_ROWS : p->r->ncalls;
    struct buf b = BUF(0);
    words_number(&b, (int64_t)from + 1);
    buf_text(&b, "–");
    words_number(&b, (int64_t)to);
    if (p->r->calls[from].date[0]) {
        buf_text(&b, ", from ");
        words_date(&b, p->r->calls[from].date);
        buf_text(&b, " back");
    }
    page_raw(p, from ? "<details class=\"piece\"><summary>Calls "
                     : "<details class=\"piece\" open><summary>Calls ");
    page_buf(p, &b);
    page_raw(p, "</summary>\n");
    if (table(p, from, to, f) != 0)
        return -1;
    page_raw(p, "</details>\n");
    return 0;
}

int html_call_table(struct page *p, struct fault *f)
{
    page_raw(p, "<section aria-labelledby=\"calls\"><h2 id=\"calls\">Calls</h2>\n"
                "<p class=\"muted small\">Newest first. ");
    page_raw(p, has_answers(p)
                    ? "– not discussed, ? unclear, ! unsupported, × refused or in error. Times are "
                    : "The answers, a column a question, are in the csv report: they are too many "
                      "for this page. Times are ");
    page_words(p, p->r->options.zone);
    page_raw(p, ".</p>\n");
    int rc = p->r->ncalls <= HTML_ROWS ? table(p, 0, p->r->ncalls, f) : 0;
    for (size_t i = 0; rc == 0 && p->r->ncalls > HTML_ROWS && i < p->r->ncalls; i += HTML_ROWS)
        rc = piece(p, i, f);
    page_raw(p, "</section>\n");
    return rc;
}
