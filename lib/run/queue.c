#include "lib/run/queue.h"

#include <stdio.h>
#include "lib/base/buf.h"
#include "lib/run/child.h"
#include "lib/run/runs.h"
#include "lib/state/place.h"

enum { LOOK_MS = 100 };

/* 1: somebody else has it. */
static int try_lock(struct lock *l, const char *name, struct fault *f)
{
    struct buf path = BUF(4095);
    struct fault why = {0};
    int rc = place_path(&path, PLACE_STATE, name, &why);
    if (rc == 0)
        rc = lock_take(l, path.at, false, &why);
    buf_free(&path);
    if (rc == 0)
        return 0;
    l->fd = -1;
    if (why.status == STATUS_TRY_LATER)
        return 1;
    *f = why;
    return -1;
}

static int try_places(struct lock *l, int64_t places, struct fault *f)
{
    char name[64];
    int rc = 1;
    for (int64_t i = 1; rc == 1 && i <= places; i++) {
        snprintf(name, sizeof name, "runs/locks/place.%lld", (long long)i);
        rc = try_lock(l, name, f);
    }
    return rc;
}

static int stopped(struct fault *f)
{
    return fault(f, STATUS_TRY_LATER, "it was stopped while it waited for its turn");
}

int queue_schedule(struct queue *q, const char *schedule, queue_waits *waits, void *who,
                   struct fault *f)
{
    char name[RUNS_NAME + 32];
    int rc;
    snprintf(name, sizeof name, "runs/locks/schedule.%s", schedule);
    for (bool told = false; (rc = try_lock(&q->schedule, name, f)) == 1; told = true) {
        if (!told && waits(who, "it waits for another run of its schedule", f) != 0)
            return -1;
        if (child_told(LOOK_MS))
            return stopped(f);
    }
    return rc;
}

int queue_place(struct queue *q, const struct host *h, queue_waits *waits, void *who,
                struct fault *f)
{
    char why[80];
    int rc;
    snprintf(why, sizeof why, "it waits for one of %lld places (at_once in run.conf)",
             (long long)h->at_once);
    for (bool told = false; (rc = try_places(&q->place, h->at_once, f)) == 1; told = true) {
        if (!told && waits(who, why, f) != 0)
            return -1;
        if (child_told(LOOK_MS))
            return stopped(f);
    }
    return rc;
}

void queue_leave_place(struct queue *q)
{
    lock_drop(&q->place);
}

void queue_leave(struct queue *q)
{
    lock_drop(&q->place);
    lock_drop(&q->schedule);
}
