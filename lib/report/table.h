#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

/* A table of records of any kind: CSV, a row a record as it passes, columns as they were asked for.
 *
 * Texts are dressed as in every CSV file of ours (csv.h), numbers are the bytes that came in, true
 * and false these words; null and what is not there are empty, arrays and objects are JSON. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/json/stream.h"

struct table;

/* list: column.h. It must stay. NULL and a fault: STATUS_USAGE, STATUS_NO_MEMORY. */
struct table *table_new(const char *list, bool bom, struct fault *f);
void table_free(struct table *t);

/* The stage that writes it, by as many threads as the stream has. */
struct stage table_stage(struct table *t);

#endif
