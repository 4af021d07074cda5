#ifndef REPORT_CSV_H
#define REPORT_CSV_H

/* The rows of a CSV file (RFC 4180), whatever they tell of. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"

void csv_begin(struct buf *b, bool bom);
void csv_cell(struct buf *b, struct span text); /* dressed, and the comma behind it */
void csv_end_row(struct buf *b);                /* in place of the last comma */

#endif
