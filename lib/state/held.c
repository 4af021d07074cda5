#include "lib/state/held.h"

#include <inttypes.h>
#include <stdlib.h>
#include "lib/json/json.h"
#include "lib/state/digest.h"
#include "lib/state/held_file.h"

static const char *const states[HELD_STATES] = {"seen", "waiting", "held", "given_up"};
static const char *const changes[HELD_CHANGES] = {"same",           "appeared",      "changed",
                                                  "became_private", "became_public", "vanished"};

/* Gong files a conference under its scheduled time and other calls under their start: around the
 * ends of a window a call may belong to either side. */
static const when edge = WHEN_DAY;

const char *held_state_name(enum held_state s)
{
    return states[s];
}

const char *held_change_name(enum held_change c)
{
    return changes[c];
}

static int touch(struct held *h, size_t number, struct fault *f)
{
    if (h->ntouched == h->touched_room) {
        size_t room = h->touched_room ? 2 * h->touched_room : 256;
        size_t *more = realloc(h->touched, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for %zu calls", room);
        h->touched = more;
        h->touched_room = room;
    }
    h->touched[h->ntouched++] = number;
    return 0;
}

int held_find(struct held *h, struct span id, size_t *number, struct fault *f)
{
    bool fresh;
    if (ids_add(&h->ids, id, number, &fresh, f) != 0)
        return -1;
    if (*number >= h->room) {
        size_t room = h->room ? 2 * h->room : 1024;
        struct held_call *more = realloc(h->calls, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for %zu calls", room);
        h->calls = more;
        h->room = room;
    }
    if (fresh)
        h->calls[*number] = (struct held_call){.first = h->now, .last = h->now, .since = h->now};
    return touch(h, *number, f);
}

static when time_of(struct span meta)
{
    when t;
    if (json_time(json_get(meta, "scheduled"), &t) || json_time(json_get(meta, "started"), &t))
        return t;
    return 0;
}

static uint64_t hash_of(struct span meta)
{
    unsigned char raw[DIGEST_BYTES];
    uint64_t hash = 0;
    digest_raw(meta, raw);
    for (int i = 0; i < 8; i++)
        hash = hash << 8 | raw[i];
    return hash;
}

int held_meet(struct held *h, struct span meta, size_t *number, enum held_change *change,
              struct fault *f)
{
    size_t known = h->ids.n;
    if (held_find(h, json_get(meta, "id"), number, f) != 0)
        return -1;
    struct held_call *c = &h->calls[*number];
    bool fresh = *number == known, hidden = json_kind(json_get(meta, "isPrivate")) > JSON_FALSE;
    uint64_t hash = hash_of(meta);
    *change = fresh || c->gone             ? HELD_APPEARED
              : hidden && !c->hidden       ? HELD_BECAME_PRIVATE
              : !hidden && c->hidden       ? HELD_BECAME_PUBLIC
              : c->hash && hash != c->hash ? HELD_CHANGED
                                           : HELD_SAME;
    c->at = time_of(meta);
    if (*change == HELD_APPEARED || *change == HELD_BECAME_PUBLIC)
        c->late = c->at && c->at < h->through ? h->through : 0;
    c->hash = hash;
    c->hidden = hidden;
    c->gone = 0;
    c->last = h->now;
    return 0;
}

void held_set(struct held *h, size_t number, enum held_state state)
{
    struct held_call *c = &h->calls[number];
    if (c->state != state)
        c->since = h->now;
    c->state = state;
}

int held_vanished(struct held *h, when from, when to, when began, held_told *told, void *who,
                  struct fault *f)
{
    for (size_t i = 0; i < h->ids.n; i++) {
        struct held_call *c = &h->calls[i];
        if (c->gone || c->last >= began || !c->at || c->at < from + edge || c->at >= to - edge)
            continue;
        c->gone = h->now;
        if (touch(h, i, f) != 0 || (told && told(who, h, i, f) != 0))
            return -1;
    }
    return 0;
}

bool held_unmet(const struct held *h, size_t number)
{
    return h->calls[number].last < h->now && !h->calls[number].gone;
}

void held_drop_unmet(struct held *h)
{
    for (size_t i = 0; i < h->ids.n; i++)
        if (held_unmet(h, i)) {
            held_set(h, i, HELD_SEEN);
            h->calls[i].transcript = false;
            h->calls[i].gone = h->now;
        }
}

void held_settle(struct held *h)
{
    h->astray = h->through > h->now + WHEN_DAY;
    if (h->astray)
        h->through = h->from;
    else if (h->through > h->now)
        h->through = h->now;
    for (size_t i = 0; i < h->ids.n; i++) {
        struct held_call *c = &h->calls[i];
        if (c->state == HELD_GIVEN_UP && c->since > h->now)
            held_set(h, i, HELD_WAITING);
        if (c->first > h->now)
            c->first = h->now;
        if (c->last > h->now)
            c->last = h->now - 1;
    }
}

when held_oldest(const struct held *h)
{
    when oldest = 0;
    for (size_t i = 0; i < h->ids.n; i++) {
        const struct held_call *c = &h->calls[i];
        bool wanted = c->state == HELD_SEEN || c->state == HELD_WAITING;
        when at = c->at ? c->at - edge : h->from; /* no time: it may be anywhere */
        if (wanted && !c->gone && !c->hidden && (!oldest || at < oldest))
            oldest = at;
    }
    return oldest;
}

void held_close(struct held *h)
{
    lock_drop(&h->lock);
    ids_clear(&h->ids);
    free(h->calls);
    free(h->touched);
    *h = (struct held){.lock.fd = -1};
}
