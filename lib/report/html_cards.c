/* A card for each call: in the page, or all of them in a file of their own. */

#include "lib/report/html.h"

static void fact(struct page *p, const char *name, struct span value)
{
    if (!value.len)
        return;
    buf_format(&p->b, "<div><dt>%s</dt><dd>", name);
    html_name(p, value);
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
        page_raw(p, "<div class=\"rec\"><dt>Recording</dt><dd>");
        html_recording(p, c, "Open in Gong");
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
            page_raw(p, "</span> ");
            html_words(p, &b);
            page_raw(p, "</li>");
        }
    page_raw(p, "</ul>\n");
}

static void marks(struct page *p, const struct report_marks *m)
{
    struct buf b = BUF(0);
    for (size_t i = 0; page_mark(&b, m, i); i++)
        if (b.len > 0) {
            page_raw(p, "<p class=\"mark\">");
            html_words(p, &b);
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
            html_name(p, q->fields[k].label);
            page_raw(p, "</dt><dd>");
            page_cell(&b, p, a, i, k);
            html_words(p, &b);
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
    html_name(p, p->r->questions[a->question].text);
    page_raw(p, "</a></dt><dd><p>");
    page_answer(&b, p, a);
    html_words(p, &b);
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
        html_name(p, p->r->questions[a->question].label);
    }
    page_raw(p, n ? ".</p>\n" : "");
}

/* Set by set, each under its title. */
static void answers(struct page *p, const struct report_call *c)
{
    size_t heard = 0, set = 0;
    for (size_t i = 0; i < c->nanswers; i++) {
        const struct report_answer *a = &c->answers[i];
        if (!is_heard(a))
            continue;
        if (heard++ == 0 || p->r->questions[a->question].set != set) {
            set = p->r->questions[a->question].set;
            page_raw(p, heard > 1 ? "</dl>\n<h3>" : "<h3>");
            html_name(p, p->r->sets[set].title);
            page_raw(p, "</h3>\n<dl class=\"answers\">\n");
        }
        answer(p, c, a);
    }
    page_raw(p, heard ? "</dl>\n" : "<p>No question was answered.</p>\n");
}

void html_card(struct page *p, const struct report_call *c)
{
    struct buf b = BUF(0);
    size_t answered = 0;
    for (size_t i = 0; i < c->nanswers; i++)
        answered += c->answers[i].status == ANSWER_ANSWERED;
    page_raw(p, "<details class=\"card\" id=\"");
    page_name(p, c->anchor);
    page_raw(p, "\"><summary><span>");
    words_date(&b, c->date[0] ? c->date : "no date");
    buf_format(&b, " %s", c->clock);
    page_buf(p, &b);
    page_raw(p, "</span> <span><strong>");
    html_name(p, page_title(c));
    page_raw(p, "</strong></span> <span class=\"got\">");
    buf_format(&b, "%zu of %zu answered", answered, c->nanswers);
    page_buf(p, &b);
    page_raw(p, "</span></summary><div class=\"body\">\n");
    facts(p, c);
    people(p, c);
    answers(p, c);
    silent(p, c);
    page_raw(p, "</div></details>\n");
}

bool html_cards_beside(const struct page *p)
{
    return p->options->cards != NULL;
}

static void cards_elsewhere(struct page *p)
{
    page_raw(p, "<p>All ");
    page_number(p, (int64_t)p->r->ncalls);
    page_raw(p, " cards, with every answer and quote, are in <a href=\"");
    page_words(p, p->options->cards);
    page_raw(p, "\">");
    page_words(p, p->options->cards);
    page_raw(p, "</a>, beside this file.</p>\n");
}

int html_call_cards(struct page *p, struct fault *f)
{
    page_raw(p, "<section aria-labelledby=\"cards\"><h2 id=\"cards\">Call by call</h2>\n");
    if (html_cards_beside(p)) {
        cards_elsewhere(p);
    } else if (p->r->ncalls > HTML_CARDS) {
        buf_format(&p->b, "<p class=\"verdict none\">Cards for the newest %d calls of ",
                   HTML_CARDS);
        page_number(p, (int64_t)p->r->ncalls);
        page_raw(p, ". The table above has every call; all answers and quotes are in the csv, "
                    "evidence-csv and json reports.</p>\n");
    }
    for (size_t i = 0; !html_cards_beside(p) && i < p->r->ncalls && i < HTML_CARDS; i++) {
        html_card(p, &p->r->calls[i]);
        if (page_out(p, f) != 0)
            return -1;
    }
    page_raw(p, "</section>\n");
    return 0;
}

static int cards_page(struct page *p, struct fault *f)
{
    struct buf b = BUF(0);
    html_head(p, "Call by call: ");
    page_raw(p, "<header class=\"top\">\n<p class=\"kicker\">Call by call</p>\n<h1>");
    html_name(p, p->r->title);
    page_raw(p, "</h1>\n<p class=\"lede\">");
    words_count(&b, (int64_t)p->r->ncalls, "call", "calls");
    page_buf(p, &b);
    page_raw(p, ", newest first · <a href=\"");
    page_words(p, p->home);
    page_raw(p, "\">To the report</a></p>\n</header>\n<main class=\"cards\">\n<h2 class=\"vh\">"
                "Calls</h2>\n");
    for (size_t i = 0; i < p->r->ncalls; i++) {
        html_card(p, &p->r->calls[i]);
        if (page_out(p, f) != 0)
            return -1;
    }
    page_raw(p, "</main>\n");
    html_foot(p);
    return 0;
}

int html_cards_write(const struct rollup *u, const struct format_options *o, struct out *out,
                     struct fault *f)
{
    struct page p;
    page_init(&p, u, o, out, DRESS_HTML);
    p.home = format_find("html", NULL)->file;
    int rc = cards_page(&p, f);
    return page_end(&p, rc == 0 ? f : &(struct fault){0}) == 0 ? rc : -1;
}
