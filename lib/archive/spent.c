#include "lib/archive/spent.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/grip.h"
#include "lib/archive/tree.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/place.h"

enum { RECORD_LIMIT = 16 << 20 };

/* Before it goes, a directory is no run's any more: nobody can go on in half of one. */
static const char GOING[] = ".gone";
static const char *const parts[] = {"", ".log", ".against.json"};
static const char *const ended[] = {"completed", "partial", "failed", "cancelled", "no_match"};

enum { PARTS = sizeof parts / sizeof parts[0], ENDED = sizeof ended / sizeof ended[0] };

static int path_of(struct buf *path, const char *name, const char *more, struct fault *f)
{
    if (place_find(path, PLACE_STATE, "runs", f) != 0)
        return -1;
    if (name[0] != '\0')
        buf_format(path, "/%s%s", name, more);
    return buf_check(path, "the path of a run", f);
}

/* ---- what a record says ---- */

/* When and how it ended: false when it has not, or is none of these. */
static bool has_ended(struct span record, struct spent_run *run, when *latest)
{
    struct json_walk w;
    struct span state = json_get(record, "state");
    *latest = INT64_MIN;
    for (json_walk(&w, json_get(record, "history")); json_next(&w);)
        json_time(json_get(w.value, "time"), latest);
    run->ended = *latest;
    for (size_t i = 0; i < ENDED; i++)
        if (json_text_is(state, ended[i]))
            run->state = ended[i];
    return run->state && *latest != INT64_MIN && json_text_is(json_get(record, "kind"), "run");
}

static int grasp(struct grip *g, const char *id, bool *ours, struct fault *f)
{
    struct buf path = BUF(4096);
    *g = GRIP;
    int done = path_of(&path, id, "", f) == 0 ? grip_take(g, path.at, ours, f) : -1;
    buf_free(&path);
    return done;
}

static int measure(struct spent_run *run, bool *there, struct fault *f)
{
    struct buf path = BUF(4096);
    struct tree_size size = {0};
    struct grip grip;
    bool ours = false;
    int done = grasp(&grip, run->id, &ours, f);
    *there = false;
    for (size_t i = 0; done == 0 && ours && i < PARTS; i++) {
        done = path_of(&path, run->id, parts[i], f);
        *there = *there || (done == 0 && access(path.at, F_OK) == 0);
        if (done == 0)
            done = tree_measure(&size, path.at, f);
    }
    run->bytes = size.bytes;
    grip_drop(&grip);
    buf_free(&path);
    return done;
}

static int add(struct spent *p, const struct spent_run *run, struct fault *f)
{
    if (p->n == p->room) {
        size_t room = p->room ? 2 * p->room : 16;
        struct spent_run *more = realloc(p->at, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for the runs");
        p->at = more;
        p->room = room;
    }
    p->at[p->n++] = *run;
    return 0;
}

struct search {
    struct spent *p;
    when now;
    const struct holds *holds;
    const struct listener *listener;
};

static int judge(const struct search *s, struct span record, struct spent_run *run, struct fault *f)
{
    when latest;
    bool there, over = has_ended(record, run, &latest);
    if (latest > s->p->newest)
        s->p->newest = latest;
    if (!over || holds_find(s->holds, run->id) || s->now - run->ended < SPENT_DAYS * WHEN_DAY)
        return 0;
    if (measure(run, &there, f) != 0)
        return -1;
    return there ? add(s->p, run, f) : 0;
}

static int look(const struct search *s, const char *id, struct fault *f)
{
    struct buf path = BUF(4096), text = BUF(RECORD_LIMIT);
    struct span record;
    struct spent_run run = {0};
    struct fault why = {0};
    snprintf(run.id, sizeof run.id, "%s", id);
    int done = path_of(&path, id, ".json", f);
    if (done == 0) {
        if (file_read(&text, path.at, &why) == 0 && json_check(buf_view(&text), &record, &why) == 0)
            done = judge(s, record, &run, f);
        else if (why.status != STATUS_NO_INPUT)
            notice(s->listener, "run %s: its record cannot be read, so it stays: %s", id, why.text);
    }
    buf_free(&path);
    buf_free(&text);
    return done;
}

/* ---- all of them ---- */

/* Call `see` for each name in STATE/runs that ends so and is a run's before that. */
static int each(const char *ending, int (*see)(void *who, const char *id, struct fault *f),
                void *who, struct fault *f)
{
    struct buf path = BUF(4096);
    struct dirent **entries = NULL;
    int done = path_of(&path, "", "", f);
    int n = done == 0 ? scandir(path.at, &entries, NULL, alphasort) : 0;
    if (n < 0 && errno != ENOENT)
        done = fault_errno(f, STATUS_IO, "%s", path.at);
    for (int i = 0; i < n; i++) {
        char *name = entries[i]->d_name;
        size_t len = strlen(name), end = strlen(ending);
        if (done == 0 && len > end && strcmp(name + len - end, ending) == 0 &&
            name_is_id((struct span){name, len - end})) {
            name[len - end] = '\0';
            done = see(who, name, f);
        }
        free(entries[i]);
    }
    free(entries);
    buf_free(&path);
    return done;
}

static int see(void *who, const char *id, struct fault *f)
{
    return look(who, id, f);
}

int spent_open(struct spent *p, when now, const struct holds *h, const struct listener *l,
               struct fault *f)
{
    *p = (struct spent){.newest = INT64_MIN};
    return each(".json", see, &(struct search){p, now, h, l}, f);
}

void spent_close(struct spent *p)
{
    free(p->at);
    *p = (struct spent){0};
}

static int sweep(void *who, const char *id, struct fault *f)
{
    struct buf path = BUF(4096);
    (void)who;
    int done = path_of(&path, id, GOING, f);
    if (done == 0)
        done = tree_remove(path.at, f);
    buf_free(&path);
    return done;
}

static int remove_one(const char *id, struct fault *f)
{
    struct buf path = BUF(4096), going = BUF(4096);
    struct grip grip;
    bool ours = false;
    int done = grasp(&grip, id, &ours, f);
    if (done == 0)
        done = path_of(&path, id, "", f) != 0 ? -1 : path_of(&going, id, GOING, f);
    if (done == 0 && ours && rename(path.at, going.at) != 0 && errno != ENOENT)
        done = fault_errno(f, STATUS_IO, "%s", path.at);
    if (done == 0)
        done = tree_remove(going.at, f);
    for (size_t i = 1; done == 0 && ours && i < PARTS; i++) {
        done = path_of(&path, id, parts[i], f);
        if (done == 0 && unlink(path.at) != 0 && errno != ENOENT)
            done = fault_errno(f, STATUS_IO, "%s", path.at);
    }
    grip_drop(&grip);
    buf_free(&path);
    buf_free(&going);
    return done;
}

int spent_remove(const struct spent *p, struct fault *f)
{
    struct buf path = BUF(4096);
    int done = each(GOING, sweep, NULL, f);
    for (size_t i = 0; done == 0 && i < p->n; i++)
        done = remove_one(p->at[i].id, f);
    if (done == 0 && p->n > 0)
        done = path_of(&path, "", "", f) == 0 ? file_sync_dir(path.at, f) : -1;
    buf_free(&path);
    return done;
}
