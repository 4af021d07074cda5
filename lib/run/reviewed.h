#ifndef RUN_REVIEWED_H
#define RUN_REVIEWED_H

/* That somebody has looked at a schedule as it is: STATE/schedules/NAME.reviewed holds the digest
 * of what it said then (draft_digest). */

#include <stdbool.h>
#include "lib/run/schedule.h"

int reviewed_set(const struct schedule *s, struct fault *f);
int reviewed_is(bool *is, const struct schedule *s, struct fault *f);
int reviewed_forget(const char *name, struct fault *f);

#endif
