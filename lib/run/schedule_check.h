#ifndef RUN_SCHEDULE_CHECK_H
#define RUN_SCHEDULE_CHECK_H

/* What can be seen in a schedule's own file: each value is one of its key's, the keys are of the
 * schedule's kind, and what is needed is there. Fills in what is made of the values. STATUS_CONFIG,
 * "PATH:LINE: KEY: what is wrong". */

#include "lib/run/schedule.h"

int schedule_check(struct schedule *s, struct fault *f);

#endif
