/* What was not counted, what was not found, and how it was done. */

#include "lib/json/json.h"
#include "lib/report/html.h"

static void token(struct page *p, struct span string)
{
    struct buf b = BUF(0);
    json_text(&b, string);
    html_words(p, &b);
}

static int lost_list(struct page *p, struct fault *f)
{
    struct page_lost l = {.rest = buf_view(&p->r->balance.lost)};
    int64_t n = 0;
    page_raw(
        p,
        "<details class=\"list\"><summary>Every one of them, by id</summary><ul class=\"ids\">\n");
    while (n < HTML_LOST && page_next_lost(&l)) {
        n++;
        page_raw(p, "<li>");
        token(p, l.id);
        page_raw(p, " <span class=\"muted\">");
        token(p, l.reason);
        page_raw(p, ", at ");
        token(p, l.stage);
        page_raw(p, "</span></li>\n");
        if (page_out(p, f) != 0)
            return -1;
    }
    page_raw(p, "</ul>");
    if (p->r->balance.left > n) {
        buf_format(&p->b, "<p>The first %d of ", HTML_LOST);
        page_number(p, p->r->balance.left);
        page_raw(p, "; the ledger and the json report have all of them.</p>");
    }
    page_raw(p, "</details>\n");
    return 0;
}

int html_lost(struct page *p, struct fault *f)
{
    const struct report *r = p->r;
    struct buf b = BUF(0);
    page_raw(
        p, "<section aria-labelledby=\"not-counted\"><h2 id=\"not-counted\">Not counted</h2>\n<p>");
    page_ledger_line(&b, r);
    page_buf(p, &b);
    page_raw(p, "</p>\n");
    if (r->balance.n) {
        page_raw(
            p, "<table class=\"plain\"><caption class=\"vh\">Calls not counted, by reason</caption>"
               "<thead><tr><th scope=\"col\">Reason</th><th scope=\"col\" class=\"n\">Calls</th>"
               "</tr></thead><tbody>\n");
        for (size_t i = 0; i < r->balance.n; i++) {
            page_raw(p, "<tr><th scope=\"row\"><code>");
            page_words(p, r->balance.reasons[i].name);
            page_raw(p, "</code> <span class=\"muted\">");
            words_reason(&b, r->balance.reasons[i].name);
            html_words(p, &b);
            page_raw(p, "</span></th>");
            html_number_cell(p, "n", r->balance.reasons[i].calls);
            page_raw(p, "</tr>\n");
        }
        page_raw(p, "</tbody></table>\n");
        if (lost_list(p, f) != 0)
            return -1;
    }
    page_raw(p, "</section>\n");
    return 0;
}

void html_absent(struct page *p)
{
    page_raw(
        p,
        "<section aria-labelledby=\"absent\"><h2 id=\"absent\">Asked and not found</h2>\n"
        "<p class=\"muted\">“Not discussed” is an answer: the question was put to the call, and "
        "nothing in it speaks of it.</p>\n<table class=\"fold\"><caption class=\"vh\">Not "
        "discussed, by "
        "question</caption><thead><tr><th scope=\"col\">Question</th><th scope=\"col\" "
        "class=\"c3\">Not discussed, of calls asked</th><th scope=\"col\" class=\"n\">Unclear"
        "</th><th scope=\"col\" class=\"n opt\">Unsupported</th><th scope=\"col\" class=\"n opt\">"
        "Refused, in error</th><th scope=\"col\" class=\"n opt\">Not asked</th></tr></thead>\n"
        "<tbody>\n");
    for (size_t q = 0; q < p->r->nquestions; q++) {
        const struct rollup_question *n = &p->u->questions[q];
        const struct report_question *from = &p->r->questions[q];
        page_raw(p, "<tr><th scope=\"row\">");
        html_question_link(p, q);
        html_name(p, from->text);
        page_raw(p, "</a> <span class=\"muted small\">");
        html_name(p, from->silence);
        page_raw(p, "</span></th>");
        html_share_cell(p, n->statuses[ANSWER_NOT_DISCUSSED], n->asked);
        const int64_t others[] = {n->statuses[ANSWER_UNCLEAR], n->statuses[ANSWER_UNSUPPORTED],
                                  n->statuses[ANSWER_REFUSED] + n->statuses[ANSWER_FAILED],
                                  n->not_asked};
        for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
            html_number_cell(p, i ? "n opt" : "n", others[i]);
        page_raw(p, "</tr>\n");
    }
    page_raw(p, "</tbody></table></section>\n");
}

static void field_values(struct page *p, const struct report_question *q, size_t field)
{
    size_t n = 0;
    for (size_t v = 0; q->fields[field].type != ANSWER_BOOL && v < q->nvalues; v++)
        if (q->values[v].field == field) {
            page_raw(p, n++ ? ", " : ": ");
            html_name(p, q->values[v].label);
        }
}

static void question_in_full(struct page *p, const struct report_question *q)
{
    page_raw(p, "<li><code>");
    html_name(p, q->id);
    page_raw(p, "</code>: ");
    html_name(p, q->text);
    buf_format(&p->b, " <span class=\"muted\">(%s, looked for ", report_type_name(q->type));
    page_name(p, page_side_asked(q));
    page_raw(p, ")</span>");
    for (size_t k = 0; k < q->nfields; k++) {
        page_raw(p, k ? "; " : " <span class=\"muted\">Of each: ");
        html_name(p, q->fields[k].text);
        buf_format(&p->b, " (%s", report_type_name(q->fields[k].type));
        field_values(p, q, k);
        page_raw(p, ")");
    }
    page_raw(p, q->nfields ? ".</span>" : "");
    for (size_t v = 0; answer_countable(q->type) && q->type != ANSWER_BOOL && v < q->nvalues; v++) {
        page_raw(p, v ? ", " : " <span class=\"muted\">Answers: ");
        html_name(p, q->values[v].label);
    }
    bool answers = answer_countable(q->type) && q->type != ANSWER_BOOL && q->nvalues;
    page_raw(p, answers ? ".</span>" : "");
    if (q->sha256.len) {
        page_raw(p, " <span class=\"muted small\">sha256 <code>");
        page_name(p, q->sha256);
        page_raw(p, "</code></span>");
    }
    page_raw(p, "</li>\n");
}

void html_method(struct page *p)
{
    const struct report *r = p->r;
    page_raw(
        p,
        "<section class=\"method\" aria-labelledby=\"method\"><h2 id=\"method\">Method</h2>\n<ul>\n"
        "<li>Every call was asked the same questions, below in full. An answer is "
        "<em>answered</em>, <em>not discussed</em> or <em>unclear</em>; <em>unsupported</em> where "
        "something was said to be so and no quote of it was found; <em>refused</em> or <em>in "
        "error</em> where the model gave none. Only the first counts as an answer; all of them are "
        "calls that were asked.</li>\n"
        "<li>Every number is counted from the answers. A share is of the calls that were asked; "
        "the range behind it is the 95% Wilson score interval. Below ");
    struct buf b = BUF(0);
    words_count(&b, p->u->enough, "call", "calls");
    page_buf(p, &b);
    page_raw(
        p,
        " asked, no share is given: insufficient signal.</li>\n"
        "<li>A quote is printed only if it is, byte for byte, in the sentences of one speaker's "
        "turn "
        "in the transcript. Control characters in it are shown as <code>\\xNN</code>. Where it was "
        "not claimed byte for byte, what is printed is still the transcript's text, and the kind "
        "of "
        "match stands beside it. A note is the model's words and never in quote marks. The time "
        "behind a quote opens the recording there.</li>\n"
        "<li>Of an account, at most one quote is shown for a question; of a deal, the amount is "
        "counted once. Calls whose account is not known count as no account.</li>\n"
        "<li>To reproduce: the same analysed records and ledgers give this file again, byte for "
        "byte: <code>cm-render --format html --ledger LEDGER answers.ndjson</code>. "
        "Made with callmine " VERSION ".</li>\n</ul>\n");
    for (size_t s = 0; s < r->nsets; s++) {
        page_raw(p, "<h3>");
        html_name(p, r->sets[s].title);
        page_raw(p, " <span class=\"muted small\"><code>");
        html_name(p, r->sets[s].id);
        buf_format(&p->b, "</code> version %lld</span></h3>\n<ul>\n",
                   (long long)r->sets[s].version);
        for (size_t q = r->sets[s].first; q < r->sets[s].first + r->sets[s].n; q++)
            question_in_full(p, &r->questions[q]);
        page_raw(p, "</ul>\n");
    }
    page_raw(p, "</section>\n");
}
