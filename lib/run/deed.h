#ifndef RUN_DEED_H
#define RUN_DEED_H

/* What the audit log is told of schedules: which, and how each key of it changed. Of what is free
 * text (title, filter, ...) it is only said that it was set or changed, for it may name a person;
 * where all of it is too long, only the keys are named. */

#include "lib/run/host.h"
#include "lib/run/schedule.h"

/* what: "schedule-edited". NULL for before: there was none; for after: there is none any more. */
int deed_schedule(const struct host *h, const char *what, const char *name,
                  const struct schedule *before, const struct schedule *after, struct fault *f);

/* How many keys differ. */
int deed_differences(const struct schedule *before, const struct schedule *after);

#endif
