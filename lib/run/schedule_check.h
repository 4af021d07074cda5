#ifndef RUN_SCHEDULE_CHECK_H
#define RUN_SCHEDULE_CHECK_H

/* What can be seen in a schedule's own file: each value is one of its key's, the keys are of the
 * schedule's kind, and what is needed is there. Fills in what is made of the values. STATUS_CONFIG,
 * "PATH:LINE: KEY: what is wrong". */

#include "lib/base/span.h"
#include "lib/run/schedule.h"

int schedule_check(struct schedule *s, struct fault *f);

/* The value of a variable that a person tells a run: as far as it could run a command, or is
 * cm-run's own, it is what a schedule's may be. STATUS_USAGE, "VARIABLE: what is wrong". */
int schedule_check_variable(struct span variable, const char *value, struct fault *f);

/* The whole path of what becomes a word of make's and of the shell's. STATUS_CONFIG. */
int schedule_check_path(const char *value, struct fault *f);

#endif
