#ifndef RUN_TABLE_H
#define RUN_TABLE_H

/* Runs for people, and as lines of JSON (schemas/run.json). */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/run/runs.h"

/* All, or of one schedule (NULL: all); the last `last` of them (0: all). */
int table_list(const char *schedule, int64_t last, bool json, struct out *out, struct fault *f);
/* One, with its settings and its history. */
int table_show(const char *id, bool json, struct out *out, struct fault *f);

/* A run's state as it is: one whose process died has failed, whatever its record says. *cause is
 * added to. */
int table_state(enum runs_state *state, struct buf *cause, const struct runs_entry *e,
                struct fault *f);

#endif
