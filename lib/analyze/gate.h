#ifndef ANALYZE_GATE_H
#define ANALYZE_GATE_H

/* Two engines, one after the other: the cheap one tells whether a question was discussed at all,
 * and only where it was is the strong one asked. A sample of what the cheap one called silent is
 * asked all the same, so that it is known how often it misses; who is in the sample depends on the
 * call and the question only, so that the same run asks the same again. */

#include "lib/analyze/engine.h"
#include "lib/analyze/hosted.h"

struct gate {
    double audit; /* share of the silent answers that are asked all the same */
    struct purse *purse;
    bool planned; /* nothing is asked: the strong one is planned for all that the cheap one leaves
                     open */
};

/* Both engines are the new one's, also when it fails. *g must stay. */
int engine_gate(struct engine *e, struct engine cheap, struct engine strong, struct gate *g,
                const struct question_set *sets, size_t n, struct fault *f);

#endif
