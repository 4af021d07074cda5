#ifndef ANALYZE_CORRECTION_VALUE_H
#define ANALYZE_CORRECTION_VALUE_H

/* What a correction says, by the type of the question that it is about: true or false; an id; ids
 * with commas; a number; a day; text; a list as JSON. Instead of a value: not_discussed or unclear.
 */

#include "lib/analyze/analysed.h"
#include "lib/analyze/correction.h"
#include "lib/base/buf.h"

/* Add it as JSON, as cm-analyze writes it: ids in the order of the question's values, a list's
 * objects with all of its fields; null unless *status is ANSWER_GIVEN. STATUS_CONFIG, with its
 * place, when it is no value of the question. */
int correction_value(const struct corrections *c, const struct correction *k,
                     const struct analysed_question *q, struct buf *value,
                     enum answer_status *status, struct fault *f);

/* The id at the front of *rest, ids with commas, which moves on; false when none is left. */
bool correction_next_id(struct span *rest, struct span *id);

#endif
