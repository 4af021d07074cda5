#ifndef REPORT_PDF_FLOW_H
#define REPORT_PDF_FLOW_H

/* Blocks of text, one below the other, from page to page. A heading stays with what follows it, a
 * quote with its byline; of a block that a page ends in, no line stands alone. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/report/pdf_sheet.h"

/* How a kind of block looks. */
struct pdf_manner {
    struct pdf_look look;
    double before, after; /* space; not at the top of a page */
    double indent;
    bool keeps;       /* on the page of what follows */
    enum pdf_ink bar; /* a stroke at its left; INK_NONE: none */
    const char *tag;
    const char *mark; /* in the indent; NULL: none */
};

struct pdf_block {
    struct pdf_text text, mark;
    const struct pdf_manner *manner;
    struct buf place, label; /* of a heading: where links lead to; its text, for the bookmark */
    int level;               /* of a heading; else 0 */
};

enum { FLOW_HELD = 8 };

struct pdf_flow {
    struct pdf_sheet *sheet;
    struct pdf_block held[FLOW_HELD]; /* they wait for what follows */
    size_t n;
    enum pdf_ink bar; /* in place of INK_MID, until it is changed; INK_NONE: as it is */
    const char *list; /* the structure that is open around items; NULL: none */
};

void pdf_flow_clear(struct pdf_flow *w);
void pdf_flow_add(struct pdf_flow *w, const struct pdf_manner *manner, struct document_text text,
                  const char *mark);
void pdf_flow_heading(struct pdf_flow *w, const struct pdf_manner *manner, int level,
                      struct span place, struct document_text text);
/* What waited is put down, on a page on which there is room for something of that height below it.
 * The caller then draws it at sheet->y and moves that. */
void pdf_flow_room(struct pdf_flow *w, double height);
/* Items of a list, or anything else that has one structure around it; NULL ends it. */
void pdf_flow_list(struct pdf_flow *w, const char *tag);

#endif
