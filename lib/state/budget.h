#ifndef STATE_BUDGET_H
#define STATE_BUDGET_H

/* Gong's limits, shared by every process on this host: at most 3 requests in any second and 10,000
 * a day for the whole company. One small file a company under a lock; requests are at least
 * BUDGET_GAP_MS apart (exact thirds gave four in a second). A 429's Retry-After pauses everybody.
 * Local disks only.
 *
 * Time between requests is boot time (CLOCK_BOOTTIME), which nobody sets; the day is UTC's. A
 * reboot starts boot time again: the file knows which boot it speaks of, and a pause goes on by the
 * wall clock. A wall clock set back keeps the day's count; one set forward to another day starts it
 * anew. A damaged file counts half of the day, or as many requests as the day had time for, as
 * used. The lock is never held during a wait.
 *
 * How to wait:
 *     budget_take(b, &ms, f);
 *     while (ms > 0) { http_sleep(ms); budget_confirm(b, &ms, f); }
 *     ... send ...                                            (each call checked, of course) */

#include <stdint.h>
#include "lib/base/fault.h"

enum { BUDGET_GAP_MS = 350, BUDGET_DAY = 10000 };
enum { BUDGET_PAUSE_MS = 24 * 60 * 60 * 1000 }; /* the longest pause; longer ones are cut to it */

struct budget {
    char path[4096];
    int64_t per_day; /* 0 = BUDGET_DAY */
    int64_t slot;    /* boot time of the slot taken last; for budget_confirm */
    /* Time is an argument: NULL is the system's. Milliseconds since boot, seconds since 1970, and
     * which boot. */
    void (*clock)(void *who, int64_t *boot_ms, int64_t *wall_s, char boot[40]);
    void *who;
};

/* company: what tells companies apart, the base URL's host and port. */
int budget_init(struct budget *b, const char *company, struct fault *f);

/* Take the next slot: *wait_ms is how long to sleep before sending. The slot is taken whether or
 * not the caller survives to use it. STATUS_TRY_LATER when the day's requests are used up, saying
 * when it resets. */
int budget_take(struct budget *b, int64_t *wait_ms, struct fault *f);

/* After the sleep, right before sending: *wait_ms 0 says go. Else the slot was missed, by waking up
 * late or by a pause that came in between, and another was taken in its place: sleep and ask again.
 */
int budget_confirm(struct budget *b, int64_t *wait_ms, struct fault *f);

/* Nobody sends before now + ms. */
int budget_pause(struct budget *b, int64_t ms, struct fault *f);

/* How many of today's requests are taken, and how many there are. */
int budget_used(struct budget *b, int64_t *used, int64_t *per_day, struct fault *f);

#endif
