#ifndef ARCHIVE_PRUNE_H
#define ARCHIVE_PRUNE_H

/* Pruning: what is over is deleted, for good, by the journal: bundles whose class has expired;
 * bundles in the trash whose grace is over, or that have expired there; and, of STATE/archive, the
 * run directories that nobody needs any more (spent.h). What is on hold stays, and is named.
 *
 * Nothing is deleted (STATUS_CONFIG) when a bundle has a class nobody knows, or the class "plan"
 * while the plan is not known; when the clock cannot be right: more than a day before the newest
 * bundle or run or the last prune, more than PRUNE_LEAP days after all of them, or, with no prune
 * before, more than PRUNE_FIRST days after the newest bundle or run (force_clock: a person says it
 * is right); or when every bundle would go (allow_empty). */

#include <stdbool.h>
#include "lib/archive/shelf.h"
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/base/when.h"

enum { PRUNE_LEAP = 350, PRUNE_FIRST = 367 };

struct prune {
    when now;
    bool dry_run, force_clock, allow_empty;
    bool json; /* cards instead of sentences */
};

/* The shelf open for SHELF_CHANGE, or SHELF_PLAN with dry_run. What went (or would go) is added to
 * *out, the same lines either way, after it went: a full disk does not keep bundles alive. Each
 * that is not dry stands in the audit log. */
int prune_run(const struct prune *p, struct shelf *s, struct out *out, struct fault *f);

#endif
