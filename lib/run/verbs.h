#ifndef RUN_VERBS_H
#define RUN_VERBS_H

/* The verbs of cm-run that make runs come and go. Their fault is that of the run that ended worst;
 * of each run the listener is told what became of it. */

#include "lib/base/out.h"
#include "lib/run/host.h"
#include "lib/run/runs.h"

/* A run by hand, through all its phases: of a schedule, or of NAME=VALUE alone (schedule NULL).
 * Its id is printed first. */
int verbs_start(const struct host *h, const char *schedule, bool sync, char *const *operands, int n,
                struct out *out, struct fault *f);
/* One phase of every run of a schedule that is ready for it, in the order of their slots.
 * RUNS_FETCH: the slots that are due become runs first. sync: the schedule must be one of that
 * kind, or of the other. */
int verbs_phase(const struct host *h, enum runs_phase phase, const char *schedule, bool sync,
                struct fault *f);
/* Go on with a run that failed, was cancelled, or is there in part only. NAME=VALUE: settings that
 * are other ones from here on. */
int verbs_resume(const struct host *h, const char *id, char *const *operands, int n,
                 struct fault *f);

#endif
