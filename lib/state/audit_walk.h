#ifndef STATE_AUDIT_WALK_H
#define STATE_AUDIT_WALK_H

/* The audit log, read from its first line to its last, and everything in it that does not fit:
 * lines that were changed, taken out, moved or put in, and an end that was cut off. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/state/audit.h"

struct audit_walk {
    /* set before: */
    void (*found)(void *who, const char *what); /* a finding, with its place; NULL: the first one
                                                   ends the walk, and is the fault */
    int (*entry)(void *who, struct span line, struct fault *f); /* each line; may be NULL */
    void *who;
    const char *noted; /* a head that was noted down once; may be NULL */
    /* what has come of it: */
    struct audit audit;
    int64_t findings;
    bool noted_there; /* some line has that hash */
};

/* STATUS_BAD_RECORD when there are findings; that is no failure of the walk. */
int audit_walk(struct audit_walk *w, struct fault *f);

#endif
