#ifndef REPORT_STATEMENT_H
#define REPORT_STATEMENT_H

/* An executive summary that somebody wrote, a person or a model: sentences, each of which must pass
 * claims_check before it stands in a report.
 *
 * The file is text, a sentence a line, or a JSON array of strings and of objects {"text",
 * "question"}. STATUS_BAD_RECORD names file and line of the first sentence that claims what the
 * roll-up does not hold. */

#include "lib/report/rollup.h"

int statement_check(const struct rollup *u, const char *path, struct fault *f);
/* The same, and its sentences take the place of those that were counted. */
int statement_put(struct rollup *u, const char *path, struct fault *f);
/* The sentences that stand in another roll-up of the same calls, if somebody wrote them. */
int statement_adopt(struct rollup *u, struct span rollup, struct fault *f);

#endif
