#ifndef REPORT_PDF_CHART_H
#define REPORT_PDF_CHART_H

/* What is drawn with strokes: bars with their intervals, lines over the runs, tiles. */

#include "lib/report/pdf_flow.h"

/* Their own texts, used again and again. */
struct pdf_chart {
    struct pdf_text label, said;
    double top, end; /* of a line at the left, whose right side is free */
    size_t page;     /* that it is on; 0: there is none */
};

void pdf_chart_bars(struct pdf_chart *c, struct pdf_flow *w, const struct document_chart *chart);
/* Two that follow each other stand side by side. */
void pdf_chart_line(struct pdf_chart *c, struct pdf_flow *w, const struct document_line *line);
void pdf_chart_tiles(struct pdf_chart *c, struct pdf_flow *w, const struct document_fact *tiles,
                     size_t n);
void pdf_chart_clear(struct pdf_chart *c);

#endif
