#include "lib/run/phase.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/run/against.h"
#include "lib/run/child.h"
#include "lib/run/make.h"
#include "lib/run/notify.h"
#include "lib/run/stages.h"
#include "lib/run/trail.h"
#include "lib/run/view.h"

enum { OPEN_DIRS = 8 };

/* A phase at work. */
struct phase {
    const struct host *host;
    struct runs_entry *run;
    const char *dir;
    int log;
    struct view view;
    bool archived;
    struct runs_change next; /* what the run becomes when all goes well */
    char cause[400];         /* ... and why, if that is to be said */
};

static int make(struct phase *p, const char *phase, const char *goal, const char *against,
                struct fault *f)
{
    const struct make_order order = {.host = p->host,
                                     .run = p->run,
                                     .phase = phase,
                                     .goal = goal,
                                     .against = against,
                                     .log = p->log,
                                     .look = view_look,
                                     .who = &p->view};
    struct stages s;
    int rc = make_run(&order, &s, f);
    stages_clear(&s);
    return rc;
}

static bool delivers(const struct runs_entry *e)
{
    struct buf words = BUF(1024);
    bool yes = false;
    if (runs_setting(&words, e, "DELIVER"))
        for (size_t i = 0; i < NOTIFY_KINDS; i++)
            yes = yes || notify_wants(words.at, notify_kinds[i]);
    buf_free(&words);
    return yes;
}

/* The run is at its end. */
static int over(struct phase *p, struct fault *f)
{
    struct stages s;
    bool none = p->run->counts.matched == 0 && !p->run->sync;
    int rc = stages_read(&s, p->dir, p->run->sync, f);
    bool partial = s.partial.len > 0;
    if (partial)
        snprintf(p->cause, sizeof p->cause, "in part only: %s; %s", s.partial.at,
                 p->run->sync ? "what could not be had is named in the log"
                              : "not archived, it is in its directory");
    p->next.state = partial ? RUNS_PARTIAL : none ? RUNS_NO_MATCH : RUNS_COMPLETED;
    p->next.status = partial ? STATUS_PARTIAL : STATUS_OK;
    p->next.phase = RUNS_OVER;
    stages_clear(&s);
    return rc;
}

static int reported(struct phase *p, struct fault *f)
{
    if (!delivers(p->run))
        return over(p, f);
    p->next.phase = RUNS_DELIVER;
    return 0;
}

int phase_archived(bool *yes, const struct runs_entry *e, struct fault *f)
{
    struct buf dir = BUF(4095);
    struct stages s = {0};
    *yes = false;
    if (e->phase != RUNS_DELIVER || e->counts.matched == 0)
        return 0;
    int rc = runs_path(&dir, e->id, "", f);
    if (rc == 0)
        rc = stages_read(&s, dir.at, false, f);
    *yes = rc == 0 && !s.in_part;
    stages_clear(&s);
    buf_free(&dir);
    return rc;
}

/* ---- the phases ---- */

static int fetch(struct phase *p, struct fault *f)
{
    if (make(p, "fetch", "matched", NULL, f) != 0 || stages_count(&p->run->counts, p->dir, f) != 0)
        return -1;
    if (p->run->counts.matched == 0) {
        snprintf(p->cause, sizeof p->cause, "%s",
                 p->run->counts.listed ? "no call matched" : "no call was listed");
        return reported(p, f);
    }
    p->next.phase = RUNS_ANALYZE;
    return make(p, "fetch", "fetch", NULL, f);
}

static int analyze(struct phase *p, struct fault *f)
{
    p->next.phase = RUNS_REPORT;
    return make(p, "analyze", "answers", NULL, f) != 0 || stages_balance(p->dir, f) != 0
               ? -1
               : trail_override(p->host, p->run, f);
}

static int make_report(struct phase *p, const char *goal, struct fault *f)
{
    struct buf against = BUF(4095);
    int rc = stages_balance(p->dir, f);
    if (rc == 0 && against_is_wanted(p->run))
        rc = against_find(&against, p->run, p->log, f);
    if (rc == 0)
        rc = make(p, "report", goal, against.len ? against.at : NULL, f);
    buf_free(&against);
    return rc;
}

/* Made, and unless some of it is missing archived. */
static int report(struct phase *p, struct fault *f)
{
    struct stages s = {0};
    if (make_report(p, "archive", f) != 0 || trail_exported(p->host, p->run, f) != 0 ||
        stages_read(&s, p->dir, false, f) != 0)
        return -1;
    p->archived = !s.in_part;
    stages_clear(&s);
    return reported(p, f);
}

/* A forgetting may have taken the reports since. The bundle of what is archived has its own; what
 * is there in part only is not archived this time either, and says so again. */
static int report_again(struct phase *p, struct fault *f)
{
    if (p->run->counts.matched == 0 || stages_reported(p->dir))
        return 0;
    return make_report(p, p->archived ? "report" : "archive", f);
}

static bool is_delivered(const struct runs_entry *e, const char *kind)
{
    struct json_walk w;
    for (json_walk(&w, e->delivered); json_next(&w);)
        if (json_text_is(w.value, kind))
            return true;
    return false;
}

/* Each kind is noted when it is gone out, so that a second try is only of what is left. */
static int deliver_one(struct phase *p, const char *kind, bool *unsure, struct fault *f)
{
    bool doubt;
    if (notify_report(p->host, p->run, p->dir, kind, p->log, &doubt, f) != 0)
        return -1;
    *unsure = *unsure || doubt;
    const struct runs_change c = {.now = host_now(p->host),
                                  .state = RUNS_RUNNING,
                                  .phase = RUNS_DELIVER,
                                  .status = -1,
                                  .delivered = kind,
                                  .cause = doubt ? "whether it arrived is not known: look there"
                                                 : "delivered"};
    return (!doubt && trail_delivered(p->host, p->run, kind, f) != 0) ||
                   runs_change(p->run, &c, f) < 0
               ? -1
               : 0;
}

/* One that fails keeps no other back; the fault is the first one's. */
static int deliver_all(struct phase *p, const char *words, bool *unsure, struct fault *f)
{
    int rc = 0;
    for (size_t i = 0; i < NOTIFY_KINDS; i++) {
        struct fault why = {0};
        if (!notify_wants(words, notify_kinds[i]) || is_delivered(p->run, notify_kinds[i]) ||
            deliver_one(p, notify_kinds[i], unsure, &why) == 0 || rc != 0)
            continue;
        *f = why;
        rc = -1;
    }
    return rc;
}

static int deliver(struct phase *p, struct fault *f)
{
    struct buf words = BUF(1024);
    bool unsure = false;
    int rc = phase_archived(&p->archived, p->run, f) == 0 ? report_again(p, f) : -1;
    runs_setting(&words, p->run, "DELIVER");
    if (rc == 0)
        rc = deliver_all(p, words.at, &unsure, f);
    buf_free(&words);
    if (rc == 0 && (rc = over(p, f)) == 0 && unsure) {
        p->next.state = RUNS_PARTIAL;
        p->next.status = STATUS_PARTIAL;
        snprintf(p->cause, sizeof p->cause, "whether the notice arrived is not known: look there");
    }
    return rc;
}

static int sync_all(struct phase *p, struct fault *f)
{
    return make(p, "fetch", "sync", NULL, f) != 0 || stages_count(&p->run->counts, p->dir, f) != 0
               ? -1
               : over(p, f);
}

/* ---- around them ---- */

static bool was_running(const struct runs_entry *e)
{
    struct json_walk w;
    for (json_walk(&w, e->history); json_next(&w);)
        if (json_text_is(json_get(w.value, "state"), "running"))
            return true;
    return false;
}

/* A schedule's waits until the audit log can be told, and says so. */
static int tell_start(struct phase *p, struct fault *f)
{
    bool waits = p->run->by_schedule;
    struct fault ignored = {0};
    struct runs_change c = {.now = host_now(p->host),
                            .state = waits ? RUNS_QUEUED : RUNS_FAILED,
                            .phase = RUNS_FETCH,
                            .cause = f->text};
    if (trail_started(p->host, p->run, f) == 0)
        return 0;
    c.status = waits ? -1 : f->status;
    runs_change(p->run, &c, &ignored);
    return -1;
}

static int begin(struct phase *p, struct fault *f)
{
    struct runs_entry *e = p->run;
    bool died = e->state == RUNS_RUNNING; /* nobody else has it: we do */
    const struct runs_change c = {.now = host_now(p->host),
                                  .state = RUNS_RUNNING,
                                  .phase = e->phase,
                                  .status = -1,
                                  .holder = getpid(),
                                  .cause = died ? "its process died; it goes on" : NULL};
    if (e->phase == RUNS_FETCH && !was_running(e) && tell_start(p, f) != 0)
        return -1;
    return runs_change(e, &c, f);
}

/* A report that is in the archive has been made, whatever was said meanwhile; but nobody is told of
 * it any more. */
static int end_cancelled(struct phase *p, struct runs_change *c, struct fault *f)
{
    struct runs_entry *e = p->run;
    if (!p->archived)
        return trail_ended(
            p->host, e,
            &(struct runs_change){.state = RUNS_CANCELLED, .phase = e->phase, .status = -1}, f);
    if (c->phase != RUNS_OVER) {
        c->state = RUNS_COMPLETED;
        c->phase = RUNS_OVER;
        c->status = STATUS_OK;
    }
    c->cause = "it was archived before it could be cancelled";
    c->anew = true;
    return trail_ended(p->host, e, c, f) != 0 ? -1 : runs_change(e, c, f);
}

static int is_cancelled(const struct runs_entry *e, bool *yes, struct fault *f)
{
    struct runs_entry now = {0};
    int rc = runs_read(&now, e->id, f);
    *yes = rc == 0 && now.state == RUNS_CANCELLED;
    runs_entry_clear(&now);
    return rc;
}

/* The audit log first: it may say twice what a process that was killed did, but nothing less. */
static int end(struct phase *p, const struct fault *why, struct fault *f)
{
    struct runs_counts counts = p->run->counts;
    struct fault ignored = {0};
    struct runs_change c = p->next;
    if (stages_count(&counts, p->dir, &ignored) == 0)
        c.counts = &counts;
    c.cause = p->cause[0] ? p->cause : NULL;
    if (why->status != STATUS_OK) {
        c.state = RUNS_FAILED;
        c.phase = p->run->phase;
        c.status = why->status;
        c.cause = why->text;
    }
    c.now = host_now(p->host);
    bool cancelled;
    int rc = is_cancelled(p->run, &cancelled, f);
    if (rc == 0 && c.state != RUNS_QUEUED && !cancelled)
        rc = trail_ended(p->host, p->run, &c, f);
    if (rc == 0)
        rc = runs_change(p->run, &c, f);
    return rc == 1 ? end_cancelled(p, &c, f) : rc;
}

static int work(struct phase *p, struct fault *why, struct fault *f)
{
    static int (*const does[RUNS_PHASES])(struct phase *,
                                          struct fault *) = {[RUNS_FETCH] = fetch,
                                                             [RUNS_ANALYZE] = analyze,
                                                             [RUNS_REPORT] = report,
                                                             [RUNS_DELIVER] = deliver};
    int rc = begin(p, f);
    if (rc != 0)
        return rc < 0 ? -1 : 0;
    p->next = (struct runs_change){.state = RUNS_QUEUED, .phase = RUNS_OVER, .status = -1};
    view_begin(&p->view, p->host, p->run, p->dir, p->log, lseek(p->log, 0, SEEK_END));
    if ((p->run->sync ? sync_all : does[p->run->phase])(p, why) == 0)
        *why = (struct fault){0};
    view_end(&p->view);
    return end(p, why, f);
}

int phase_run(const struct host *h, struct runs_entry *e, int log, struct fault *why,
              struct fault *f)
{
    struct buf dir = BUF(4095);
    struct phase p = {.host = h, .run = e, .log = log};
    *why = (struct fault){0};
    int rc = runs_path(&dir, e->id, "", f);
    p.dir = dir.at;
    if (rc == 0)
        rc = work(&p, why, f);
    if (rc == 0)
        rc = phase_tidy(e, f);
    buf_free(&dir);
    return rc;
}

/* ---- what is left ---- */

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

int phase_tidy(const struct runs_entry *e, struct fault *f)
{
    struct buf path = BUF(4095);
    if (e->phase != RUNS_OVER || (e->state != RUNS_COMPLETED && e->state != RUNS_NO_MATCH))
        return 0;
    int rc = runs_path(&path, e->id, ".against.json", f);
    if (rc == 0 && access(path.at, F_OK) == 0)
        rc = file_remove(path.at, f);
    if (rc == 0)
        rc = runs_path(&path, e->id, "", f);
    if (rc == 0 && access(path.at, F_OK) == 0 &&
        nftw(path.at, remove_one, OPEN_DIRS, FTW_DEPTH | FTW_PHYS) != 0)
        rc = fault_errno(f, STATUS_IO, "%s: what is left of the run cannot be removed", path.at);
    buf_free(&path);
    return rc;
}
