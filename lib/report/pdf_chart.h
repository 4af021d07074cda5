#ifndef REPORT_PDF_CHART_H
#define REPORT_PDF_CHART_H

/* What is drawn with strokes: bars with their intervals, lines over the runs, tiles. */

#include "lib/report/pdf_flow.h"

/* Their own texts, used again and again. */
struct pdf_chart {
    struct pdf_text label, said;
};

void pdf_chart_bars(struct pdf_chart *c, struct pdf_flow *w, const struct document_chart *chart);
void pdf_chart_line(struct pdf_chart *c, struct pdf_flow *w, const struct document_line *line);
void pdf_chart_tiles(struct pdf_chart *c, struct pdf_flow *w, const struct document_fact *tiles,
                     size_t n);
void pdf_chart_clear(struct pdf_chart *c);

#endif
