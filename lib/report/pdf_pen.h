#ifndef REPORT_PDF_PEN_H
#define REPORT_PDF_PEN_H

/* The pen that writes a document on sheets: what each block looks like, in the hierarchy and the
 * colours of html_style.c. */

#include "lib/report/document.h"
#include "lib/report/pdf_chart.h"
#include "lib/report/pdf_contents.h"
#include "lib/report/pdf_table.h"

struct pdf {
    struct pdf_sheet sheet;
    struct pdf_flow flow;
    struct pdf_table table;
    struct pdf_chart chart;
    struct pdf_contents contents;
    int level;      /* of the newest heading */
    int64_t item;   /* of a numbered list */
    bool listed;    /* the contents are out */
    size_t missing; /* characters that no font has, as the last time through had it */
};

/* From the title again; the pen writes into *p. */
struct pen pdf_pen(struct pdf *p);
/* What stands behind the document: which fonts it is set in. */
int pdf_pen_fonts(struct pdf *p, struct fault *f);

#endif
