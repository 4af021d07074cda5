#ifndef RUN_ALERT_H
#define RUN_ALERT_H

/* Telling people that a unit failed: callmine-PHASE@SCHEDULE.service tells of the run of that
 * schedule which failed last, if that was in the last twelve hours, to where it delivers; else, and
 * any other unit, as itself, to where the schedule or run.conf says. What stopped at a damaged
 * audit log is told of as that. Nothing is told twice (cm-notify(1)). */

#include "lib/run/host.h"

/* STATUS_CONFIG: nothing says where to. */
int alert_unit(const struct host *h, const char *unit, struct fault *f);

#endif
