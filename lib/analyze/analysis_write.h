#ifndef ANALYZE_ANALYSIS_WRITE_H
#define ANALYZE_ANALYSIS_WRITE_H

/* callmine.analysis as JSON: schemas/call-analyzed.json. */

#include "lib/analyze/answer.h"
#include "lib/analyze/engine.h"
#include "lib/analyze/transcript.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/json/json.h"

/* The array "sets", with their questions. */
int analysis_write_sets(struct buf *b, const struct question_set *sets, size_t n, struct fault *f);

int analysis_write(struct buf *b, const struct engine *engine, const struct buf *sets,
                   const struct transcript *t, const struct answers *answers, struct fault *f);

/* One piece of an answer's evidence, as an element of the array that is open in *w. `link` is room
 * for an address. */
void analysis_write_evidence(struct json_writer *w, const struct transcript *t,
                             const struct answer *a, const struct evidence *e, struct buf *link);

#endif
