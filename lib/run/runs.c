#include "lib/run/runs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/run/runs_text.h"
#include "lib/state/place.h"

enum { PATIENCE_MS = 15000, LOOK_MS = 50 };
#define YEAR_10000 (253402300800 * WHEN_SECOND)

int runs_path(struct buf *path, const char *id, const char *suffix, struct fault *f)
{
    char name[RUNS_ID + 32];
    if (!runs_is_name(span_of(id), RUNS_ID))
        return fault(f, STATUS_USAGE, "no run is called so: cm-run list names them");
    snprintf(name, sizeof name, "runs/%s%s", id, suffix);
    return place_path(path, PLACE_STATE, name, f);
}

/* ---- records, under their lock ---- */

static int lock_records(struct lock *l, struct fault *f)
{
    struct buf path = BUF(4095);
    int rc = place_path(&path, PLACE_STATE, "runs/locks/records", f);
    if (rc == 0)
        rc = lock_take(l, path.at, true, f);
    buf_free(&path);
    return rc;
}

/* A process that was killed while it wrote a record has left its file, of a name that may never
 * come again. */
static int sweep(struct fault *f)
{
    struct buf path = BUF(4095);
    int rc = place_path(&path, PLACE_STATE, "runs", f);
    if (rc == 0)
        file_sweep_dir(path.at);
    buf_free(&path);
    return rc;
}

static int put(struct runs_entry *e, const struct runs_change *c, const char *path, struct fault *f)
{
    struct buf text = BUF(RUNS_BYTES);
    runs_text_write(&text, e, c);
    int rc = sweep(f);
    if (rc == 0)
        rc = buf_check(&text, "the record of a run", f);
    if (rc == 0)
        rc = file_replace(path, 0600, buf_view(&text), f);
    buf_free(&text);
    return rc == 0 ? runs_text_read(e, path, f) : -1;
}

static void name_id(struct runs_entry *e)
{
    time_t seconds = (time_t)(e->slot / WHEN_SECOND);
    char stamp[RUNS_STAMP];
    struct tm t;
    e->slot = (when)seconds * WHEN_SECOND;
    strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", gmtime_r(&seconds, &t));
    snprintf(e->id, sizeof e->id, "%s-%s",
             e->schedule[0] ? e->schedule
             : e->sync      ? "sync"
                            : "analyze",
             stamp);
}

int runs_settle(struct fault *f)
{
    struct buf path = BUF(4095);
    int rc = place_path(&path, PLACE_STATE, "runs", f);
    if (rc == 0)
        rc = file_sync_dir(path.at, f);
    buf_free(&path);
    return rc;
}

int runs_find(struct runs_entry *e, bool *there, struct fault *f)
{
    struct buf path = BUF(4095);
    name_id(e);
    int rc = runs_path(&path, e->id, ".json", f);
    *there = rc == 0 && access(path.at, F_OK) == 0;
    buf_free(&path);
    return rc;
}

static int create(struct runs_entry *e, const struct runs_change *c, bool *there, struct fault *f)
{
    struct buf path = BUF(4095);
    int rc;
    while ((rc = runs_find(e, there, f)) == 0 && *there && !e->by_schedule)
        e->slot += WHEN_SECOND;
    if (rc == 0)
        rc = runs_path(&path, e->id, ".json", f);
    if (rc == 0)
        rc = *there ? runs_text_read(e, path.at, f) : put(e, c, path.at, f);
    if (rc == 0 && *there)
        rc = runs_settle(f);
    buf_free(&path);
    return rc;
}

int runs_create(struct runs_entry *e, const struct runs_change *c, bool *there, struct fault *f)
{
    struct lock l;
    e->counts = (struct runs_counts){-1, -1, -1, -1};
    if (e->slot < 0 || e->slot >= YEAR_10000)
        return fault(f, STATUS_USAGE, "a run's time is between 1970 and 9999");
    if (lock_records(&l, f) != 0)
        return -1;
    int rc = create(e, c, there, f);
    lock_drop(&l);
    return rc;
}

int runs_read(struct runs_entry *e, const char *id, struct fault *f)
{
    struct buf path = BUF(4095);
    *e = (struct runs_entry){.text = BUF(RUNS_BYTES)};
    int rc = runs_path(&path, id, ".json", f);
    if (rc == 0 && access(path.at, F_OK) != 0)
        rc = fault(f, STATUS_NO_INPUT, "there is no run %s: cm-run list names them", id);
    if (rc == 0)
        rc = runs_text_read(e, path.at, f);
    buf_free(&path);
    return rc;
}

static bool is_over(const struct runs_entry *e)
{
    return e->phase == RUNS_OVER || e->state == RUNS_CANCELLED;
}

int runs_change(struct runs_entry *e, const struct runs_change *c, struct fault *f)
{
    struct lock l;
    struct buf path = BUF(4095);
    int rc = runs_path(&path, e->id, ".json", f);
    if (rc == 0 && (rc = lock_records(&l, f)) == 0) {
        rc = runs_text_read(e, path.at, f);
        if (rc == 0)
            rc = !is_over(e) || c->anew ? put(e, c, path.at, f) : runs_settle(f) == 0 ? 1 : -1;
        lock_drop(&l);
    }
    buf_free(&path);
    return rc;
}

/* ---- all of them ---- */

static int by_slot(const void *a, const void *b)
{
    const struct runs_entry *x = a, *y = b;
    return x->slot != y->slot ? (x->slot > y->slot) - (x->slot < y->slot) : strcmp(x->id, y->id);
}

/* The id in a file's name, or an empty span. */
static struct span id_in(const char *file, const char *schedule)
{
    size_t n = strlen(file), k = schedule ? strlen(schedule) : 0;
    struct span id = {file, n > 5 && strcmp(file + n - 5, ".json") == 0 ? n - 5 : 0};
    if (!runs_is_name(id, RUNS_ID) ||
        (schedule && (id.len != k + RUNS_STAMP || memcmp(file, schedule, k) != 0)))
        id.len = 0;
    return id;
}

static int add_one(struct runs_list *l, struct span id, const char *schedule, struct fault *f)
{
    char name[RUNS_ID];
    struct runs_entry *more = realloc(l->at, (l->n + 1) * sizeof *more);
    if (!more)
        return fault(f, STATUS_NO_MEMORY, "no memory for a list of runs");
    l->at = more;
    snprintf(name, sizeof name, "%.*s", (int)id.len, id.at);
    int rc = runs_read(&l->at[l->n], name, f);
    if (rc == 0 && (!schedule || strcmp(l->at[l->n].schedule, schedule) == 0))
        l->n++;
    else
        runs_entry_clear(&l->at[l->n]);
    return rc;
}

int runs_list(struct runs_list *l, const char *schedule, struct fault *f)
{
    struct buf path = BUF(4095);
    struct span id;
    *l = (struct runs_list){0};
    int rc = place_find(&path, PLACE_STATE, "runs", f);
    DIR *d = rc == 0 ? opendir(path.at) : NULL;
    if (rc == 0 && !d && errno != ENOENT)
        rc = fault_errno(f, STATUS_IO, "%s", path.at);
    for (struct dirent *e; rc == 0 && d && (e = readdir(d));)
        if ((id = id_in(e->d_name, schedule)).len)
            rc = add_one(l, id, schedule, f);
    if (d)
        closedir(d);
    buf_free(&path);
    if (l->n)
        qsort(l->at, l->n, sizeof *l->at, by_slot);
    return rc;
}

void runs_list_clear(struct runs_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        runs_entry_clear(&l->at[i]);
    free(l->at);
    *l = (struct runs_list){0};
}

/* ---- who works on it ---- */

/* 1: somebody else has it. Looking and taking are both under the records' lock, so that no look is
 * in the way of a take. */
static int try_take(struct lock *log, const char *path, struct fault *f)
{
    struct lock l;
    struct fault why = {0};
    log->fd = -1;
    if (lock_records(&l, f) != 0)
        return -1;
    int rc = lock_take(log, path, false, &why);
    lock_drop(&l);
    if (rc == 0 || why.status == STATUS_TRY_LATER)
        return rc == 0 ? 0 : 1;
    *f = why;
    return -1;
}

int runs_take(struct lock *log, const struct runs_entry *e, struct fault *f)
{
    struct buf path = BUF(4095);
    int rc = runs_path(&path, e->id, ".log", f), waited = 0;
    log->fd = -1;
    if (rc == 0)
        while ((rc = try_take(log, path.at, f)) == 1 && waited < PATIENCE_MS) {
            nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000}, NULL);
            waited += LOOK_MS;
        }
    if (rc == 1)
        rc = fault(f, STATUS_TRY_LATER, "%s is being worked on: cm-run follow %s", e->id, e->id);
    if (rc == 0 && fcntl(log->fd, F_SETFL, O_APPEND) != 0)
        rc = fault_errno(f, STATUS_IO, "%s", path.at);
    buf_free(&path);
    return rc;
}

int runs_held(bool *held, const struct runs_entry *e, struct fault *f)
{
    struct buf path = BUF(4095);
    struct lock log = {-1};
    int rc = runs_path(&path, e->id, ".log", f);
    if (rc == 0 && access(path.at, F_OK) == 0)
        rc = try_take(&log, path.at, f);
    *held = rc == 1;
    lock_drop(&log);
    buf_free(&path);
    return rc < 0 ? -1 : 0;
}

int runs_died(bool *died, const struct runs_entry *e, struct fault *f)
{
    bool held = true;
    bool at_it = e->state == RUNS_RUNNING || (e->state == RUNS_QUEUED && !e->by_schedule);
    int rc = at_it ? runs_held(&held, e, f) : 0;
    *died = rc == 0 && !held;
    return rc;
}

void runs_cause(struct buf *b, const struct runs_entry *e)
{
    struct json_walk w;
    struct span last = SPAN_NONE;
    for (json_walk(&w, e->history); json_next(&w);)
        last = w.value;
    json_text(b, json_get(last, "cause"));
}

void runs_profile(struct buf *b, const struct runs_entry *e)
{
    size_t from = b->len;
    runs_setting(b, e, "PROFILE");
    if (b->len == from)
        buf_text(b, "default");
}

bool runs_setting(struct buf *b, const struct runs_entry *e, const char *name)
{
    struct span value = json_member(e->settings, span_of(name));
    if (json_kind(value) != JSON_STRING)
        return false;
    json_text(b, value);
    return true;
}
