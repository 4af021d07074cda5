#ifndef REPORT_CSV_H
#define REPORT_CSV_H

/* The rows of a CSV file (RFC 4180), whatever they tell of. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"
#include "lib/report/model.h"

void csv_begin(struct buf *b, bool bom);
void csv_cell(struct buf *b, struct span text); /* dressed, and the comma behind it */
void csv_end_row(struct buf *b);                /* in place of the last comma */

/* The columns of the report's tables: of a call, behind the name of each question, of a quote. */
enum { CSV_CALL = 14, CSV_ANSWER = 3, CSV_EVIDENCE = 12 };
extern const char *const csv_call_heads[CSV_CALL], *const csv_answer_heads[CSV_ANSWER];
extern const char *const csv_evidence_heads[CSV_EVIDENCE];
/* Several values in one cell: "; " between them. */
void csv_values(struct buf *b, const struct report_answer *a);

#endif
