#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

/* The report as a document: what pages of paper and the file of a word processor have in common.
 * document_write walks the model and the roll-up once, from the title to the method, and tells a
 * pen what stands there, block by block; a format is a pen. What a pen is given lives until it
 * returns. All text is shown text (the first layer of dress.h): UTF-8 without control characters,
 * newlines or anything else that is not to be seen; what the format needs escaped is the pen's. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/report/format.h"
#include "lib/report/rollup.h"

/* A piece of a line. */
struct document_run {
    struct span text;
    enum document_style { RUN_PLAIN, RUN_STRONG, RUN_FAINT, RUN_BADGE, RUN_QUOTE } style;
    struct span link;  /* http or https, checked when it was read; else absent */
    struct span place; /* an anchor of this document; else absent */
};

struct document_text {
    const struct document_run *runs;
    size_t n;
};

enum document_kind {
    PARAGRAPH_BODY,
    PARAGRAPH_KICKER, /* small, above the title */
    PARAGRAPH_LEDE,   /* below the title */
    PARAGRAPH_GOOD,   /* a verdict: ✓ */
    PARAGRAPH_BAD,    /* ✗ */
    PARAGRAPH_OPEN,   /* ○ */
    PARAGRAPH_ASKED,  /* a question above its answer; stays on the page of what follows */
    PARAGRAPH_ITEM,   /* of a numbered list; a heading begins the numbers anew */
    PARAGRAPH_QUOTE,  /* what somebody said; stays on the page of its byline, which follows */
    PARAGRAPH_BYLINE,
    PARAGRAPH_NOTE, /* small */
    PARAGRAPH_CODE, /* in a type whose characters are as wide as each other */
};

/* A label and what stands beside it: "Listed" "212". */
struct document_fact {
    struct span label;
    struct document_text text;
};

struct document_column {
    struct span head;
    double weight; /* its share of the width, beside the other columns' */
    bool number;   /* stands at the right */
};

/* A bar of one share with its interval. */
struct document_bar {
    struct span label, said; /* said: "31 of 168 (18%, 13–25%)" */
    double share, low, high; /* from 0 to 1 */
    bool scant;              /* too few to draw */
};

struct document_chart {
    struct span title; /* for who cannot see it, and its caption */
    double scale;      /* the share at the end of the axis, from 0: .1 .25 .5 .75 1 */
    const struct document_bar *bars;
    size_t n;
};

/* A share over the runs, oldest first; a share below 0: not asked then. */
struct document_line {
    struct span title, first, last; /* labels of the two ends: windows of those runs */
    double scale;
    const double *shares;
    size_t n;
};

/* 0, or -1 and the fault: then nothing more is told. */
struct pen {
    void *self;
    int (*title)(void *self, struct span text, struct fault *f);
    /* Level 1: a part of the report; 2: a question, a call; 3: within those. `place`: its anchor,
     * unique in the document, [a-z0-9-]; absent: none leads to it. */
    int (*heading)(void *self, int level, struct span place, struct document_text text,
                   struct fault *f);
    int (*paragraph)(void *self, enum document_kind kind, struct document_text text,
                     struct fault *f);
    /* The header's facts, a line each. */
    int (*facts)(void *self, const struct document_fact *facts, size_t n, struct fault *f);
    /* Few numbers, large, side by side. */
    int (*tiles)(void *self, const struct document_fact *tiles, size_t n, struct fault *f);
    int (*chart)(void *self, const struct document_chart *chart, struct fault *f);
    int (*line)(void *self, const struct document_line *line, struct fault *f);
    /* A table's rows come one by one; it may be as long as there are calls. */
    int (*table)(void *self, struct span caption, const struct document_column *columns, size_t n,
                 struct fault *f);
    int (*row)(void *self, const struct document_text *cells, struct fault *f);
    int (*table_end)(void *self, struct fault *f);
};

/* The headings are known before the first block, for a table of contents: document_contents tells
 * `heading` alone of levels 1 and 2, except of calls. */
int document_contents(const struct rollup *u, const struct format_options *o, const struct pen *pen,
                      struct fault *f);
int document_write(const struct rollup *u, const struct format_options *o, const struct pen *pen,
                   struct fault *f);

#endif
