/* The page as a whole, and its head: title, contents, trust strip, executive summary. */

#include "lib/report/disagree.h"
#include "lib/report/html.h"

void html_header(struct page *p)
{
    const struct report *r = p->r;
    struct buf b = BUF(0);
    page_raw(p, "<header class=\"top\">\n<p class=\"kicker\">Call report</p>\n<h1>");
    html_name(p, r->title);
    page_raw(p, "</h1>\n<p class=\"lede\">");
    words_count(&b, (int64_t)r->ncalls, "call", "calls");
    if (r->has_window) {
        buf_text(&b, " · ");
        words_window(&b, r);
        buf_format(&b, " (%s)", r->options.zone);
    }
    if (p->u->accounts) {
        buf_text(&b, " · ");
        words_count(&b, p->u->accounts, "account", "accounts");
    }
    page_buf(p, &b);
    page_raw(p, "</p>\n<dl class=\"facts\">");
    const char *label;
    for (size_t at = 0; (label = page_fact(&b, r, &at));) {
        buf_format(&p->b, "<div><dt>%s</dt><dd>", label);
        html_words(p, &b);
        page_raw(p, "</dd></div>");
    }
    page_raw(p, "</dl>\n</header>\n");
}

void html_contents(struct page *p)
{
    page_raw(
        p, "<nav class=\"toc\" aria-labelledby=\"contents\"><h2 id=\"contents\">Contents</h2><ol>\n"
           "<li><a href=\"#trust\">What was counted</a></li>"
           "<li><a href=\"#summary\">Executive summary</a></li>\n");
    for (size_t s = 0; s < p->r->nsets; s++) {
        const struct report_set *set = &p->r->sets[s];
        buf_format(&p->b, "<li><a href=\"#set-%zu\">", s + 1);
        html_name(p, set->title);
        page_raw(p, "</a><ol>");
        for (size_t q = set->first; q < set->first + set->n; q++) {
            page_raw(p, "<li>");
            html_question_link(p, q);
            html_name(p, p->r->questions[q].label);
            page_raw(p, "</a></li>");
        }
        page_raw(p, "</ol></li>\n");
    }
    if (p->r->ncalls) {
        page_raw(p, "<li><a href=\"#themes\">Themes</a></li>");
        if (p->u->trend)
            page_raw(p, "<li><a href=\"#trend\">Since earlier runs</a></li>");
        if (disagree_any(p->u))
            page_raw(p, "<li><a href=\"#disagreements\">Disagreements</a></li>");
        if (html_has_metrics(p))
            page_raw(p, "<li><a href=\"#metrics\">How the calls went</a></li>");
        page_raw(p, "<li><a href=\"#calls\">Calls</a></li>"
                    "<li><a href=\"#cards\">Call by call</a></li>");
    }
    page_raw(p, "<li><a href=\"#not-counted\">Not counted</a></li>");
    if (p->r->ncalls)
        page_raw(p, "<li><a href=\"#absent\">Asked and not found</a></li>");
    page_raw(p, "<li><a href=\"#method\">Method</a></li></ol></nav>\n");
}

static void tile(struct page *p, const char *what, int64_t n, bool known)
{
    buf_format(&p->b, "<div><dt>%s</dt><dd>", what);
    if (known)
        page_number(p, n);
    else
        page_raw(p, "–");
    page_raw(p, "</dd></div>");
}

static void verdict(struct page *p, const char *class, const char *mark, struct buf *b)
{
    buf_format(&p->b, "<p class=\"verdict %s\"><b aria-hidden=\"true\">%s</b> ", class, mark);
    page_buf(p, b);
    page_raw(p, "</p>\n");
}

void html_trust(struct page *p)
{
    const struct report *r = p->r;
    struct buf b = BUF(0);
    page_raw(p, "<section aria-labelledby=\"trust\"><h2 id=\"trust\">What was counted</h2>\n"
                "<dl class=\"tiles\">");
    tile(p, "Listed", r->balance.listed, r->has_ledger);
    tile(p, "Analysed", (int64_t)r->ncalls, true);
    tile(p, "Pending: no transcript yet", r->pending, r->has_ledger);
    tile(p, "Not counted, with reasons", r->balance.left - r->pending, r->has_ledger);
    tile(p, "Quotes checked", r->checked, true);
    tile(p, "Quotes dropped", r->dropped, true);
    page_raw(p, "</dl>\n");
    page_ledger_line(&b, r);
    verdict(p,
            !r->has_ledger ? "none"
            : r->closes    ? "ok"
                           : "bad",
            !r->has_ledger ? "○"
            : r->closes    ? "✓"
                           : "✗",
            &b);
    page_amends_line(&b, r);
    if (b.len > 0)
        verdict(p, "none", "○", &b);
    page_quotes_line(&b, r);
    bool all = r->checked > 0 && r->dropped == 0 && r->unchecked == 0;
    verdict(p, all ? "ok" : "none", all ? "✓" : "○", &b);
    if (report_claimed(r) > 0) {
        page_grounding_line(&b, p);
        verdict(p, "none", "○", &b);
    }
    page_spend_line(&b, r);
    if (b.len > 0)
        verdict(p, "none", "○", &b);
    page_raw(p, "</section>\n");
}

/* The figure that a sentence of the summary is about, large, beside it. */
static void figure(struct page *p, const struct rollup_line *l)
{
    struct buf b = BUF(0);
    bool moved = l->of < 0 && l->has_question && !l->said.at;
    if (l->of <= 0)
        buf_text(&b, moved ? "Change" : ""); /* it tells of no calls */
    else if (!l->has_question)
        words_number(&b, l->calls);
    else if (rollup_scant(p->u, l->of))
        buf_format(&b, "%lld/%lld", (long long)l->calls, (long long)l->of);
    else
        words_percent(&b, l->calls, l->of);
    page_raw(p, moved ? "<b class=\"big said\" aria-hidden=\"true\">"
                      : "<b class=\"big\" aria-hidden=\"true\">");
    page_buf(p, &b);
    page_raw(p, "</b><p>");
}

void html_summary(struct page *p)
{
    page_raw(p, "<section aria-labelledby=\"summary\"><h2 id=\"summary\">Executive summary</h2>\n"
                "<ol class=\"lines\">\n");
    for (size_t i = 0; i < p->u->nlines; i++) {
        const struct rollup_line *l = &p->u->lines[i];
        page_raw(p, "<li>");
        figure(p, l);
        html_name(p, l->text);
        page_raw(p, " <span class=\"more\">");
        if (l->has_question) {
            html_question_link(p, l->question);
            page_raw(p, "Answers<span class=\"vh\">: ");
            html_name(p, p->r->questions[l->question].label);
            page_raw(p, "</span></a>");
        } else {
            page_raw(p, p->r->ncalls ? "<a href=\"#calls\">Calls</a>"
                                     : "<a href=\"#not-counted\">Reasons</a>");
        }
        page_raw(p, "</span></p></li>\n");
    }
    page_raw(p, "</ol>\n<div class=\"quotes\">\n");
    for (size_t i = 0; i < p->u->ntop && i < 3; i++) {
        const struct report_call *c = &p->r->calls[p->u->top[i].call];
        html_quote(p, c, &c->answers[p->u->top[i].answer].evidence[p->u->top[i].evidence], true);
    }
    page_raw(p, "</div></section>\n");
}

void html_head(struct page *p, const char *what)
{
    page_raw(p, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n"
                "<meta name=\"generator\" content=\"callmine " VERSION "\">\n<title>");
    page_raw(p, what);
    page_name(p, p->r->title);
    page_raw(p, "</title>\n<style>\n");
    page_raw(p, html_style);
    page_raw(p, "</style>\n</head>\n<body>\n");
}

void html_foot(struct page *p)
{
    page_raw(p, "<footer><p>Made by callmine " VERSION " from the records alone: no number and no "
                "quote here comes from anywhere else.</p></footer>\n</body>\n</html>\n");
}

static int body(struct page *p, struct fault *f)
{
    page_raw(p, "<a class=\"skip\" href=\"#summary\">To the summary</a>\n");
    html_header(p);
    page_raw(p, "<div class=\"page\">\n");
    html_contents(p);
    page_raw(p, "<main>\n");
    html_trust(p);
    html_summary(p);
    if (html_questions(p, f) != 0)
        return -1;
    if (p->r->ncalls) {
        html_themes(p);
        html_trend(p);
        html_disagreements(p);
        html_metrics(p);
        if (html_call_table(p, f) != 0 || html_call_cards(p, f) != 0)
            return -1;
    }
    if (html_lost(p, f) != 0)
        return -1;
    if (p->r->ncalls)
        html_absent(p);
    html_method(p);
    page_raw(p, "</main>\n</div>\n");
    html_foot(p);
    return 0;
}

int html_write(const struct rollup *u, const struct format_options *o, struct out *out,
               struct fault *f)
{
    struct page p;
    page_init(&p, u, o, out, DRESS_HTML);
    html_head(&p, "");
    int rc = body(&p, f);
    return page_end(&p, rc == 0 ? f : &(struct fault){0}) == 0 ? rc : -1;
}
