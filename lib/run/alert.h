#ifndef RUN_ALERT_H
#define RUN_ALERT_H

/* Telling people that a unit failed: callmine-PHASE@SCHEDULE.service tells of the run of that
 * schedule which failed last, to where it delivers; any other unit is told of as itself, and goes
 * to where run.conf says. Nothing is told twice (cm-notify(1)). */

#include "lib/run/host.h"

/* STATUS_CONFIG: nothing says where to. */
int alert_unit(const struct host *h, const char *unit, struct fault *f);

#endif
