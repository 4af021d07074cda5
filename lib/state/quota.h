#ifndef STATE_QUOTA_H
#define STATE_QUOTA_H

/* The quota: how many calls may be analysed in a month. It is the operator's own (cm-quota set);
 * where none was ever set, nothing is counted, nothing written, and everything allowed.
 *
 * STATE/quota.json (schemas/quota.json) holds plan, limit, anchor, add-on and the period at hand;
 * STATE/quota/PERIOD.ndjson a line for each unit taken in it, known by a key. Both are changed
 * under STATE/quota.lock. A unit is of the plan as long as that has any, then of the add-on, which
 * never expires. A period begins on the anchor's day of each month, at midnight in the quota's
 * zone (UTC unless another is set); where the month is too short, on its last day. What the plan
 * has left then is gone.
 *
 * A period that has ended is never opened again: where the clock was set back, the one that began
 * last is the one at hand. Of a period that is over the counts are kept in quota.json, for
 * QUOTA_PASTS periods, and the keys until the one after it is over too. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/when.h"
#include "lib/state/digest.h"

enum { QUOTA_PLAN = 17, QUOTA_ZONE = 101, QUOTA_PASTS = 120, QUOTA_MOST = 1000000000 };

struct quota {
    bool set;              /* false: never; then the rest says "unlimited" */
    char plan[QUOTA_PLAN]; /* "" none; it may be one that is not known here */
    int64_t limit;         /* calls of the plan in a period; -1 unlimited */
    int64_t used;          /* units taken in the period, of plan and add-on */
    int64_t used_addon;    /* how many of them were of the add-on */
    int64_t addon;         /* what is left of it */
    when from, to;         /* the period: from <= t < to */
    int anchor;            /* day of the month, 1 to 31 */
    char zone[QUOTA_ZONE];
};

/* Reads only, without a lock. STATUS_CONFIG for files that are not as they were written, with what
 * to do. */
int quota_read(struct quota *q, when now, struct fault *f);
/* How many more calls may be analysed; INT64_MAX: as many as wanted. */
int quota_left(int64_t *left, when now, struct fault *f);
int64_t quota_has_left(const struct quota *q); /* the same of one that was read */

/* Take a unit: on the disk when it returns. A key that took one in this period takes none again.
 * STATUS_TRY_LATER "quota_exceeded: ..." with what to do. Whoever takes many: quota_counter.h. */
int quota_take(const char key[static DIGEST_TEXT], when now, struct fault *f);
/* That fault. Returns -1. */
int quota_exceeded(const struct quota *q, struct fault *f);

/* The plan's name, "" where there is none. */
int quota_plan(char plan[static QUOTA_PLAN], struct fault *f);
#define QUOTA_PLANS "Trial|Free|Starter|Growth|Scale"
/* The retention class of a plan (lib/archive/class.h): how long its reports are kept. NULL for a
 * plan that is not known. */
const char *quota_plan_class(const char *plan);

#endif
