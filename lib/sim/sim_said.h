#ifndef SIM_SAID_H
#define SIM_SAID_H

/* An amount and a day as people say them: of the many ways each means one amount, one day. */

#include "lib/base/buf.h"
#include "lib/sim/sim_rng.h"

/* "fifty grand", "120 thousand", "$50K"; of 1 to 199 thousand */
void sim_say_sum(struct buf *b, int thousands, struct sim_rng *r);

/* A day after today: "the day after tomorrow", "Thursday", "a week from Thursday", "the 4th of
 * December". `before` is "", "on " or "by "; "on " is left out where nobody says it. */
void sim_say_day(struct buf *b, const char *before, int64_t day, int64_t today, struct sim_rng *r);

/* The day and its month: "December 4th" */
void sim_say_date(struct buf *b, int64_t day, struct sim_rng *r);

#endif
