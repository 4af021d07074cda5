#include "lib/state/held_add.h"

#include "lib/json/json.h"
#include "lib/state/held_put.h"

struct job {
    struct held *held;
    struct ids late; /* the calls of --waiting */
};

static int meet(struct job *j, struct span record, size_t *number, enum held_change *change,
                struct fault *f)
{
    struct span meta = json_get(record, "metaData");
    if (json_kind(json_get(meta, "id")) != JSON_STRING)
        return fault(f, STATUS_BAD_RECORD, "no call: it has no metaData.id");
    return held_meet(j->held, meta, number, change, f);
}

static int add_waiting(void *self, struct span record, struct out *out, struct fault *f)
{
    struct job *j = self;
    enum held_change change;
    size_t number;
    (void)out;
    if (meet(j, record, &number, &change, f) != 0)
        return -1;
    held_set(j->held, number, HELD_WAITING);
    return ids_add(&j->late, json_get(record, "metaData.id"), NULL, NULL, f);
}

static int add_call(void *self, struct span record, struct out *out, struct fault *f)
{
    struct job *j = self;
    enum held_change change;
    size_t number;
    bool transcript = json_kind(json_get(record, "transcript")) == JSON_ARRAY;
    (void)out;
    if (meet(j, record, &number, &change, f) != 0)
        return -1;
    if (!transcript && ids_find(&j->late, json_get(record, "metaData.id")) >= 0)
        return 0;
    held_set(j->held, number, HELD_HELD);
    j->held->calls[number].transcript = transcript;
    return 0;
}

int held_add(struct held *h, struct stream *files, const char *waiting, bool whole, struct fault *f)
{
    struct job j = {.held = h};
    char *path = (char *)(size_t)waiting;
    struct stream late = {.files = &path, .n = 1};
    struct stage waits = {.step = add_waiting, .self = &j},
                 is_held = {.step = add_call, .self = &j};
    int done = waiting ? stream_run(&late, &waits, f) : 0;
    if (done == 0)
        done = stream_run(files, &is_held, f);
    ids_clear(&j.late);
    if (done == 0 && whole)
        held_drop_unmet(h);
    return done == 0 ? held_commit(h, f) : -1;
}

/* A line for each call of which NAME's holder has not what the listing has. */
static int diff_call(void *self, struct span record, struct out *out, struct fault *f)
{
    struct job *j = self;
    enum held_change change;
    size_t number;
    if (meet(j, record, &number, &change, f) != 0)
        return -1;
    if (change == HELD_SAME && j->held->calls[number].state == HELD_HELD)
        return 0;
    return held_put_change(j->held, number, change, out, f);
}

static int pass_new(void *self, struct span record, struct out *out, struct fault *f)
{
    struct job *j = self;
    enum held_change change;
    size_t number;
    if (meet(j, record, &number, &change, f) != 0)
        return -1;
    if (change != HELD_SAME || j->held->calls[number].state != HELD_HELD)
        out_line(out, record);
    return 0;
}

static int diff_rest(void *self, struct out *out, struct fault *f)
{
    struct job *j = self;
    for (size_t i = 0; i < j->held->ids.n; i++)
        if (held_unmet(j->held, i) && held_put_change(j->held, i, HELD_VANISHED, out, f) != 0)
            return -1;
    return 0;
}

int held_diff(struct held *h, struct stream *files, struct fault *f)
{
    struct job j = {.held = h};
    return stream_run(files, &(struct stage){.step = diff_call, .finish = diff_rest, .self = &j},
                      f);
}

int held_new(struct held *h, struct stream *files, struct fault *f)
{
    struct job j = {.held = h};
    return stream_run(files, &(struct stage){.step = pass_new, .self = &j}, f);
}
