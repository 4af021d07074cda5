#ifndef SIM_CLOCK_H
#define SIM_CLOCK_H

/* What time it is in the simulated world, and the invented company's zone (US Pacific: its rule
 * since 2007 is kept here, so that no tz database and no environment is needed). */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/when.h"

struct sim_clock {
    when start;     /* the simulated time when it began */
    int64_t origin; /* monotonic milliseconds at that moment */
    bool fixed;     /* stands still but for sim_clock_advance */
};

void sim_clock_start(struct sim_clock *c, when now, bool fixed);
when sim_clock_now(const struct sim_clock *c);
void sim_clock_advance(struct sim_clock *c, when by);

#define SIM_ZONE "US/Pacific"

/* A civil date and time. */
struct sim_civil {
    int year, month, day;     /* from 1 */
    int hour, minute, second; /* of the zone */
    int weekday;              /* 0 = Sunday */
};

int sim_offset(when t);         /* seconds east of UTC at that instant, in the zone */
int64_t sim_day(when t);        /* days since 1970-01-01 of the zone's date */
when sim_midnight(int64_t day); /* the instant at which that day begins in the zone */
struct sim_civil sim_civil(when t);
void sim_day_civil(int64_t day, int *year, int *month, int *dom);
int64_t sim_day_of(int year, int month, int dom);
int sim_weekday(int64_t day);              /* 0 = Sunday */
void sim_time(struct buf *b, when t);      /* 2026-10-06T09:01:12.48-07:00 in the zone */
void sim_date(struct buf *b, int64_t day); /* 2026-10-06 */

#endif
