#include "lib/sim/sim_late.h"

/* Seconds: late from one hour to `hours`, or soon. */
static when wait(struct sim_rng *r, int percent, int hours, int soon)
{
    bool late = percent > 0 && sim_chance(r, percent * 10);
    return (when)(late ? sim_between(r, 3600, hours * 3600) : sim_between(r, 60, soon)) *
           WHEN_SECOND;
}

void sim_late(struct sim_call *call, uint64_t seed, int calls, int transcripts)
{
    struct sim_rng of_call = sim_rng(seed, SIM_LATE, (uint64_t)call->key, 0),
                   of_transcript = sim_rng(seed, SIM_LATE, (uint64_t)call->key, 1);
    call->shown = call->started + (when)call->duration * WHEN_SECOND;
    call->shown += wait(&of_call, calls, 72, 600);
    call->spoken = call->shown + wait(&of_transcript, transcripts, 144, 3300);
}
