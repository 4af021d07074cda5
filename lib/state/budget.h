#ifndef STATE_BUDGET_H
#define STATE_BUDGET_H

/* Gong's limits, shared by every process on this host: at most 3 requests in any second and 10,000
 * a day for the whole company. One small file a company under a lock; requests are at least
 * BUDGET_GAP_MS apart (exact thirds gave four in a second). A 429's Retry-After pauses everybody.
 * Local disks only. */

#include <stdint.h>
#include "lib/base/fault.h"

enum { BUDGET_GAP_MS = 350, BUDGET_DAY = 10000 };

struct budget {
    char path[4096];
    int64_t per_day; /* 0 = BUDGET_DAY */
};

/* company: what tells companies apart, the base URL's host and port. */
int budget_init(struct budget *b, const char *company, struct fault *f);

/* Take the next slot: *wait_ms is how long to sleep before sending. The slot is taken whether or
 * not the caller survives to use it. STATUS_TRY_LATER when the day's requests are used up, saying
 * when it resets. */
int budget_take(struct budget *b, int64_t *wait_ms, struct fault *f);

/* Nobody sends before now + ms. */
int budget_pause(struct budget *b, int64_t ms, struct fault *f);

#endif
