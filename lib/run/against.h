#ifndef RUN_AGAINST_H
#define RUN_AGAINST_H

/* The run before this one, for AGAINST=last-run: its roll-up, read out of the archive into
 * STATE/runs/ID.against.json, where it stays as it is until the run has ended. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/run/runs.h"

bool against_is_wanted(const struct runs_entry *e);
/* *path: the file; empty when of the last ten runs of the schedule and its profile that were
 * archived none is in the archive any more, whole. log: what cm-retain says goes there. */
int against_find(struct buf *path, const struct runs_entry *e, int log, struct fault *f);

#endif
