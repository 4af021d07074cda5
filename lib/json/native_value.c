#include "lib/json/native_value.h"

#include <math.h>
#include <stdlib.h>
#include "lib/json/scan.h"

/* ---- numbers ---- */

double value_number(struct store *s, struct value v)
{
    char brief[64];
    double n = 0;
    if (v.form == VALUE_NUMBER)
        return v.number;
    if (json_number_short(v.span, &n))
        return n;
    if (v.span.len >= sizeof brief) {
        char *copy = arena_text(&s->arena, v.span);
        return copy ? strtod(copy, NULL) : 0;
    }
    memcpy(brief, v.span.at, v.span.len);
    brief[v.span.len] = '\0';
    return strtod(brief, NULL);
}

/* ---- strings ---- */

static struct span inside(struct span string)
{
    return (struct span){string.at + 1, string.len - 2};
}

struct span value_bytes(struct store *s, struct value v)
{
    struct span raw;
    if (v.form == VALUE_TEXT)
        return v.span;
    raw = inside(v.span);
    if (!memchr(raw.at, '\\', raw.len))
        return raw;
    struct buf text = BUF(0);
    store_charge(s, raw.len);
    json_text(&text, v.span);
    if (text.state != BUF_SOUND)
        s->arena.broken = true;
    raw = arena_copy(&s->arena, text.len ? buf_view(&text) : span_of(""));
    buf_free(&text);
    return raw;
}

/* Text is never shorter than what it is written as, so only a longer token can be it by escapes. */
bool value_is(struct store *s, struct value v, struct span text)
{
    struct span raw = v.form == VALUE_TEXT ? v.span : inside(v.span);
    (void)s;
    if (raw.len < text.len)
        return false;
    if (v.form == VALUE_TEXT)
        return raw.len == text.len && memcmp(raw.at, text.at, text.len) == 0;
    if (raw.len == text.len)
        return same_bytes(raw.at, text.at, text.len) && !has_byte(raw.at, raw.len, '\\');
    return has_byte(raw.at, raw.len, '\\') && json_string_is(v.span, text);
}

/* ---- containers ---- */

/* Is every name there once? A bit a name says which pairs need a closer look. */
static bool unique(struct store *s, struct span object)
{
    struct json_walk w, before;
    uint64_t seen = 0;
    bool escapes = false;
    for (json_walk(&w, object); json_next(&w);) {
        const unsigned char *k = (const unsigned char *)w.key.at;
        size_t n = w.key.len;
        unsigned mix = (unsigned)n * 7U + k[1] * 31U + k[n - 2] * 11U + k[n / 2] * 5U;
        uint64_t bit = (uint64_t)1 << (mix & 63U);
        escapes = escapes || memchr(k, '\\', n);
        if ((seen & bit) || escapes)
            for (json_walk(&before, object); json_next(&before) && before.key.at < w.key.at;)
                if (s->fuel-- < 0 || json_text_equal(before.key, w.key))
                    return false;
        seen |= bit;
    }
    return true;
}

bool value_walk(struct store *s, struct value_walk *w, struct value v)
{
    *w = (struct value_walk){.pairs = v.kind == JSON_OBJECT};
    if (v.form == VALUE_LIST) {
        w->list = v.list;
        return true;
    }
    json_walk(&w->json, v.span);
    return !w->pairs || unique(s, v.span);
}

bool value_next(struct value_walk *w)
{
    if (!w->list) {
        if (!json_next(&w->json))
            return false;
        w->value = value_of(w->json.value);
        if (w->pairs)
            w->key = value_of(w->json.key);
        return true;
    }
    if (w->at >= w->list->n)
        return false;
    if (w->pairs)
        w->key = w->list->at[w->at++];
    w->value = w->list->at[w->at++];
    return true;
}

bool value_count(struct store *s, struct value v, size_t *n)
{
    if (v.form == VALUE_LIST)
        *n = v.kind == JSON_OBJECT ? v.list->n / 2 : v.list->n;
    else if (v.kind == JSON_OBJECT && !unique(s, v.span))
        return false;
    else
        *n = json_count(v.span);
    return true;
}

struct value value_member(struct store *s, struct value object, struct span name)
{
    struct value found = value_plain(JSON_NONE);
    if (object.form == VALUE_LIST) {
        for (size_t i = 0; i < object.list->n; i += 2)
            if (value_is(s, object.list->at[i], name))
                return object.list->at[i + 1];
        return found;
    }
    struct span member = json_member(object.span, name);
    return member.at ? value_of(member) : found;
}

struct value value_element(struct value array, double index)
{
    struct json_walk w;
    struct span found = SPAN_NONE;
    if (array.form == VALUE_LIST) {
        index += index < 0 ? (double)array.list->n : 0;
        return index < 0 || index >= (double)array.list->n ? value_plain(JSON_NONE)
                                                           : array.list->at[(size_t)index];
    }
    index += index < 0 ? (double)json_count(array.span) : 0;
    if (index < 0)
        return value_plain(JSON_NONE);
    for (json_walk(&w, array.span); json_next(&w) && index >= 0; index--)
        found = index < 1 ? w.value : SPAN_NONE;
    return index < 0 ? value_of(found) : value_plain(JSON_NONE);
}

/* ---- making ---- */

struct value value_list(struct store *s, enum json_kind kind)
{
    struct list *list = arena_take(&s->arena, sizeof *list);
    if (!list)
        return value_plain(JSON_NULL); /* the arena is broken: the run bails */
    return (struct value){.kind = kind, .form = VALUE_LIST, .list = list};
}

/* So that nothing that walks down values goes too deep: what is put in must be finished. */
static void deepen(struct list *l, struct value v)
{
    if (v.form == VALUE_LIST && v.list->depth >= l->depth)
        l->depth = v.list->depth + 1;
}

bool value_add(struct store *s, struct value list, struct value v)
{
    struct list *l = list.list;
    deepen(l, v);
    if (s->arena.broken || s->fuel-- < 0 || l->depth > VALUE_DEPTH)
        return false;
    if (l->n == l->room) {
        size_t room = l->room ? 2 * l->room : 8;
        struct value *more = arena_take(&s->arena, room * sizeof *more);
        if (!more)
            return false;
        if (l->n)
            memcpy(more, l->at, l->n * sizeof *more);
        l->at = more;
        l->room = room;
    }
    l->at[l->n++] = v;
    return true;
}

bool value_put(struct store *s, struct value object, struct value key, struct value v)
{
    struct span name = value_bytes(s, key);
    for (size_t i = 0; i < object.list->n; i += 2)
        if (s->fuel-- >= 0 && value_is(s, object.list->at[i], name)) {
            object.list->at[i + 1] = v;
            deepen(object.list, v);
            return object.list->depth <= VALUE_DEPTH;
        }
    return value_add(s, object, value_text(name)) && value_add(s, object, v);
}
