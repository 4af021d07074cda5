#include "lib/state/held_add.h"

#include "lib/json/json.h"
#include "lib/state/held_put.h"

enum { HELD_ID = 258 /* bytes, with its quotes */ };

struct job {
    struct held *held;
    struct ids spoken; /* calls of which a transcript was among the records */
    bool whole;
};

static int meet(struct job *j, struct span record, size_t *number, enum held_change *change,
                struct fault *f)
{
    struct span meta = json_get(record, "metaData");
    if (json_kind(json_get(meta, "id")) != JSON_STRING)
        return fault(f, STATUS_BAD_RECORD, "no call: it has no metaData.id");
    if (json_get(meta, "id").len > HELD_ID)
        return fault(f, STATUS_BAD_RECORD, "a call's id is at most %d bytes", HELD_ID - 2);
    return held_meet(j->held, meta, number, change, f);
}

/* A call that a listing has met stays as it was met: the records may be old. */
static int name(struct job *j, struct span record, size_t *number, struct fault *f)
{
    enum held_change change;
    struct span id = json_get(record, "metaData.id");
    if (!j->whole && json_kind(id) == JSON_STRING && ids_find(&j->held->ids, id) >= 0)
        return held_find(j->held, id, number, f);
    return meet(j, record, number, &change, f);
}

/* A call is held when its transcript is; before that it waits. */
static int add_call(void *self, struct span record, struct out *out, struct fault *f)
{
    struct job *j = self;
    size_t number;
    bool spoken = json_kind(json_get(record, "transcript")) == JSON_ARRAY;
    struct span id = json_get(record, "metaData.id");
    (void)out;
    if (name(j, record, &number, f) != 0)
        return -1;
    struct held_call *c = &j->held->calls[number];
    if (spoken) {
        held_set(j->held, number, HELD_HELD);
        c->transcript = true;
        return ids_add(&j->spoken, id, NULL, NULL, f);
    }
    bool done = c->state == HELD_HELD || c->state == HELD_GIVEN_UP;
    if (ids_find(&j->spoken, id) < 0 && (j->whole || !done)) {
        held_set(j->held, number, HELD_WAITING);
        c->transcript = false;
    }
    return 0;
}

static int add_final(void *self, struct span record, struct out *out, struct fault *f)
{
    struct job *j = self;
    size_t number;
    (void)out;
    if (name(j, record, &number, f) != 0)
        return -1;
    held_set(j->held, number, HELD_HELD);
    return 0;
}

int held_add(struct held *h, struct stream *files, const char *final, bool whole, struct fault *f)
{
    struct job j = {.held = h, .whole = whole};
    char *path = (char *)(size_t) final;
    struct stream done_with = {.files = &path, .n = 1};
    struct stage call = {.step = add_call, .self = &j}, last = {.step = add_final, .self = &j};
    int done = stream_run(files, &call, f);
    if (done == 0 && final)
        done = stream_run(&done_with, &last, f);
    ids_clear(&j.spoken);
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
