#include "lib/run/follow.h"

#include <fcntl.h>
#include <unistd.h>
#include "lib/json/json.h"
#include "lib/run/child.h"
#include "lib/run/runs.h"
#include "lib/run/table.h"
#include "lib/run/view.h"

enum { LOOK_MS = 250 };

/* What has come into its history since. */
static void tell_history(const struct host *h, const struct runs_entry *e, size_t *told)
{
    struct json_walk w;
    size_t n = 0;
    for (json_walk(&w, e->history); json_next(&w);) {
        struct buf state = BUF(64), phase = BUF(64), cause = BUF(8192);
        json_text(&state, json_get(w.value, "state"));
        json_text(&phase, json_get(w.value, "phase"));
        json_text(&cause, json_get(w.value, "cause"));
        if (n++ == *told) {
            notice(h->listener, "%s%s%s%s%s", state.at ? state.at : "", phase.len ? ", " : "",
                   phase.len ? phase.at : "", cause.len ? ": " : "", cause.len ? cause.at : "");
            ++*told;
        }
        buf_free(&state);
        buf_free(&phase);
        buf_free(&cause);
    }
}

static bool is_over(enum runs_state s)
{
    return s != RUNS_QUEUED && s != RUNS_RUNNING;
}

/* 1: it is at its end, in *state. */
static int look(const struct host *h, struct runs_entry *e, struct view *v, size_t *told,
                enum runs_state *state, struct fault *f)
{
    struct runs_entry now;
    struct buf cause = BUF(8192);
    int rc = runs_read(&now, e->id, f);
    if (rc == 0) {
        runs_entry_clear(e);
        *e = now;
        tell_history(h, e, told);
        rc = table_state(state, &cause, e, f);
        if (rc == 0 && !is_over(*state))
            view_look(v);
        rc = rc == 0 ? is_over(*state) : -1;
        if (rc == 1 && *state != e->state)
            notice(h->listener, "%s", cause.at);
    } else {
        runs_entry_clear(&now);
    }
    buf_free(&cause);
    return rc;
}

static int conclude(const struct runs_entry *e, enum runs_state state, struct fault *f)
{
    int status = e->status > 0 ? e->status : STATUS_TRY_LATER;
    switch (state) {
    case RUNS_COMPLETED:
    case RUNS_NO_MATCH: return 0;
    default: return fault(f, status, "%s is %s", e->id, runs_state_name(state));
    }
}

/* A run that waits for its turn may have none yet. */
static void open_log(struct view *v, const char *path)
{
    if (v->log < 0)
        v->log = open(path, O_RDONLY | O_CLOEXEC);
}

int follow_run(const struct host *h, const char *id, struct fault *f)
{
    struct runs_entry e;
    struct buf dir = BUF(4095), path = BUF(4095);
    enum runs_state state = RUNS_QUEUED;
    size_t told = 0;
    int rc = runs_read(&e, id, f);
    if (rc == 0)
        rc = runs_path(&dir, id, "", f) != 0 || runs_path(&path, id, ".log", f) != 0 ? -1 : 0;
    if (rc == 0) {
        struct view v;
        view_begin(&v, h, &e, dir.at, -1, 0);
        open_log(&v, path.at);
        while ((rc = look(h, &e, &v, &told, &state, f)) == 0) {
            if (child_told(LOOK_MS)) {
                rc = fault(f, STATUS_TRY_LATER, "%s goes on; it is not watched any more", id);
                break;
            }
            open_log(&v, path.at);
        }
        open_log(&v, path.at);
        view_end(&v);
        if (v.log >= 0)
            close(v.log);
    }
    if (rc == 1)
        rc = conclude(&e, state, f);
    runs_entry_clear(&e);
    buf_free(&dir);
    buf_free(&path);
    return rc;
}
