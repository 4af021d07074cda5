#ifndef SIM_LIMIT_H
#define SIM_LIMIT_H

/* Gong's limits: so many requests in any one second and so many a day, for the whole company. A
 * request that is refused counts as well: hammering does not help. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/when.h"

enum { SIM_RECENT = 256 };

struct sim_limit {
    int per_second, per_day;    /* 0 = none */
    int64_t recent[SIM_RECENT]; /* monotonic ms of the last requests, a ring */
    int next;
    int64_t day, used; /* the UTC day of the simulated clock and its requests */
    int64_t total;
    int busiest; /* most requests seen in any one second */
};

/* Count a request; 0, or the seconds to wait. */
int64_t sim_limit(struct sim_limit *l, int64_t ms, when now);

#endif
