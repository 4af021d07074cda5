#ifndef REPORT_HTML_H
#define REPORT_HTML_H

/* The HTML report: one file, no script, nothing remote. Parts of it, for lib/report/html*.c only.
 * The number and nesting of its elements follow from the numbers alone, never from the words of a
 * call. */

#include "lib/report/page.h"

/* So that a page of 5,000 calls is there in two seconds: cards in the page, rows of a table of
 * calls, and answers in all of those. Groups of a breakdown, calls not counted by id; up to
 * HTML_OPEN questions the breakdowns are open. */
enum {
    HTML_CARDS = 500,
    HTML_ROWS = 250,
    HTML_CELLS = 60000,
    HTML_GROUPS = 8,
    HTML_LOST = 2000,
    HTML_OPEN = 12
};

extern const char html_style[];

void html_head(struct page *p, const char *what); /* what: of the title, "" for the report itself */
void html_foot(struct page *p);

void html_header(struct page *p);
void html_contents(struct page *p);
void html_trust(struct page *p);
void html_summary(struct page *p);
int html_questions(struct page *p, struct fault *f);
void html_trend_lines(struct page *p, size_t question);
void html_won_lost(struct page *p, size_t question); /* where enough of both were asked */
void html_multiples(struct page *p, size_t question);
void html_themes(struct page *p);
void html_trend(struct page *p);
void html_disagreements(struct page *p);
bool html_has_metrics(const struct page *p);
void html_metrics(struct page *p);
int html_call_table(struct page *p, struct fault *f);
int html_call_cards(struct page *p, struct fault *f);
/* The cards are in another file, options->cards, and the page links to them there. */
bool html_cards_beside(const struct page *p);
void html_card(struct page *p, const struct report_call *c);
void html_recording(struct page *p, const struct report_call *c, const char *words); /* a link */
int html_lost(struct page *p, struct fault *f);
void html_absent(struct page *p);
void html_method(struct page *p);

/* <figure>: a quote with who said it and where; call_link: also a link to the call's card. */
void html_quote(struct page *p, const struct report_call *c, const struct report_evidence *e,
                bool call_link);

/* A bar of one share with its interval, on a scale from 0 to `scale`; what is too scant has no bar.
 */
void html_bar(struct page *p, int64_t part, int64_t of, double scale);
double html_scale(double high); /* the end of an axis that has room for it: .1 .25 .5 .75 1 */
void html_axis(struct page *p, double scale); /* its labels */
/* How many were answered, unclear, without support and not discussed, as one bar. */
void html_coverage(struct page *p, const struct rollup_question *n);

/* Cells and attributes. */
void html_name(struct page *p, struct span name); /* <bdi>: of whatever script it is */
void html_words(struct page *p, struct buf *b);   /* as page_buf, where names are among the words */
void html_cell(struct page *p, const char *tag, struct span name); /* tag: "td class=\"n\"" */
void html_call_link(struct page *p, const struct report_call *c);  /* <a href>: its card */
void html_question_link(struct page *p, size_t question);          /* <a href="#q-…"> */
void html_share(struct page *p, int64_t part, int64_t of);         /* 31 of 168 18% · 13–25% */
void html_share_cell(struct page *p, int64_t part, int64_t of);
void html_number_cell(struct page *p, const char *class, int64_t n); /* class: "n", "n opt" */

#endif
