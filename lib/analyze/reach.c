#include "lib/analyze/reach.h"
#include <math.h>

static double kept(const struct gaps *g, size_t i, struct reach r)
{
    return exp(-(1 - r.by_words + r.by_words * g->words[i]) / r.length);
}

void reach_sum(double *sum, const double *x, const struct gaps *g, struct reach r)
{
    double held = 0;
    for (size_t i = 0; i < g->n; i++) {
        held = (i > 0 && held > 0 ? held * kept(g, i, r) : 0) + x[i];
        sum[i] = r.way & REACH_BEHIND ? held : 0;
    }
    held = 0;
    for (size_t i = g->n; i-- > 0 && (r.way & REACH_BEFORE);) {
        if (held > 0)
            held *= kept(g, i + 1, r);
        sum[i] += held;
        held += x[i];
    }
}
