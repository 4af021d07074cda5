#ifndef STATE_QUOTA_STATE_H
#define STATE_QUOTA_STATE_H

/* STATE/quota.json: what was set, and which period is at hand. It names a period only when that
 * period's file is there, durably. Change it under the lock (quota_counter.h). */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"
#include "lib/json/json.h"
#include "lib/state/quota.h"

enum { QUOTA_NAME = 32 };

struct quota_past {
    when from, to;
    int64_t used, used_addon;
};

struct quota_state {
    bool set;
    char plan[QUOTA_PLAN], zone[QUOTA_ZONE];
    int64_t limit;
    int64_t addon; /* what there was at the period's beginning, and what was granted since */
    int anchor;
    when from, to;
    struct quota_past past[QUOTA_PASTS]; /* the oldest first */
    size_t npast;
};

/* One that is not there: set is false. STATUS_CONFIG for one that is damaged. */
int quota_state_read(struct quota_state *s, struct fault *f);
int quota_state_write(const struct quota_state *s, struct fault *f);
void quota_past_put(struct json_writer *w, const struct quota_state *s); /* the member "past" */

/* The period that a time is in. STATUS_USAGE for a zone that is none. */
int quota_period(when *from, when *to, int anchor, const char *zone, when at, struct fault *f);

/* path = STATE/quota/PERIOD.ndjson; make: with its directory. */
int quota_period_path(struct buf *path, when from, bool make, struct fault *f);
/* An empty file for a period that begins there. Those of other periods go, but for the one that
 * ends; they are no more needed. Durable. */
int quota_period_begin(const struct quota_state *ends, when from, struct fault *f);

#endif
