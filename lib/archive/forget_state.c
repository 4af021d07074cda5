#include "lib/archive/forget_state.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/archive/exported.h"
#include "lib/archive/forget_file.h"
#include "lib/archive/forget_ledger.h"
#include "lib/archive/grip.h"
#include "lib/archive/tree.h"
#include "lib/base/file.h"
#include "lib/state/place.h"

enum doing { MEETING, COUNTING, EDITING };

struct round {
    struct forget_state *s;
    enum doing doing;
    struct buf root;
    struct grip grip; /* on the directory of a run or a sync, */
    struct buf place; /* which is that */
    bool busy;        /* somebody else has it */
};

int forget_state_link(struct forget_state *s, const char *path, bool tell)
{
    s->links++;
    if (tell && !s->tell)
        notice(s->listener, "%s: a link, which is not followed: look where it leads", path);
    return 0;
}

void forget_state_clear(struct forget_state *s)
{
    ids_clear(&s->runs);
    *s = (struct forget_state){0};
}

static bool begins(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

/* "runs/ID" of "runs/ID/answers.ndjson.zst" and of "runs/ID.log"; 0: it is in none. */
static size_t work_place(const char *name)
{
    size_t dir = strlen("runs/"), len = 0;
    if (begins(name, "runs/"))
        len = strcspn(name + dir, "/.");
    else if (begins(name, "sync/"))
        len = strcspn(name + dir, "/");
    return len && name[dir + len] ? dir + len : 0;
}

static void be_busy(const struct round *r, const char *path)
{
    r->s->busy++;
    notice(r->s->listener, "%s: somebody works there; it is left for the next time", path);
}

static int take_place(struct round *r, const char *name, size_t len, struct fault *f)
{
    struct buf path = BUF(8192);
    bool ours;
    if (r->place.len == len && len && memcmp(r->place.at, name, len) == 0)
        return 0;
    grip_drop(&r->grip);
    r->busy = false;
    buf_clear(&r->place);
    buf_add(&r->place, name, len);
    if (len == 0)
        return 0;
    buf_format(&path, "%s/%.*s", r->root.at, (int)len, name);
    int rc = buf_check(&path, "a path", f) == 0 ? grip_take(&r->grip, path.at, &ours, f) : -1;
    if (rc == 0 && !ours)
        be_busy(r, path.at);
    r->busy = rc == 0 && !ours;
    buf_free(&path);
    return rc;
}

/* ---- one file ---- */

/* "runs/ID/calls.ndjson.zst", "runs/ID.log" */
static bool is_on_hold(const struct round *r, const char *name)
{
    char id[NAME_ID] = "";
    size_t from = strlen("runs/"), len = begins(name, "runs/") ? strcspn(name + from, "/.") : 0;
    if (len == 0 || len >= sizeof id)
        return false;
    memcpy(id, name + from, len);
    return holds_find(r->s->holds, id) != NULL;
}

/* Of a file's name in its run; and what says that they are made. */
static bool is_report(const char *file)
{
    return strcmp(file, "/rollup.json") == 0 || strcmp(file, "/calls.csv") == 0 ||
           strcmp(file, "/evidence.csv") == 0 || begins(file, "/report.") ||
           begins(file, "/report-calls.") || strcmp(file, "/status/render") == 0;
}

/* "runs/ID" of what is in that directory; 0: it is in none. */
static size_t run_of(const char *name)
{
    size_t len = begins(name, "runs/") ? work_place(name) : 0;
    return len && name[len] == '/' ? len : 0;
}

/* The lock, below STATE, under which whoever keeps that file changes it; absent: none. */
static void lock_of(struct buf *lock, const char *name)
{
    static const char records[] = ".ndjson";
    size_t n = strlen(name), end = sizeof records - 1;
    if (begins(name, "runs/") && !run_of(name))
        buf_text(lock, "runs/locks/records");
    else if (begins(name, "batches/"))
        buf_text(lock, "batches/lock");
    else if (begins(name, "sent."))
        buf_text(lock, "sent.lock");
    else if (begins(name, "profiles/") && n > end && strcmp(name + n - end, records) == 0)
        buf_format(lock, "%.*s.lock", (int)(n - end), name); /* lib/state/held.h */
}

static int edit_locked(struct round *r, const char *path, const char *name, struct fault *f)
{
    struct buf below = BUF(4096), at = BUF(8192);
    struct lock lock = {-1};
    struct fault taken = {0};
    int rc = 0;
    lock_of(&below, name);
    if (below.len && (place_path(&at, PLACE_STATE, below.at, &taken) != 0 ||
                      lock_take(&lock, at.at, false, &taken) != 0)) {
        if (taken.status == STATUS_TRY_LATER)
            be_busy(r, path);
        else
            rc = (*f = taken, -1);
    } else {
        rc = forget_edit(r->s->by, path, &(struct forgot){0}, f);
    }
    lock_drop(&lock);
    buf_free(&below);
    buf_free(&at);
    return rc;
}

/* Calls that go from a run stand in its ledger before they are gone. */
static int put_left(const struct round *r, const char *run, size_t len, struct fault *f)
{
    const struct ids *left = r->s->by->left(r->s->by->who);
    struct buf dir = BUF(8192);
    buf_format(&dir, "%s/%.*s", r->root.at, (int)len, run);
    int rc = buf_check(&dir, "a path", f);
    if (rc == 0 && left->n > 0)
        rc = forget_ledger_put(dir.at, left, f);
    buf_free(&dir);
    return rc;
}

/* What no run can do without is changed; of a run in which something is, its reports go. */
static int edit(struct round *r, const char *path, const char *name, const struct forgot *n,
                struct fault *f)
{
    size_t len = run_of(name);
    if (len && is_report(name + len) && ids_find_text(&r->s->runs, (struct span){name, len}) >= 0)
        return file_remove(path, f);
    if (forgot_all(n) == 0)
        return 0;
    return len && put_left(r, name, len, f) != 0 ? -1 : edit_locked(r, path, name, f);
}

static int look(struct round *r, const char *path, const char *name, struct fault *f)
{
    struct forgot n = {0};
    if (r->doing == MEETING)
        return forget_meet(r->s->by, path, f);
    ids_empty(r->s->by->left(r->s->by->who));
    if (forget_count(r->s->by, path, &n, f) != 0)
        return -1;
    if (forgot_all(&n) > 0 && is_on_hold(r, name)) {
        r->s->held++;
        return 0;
    }
    if (forgot_all(&n) > 0) {
        size_t len = run_of(name);
        if (len && ids_add_text(&r->s->runs, (struct span){name, len}, NULL, NULL, f) != 0)
            return -1;
        if (r->s->tell)
            notice(r->s->listener, "left in %s: %lld places", path, (long long)forgot_all(&n));
        r->s->files++;
        forgot_most(&r->s->n, &n);
    }
    return r->doing == EDITING ? edit(r, path, name, &n, f) : 0;
}

/* Never changed: only said. */
static int look_only(struct round *r, const char *path, struct fault *f)
{
    struct forgot n = {0};
    if (r->doing != COUNTING)
        return 0;
    if (forget_count(r->s->by, path, &n, f) != 0)
        return -1;
    if (forgot_all(&n) > 0)
        notice(r->s->listener, "%s: %lld places, which stay: it is never changed", path,
               (long long)forgot_all(&n));
    r->s->kept += forgot_all(&n);
    return 0;
}

/* ---- what a sync has written ---- */

static int is_export(const struct dirent *e)
{
    return exported_is(e->d_name);
}

static int look_at_export(struct round *r, const struct buf *path, const char *name,
                          struct fault *f)
{
    struct stat st;
    if (buf_check(path, "a path", f) != 0)
        return -1;
    if (lstat(path->at, &st) != 0 || !S_ISREG(st.st_mode))
        return 0;
    if (!file_is_beside(name))
        return look(r, path->at, "export", f);
    if (r->doing == EDITING)
        file_sweep_one(path->at);
    return 0;
}

/* Not there; or empty, as where a disk is mounted, while the sync knows of a file (RUN/made). */
static bool is_away(int files, const char *out)
{
    char made[4096];
    snprintf(made, sizeof made, "%.*s/made", (int)(strrchr(out, '/') - out), out);
    return files < 0 ? errno == ENOENT || errno == ENOTDIR : files == 0 && access(made, F_OK) == 0;
}

static void note_away(struct round *r, const char *dir, const char *out)
{
    r->s->away++;
    if (r->doing == COUNTING && !r->s->tell)
        notice(r->s->listener,
               "%s: what a sync wrote there is not to be had; cm-retain forget, without more, "
               "does it when it is back; if it is gone for good, remove %s",
               dir, out);
}

static int look_at_exports(struct round *r, const char *out, struct fault *f)
{
    struct dirent **files = NULL;
    struct buf dir = BUF(4096), path = BUF(8192);
    int rc = exported_folder(&dir, out, f);
    int n = rc == 0 && dir.len ? scandir(dir.at, &files, is_export, alphasort) : 0;
    if (rc == 0 && dir.len && is_away(n, out)) {
        note_away(r, dir.at, out);
    } else if (n < 0) {
        notice(r->s->listener, "%s: %s; it is left for the next time", dir.at, strerror(errno));
        r->s->busy++;
    }
    for (int i = 0; i < n; i++) {
        buf_clear(&path);
        buf_format(&path, "%s/%s", dir.at, files[i]->d_name);
        if (rc == 0)
            rc = look_at_export(r, &path, files[i]->d_name, f);
        free(files[i]);
    }
    free(files);
    buf_free(&dir);
    buf_free(&path);
    return rc;
}

/* ---- the state directory ---- */

static bool is_out(const char *name)
{
    size_t len = begins(name, "sync/") ? work_place(name) : 0;
    return len && strcmp(name + len, "/out") == 0;
}

static int see(void *who, const struct tree_entry *e, struct fault *f)
{
    struct round *r = who;
    const char *name = e->path + r->root.len + 1;
    if (S_ISLNK(e->st.st_mode))
        return forget_state_link(r->s, e->path, r->doing == COUNTING);
    if (S_ISDIR(e->st.st_mode) && r->doing == EDITING)
        file_sweep_dir(e->path);
    if (!S_ISREG(e->st.st_mode) || begins(name, "archive/") || file_is_beside(e->name) ||
        (begins(name, "profiles/") && !strstr(name, "/held/")))
        return 0;
    if (begins(name, "audit."))
        return look_only(r, e->path, f);
    if (take_place(r, name, work_place(name), f) != 0)
        return -1;
    if (r->busy)
        return 0;
    if (is_out(name) && look_at_exports(r, e->path, f) != 0)
        return -1;
    return look(r, e->path, name, f);
}

static int go_round(struct forget_state *s, enum doing doing, struct fault *f)
{
    struct round r = {.s = s, .doing = doing, .root = BUF(4096), .grip = GRIP, .place = BUF(4096)};
    s->files = s->busy = s->held = s->away = 0;
    s->n = (struct forgot){0};
    int rc = place_find(&r.root, PLACE_STATE, "", f);
    if (rc == 0)
        rc = tree_walk_place(r.root.at, see, &r, f);
    grip_drop(&r.grip);
    buf_free(&r.root);
    buf_free(&r.place);
    return rc;
}

int forget_state_meet(struct forget_state *s, struct fault *f)
{
    return go_round(s, MEETING, f);
}

int forget_state_count(struct forget_state *s, struct fault *f)
{
    s->kept = s->links = 0;
    return go_round(s, COUNTING, f);
}

int forget_state_edit(struct forget_state *s, struct fault *f)
{
    return go_round(s, EDITING, f);
}
