#ifndef ANALYZE_REACH_H
#define ANALYZE_REACH_H

/* How far what is said somewhere reaches: its weight falls off exponentially with the distance, to
 * the monologues behind it, before it, or both. Distance is counted in monologues, in words (twenty
 * are one unit), or half by each: a "yes" in between is no distance, a speech is much. */

#include <stddef.h>

struct gaps {
    const double *words; /* from the middle of monologue i - 1 to that of i, in units; [0] unused */
    size_t n;            /* monologues */
};

enum reach_way { REACH_BEHIND = 1, REACH_BEFORE = 2, REACH_BOTH = 3 };

struct reach {
    double length;      /* units in which a weight falls to 1/e */
    double by_words;    /* 0 counts monologues, 1 words */
    enum reach_way way; /* REACH_BEHIND includes the place itself */
};

/* sum[i] = what reaches monologue i of all x[j]. */
void reach_sum(double *sum, const double *x, const struct gaps *g, struct reach r);

#endif
