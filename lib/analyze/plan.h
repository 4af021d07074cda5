#ifndef ANALYZE_PLAN_H
#define ANALYZE_PLAN_H

/* What a run would ask and what it would cost, before anything is sent. */

#include "lib/analyze/analysis.h"
#include "lib/analyze/hosted.h"
#include "lib/base/buf.h"

/* Make room for the plan: from then on the engine asks nothing. */
int plan_begin(struct hosted *h, const struct analysis_order *o, struct fault *f);
/* Add the table, for a person to read: a row for each question, one for all of them, and one
 * for the model that is the gate. */
void plan_table(struct buf *b, const struct hosted *h, const struct analysis_order *o);

#endif
