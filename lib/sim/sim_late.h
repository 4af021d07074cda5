#ifndef SIM_LATE_H
#define SIM_LATE_H

/* Lateness by the percent: when a call surfaces and when its transcript comes, so that both are
 * known to come. */

#include "lib/sim/sim_call.h"

/* Of the calls `calls` percent surface 1 to 72 hours after their end, the others within ten
 * minutes; of the transcripts `transcripts` percent come 1 to 144 hours after the call surfaced,
 * the others within the hour, and none never. -1 is 0. By the seed and the call's key alone. */
void sim_late(struct sim_call *call, uint64_t seed, int calls, int transcripts);

#endif
