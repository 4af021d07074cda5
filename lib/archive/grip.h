#ifndef ARCHIVE_GRIP_H
#define ARCHIVE_GRIP_H

/* Whether somebody works in the directory of a run or a sync: make holds it locked
 * (pipelines/rules.mk), and whoever works on a run its log beside it, DIR.log (lib/run/runs.h). */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/lock.h"

struct grip {
    struct lock dir, log;
};
#define GRIP ((struct grip){{-1}, {-1}})

/* *ours: false when somebody has one of them; it waits for nobody. What is not there needs no lock.
 * Drop it in any case. */
int grip_take(struct grip *g, const char *dir, bool *ours, struct fault *f);
void grip_drop(struct grip *g);

#endif
