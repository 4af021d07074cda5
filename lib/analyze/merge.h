#ifndef ANALYZE_MERGE_H
#define ANALYZE_MERGE_H

/* What two parts of a call say to one question, made one answer: what was answered in one part
 * wins over what was not discussed in the other, quotes of the same value come together, and a
 * quote of the stretch that both parts have counts once. */

#include "lib/analyze/answer.h"

void answer_merge(struct answer *into, const struct answer *more);

#endif
