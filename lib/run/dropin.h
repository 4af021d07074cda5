#ifndef RUN_DROPIN_H
#define RUN_DROPIN_H

/* What systemd is told of a schedule: drop-ins of the units that are there for all schedules, in a
 * directory of units. Their text follows from the schedule's file alone:
 *
 *   callmine@NAME.timer.d/schedule.conf           when it fires, and what
 *   callmine-fetch@NAME.service.d/schedule.conf   what answers the questions: analyze, or ask
 *   callmine-report@NAME.service.d/schedule.conf  deliver, where somebody is told
 *   callmine-sync@NAME.service.d/schedule.conf    the folder that a sync may write to */

#include <stdbool.h>
#include "lib/run/schedule.h"

/* What there is, against what should be there; NULL for s: nothing should. */
enum dropin_state {
    DROPIN_RIGHT,
    DROPIN_NONE,  /* there is none */
    DROPIN_OTHER, /* there is one that says something else, or one too many */
};
/* now: the gaps of the years to come are in the timer. */
int dropin_look(enum dropin_state *state, const char *dir, const char *name,
                const struct schedule *s, when now, struct fault *f);
/* Write those that should be there, remove the others: durable one by one, so that a process that
 * was killed is made good by the next that does the same. */
int dropin_put(const char *dir, const struct schedule *s, when now, struct fault *f);
int dropin_remove(const char *dir, const char *name, struct fault *f);
/* Add the names that have drop-ins in it. */
int dropin_names(struct arena *a, const char *dir, struct names *names, struct fault *f);

#endif
