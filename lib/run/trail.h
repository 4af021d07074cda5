#ifndef RUN_TRAIL_H
#define RUN_TRAIL_H

/* What the audit log is told of runs (lib/state/audit.h): ids, numbers, names of formats. */

#include <stdint.h>
#include "lib/run/host.h"
#include "lib/run/runs.h"

int trail_started(const struct host *h, const struct runs_entry *e, struct fault *f);
/* What it is about to become. */
int trail_ended(const struct host *h, const struct runs_entry *e, const struct runs_change *c,
                struct fault *f);
int trail_skipped(const struct host *h, const struct runs_entry *e, const char *cause,
                  struct fault *f);
int trail_exported(const struct host *h, const struct runs_entry *e, struct fault *f);
int trail_delivered(const struct host *h, const struct runs_entry *e, const char *kind,
                    struct fault *f);
/* The corrections that a report goes by: how many lines, and which file, by its SHA-256. Nothing
 * where there are none. */
int trail_override(const struct host *h, const struct runs_entry *e, struct fault *f);

#endif
