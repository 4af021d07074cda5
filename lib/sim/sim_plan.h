#ifndef SIM_PLAN_H
#define SIM_PLAN_H

/* What is planted in a call: the beats that answer questions, chosen so that no question gets two
 * answers. */

#include "lib/sim/sim_beat.h"

enum { SIM_PLANTED = 24 };

struct sim_plan {
    char kind; /* the letter by which beats are chosen */
    struct {
        struct sim_beat beat;
        uint64_t use; /* which slots it fills in */
    } beats[SIM_PLANTED];
    int n;
    int at_end;       /* the last so many belong to the end of the call */
    int decoy_before; /* something that only sounds like an answer goes before this one; -1 = none
                       */
};

void sim_plan(struct sim_plan *p, const struct sim_company *c, const struct sim_call *call);

#endif
