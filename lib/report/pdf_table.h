#ifndef REPORT_PDF_TABLE_H
#define REPORT_PDF_TABLE_H

/* A table: cells wrap, rows stay whole where a page can hold them, and the heads of the columns
 * stand again at the top of each page. Rows are drawn as they come. */

#include "lib/report/pdf_flow.h"

enum { TABLE_COLUMNS = 16 };

struct pdf_table {
    struct pdf_flow *flow;
    size_t n;
    struct {
        double x, width, down;
        bool number;
        struct pdf_text head, cell;
    } columns[TABLE_COLUMNS];
    double head; /* the height of the heads */
    size_t rows;
    struct buf group; /* the first cell of the row before, where that is faint */
    bool same;        /* as the row's at hand, on the same page: it is not said again */
};

int pdf_table_begin(struct pdf_table *t, struct pdf_flow *flow,
                    const struct document_column *columns, size_t n, struct fault *f);
void pdf_table_row(struct pdf_table *t, const struct document_text *cells);
void pdf_table_end(struct pdf_table *t);
void pdf_table_clear(struct pdf_table *t);

#endif
