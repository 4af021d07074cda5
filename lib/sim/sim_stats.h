#ifndef SIM_STATS_H
#define SIM_STATS_H

/* The figure of the statistics that is not invented: who hosted how many calls. */

#include "lib/json/json.h"
#include "lib/sim/sim_source.h"

struct sim_days {
    int64_t from, to; /* days of the company's zone, [from, to) */
};

/* The calls that a user hosted in those days and that are shown now: how many, and their ids to the
 * writer if there is one. Statistics have only users with some. */
int sim_hosted(const struct sim_source *s, const char *user, struct sim_days d, when now,
               struct json_writer *w);

#endif
