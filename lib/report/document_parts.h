#ifndef REPORT_DOCUMENT_PARTS_H
#define REPORT_DOCUMENT_PARTS_H

/* A document being told, for lib/report/document*.c only. What is said collects, run by run and
 * cell by cell, until it is told as a block. The first fault sticks: nothing is told after it, and
 * document_write returns it, so that the parts need not look. Where only the contents are wanted,
 * what is no heading goes nowhere. */

#include "lib/report/document.h"
#include "lib/report/page.h"

/* Call cards, groups of a breakdown, calls by id that were not counted, letters of a name in a
 * table: most that are told. */
enum {
    DOCUMENT_CARDS = 2000,
    DOCUMENT_GROUPS = 8,
    DOCUMENT_LOST = 500,
    DOCUMENT_LETTERS = 200,
    DOCUMENT_BUFFERS = 8
};

/* A column's head, as a constant. */
#define HEAD(text)                                                                                 \
    {                                                                                              \
        text, sizeof text - 1                                                                      \
    }

struct document {
    struct page page; /* first: page_trend hands it on; its own buffer is the text of the block */
    const struct pen *pen;
    struct fault *f;
    bool contents, failed;
    bool said;                      /* the last run was not empty: it can lead somewhere */
    struct buf pieces, cells, bars; /* as they are said: places in the text, which may still move */
    struct buf runs, texts, facts, shares; /* as they are told */
};

void document_init(struct document *d, const struct rollup *u, const struct format_options *o,
                   const struct pen *pen, struct fault *f);
int document_end(struct document *d); /* frees; -1 when something failed */
/* Nothing more needs to be walked: only the contents are wanted, or something failed. */
bool document_idle(const struct document *d);

/* A run: a name or label; our own words; what words.h made (b is freed); a quote. */
void document_name(struct document *d, enum document_style style, struct span text);
/* The same of a name in a table's cell: a long one is cut, and ends with "…"; the call's card has
 * it whole. */
void document_short(struct document *d, enum document_style style, struct span text);
void document_words(struct document *d, enum document_style style, const char *words);
void document_buf(struct document *d, enum document_style style, struct buf *b);
void document_quoted(struct document *d, struct span quote);
/* The last run leads out; or to a heading of this document. */
void document_link(struct document *d, struct span link);
void document_place(struct document *d, const char *prefix, size_t number);
/* What was said since the last one is a cell; or a fact under its label. */
void document_cell(struct document *d);
void document_fact(struct document *d, struct span label);
/* A cell of one name, number, share: 31 of 168 (18%, 13–25%). */
void document_name_cell(struct document *d, struct span name);
void document_number_cell(struct document *d, int64_t n);
void document_share_cell(struct document *d, int64_t part, int64_t of);
void document_share(struct buf *b, const struct document *d, int64_t part, int64_t of);

/* Blocks. A place is a prefix and, unless it is 0, "-" and a number. */
void document_title(struct document *d, struct span text);
void document_heading(struct document *d, int level, const char *prefix, size_t number);
void document_heading_words(struct document *d, int level, const char *prefix, const char *words);
void document_paragraph(struct document *d, enum document_kind kind); /* none if nothing was said */
void document_note(struct document *d, enum document_kind kind, const char *words);
void document_facts(struct document *d);
void document_tiles(struct document *d);
/* A bar of the chart that document_chart then tells; objects: -1 for none. */
void document_bar(struct document *d, struct span label, int64_t part, int64_t of, int64_t objects);
void document_chart(struct document *d, struct span title);
void document_share_at(struct document *d, double share); /* of the line that document_line tells */
void document_line(struct document *d, struct buf *title, struct buf *first, struct buf *last);
void document_table(struct document *d, const char *caption, const struct document_column *columns,
                    size_t n);
void document_row(struct document *d);
void document_table_end(struct document *d);

/* The parts of a report. */
void document_questions(struct document *d);
void document_themes(struct document *d);
void document_trend(struct document *d);
void document_disagreements(struct document *d);
void document_metrics(struct document *d);
void document_calls(struct document *d);
void document_cards(struct document *d);
void document_lost(struct document *d);
void document_absent(struct document *d);
void document_method(struct document *d);
/* A quote and who said it; call_link: also a way to the call's card. */
void document_quote(struct document *d, const struct report_call *c,
                    const struct report_evidence *e, bool call_link);

#endif
