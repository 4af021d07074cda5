#include "lib/run/timetable.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/base/lock.h"
#include "lib/run/actor.h"
#include "lib/run/deed.h"
#include "lib/run/draft.h"
#include "lib/run/dropin.h"
#include "lib/run/firing.h"
#include "lib/run/outlet.h"
#include "lib/run/proof.h"
#include "lib/run/reviewed.h"
#include "lib/run/ways.h"
#include "lib/state/place.h"

/* One verb at work on one schedule. */
struct work {
    const struct timetable *t;
    struct lock lock;
    struct schedule before, after;
    struct buf text; /* what the file becomes */
};

static int work_begin(struct work *w, const struct timetable *t, struct fault *f)
{
    struct buf path = BUF(4095);
    *w = (struct work){.t = t, .lock = {.fd = -1}, .text = BUF(SCHEDULE_LIMIT)};
    int rc = place_path(&path, PLACE_STATE, "schedules/lock", f) != 0 ||
                     lock_take(&w->lock, path.at, true, f) != 0
                 ? -1
                 : 0;
    buf_free(&path);
    return rc;
}

/* The same of a schedule that is there. */
static int work_read(struct work *w, const struct timetable *t, const char *name, struct fault *f)
{
    if (work_begin(w, t, f) != 0 || schedule_read(&w->before, name, f) != 0)
        return -1;
    buf_span(&w->text, buf_view(&w->before.text));
    return buf_check(&w->text, "a schedule", f);
}

static void work_end(struct work *w)
{
    schedule_clear(&w->before);
    schedule_clear(&w->after);
    buf_free(&w->text);
    lock_drop(&w->lock);
}

/* ---- the three places ---- */

static void set_state(struct work *w, const char *state)
{
    struct buf since = BUF(64);
    host_seconds(&since, host_now(w->t->host));
    draft_set(&w->text, "state", state);
    draft_set(&w->text, "since", since.at);
    buf_free(&since);
}

static int take(struct work *w, const char *name, struct fault *f)
{
    schedule_clear(&w->after);
    return buf_check(&w->text, "a schedule", f) == 0
               ? schedule_take(&w->after, name, buf_view(&w->text), w->before.name != NULL, f)
               : -1;
}

/* Where the file is kept elsewhere, and only a link is here, it is that one. */
static int write_file(const struct work *w, struct fault *f)
{
    struct buf path = BUF(4095), file = BUF(256);
    char kept[PATH_MAX];
    buf_format(&file, "schedules/%s.conf", w->after.name);
    int rc = place_path(&path, PLACE_CONFIG, file.at, f);
    if (rc == 0)
        rc = file_replace(realpath(path.at, kept) ? kept : path.at, 0600, buf_view(&w->text), f);
    buf_free(&path);
    buf_free(&file);
    return rc;
}

/* It is as asked for: who made it so may have been killed before that was on the disk. */
static int settle_file(struct fault *f)
{
    struct buf path = BUF(4095);
    int rc = place_find(&path, PLACE_CONFIG, "schedules", f);
    if (rc == 0 && access(path.at, F_OK) == 0)
        rc = file_sync_dir(path.at, f);
    buf_free(&path);
    return rc;
}

/* Units are root's where they are the system's. */
static int put_dropins(const struct work *w, struct fault *f)
{
    const struct timetable *t = w->t;
    if (actor_root(f) != 0)
        return -1;
    int rc = dropin_put(t->manager.dir, &w->after, host_now(t->host), f);
    return actor_owner(rc == 0 ? f : &(struct fault){0}) == 0 ? rc : -1;
}

/* What systemd knows, by the state that the file has. */
static int tell_manager(const struct work *w, struct fault *f)
{
    const struct manager *m = &w->t->manager;
    if (w->after.state == SCHEDULE_ACTIVE)
        return manager_start(m, w->after.name, f);
    return manager_reload(m, f) == 0 ? manager_stop(m, w->after.name, f) : -1;
}

static int check_outlet(const struct schedule *s, struct fault *f)
{
    struct buf said = BUF(4096);
    int rc = s->state == SCHEDULE_ACTIVE ? outlet_shared(&said, s, f) : 0;
    if (rc == 0 && said.len)
        rc = fault(f, STATUS_USAGE, "out: %s", said.at);
    buf_free(&said);
    return rc;
}

/* The audit log, unless nothing changed, then the file, the drop-ins, systemd. */
static int apply(struct work *w, const char *name, const char *what, struct fault *f)
{
    const struct schedule *before = w->before.name ? &w->before : NULL;
    bool units = w->after.state != SCHEDULE_DRAFT;
    if ((units && manager_check(&w->t->manager, f) != 0) || check_outlet(&w->after, f) != 0)
        return -1;
    bool same = before && span_equal(buf_view(&w->text), buf_view(&before->text));
    if ((!before || deed_differences(before, &w->after)) &&
        deed_schedule(w->t->host, what, name, before, &w->after, f) != 0)
        return -1;
    if ((same ? settle_file(f) : write_file(w, f)) != 0)
        return -1;
    return !units ? 0 : put_dropins(w, f) == 0 ? tell_manager(w, f) : -1;
}

static void say_next(const struct work *w)
{
    struct fault ignored = {0};
    struct buf b = BUF(1 << 15);
    when next;
    if (outlet_look(&b, &w->after, &w->t->manager, &ignored) == 0 && b.len)
        notice(w->t->host->listener, "out: %s", b.at);
    buf_clear(&b);
    ways_say(w->t->host, &w->after);
    if (cadence_next(&w->after.cadence, host_now(w->t->host), &next, &ignored) == 0 &&
        when_format_zone(&b, next, w->after.cadence.zone, &ignored) == 0)
        notice(w->t->host->listener, "%s is active; it fires next at %s", w->after.name, b.at);
    buf_free(&b);
}

/* ---- create ---- */

int timetable_create(const struct timetable *t, const char *name, char *const *pairs, int n,
                     struct fault *f)
{
    struct work w;
    struct buf path = BUF(4095);
    if (schedule_path(&path, name, f) != 0) {
        buf_free(&path);
        return -1;
    }
    int rc = work_begin(&w, t, f);
    if (rc == 0 && access(path.at, F_OK) == 0 && (rc = settle_file(f)) == 0)
        rc = fault(f, STATUS_USAGE,
                   "there is a schedule %s already (%s); cm-schedule edit %s "
                   "changes it",
                   name, path.at, name);
    if (rc == 0)
        rc = draft_new(&w.text, name, pairs, n, f);
    if (rc == 0)
        rc = take(&w, name, f) != 0 || proof_schedule(&w.after, f) != 0 ||
                     apply(&w, name, "schedule-created", f) != 0
                 ? -1
                 : 0;
    if (rc == 0)
        notice(t->host->listener, "%s is a draft in %s; cm-schedule review %s", name, path.at,
               name);
    buf_free(&path);
    work_end(&w);
    return rc;
}

/* ---- edit ---- */

static bool same(const struct work *w, enum schedule_key key)
{
    return strcmp(w->before.value[key], w->after.value[key]) == 0;
}

/* With another cadence nothing is due that lies before the change; what was missed by then is
 * entered as such. */
static int commit_edit(struct work *w, const char *name, struct fault *f)
{
    if (take(w, name, f) != 0)
        return -1;
    if (w->after.state == SCHEDULE_ACTIVE &&
        !(same(w, SCHEDULE_CADENCE) && same(w, SCHEDULE_ZONE) && same(w, SCHEDULE_KIND))) {
        set_state(w, "active");
        if (take(w, name, f) != 0)
            return -1;
    }
    if (proof_schedule(&w->after, f) != 0)
        return -1;
    if (w->after.state != SCHEDULE_DRAFT && reviewed_set(&w->after, f) != 0)
        return -1;
    if (w->after.since != w->before.since &&
        firing_pass_over(w->t->host, &w->before, ", before it was edited", f) != 0)
        return -1;
    if (apply(w, name, "schedule-edited", f) != 0)
        return -1;
    if (w->after.state == SCHEDULE_ACTIVE)
        say_next(w);
    return 0;
}

int timetable_edit(const struct timetable *t, const char *name, char *const *pairs, int n,
                   struct fault *f)
{
    struct work w;
    int rc = work_read(&w, t, name, f);
    for (int i = 0; rc == 0 && i < n; i++)
        rc = draft_pair(&w.text, pairs[i], f);
    if (rc == 0)
        rc = commit_edit(&w, name, f);
    work_end(&w);
    return rc;
}

int timetable_replace(const struct timetable *t, const char *name, struct span from,
                      struct span text, struct fault *f)
{
    struct work w;
    int rc = work_read(&w, t, name, f);
    if (rc == 0 && !span_equal(from, buf_view(&w.text)))
        rc = fault(f, STATUS_TRY_LATER, "%s was changed meanwhile", w.before.path);
    if (rc == 0) {
        buf_clear(&w.text);
        buf_span(&w.text, text);
        draft_set(&w.text, "state", w.before.value[SCHEDULE_STATE]);
        draft_set(&w.text, "since", w.before.value[SCHEDULE_SINCE]);
        rc = commit_edit(&w, name, f);
    }
    work_end(&w);
    return rc;
}

/* ---- going and not going ---- */

static int check_reviewed(const struct work *w, struct fault *f)
{
    bool is;
    if (w->t->yes)
        return reviewed_set(&w->before, f);
    if (reviewed_is(&is, &w->before, f) != 0)
        return -1;
    return is ? 0
              : fault(f, STATUS_USAGE,
                      "%s was not reviewed as it is now: cm-schedule review %s, or say --yes",
                      w->before.name, w->before.name);
}

static int make_active(const struct timetable *t, const char *name, bool from_draft,
                       struct fault *f)
{
    struct work w;
    int rc = work_read(&w, t, name, f);
    if (rc == 0 && !from_draft && w.before.state == SCHEDULE_DRAFT)
        rc = fault(f, STATUS_USAGE, "%s is a draft: cm-schedule activate %s", name, name);
    if (rc == 0)
        rc = check_reviewed(&w, f);
    if (rc == 0 &&
        (w.before.state != SCHEDULE_ACTIVE || schedule_is_ahead(&w.before, host_now(t->host))))
        set_state(&w, "active");
    if (rc == 0)
        rc = take(&w, name, f) != 0 || proof_schedule(&w.after, f) != 0 ||
                     apply(&w, name, from_draft ? "schedule-activated" : "schedule-resumed", f) != 0
                 ? -1
                 : 0;
    if (rc == 0)
        say_next(&w);
    work_end(&w);
    return rc;
}

int timetable_activate(const struct timetable *t, const char *name, struct fault *f)
{
    return make_active(t, name, true, f);
}

int timetable_resume(const struct timetable *t, const char *name, struct fault *f)
{
    return make_active(t, name, false, f);
}

int timetable_pause(const struct timetable *t, const char *name, struct fault *f)
{
    struct work w;
    int rc = work_read(&w, t, name, f);
    if (rc == 0 && w.before.state == SCHEDULE_DRAFT)
        rc = fault(f, STATUS_USAGE, "%s is a draft: it does not fire", name);
    if (rc == 0 && w.before.state != SCHEDULE_PAUSED)
        set_state(&w, "paused");
    if (rc == 0)
        rc = take(&w, name, f) != 0 ||
                     firing_pass_over(t->host, &w.before, ", before it was paused", f) != 0 ||
                     apply(&w, name, "schedule-paused", f) != 0
                 ? -1
                 : 0;
    if (rc == 0)
        notice(t->host->listener, "%s is paused; what is running comes to its end", name);
    work_end(&w);
    return rc;
}

/* ---- remove ---- */

static int remove_units(const struct timetable *t, const char *name, struct fault *f)
{
    if (manager_stop(&t->manager, name, f) != 0 || manager_forget(&t->manager, name, f) != 0)
        return -1;
    if (actor_root(f) != 0)
        return -1;
    int rc = dropin_remove(t->manager.dir, name, f);
    if (actor_owner(rc == 0 ? f : &(struct fault){0}) != 0 || rc != 0)
        return -1;
    return manager_reload(&t->manager, f);
}

int timetable_remove(const struct timetable *t, const char *name, struct fault *f)
{
    struct work w;
    struct buf path = BUF(4095);
    struct fault why = {0};
    enum dropin_state left;
    int rc = work_begin(&w, t, f) != 0 || schedule_path(&path, name, f) != 0 ||
                     dropin_look(&left, t->manager.dir, name, NULL, 0, f) != 0
                 ? -1
                 : 0;
    bool units = rc == 0 && left != DROPIN_NONE;
    if (rc == 0 && schedule_read(&w.before, name, &why) != 0 && why.status == STATUS_NO_INPUT &&
        !units) {
        rc = -1;
        if (settle_file(f) == 0)
            *f = why;
    }
    units = units || w.before.state != SCHEDULE_DRAFT;
    if (rc == 0 && units)
        rc = manager_check(&t->manager, f);
    if (rc == 0)
        rc = deed_schedule(t->host, "schedule-removed", name, w.before.name ? &w.before : NULL,
                           NULL, f);
    if (rc == 0)
        rc = (units && remove_units(t, name, f) != 0) || reviewed_forget(name, f) != 0 ||
                     file_remove(path.at, f) != 0
                 ? -1
                 : 0;
    buf_free(&path);
    work_end(&w);
    return rc;
}
