#include "lib/json/ids.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"

enum { IDS_FIRST_SLOTS = 256 };

static uint64_t ids_hash(struct span text) /* FNV-1a: ids are Gong's, not an attacker's */
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < text.len; i++)
        h = (h ^ (unsigned char)text.at[i]) * 1099511628211u;
    return h ^ h >> 29;
}

struct span ids_at(const struct ids *s, size_t number)
{
    return (struct span){s->text.at + s->place[number].at, s->place[number].len};
}

/* The slot that holds the text, or the free one where it would go. */
static size_t ids_slot(const struct ids *s, struct span text)
{
    size_t i = ids_hash(text) & (s->slots - 1);
    while (s->slot[i] != 0 && !span_equal(ids_at(s, s->slot[i] - 1), text))
        i = (i + 1) & (s->slots - 1);
    return i;
}

static int ids_grow(struct ids *s)
{
    if (s->n == s->room) {
        size_t room = s->room ? 2 * s->room : IDS_FIRST_SLOTS / 2;
        struct id_place *place = realloc(s->place, room * sizeof *place);
        if (!place)
            return -1;
        s->place = place;
        s->room = room;
    }
    if (2 * (s->n + 1) <= s->slots)
        return 0;
    size_t slots = s->slots ? 2 * s->slots : IDS_FIRST_SLOTS;
    uint32_t *slot = calloc(slots, sizeof *slot);
    if (!slot)
        return -1;
    free(s->slot);
    s->slot = slot;
    s->slots = slots;
    for (size_t i = 0; i < s->n; i++)
        s->slot[ids_slot(s, ids_at(s, i))] = (uint32_t)(i + 1);
    return 0;
}

/* The text that stands behind the others, from `at` on: one that is there already is taken off
 * again. */
static int add_last(struct ids *s, size_t at, size_t *number, bool *fresh, struct fault *f)
{
    if (buf_check(&s->text, "the ids", f) != 0)
        return -1;
    if (ids_grow(s) != 0)
        return fault(f, STATUS_NO_MEMORY, "no memory for %zu ids", s->n);
    struct span text = {s->text.at ? s->text.at + at : "", s->text.len - at};
    size_t i = ids_slot(s, text);
    bool is_new = s->slot[i] == 0;
    if (is_new) {
        s->place[s->n] = (struct id_place){at, (uint32_t)text.len};
        s->slot[i] = (uint32_t)++s->n;
    } else {
        s->text.len = at;
    }
    if (number)
        *number = s->slot[i] - 1;
    if (fresh)
        *fresh = is_new;
    return 0;
}

int ids_add(struct ids *s, struct span token, size_t *number, bool *fresh, struct fault *f)
{
    size_t at = s->text.len;
    json_text(&s->text, token);
    return add_last(s, at, number, fresh, f);
}

int ids_add_text(struct ids *s, struct span text, size_t *number, bool *fresh, struct fault *f)
{
    size_t at = s->text.len;
    buf_span(&s->text, text);
    return add_last(s, at, number, fresh, f);
}

long ids_find_text(const struct ids *s, struct span text)
{
    return s->n ? (long)s->slot[ids_slot(s, text)] - 1 : -1;
}

long ids_find(const struct ids *s, struct span token)
{
    struct span text = {"", 0};
    struct buf plain = BUF(0);
    if (json_kind(token) == JSON_STRING)
        text = (struct span){token.at + 1, token.len - 2};
    if (memchr(text.at, '\\', text.len)) {
        json_text(&plain, token);
        text = buf_view(&plain);
    }
    long number = plain.state == BUF_SOUND ? ids_find_text(s, text) : -1;
    buf_free(&plain);
    return number;
}

void ids_empty(struct ids *s)
{
    buf_clear(&s->text);
    s->n = 0;
    if (s->slot)
        memset(s->slot, 0, s->slots * sizeof *s->slot);
}

void ids_clear(struct ids *s)
{
    buf_free(&s->text);
    free(s->place);
    free(s->slot);
    *s = (struct ids){0};
}
