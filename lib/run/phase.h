#ifndef RUN_PHASE_H
#define RUN_PHASE_H

/* One phase of one run, from what its record says before to what it says at the end. */

#include "lib/run/host.h"
#include "lib/run/runs.h"

/* Do the phase that is next, of a run that we hold (runs_take). 0: the record says what came of it
 * (*why has the fault of a run that failed, else STATUS_OK). -1: that could not be written. */
int phase_run(const struct host *h, struct runs_entry *e, int log, struct fault *why,
              struct fault *f);

/* Whether its report is in the archive, and only its delivery may still be to do. */
int phase_archived(bool *yes, const struct runs_entry *e, struct fault *f);

/* What is left of runs that are over and archived, removed: their directories. */
int phase_tidy(const struct runs_entry *e, struct fault *f);

#endif
