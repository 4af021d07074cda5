#ifndef ANALYZE_REPEAT_H
#define ANALYZE_REPEAT_H

/* An engine asked several times: of its answers the one that most of them are, with the share of
 * those that agree, its stability. A question whose answers change is to be written anew. */

#include "lib/analyze/engine.h"

enum { REPEATS_AT_MOST = 20 };

/* The inner engine is the new one's, also when it fails. */
int engine_repeat(struct engine *e, struct engine inner, int times, const struct question_set *sets,
                  size_t n, struct fault *f);

#endif
