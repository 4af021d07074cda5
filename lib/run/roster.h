#ifndef RUN_ROSTER_H
#define RUN_ROSTER_H

/* All schedules, and where file, drop-ins and systemd do not agree, what to do about it. */

#include <stdbool.h>
#include "lib/base/out.h"
#include "lib/run/timetable.h"

/* A table, or lines of JSON (schemas/schedule.json). A schedule that cannot be read is in it, with
 * the reason. */
int roster_list(const struct timetable *t, bool json, struct out *out, struct fault *f);

#endif
