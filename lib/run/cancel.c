#include "lib/run/cancel.h"

#include <errno.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <unistd.h>
#include "lib/run/child.h"
#include "lib/run/phase.h"
#include "lib/run/runs.h"
#include "lib/run/trail.h"

enum { STOP_MS = 30000, LOOK_MS = 50 };

/* TERM to the process that holds the run, at work or waiting for its turn; only while it does, so
 * that nobody else gets it. */
static int stop_holder(const struct runs_entry *e, struct fault *f)
{
    bool held = false;
    int fd = e->holder > 0 ? pidfd_open((pid_t)e->holder, 0) : -1;
    int rc = runs_held(&held, e, f);
    if (rc == 0 && held && fd >= 0 && pidfd_send_signal(fd, SIGTERM, NULL, 0) != 0 &&
        errno != ESRCH)
        rc = fault_errno(f, STATUS_TRY_LATER, "%s: the process that works on it cannot be stopped",
                         e->id);
    if (fd >= 0)
        close(fd);
    for (int ms = 0; rc == 0 && held && ms < STOP_MS; ms += LOOK_MS) {
        if (child_told(LOOK_MS))
            return fault(f, STATUS_TRY_LATER, "%s is to stop; whether it has is not known", e->id);
        rc = runs_held(&held, e, f);
    }
    return rc == 0 && held ? fault(f, STATUS_TRY_LATER, "%s is to stop, but does not", e->id) : rc;
}

/* Its report is there: it has ended, though not everybody was told. */
static int complete(const struct host *h, struct runs_entry *e, struct fault *f)
{
    const struct runs_change c = {.now = host_now(h),
                                  .state = RUNS_COMPLETED,
                                  .phase = RUNS_OVER,
                                  .status = STATUS_OK,
                                  .cause = "it was archived before it could be cancelled"};
    struct lock log;
    int rc = runs_take(&log, e, f);
    if (rc == 0)
        rc = trail_ended(h, e, &c, f) != 0 || runs_change(e, &c, f) < 0 ? -1 : phase_tidy(e, f);
    lock_drop(&log);
    return rc;
}

static int cancel(const struct host *h, struct runs_entry *e, struct fault *f)
{
    bool held, archived;
    const struct runs_change c = {.now = host_now(h),
                                  .state = RUNS_CANCELLED,
                                  .phase = e->phase,
                                  .status = -1,
                                  .cause = "cancelled by hand"};
    if (runs_held(&held, e, f) != 0 || phase_archived(&archived, e, f) != 0)
        return -1;
    bool ours = !held || e->state != RUNS_RUNNING; /* nobody else says that it has ended */
    if (ours && archived)
        return held && stop_holder(e, f) != 0 ? -1 : complete(h, e, f);
    if ((ours && trail_ended(h, e, &c, f) != 0) || runs_change(e, &c, f) < 0)
        return -1;
    return held && e->state == RUNS_CANCELLED ? stop_holder(e, f) : 0;
}

int cancel_run(const struct host *h, const char *id, struct fault *f)
{
    struct runs_entry e;
    int rc = runs_read(&e, id, f);
    if (rc == 0 &&
        (e.state == RUNS_COMPLETED || e.state == RUNS_NO_MATCH || e.state == RUNS_PARTIAL))
        rc = fault(f, STATUS_REFUSED, "%s has ended: there is nothing to cancel", id);
    else if (rc == 0 && e.state != RUNS_CANCELLED)
        rc = cancel(h, &e, f);
    else if (rc == 0)
        rc = runs_settle(f) == 0 ? stop_holder(&e, f) : -1;
    runs_entry_clear(&e);
    if (rc == 0)
        rc = runs_read(&e, id, f);
    if (rc == 0 && e.state != RUNS_CANCELLED)
        rc = fault(f, STATUS_REFUSED, "%s was archived before it could be cancelled", id);
    runs_entry_clear(&e);
    return rc;
}
