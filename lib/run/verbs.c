#include "lib/run/verbs.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/run/child.h"
#include "lib/run/firing.h"
#include "lib/run/make.h"
#include "lib/run/phase.h"
#include "lib/run/queue.h"
#include "lib/run/schedule.h"
#include "lib/run/stages.h"
#include "lib/run/trail.h"

enum { SETTINGS_BYTES = 1 << 20, OPEN_DAYS = 30 };

/* ---- working on a run ---- */

struct turn {
    const struct host *host;
    struct runs_entry *run;
    int64_t holder; /* we, who hold the run; 0: it waits, and nobody holds it */
};

/* What a run waits for stands in its record. */
static int waits(void *who, const char *why, struct fault *f)
{
    const struct turn *t = who;
    const struct runs_change c = {.now = host_now(t->host),
                                  .state = RUNS_QUEUED,
                                  .phase = t->run->phase,
                                  .status = -1,
                                  .holder = t->holder,
                                  .cause = why};
    notice(t->host->listener, "%s: %s", t->run->id, why);
    return runs_change(t->run, &c, f) < 0 ? -1 : 0;
}

static void tell(const struct host *h, const struct runs_entry *e, enum runs_phase phase)
{
    struct buf cause = BUF(4096);
    const char *state = e->state == RUNS_QUEUED ? "done" : runs_state_name(e->state);
    runs_cause(&cause, e);
    notice(h->listener, "%s: %s: %s%s%s", e->id, runs_phase_name(phase), state,
           cause.len ? ": " : "", cause.len ? cause.at : "");
    buf_free(&cause);
}

/* The worst of several runs is what is said at the end; of the others we are told here. */
static void keep_worst(const struct host *h, struct fault *worst, const struct runs_entry *e,
                       enum runs_phase phase, const struct fault *why)
{
    struct fault this = {0}, *lesser = &this;
    if (e->state == RUNS_PARTIAL)
        fault(&this, STATUS_PARTIAL, "%s: it is there in part only: cm-run show %s", e->id, e->id);
    else if (e->state == RUNS_FAILED)
        fault(&this, why->status, "%s: %s: %.300s", e->id, runs_phase_name(phase), why->text);
    if (this.status > worst->status) {
        struct fault was = *worst;
        *worst = this;
        this = was;
    }
    if (lesser->status != STATUS_OK)
        notice(h->listener, "%s", lesser->text);
}

/* Of a run that we hold: the phase that is next, or all that are left. */
static int go_on(const struct turn *t, struct queue *q, int log, bool all, struct fault *worst,
                 struct fault *f)
{
    struct runs_entry *e = t->run;
    int rc = queue_place(q, t->host, waits, (void *)(size_t)t, f);
    do {
        enum runs_phase phase = e->phase;
        struct fault why = {0};
        if (rc == 0 && (rc = phase_run(t->host, e, log, &why, f)) == 0) {
            keep_worst(t->host, worst, e, phase, &why);
            if (e->state != RUNS_FAILED)
                tell(t->host, e, phase);
        }
    } while (rc == 0 && all && e->state == RUNS_QUEUED);
    queue_leave_place(q);
    return rc;
}

/* A run that we hold, from here to its end. */
static int see_through(const struct turn *t, int log, struct fault *f)
{
    struct queue q = QUEUE;
    struct fault worst = {0};
    struct runs_entry *e = t->run;
    int rc = e->schedule[0] ? queue_schedule(&q, e->schedule, waits, (void *)(size_t)t, f) : 0;
    if (rc == 0)
        rc = go_on(t, &q, log, true, &worst, f);
    queue_leave(&q);
    if (rc == 0 && worst.status != STATUS_OK) {
        *f = worst;
        rc = -1;
    }
    if (rc == 0 && e->state == RUNS_CANCELLED)
        rc = fault(f, STATUS_TRY_LATER, "%s was cancelled: cm-run resume %s goes on", e->id, e->id);
    return rc;
}

/* ---- by hand ---- */

static int print_id(const struct runs_entry *e, struct out *out, struct fault *f)
{
    out_line(out, span_of(e->id));
    return out_flush(out, f);
}

static int start(const struct host *h, struct runs_entry *e, struct out *out, struct fault *f)
{
    const struct turn t = {h, e, getpid()};
    const struct runs_change c = {
        .now = host_now(h), .state = RUNS_QUEUED, .phase = RUNS_FETCH, .status = -1};
    struct lock log = {-1};
    bool there;
    int rc = runs_create(e, &c, &there, f) != 0 || print_id(e, out, f) != 0 ? -1 : 0;
    if (rc == 0 && (rc = runs_take(&log, e, f)) == 0)
        rc = see_through(&t, log.fd, f);
    lock_drop(&log);
    return rc;
}

/* Nothing is begun that could not be ended. */
static int check_quota(const struct host *h, struct fault *f)
{
    struct fault why = {0};
    bool spent;
    if (firing_quota(h, &spent, &why, f) != 0)
        return -1;
    if (spent)
        *f = why;
    return spent ? -1 : 0;
}

int verbs_start(const struct host *h, const char *schedule, bool sync, char *const *operands, int n,
                struct out *out, struct fault *f)
{
    struct runs_entry e = {.sync = sync, .slot = host_now(h)};
    struct buf settings = BUF(SETTINGS_BYTES);
    struct schedule s = {0};
    int rc = 0;
    if (schedule && (rc = schedule_read(&s, schedule, f)) == 0) {
        snprintf(e.schedule, sizeof e.schedule, "%s", schedule);
        e.sync = s.kind == SCHEDULE_SYNC;
        rc = firing_by_hand(&e.slot, &s, f) == 0 ? firing_settings(&settings, &s, operands, n, f)
                                                 : -1;
    } else if (rc == 0) {
        rc = make_settings(&settings, SPAN_NONE, operands, n, sync, f);
    }
    e.settings = buf_view(&settings);
    if (rc == 0 && !e.sync)
        rc = check_quota(h, f);
    if (rc == 0)
        rc = start(h, &e, out, f);
    schedule_clear(&s);
    runs_entry_clear(&e);
    buf_free(&settings);
    return rc;
}

static int check_open(const struct runs_entry *e, struct fault *f)
{
    return e->state == RUNS_COMPLETED || e->state == RUNS_NO_MATCH
               ? fault(f, STATUS_REFUSED, "%s has ended: start another run", e->id)
               : 0;
}

static int check_free(const struct runs_entry *e, struct fault *f)
{
    bool held;
    if (runs_held(&held, e, f) != 0)
        return -1;
    return held ? fault(f, STATUS_TRY_LATER, "%s is at work: cm-run follow %s", e->id, e->id) : 0;
}

/* A run that we hold, and what its record says since we do. */
static int resume(const struct turn *t, char *const *operands, int n, struct fault *f)
{
    struct runs_entry *e = t->run;
    struct buf settings = BUF(SETTINGS_BYTES);
    int rc = check_open(e, f);
    if (rc == 0 && n)
        rc = make_settings(&settings, e->settings, operands, n, e->sync, f);
    if (rc == 0) {
        const struct runs_change c = {.now = host_now(t->host),
                                      .state = RUNS_QUEUED,
                                      .phase = n || e->phase == RUNS_OVER ? RUNS_FETCH : e->phase,
                                      .status = -1,
                                      .holder = t->holder,
                                      .cause = "resumed by hand",
                                      .settings = n ? buf_view(&settings) : SPAN_NONE,
                                      .anew = true};
        rc = runs_change(e, &c, f);
    }
    buf_free(&settings);
    return rc;
}

int verbs_resume(const struct host *h, const char *id, char *const *operands, int n,
                 struct fault *f)
{
    struct runs_entry e;
    struct lock log = {-1};
    const struct turn t = {h, &e, getpid()};
    int rc = runs_read(&e, id, f);
    if (rc == 0)
        rc = check_open(&e, f) == 0 && check_free(&e, f) == 0 ? runs_take(&log, &e, f) : -1;
    runs_entry_clear(&e);
    if (rc == 0)
        rc = runs_read(&e, id, f);
    if (rc == 0)
        rc = resume(&t, operands, n, f);
    if (rc == 0)
        rc = see_through(&t, log.fd, f);
    lock_drop(&log);
    runs_entry_clear(&e);
    return rc;
}

/* ---- a schedule's phase ---- */

/* Whether this phase is to do something about a run: one that waits for it, that died in it, or
 * that may end otherwise this time. One that somebody goes on with by hand is not ours. */
static int is_ready(bool *ready, const struct host *h, const struct runs_entry *e,
                    enum runs_phase phase, struct fault *f)
{
    bool held = true;
    *ready = false;
    if (e->phase != phase || e->slot < host_now(h) - OPEN_DAYS * WHEN_DAY)
        return 0;
    int rc = runs_held(&held, e, f);
    *ready = rc == 0 && !held &&
             (e->state == RUNS_QUEUED || e->state == RUNS_RUNNING ||
              (e->state == RUNS_FAILED && stages_again(e->status)));
    return rc;
}

static int do_one(const struct turn *t, struct queue *q, struct fault *worst, struct fault *f)
{
    struct lock log = {-1};
    int rc = runs_take(&log, t->run, f);
    if (rc == 0)
        rc = go_on(t, q, log.fd, false, worst, f);
    lock_drop(&log);
    return rc;
}

static int do_all(const struct host *h, struct queue *q, enum runs_phase phase,
                  const char *schedule, struct fault *worst, struct fault *f)
{
    struct runs_list all;
    int rc = runs_list(&all, schedule, f);
    for (size_t i = 0; rc == 0 && i < all.n && !child_told(0); i++) {
        bool ready;
        const struct turn t = {h, &all.at[i], getpid()};
        rc = phase_tidy(&all.at[i], f);
        if (rc == 0)
            rc = is_ready(&ready, h, &all.at[i], phase, f);
        if (rc == 0 && ready)
            rc = do_one(&t, q, worst, f);
    }
    if (rc == 0 && child_told(0) && worst->status == STATUS_OK)
        rc = fault(f, STATUS_TRY_LATER, "it was stopped; the next time goes on from there");
    runs_list_clear(&all);
    return rc;
}

/* The runs that are queued for this phase say what they wait for. */
struct crowd {
    const struct host *host;
    enum runs_phase phase;
    const char *schedule;
};
static int all_wait(void *who, const char *why, struct fault *f)
{
    const struct crowd *c = who;
    struct runs_list all;
    int rc = runs_list(&all, c->schedule, f);
    for (size_t i = 0; rc == 0 && i < all.n; i++)
        if (all.at[i].by_schedule && all.at[i].state == RUNS_QUEUED && all.at[i].phase == c->phase)
            rc = waits(&(struct turn){c->host, &all.at[i], 0}, why, f);
    runs_list_clear(&all);
    return rc;
}

static int check_kind(const struct schedule *s, bool sync, struct fault *f)
{
    if (sync == (s->kind == SCHEDULE_SYNC))
        return 0;
    return fault(f, STATUS_USAGE, "%s is %s", s->name,
                 sync ? "no sync: cm-run fetch, analyze, report and deliver are its phases"
                      : "a sync: cm-run sync is its one phase");
}

int verbs_phase(const struct host *h, enum runs_phase phase, const char *schedule, bool sync,
                struct fault *f)
{
    struct schedule s = {0};
    struct queue q = QUEUE;
    struct fault worst = {0};
    struct crowd crowd = {h, phase, schedule};
    int rc = 0;
    if (phase == RUNS_FETCH) {
        rc = schedule_read(&s, schedule, f);
        if (rc == 0 && (rc = check_kind(&s, sync, f)) == 0)
            rc = firing_enter(h, &s, f);
    } else {
        rc = schedule_name(schedule, f);
    }
    if (rc == 0)
        rc = queue_schedule(&q, schedule, all_wait, &crowd, f);
    if (rc == 0)
        rc = do_all(h, &q, phase, schedule, &worst, f);
    queue_leave(&q);
    schedule_clear(&s);
    if (rc == 0 && worst.status != STATUS_OK) {
        *f = worst;
        rc = -1;
    }
    return rc;
}
