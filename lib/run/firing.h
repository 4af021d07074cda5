#ifndef RUN_FIRING_H
#define RUN_FIRING_H

/* A schedule's slots that are due become runs. */

#include "lib/run/host.h"
#include "lib/run/runs.h"
#include "lib/run/schedule.h"

/* The settings of a run of it, as a JSON object; NAME=VALUE operands win. `id`: of the link. */
int firing_settings(struct buf *b, const struct schedule *s, char *const *operands, int n,
                    struct fault *f);

/* Whether the quota is used up (*spent); *why is then what quota_exceeded says. */
int firing_quota(const struct host *h, bool *spent, struct fault *why, struct fault *f);

/* Each slot since the schedule is active, or since its last run, gets a record: the latest is
 * queued, and before it as many as the schedule catches up; of those before them the last is
 * entered as skipped, which says how many they are, and so is each while the quota is used up. A
 * schedule that is not active has none due, and nothing is due that was when all was purged.
 * Records of slots that are still to come, of a clock that was ahead, hold nothing back; where they
 * were skipped, or no call matched yet, they are run when their time comes. STATUS_TRY_LATER: we
 * were told to stop. STATUS_CONFIG: it is active since a time still to come, or the clock is more
 * than 400 days after all of that, and nothing is entered. */
int firing_enter(const struct host *h, const struct schedule *s, struct fault *f);

/* Each slot that is due and has no record is entered as skipped, all as one, before `since` moves:
 * why is what is said behind how many they are. With a clock that is not believed nothing is. */
int firing_pass_over(const struct host *h, const struct schedule *s, const char *why,
                     struct fault *f);

/* The time of a run by hand is never a slot, whose id it would have: the second behind it then. */
int firing_by_hand(when *slot, const struct schedule *s, struct fault *f);

#endif
