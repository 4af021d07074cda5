#ifndef RUN_QUEUE_H
#define RUN_QUEUE_H

/* Whose turn it is: the runs of one schedule come one after the other, and of all runs only so many
 * work at the same time. The locks go with the process that has them. */

#include "lib/base/fault.h"
#include "lib/base/lock.h"
#include "lib/run/host.h"

struct queue {
    struct lock schedule, place;
};
#define QUEUE ((struct queue){{-1}, {-1}})

/* Called once when there is something to wait for, with what, in words. */
typedef int queue_waits(void *who, const char *why, struct fault *f);

/* STATUS_TRY_LATER: told to stop while it waited. */
int queue_schedule(struct queue *q, const char *schedule, queue_waits *waits, void *who,
                   struct fault *f);
/* One of host->at_once places. */
int queue_place(struct queue *q, const struct host *h, queue_waits *waits, void *who,
                struct fault *f);
void queue_leave_place(struct queue *q);
void queue_leave(struct queue *q);

#endif
