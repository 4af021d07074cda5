#include "lib/gong/pace.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    QUEUE_MS = 2000, /* a shorter wait is the queue of those who ask, no pause */
    TOLD_MS = 5000,  /* a wait worth saying */
};

/* The budget's time where a year shall pass in minutes. */
static void simulated_clock(void *self, int64_t *boot_ms, int64_t *wall_s, char boot[40])
{
    const struct pace *p = self;
    *boot_ms = p->simulated / 1000;
    *wall_s = p->simulated / WHEN_SECOND;
    snprintf(boot, 40, "simulated");
}

void pace_sleep(struct pace *p, int64_t ms)
{
    if (p->simulated)
        p->simulated += ms * 1000;
    else
        http_sleep(ms);
}

static int set_clock(struct pace *p, bool simulator, struct fault *f)
{
    if (!p->settings->clock || strcmp(p->settings->clock, "simulated") != 0)
        return 0;
    if (!simulator)
        return fault(f, STATUS_USAGE,
                     "--clock simulated is for gong-sim: this connection is to Gong, which counts "
                     "real seconds");
    if (gong_now(&p->simulated, p->settings, f) != 0)
        return -1;
    p->budget.clock = simulated_clock;
    p->budget.who = p;
    return 0;
}

int pace_open(struct pace *p, const struct http_origin *company, bool simulator, struct fault *f)
{
    snprintf(p->company, sizeof p->company, "%s:%d", company->host, company->port);
    return budget_init(&p->budget, p->company, f) != 0 ? -1 : set_clock(p, simulator, f);
}

/* The wait may be long because Gong asked somebody for a pause: say so, and know when it is too
 * long. */
static int patience(struct pace *p, struct attempt *a, int64_t ms, struct fault *f)
{
    if (ms >= QUEUE_MS)
        a->waited_ms += ms;
    if (a->waited_ms > p->settings->max_wait * 1000)
        return fault(f, STATUS_TRY_LATER,
                     "Gong wants a pause of %" PRId64 " s, and --max-wait is %" PRId64
                     " s: run again later",
                     (ms + 999) / 1000, p->settings->max_wait);
    if (ms >= TOLD_MS && !p->simulated)
        notice(p->listener, "waiting %" PRId64 " s before the next request", (ms + 999) / 1000);
    return 0;
}

int pace_slot(struct pace *p, struct attempt *a, struct fault *f)
{
    int64_t ms;
    if (budget_take(&p->budget, &ms, f) != 0)
        return -1;
    while (ms > 0) {
        if (patience(p, a, ms, f) != 0)
            return -1;
        pace_sleep(p, ms);
        if (budget_confirm(&p->budget, &ms, f) != 0)
            return -1;
    }
    return 0;
}

int pace_back_off(struct pace *p, struct attempt *a, const struct http_response *r,
                  const struct fault *why, struct fault *f)
{
    bool for_all = r->status != 0 && (r->retry_after || r->status == 429);
    int64_t ms = r->status != 0 && r->retry_after ? r->retry_after_ms : http_backoff((int)a->tries);
    if (for_all && budget_pause(&p->budget, ms, f) != 0)
        return -1;
    if (a->tries >= p->settings->tries) {
        *f = *why;
        return -1;
    }
    if (for_all)
        return 0;
    if (patience(p, a, ms, f) != 0)
        return -1;
    pace_sleep(p, ms);
    return 0;
}
