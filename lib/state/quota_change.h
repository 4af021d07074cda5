#ifndef STATE_QUOTA_CHANGE_H
#define STATE_QUOTA_CHANGE_H

/* Setting the quota, and granting an add-on. The first change makes it: from then on units are
 * counted. It stands in the audit log as quota-changed and plan-changed, with what differs. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/when.h"
#include "lib/state/quota.h"

struct quota_change {
    const char *plan; /* NULL: as it was; "": none */
    bool has_limit;
    int64_t limit;    /* -1: unlimited */
    int anchor;       /* 0: as it was */
    const char *zone; /* NULL: as it was */
    bool has_addon;
    int64_t addon; /* what is left of the add-on from now on */
    int64_t grant; /* and so much more */
};

/* Another anchor or zone moves the end of the period at hand, to the next anchor; what is used of
 * it stays used. Only a period that lies ahead of `now`, because the clock was wrong, is ended by
 * it, and one begins now. *q: as it is then. STATUS_USAGE for a zone that is none, and for an
 * add-on beyond QUOTA_MOST. The audit log has it before it is made: that may say what a process
 * that was killed then did not do, but never less than what was done. */
int quota_change(const struct quota_change *c, struct quota *q, when now, struct fault *f);

#endif
