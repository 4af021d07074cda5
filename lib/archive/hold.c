#include "lib/archive/hold.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"

/* Where the id is, or would be put in. */
static size_t place_of(const struct holds *h, const char *id)
{
    size_t at = 0;
    while (at < h->n && strcmp(h->at[at].id, id) < 0)
        at++;
    return at;
}

const struct hold *holds_find(const struct holds *h, const char *id)
{
    size_t at = place_of(h, id);
    return at < h->n && strcmp(h->at[at].id, id) == 0 ? &h->at[at] : NULL;
}

int holds_put(struct holds *h, const struct hold *hold, struct fault *f)
{
    size_t at = place_of(h, hold->id);
    struct hold copy = *hold;
    copy.who = arena_text(&h->text, span_of(hold->who));
    copy.why = arena_text(&h->text, span_of(hold->why));
    if (h->n == h->room) {
        size_t room = h->room ? 2 * h->room : 16;
        struct hold *more = realloc(h->at, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for the holds");
        h->at = more;
        h->room = room;
    }
    if (arena_check(&h->text, "the holds", f) != 0)
        return -1;
    if (at == h->n || strcmp(h->at[at].id, copy.id) != 0) {
        memmove(h->at + at + 1, h->at + at, (h->n - at) * sizeof *h->at);
        h->n++;
    }
    h->at[at] = copy;
    return 0;
}

void holds_drop(struct holds *h, const char *id)
{
    size_t at = place_of(h, id);
    if (at == h->n || strcmp(h->at[at].id, id) != 0)
        return;
    h->n--;
    memmove(h->at + at, h->at + at + 1, (h->n - at) * sizeof *h->at);
}

int holds_take(struct holds *h, struct span line, struct fault *f)
{
    struct span object;
    struct hold hold = {0};
    struct buf id = BUF(NAME_ID), who = BUF(1024), why = BUF(4 * HOLD_WHY);
    if (json_check(line, &object, f) != 0)
        return -1;
    json_text(&id, json_get(object, "id"));
    json_text(&who, json_get(object, "who"));
    json_text(&why, json_get(object, "why"));
    bool sound = id.state == BUF_SOUND && who.state == BUF_SOUND && why.state == BUF_SOUND &&
                 id.len < NAME_ID && name_is_id(buf_view(&id)) &&
                 json_time(json_get(object, "time"), &hold.time);
    int done = -1;
    if (sound) {
        memcpy(hold.id, id.at, id.len + 1);
        hold.who = who.at ? who.at : "";
        hold.why = why.at ? why.at : "";
        done = holds_put(h, &hold, f);
    } else {
        fault(f, STATUS_BAD_RECORD, "not a hold");
    }
    buf_free(&id);
    buf_free(&who);
    buf_free(&why);
    return done;
}

void hold_line(struct buf *b, const struct hold *h)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "id", span_of(h->id));
    json_put_time(&w, "time", h->time);
    json_put_text(&w, "who", span_of(h->who));
    json_put_text(&w, "why", span_of(h->why));
    json_close(&w, '}');
    buf_byte(b, '\n');
}

void holds_clear(struct holds *h)
{
    free(h->at);
    arena_free(&h->text);
    *h = (struct holds){0};
}
