#ifndef RUN_NOTIFY_H
#define RUN_NOTIFY_H

/* Telling people, by cm-notify(1): of a report, that nothing matched, that a run failed. It sends
 * nothing twice. */

#include <stdbool.h>
#include "lib/run/host.h"
#include "lib/run/runs.h"

enum { NOTIFY_KINDS = 2 };
extern const char *const notify_kinds[NOTIFY_KINDS];
/* Whether a list of words has that kind. */
bool notify_wants(const char *words, const char *kind);

/* The run's roll-up, in its directory `dir`, goes out as `kind`; where nothing matched there is
 * none yet, and one that says so is made. *unsure: it went out, and nobody knows whether it
 * arrived. The status of cm-notify, and that it is in the log why. */
int notify_report(const struct host *h, const struct runs_entry *e, const char *dir,
                  const char *kind, int log, bool *unsure, struct fault *f);

/* A failure, as every kind in `words`, also where one of them fails: the fault is the first one's.
 * stage: "" where it is not known. log: what cm-notify says. */
int notify_failure(const struct host *h, const char *words, const char *run, int status,
                   const char *stage, int log, struct fault *f);

#endif
