#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

/* A page being written, for the formats of lib/report: a buffer that goes out piece by piece. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/report/dress.h"
#include "lib/report/format.h"
#include "lib/report/rollup.h"
#include "lib/report/words.h"

struct page {
    const struct report *r;
    const struct rollup *u;
    const struct format_options *options;
    struct out *out;
    struct buf b;
    enum dress dress;
    const char *home; /* html: the file that has the questions; NULL: this one */
};

void page_init(struct page *p, const struct rollup *u, const struct format_options *options,
               struct out *out, enum dress dress);
void page_raw(struct page *p, const char *text);  /* the format's own marks, as they are */
void page_name(struct page *p, struct span text); /* a name, title or label, dressed */
/* The same, of its first letters; "…" behind them where there are more. */
void page_short(struct page *p, struct span text, size_t letters);
void page_quote(struct page *p, struct span text); /* a quote, dressed */
void page_words(struct page *p, const char *text); /* our own words, dressed */
void page_number(struct page *p, int64_t n);       /* 1,234 */
/* Words made by a function of words.h, dressed:  page_buf(p, &b) dresses and clears b. */
void page_buf(struct page *p, struct buf *b);
int page_out(struct page *p, struct fault *f); /* what there is goes out */
int page_end(struct page *p, struct fault *f); /* the rest goes out; frees */

void page_money(struct buf *b, const struct rollup_theme *t); /* USD 12,500; 300 (no currency) */
struct span page_title(
    const struct report_call *c); /* the call's title; where it shows nothing, its id */

/* What all formats word alike (into b, undressed). */
/* The facts of the head, one at a time, *at from 0 on: "Question sets", "Engine", "Window", ... Its
 * label, and into b what it is; NULL: that was all. What is not known is passed over. */
const char *page_fact(struct buf *b, const struct report *r, size_t *at);
void page_share(struct buf *b, int64_t part, int64_t of); /* 31 of 168 (18%, 13–25%) */
void page_answer(struct buf *b, const struct page *p,
                 const struct report_answer *a); /* labels by ", " */
void page_ledger_line(struct buf *b,
                      const struct report *r); /* how the ledger closes, or by how much not */
void page_quotes_line(struct buf *b, const struct report *r); /* quotes checked, dropped */
/* Of the quotes that were claimed, how many were found in each tier; answers without support. */
void page_grounding_line(struct buf *b, const struct page *p);
/* What asking took and cost, and what was corrected by hand; nothing where there is none of it. */
void page_spend_line(struct buf *b, const struct report *r);
/* "answered 31 of 168 (18%, 13–25%), not discussed 130, unclear 7; not asked of 2 calls" */
void page_statuses(struct buf *b, const struct rollup_question *n);
/* "asked again: 87% agree"; nothing where no call was asked twice. */
void page_again(struct buf *b, const struct rollup_question *n);
/* "median 4, lowest 1, highest 9" of numbers, "from 1 Oct 2026 to 6 Oct 2026" of dates; nothing
 * where there is neither. */
void page_spread(struct buf *b, const struct rollup_question *n);
/* Why no share is given of so many calls asked: "Insufficient signal: …". */
void page_scant_line(struct buf *b, const struct page *p, int64_t asked);
/* What these words are, as the beginning of a sentence: A for a. Nothing stays nothing. */
void page_capital(struct buf *b);
/* "a note of the model: …", "corrected by …": what stands beside an answer, one at a time from 0
 * on; false: that was all. */
bool page_mark(struct buf *b, const struct report_marks *m, size_t i);
/* How a quote was found, where that is not byte for byte: "fuzzy match"; else NULL. */
const char *page_tier(const struct report_evidence *e);
/* A field of a list's object: its values by ", ". */
void page_cell(struct buf *b, const struct page *p, const struct report_answer *a, size_t item,
               size_t field);
/* "5 more, in the json and xlsx reports": of a breakdown's groups. */
void page_more(struct buf *b, size_t n);
void page_byline(struct buf *b, const struct report_call *c, const struct report_evidence *e);
/* "q-" and the question's column; where that is unsafe in an address, a number. */
void page_question_anchor(struct buf *b, const struct report *r, size_t question);
/* Value of a question's breakdown that is shown: "yes" of a bool; else the group's own leader.
 * False: none. */
bool page_group_leader(const struct page *p, size_t question, int kind, size_t group,
                       size_t *value);
/* A question's values, of a list a field's, as they are shown: yes before no, else by calls; then
 * as the set has them; *n of them, or 0. Free it; NULL: no memory, and the page is broken. */
size_t *page_order(struct page *p, size_t question, size_t field, size_t *n);
/* The charts of a question: one, or of a list one a field; 0 where nothing is to be charted. */
size_t page_charts(const struct report_question *q);
/* Some call of those asked is known to be of a stage, an owner, a size: there is something to break
 * down by. */
bool page_has_groups(const struct page *p, int kind);
struct span page_side_asked(const struct report_question *q); /* "asked of the customer side" */

/* Of the trend; only where there is one. page_trend gives each row that is shown: every question's
 * answers as a whole, and each value that moved. */
struct trend_row;
void page_trend(struct page *p,
                void (*row)(struct page *, size_t question, const struct trend_row *));
void page_difference(struct buf *b, const struct trend_row *row); /* +12 points (+3 to +21) */
void page_trend_line(struct buf *b, const struct page *p);        /* what was compared */
void page_changed_line(struct buf *b, const struct page *p);      /* what was not; may be nothing */

/* What an amended report has that the earlier one had not; nothing where there is none. */
void page_amends_line(struct buf *b, const struct report *r);
/* Of an amended report: "added since the earlier report"; NULL: as it was. */
const char *page_since(const struct report_call *c);
/* Where two sources differ (disagree.h), line by line from 0 on: 1, a sentence that introduces the
 * items behind it; 2, an item; 0: that was all. */
int page_disagreement(struct buf *b, const struct page *p, size_t i);

/* Reading the ledger's lines of calls that left. */
struct page_lost {
    struct span rest, id, stage, reason; /* JSON strings */
};
bool page_next_lost(struct page_lost *l); /* begin with rest = the balance's lost */

#endif
