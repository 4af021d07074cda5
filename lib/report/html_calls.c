/* The calls: a table of all of them, and a card each. */

#include <math.h>
#include "lib/report/html.h"

/* A column in the table: what can be said in a word or two. */
static bool has_column(const struct report_question *q)
{
    return q->type != ANSWER_SHORT && q->type != ANSWER_PARA;
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
    for (size_t q = 0; q < p->r->nquestions; q++)
        if (has_column(&p->r->questions[q])) {
            page_raw(p, "<th scope=\"col\">");
            html_question_link(p, q);
            page_name(p, p->r->questions[q].label);
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
        page_raw(p, "<td>");
        page_buf(p, &b);
    } else {
        static const char *const signs[ANSWER_STATUSES] = {"", "–", "?", "!", "×", "×"};
        buf_format(&p->b, "<td class=\"nd\">%s", signs[a->status]);
    }
    page_raw(p, "</td>");
}

static void link_to_gong(struct page *p, const struct report_call *c, const char *words)
{
    if (!c->url.at)
        return;
    page_raw(p, "<a rel=\"noreferrer\" href=\"");
    page_name(p, c->url);
    buf_format(&p->b, "\">%s ▸</a>", words);
}

static void table_row(struct page *p, size_t i)
{
    const struct report_call *c = &p->r->calls[i];
    struct buf b = BUF(0);
    page_raw(p, "<tr><th scope=\"row\">");
    bool linked = i < HTML_CARDS;
    if (linked)
        html_link(p, "", c->anchor);
    page_name(p, page_title(c));
    page_raw(p, linked ? "</a></th>" : "</th>");
    buf_format(&p->b, "<td class=\"d\">%s</td>", c->date);
    html_cell(p, "td", c->account);
    html_cell(p, "td", c->deal);
    html_cell(p, "td", c->stage);
    page_raw(p, "<td class=\"n\">");
    words_money(&b, c->amount, c->currency);
    page_buf(p, &b);
    page_raw(p, "</td>");
    html_cell(p, "td", c->rep_name);
    page_raw(p, "<td class=\"n\">");
    words_minutes(&b, c->seconds);
    page_buf(p, &b);
    page_raw(p, "</td>");
    html_cell(p, "td", c->language);
    for (size_t q = 0; q < p->r->nquestions; q++)
        if (has_column(&p->r->questions[q]))
            answer_cell(p, report_answer_to(c, q));
    page_raw(p, "<td>");
    link_to_gong(p, c, "Open");
    page_raw(p, "</td></tr>\n");
}

int html_call_table(struct page *p, struct fault *f)
{
    page_raw(p, "<section aria-labelledby=\"calls\"><h2 id=\"calls\">Calls</h2>\n"
                "<p class=\"muted small\">Newest first. – not discussed, ? unclear, ! unsupported, "
                "× refused or "
                "in error. Times are ");
    page_words(p, p->r->options.zone);
    page_raw(p, ".</p>\n<section class=\"scroll\" tabindex=\"0\" aria-label=\"Table of all "
                "calls\"><table><caption class=\"vh\">All analysed calls</caption>");
    table_head(p);
    for (size_t i = 0; i < p->r->ncalls; i++) {
        table_row(p, i);
        if (page_out(p, f) != 0)
            return -1;
    }
    page_raw(p, "</tbody></table></section></section>\n");
    return 0;
}

static void fact(struct page *p, const char *name, struct span value)
{
    if (!value.len)
        return;
    buf_format(&p->b, "<div><dt>%s</dt><dd>", name);
    page_name(p, value);
    page_raw(p, "</dd></div>");
}

static void facts(struct page *p, const struct report_call *c)
{
    struct buf b = BUF(0);
    page_raw(p, "<dl class=\"facts\">");
    fact(p, "Account", c->account);
    fact(p, "Deal", c->deal);
    fact(p, "Stage", c->stage);
    words_money(&b, c->amount, c->currency);
    fact(p, "Amount", buf_view(&b));
    buf_clear(&b);
    fact(p, "Owner", c->owner);
    if (c->seconds) {
        words_minutes(&b, c->seconds);
        buf_text(&b, " min");
    }
    fact(p, "Length", buf_view(&b));
    buf_free(&b);
    fact(p, "Language", c->language);
    fact(p, "Call id", c->id);
    if (c->url.at) {
        page_raw(p, "<div><dt>Recording</dt><dd>");
        link_to_gong(p, c, "Open in Gong");
        page_raw(p, "</dd></div>");
    }
    page_raw(p, "</dl>\n");
}

static void people(struct page *p, const struct report_call *c)
{
    static const enum side order[] = {SIDE_CUSTOMER, SIDE_REP, SIDE_UNKNOWN};
    if (c->npeople == 0)
        return;
    page_raw(p, "<h3>Who was there</h3>\n<ul class=\"people\">");
    for (size_t s = 0; s < 3; s++)
        for (size_t i = 0; i < c->npeople; i++) {
            const struct report_person *x = &c->people[i];
            if (x->side != order[s])
                continue;
            struct buf b = BUF(0);
            buf_span(&b, x->name.len ? x->name : x->email.len ? x->email : span_of("no name"));
            if (x->title.len) {
                buf_text(&b, ", ");
                buf_span(&b, x->title);
            }
            buf_format(&p->b, "<li><span class=\"side %s\">", side_name(x->side));
            page_name(p, words_side(x->side));
            page_raw(p, "</span> <bdi>");
            page_buf(p, &b);
            page_raw(p, "</bdi></li>");
        }
    page_raw(p, "</ul>\n");
}

static void marks(struct page *p, const struct report_marks *m)
{
    struct buf b = BUF(0);
    for (size_t i = 0; page_mark(&b, m, i); i++)
        if (b.len > 0) {
            page_raw(p, "<p class=\"mark\">");
            page_buf(p, &b);
            page_raw(p, "</p>\n");
        }
    buf_free(&b);
}

/* The quotes of one object of a list, or (-1) of the answer as a whole. */
static void quotes_of(struct page *p, const struct report_call *c, const struct report_answer *a,
                      int64_t item)
{
    for (size_t e = 0; e < a->nevidence; e++)
        if (a->evidence[e].item == item)
            html_quote(p, c, &a->evidence[e], false);
}

static void items(struct page *p, const struct report_call *c, const struct report_answer *a)
{
    const struct report_question *q = &p->r->questions[a->question];
    struct buf b = BUF(0);
    if (a->nitems == 0)
        return;
    page_raw(p, "<ol class=\"items\">\n");
    for (size_t i = 0; i < a->nitems; i++) {
        page_raw(p, "<li><dl class=\"facts\">");
        for (size_t k = 0; k < q->nfields; k++) {
            if (a->items[i].cells[k].n == 0)
                continue;
            page_raw(p, "<div><dt>");
            page_name(p, q->fields[k].label);
            page_raw(p, "</dt><dd>");
            page_cell(&b, p, a, i, k);
            page_buf(p, &b);
            page_raw(p, "</dd></div>");
        }
        page_raw(p, "</dl>\n");
        quotes_of(p, c, a, (int64_t)i);
        page_raw(p, "</li>\n");
    }
    page_raw(p, "</ol>\n");
}

static void answer(struct page *p, const struct report_call *c, const struct report_answer *a)
{
    struct buf b = BUF(0);
    page_raw(p, "<div><dt>");
    html_question_link(p, a->question);
    page_name(p, p->r->questions[a->question].text);
    page_raw(p, "</a></dt><dd><p>");
    page_answer(&b, p, a);
    page_buf(p, &b);
    if (a->confidence != CONFIDENCE_NONE)
        buf_format(&p->b, " <span>· %s confidence</span>", report_confidence_name(a->confidence));
    if (a->dropped) {
        page_raw(p, " <span>· unverified quotes dropped: ");
        page_number(p, a->dropped);
        page_raw(p, "</span>");
    }
    page_raw(p, "</p>\n");
    marks(p, a->marks);
    items(p, c, a);
    quotes_of(p, c, a, -1);
    page_raw(p, "</dd></div>\n");
}

/* There is something to say of it in the card. */
static bool is_heard(const struct report_answer *a)
{
    return a->status != ANSWER_NOT_DISCUSSED || a->nevidence > 0;
}

static void silent(struct page *p, const struct report_call *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->nanswers; i++) {
        const struct report_answer *a = &c->answers[i];
        if (is_heard(a))
            continue;
        page_raw(p, n++ ? ", " : "<p class=\"muted small\">Asked and not discussed: ");
        page_name(p, p->r->questions[a->question].label);
    }
    page_raw(p, n ? ".</p>\n" : "");
}

static void card(struct page *p, const struct report_call *c)
{
    struct buf b = BUF(0);
    size_t answered = 0, heard = 0;
    for (size_t i = 0; i < c->nanswers; i++) {
        answered += c->answers[i].status == ANSWER_ANSWERED;
        heard += is_heard(&c->answers[i]);
    }
    page_raw(p, "<details class=\"card\" id=\"");
    page_name(p, c->anchor);
    page_raw(p, "\"><summary><span>");
    words_date(&b, c->date[0] ? c->date : "no date");
    buf_format(&b, " %s", c->clock);
    page_buf(p, &b);
    page_raw(p, "</span> <span><strong><bdi>");
    page_name(p, page_title(c));
    page_raw(p, "</bdi></strong> <span>");
    buf_format(&b, " %zu of %zu answered", answered, c->nanswers);
    page_buf(p, &b);
    page_raw(p, "</span></span></summary><div class=\"body\">\n");
    facts(p, c);
    people(p, c);
    page_raw(p, "<h3>Answers</h3>\n");
    page_raw(p, heard ? "<dl class=\"answers\">\n" : "");
    for (size_t i = 0; i < c->nanswers; i++)
        if (is_heard(&c->answers[i]))
            answer(p, c, &c->answers[i]);
    page_raw(p, heard ? "</dl>\n" : "<p>No question was answered.</p>\n");
    silent(p, c);
    page_raw(p, "</div></details>\n");
}

int html_call_cards(struct page *p, struct fault *f)
{
    page_raw(p, "<section aria-labelledby=\"cards\"><h2 id=\"cards\">Call by call</h2>\n");
    if (p->r->ncalls > HTML_CARDS) {
        buf_format(&p->b, "<p class=\"verdict none\">Cards for the newest %d calls of ",
                   HTML_CARDS);
        page_number(p, (int64_t)p->r->ncalls);
        page_raw(p, ". The table above has every call; all answers and quotes are in the csv, "
                    "evidence-csv and json reports.</p>\n");
    }
    for (size_t i = 0; i < p->r->ncalls && i < HTML_CARDS; i++) {
        card(p, &p->r->calls[i]);
        if (page_out(p, f) != 0)
            return -1;
    }
    page_raw(p, "</section>\n");
    return 0;
}
