/* Finding one's way in text that was checked: kinds, walking, paths. */

#include "lib/json/json.h"
#include "lib/json/index.h"
#include "lib/json/scan.h"

const unsigned char json_kinds[256] = {
    ['{'] = JSON_OBJECT, ['['] = JSON_ARRAY, ['"'] = JSON_STRING, ['t'] = JSON_TRUE,
    ['f'] = JSON_FALSE,  ['n'] = JSON_NULL,  ['-'] = JSON_NUMBER, ['0' ... '9'] = JSON_NUMBER,
};

/* ---- the record at hand ---- */

static _Thread_local const struct index *entered;

void json_enter(const struct index *x)
{
    entered = x;
}

void json_leave(void)
{
    entered = NULL;
}

const struct index *json_index(struct span v)
{
    const struct index *x = entered;
    return x && (size_t)((uintptr_t)v.at - (uintptr_t)x->at) < x->len ? x : NULL;
}

/* ---- ends of values, where there is no index ---- */

/* The end of a string token that begins at `at`. */
static const char *string_end(const char *at, const char *end)
{
    for (at++; at < end; at++) {
        const char *quote = memchr(at, '"', (size_t)(end - at));
        const char *slash = quote ? memchr(at, '\\', (size_t)(quote - at)) : NULL;
        if (!quote)
            return end;
        if (!slash)
            return quote + 1;
        at = slash + 1; /* and over what it escapes */
    }
    return end;
}

static const char *value_end(const char *at, const char *end)
{
    if (*at == '"')
        return string_end(at, end);
    if (*at != '{' && *at != '[')
        return scalar_end(at, end);
    for (int depth = 0; at < end;) {
        char c = *at;
        if (c == '"') {
            at = string_end(at, end);
            continue;
        }
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        at++;
        if (depth == 0)
            break;
    }
    return at;
}

/* ---- walking ---- */

void json_walk(struct json_walk *w, struct span v)
{
    *w = (struct json_walk){.at = v.at, .end = v.at};
    if (v.len && (*v.at == '{' || *v.at == '[')) {
        w->object = *v.at == '{';
        w->end = v.at + v.len - 1;
        w->index = json_index(v);
        w->at = w->index ? w->index->at + index_next(w->index, (size_t)(v.at - w->index->at))
                         : v.at + 1;
    }
}

static bool opens(char c)
{
    return (c | 0x20) == '{'; /* or [ */
}

/* The last byte of the value that begins here. */
static size_t last_of(const struct index *x, size_t place)
{
    const char *at = x->at + place;
    if (opens(*at))
        return index_partner(x, place);
    return *at == '"' ? index_quote(x, place)
                      : (size_t)(scalar_end(at, x->at + x->len) - x->at) - 1;
}

/* From start to start: between them are only commas, colons and blanks. */
static bool next_indexed(struct json_walk *w)
{
    const struct index *x = w->index;
    if (w->at >= w->end)
        return false;
    size_t place = (size_t)(w->at - x->at);
    w->key = SPAN_NONE;
    if (w->object) {
        w->key = (struct span){w->at, index_quote(x, place) + 1 - place};
        place = index_next(x, place);
    }
    size_t last = last_of(x, place);
    w->value = (struct span){x->at + place, last + 1 - place};
    w->at = x->at + index_next(x, last);
    return true;
}

/* Is this name, whose first quote is at `key`, written otherwise than it reads? */
static inline bool is_escaped(const struct index *x, size_t key, struct span name)
{
    struct span written = {x->at + key, index_quote(x, key) + 1 - key};
    return has_byte(written.at, written.len, '\\') && json_string_is(written, name);
}

/* And if it looks like the one that is asked for, is it that one? Not if that has a quote in it, or
 * a backslash. */
static inline bool is_plain(const struct index *x, size_t key, struct span name)
{
    return !has_byte(name.at, name.len, '\\') &&
           (!has_byte(name.at, name.len, '"') || index_quote(x, key) == key + 1 + name.len);
}

/* json_next, but that only what is asked for is looked at. */
static struct span member_indexed(const struct index *x, struct span object, struct span name)
{
    const char *line = x->at;
    size_t open = (size_t)(object.at - line), end = open + object.len - 1, found = 0;
    struct index_starts s = index_starts_behind(x, open);
    for (size_t key; (key = index_next_start(&s)) < end;) {
        size_t place = index_next_start(&s);
        if (key + name.len + 1 < end && line[key + name.len + 1] == '"' &&
            same_bytes(line + key + 1, name.at, name.len))
            found = is_plain(x, key, name) ? place : found;
        else if (x->escapes && is_escaped(x, key, name))
            found = place;
        if (opens(line[place]))
            s = index_starts_behind(x, index_partner(x, place));
    }
    return found ? (struct span){line + found, last_of(x, found) + 1 - found} : SPAN_NONE;
}

bool json_next(struct json_walk *w)
{
    if (w->index)
        return next_indexed(w);
    w->at = skip_blank(w->at, w->end);
    if (w->at < w->end && *w->at == ',')
        w->at = skip_blank(w->at + 1, w->end);
    if (w->at >= w->end)
        return false;
    w->key = SPAN_NONE;
    if (w->object) {
        const char *key = w->at;
        w->at = string_end(key, w->end);
        w->key = (struct span){key, (size_t)(w->at - key)};
        w->at = skip_blank(w->at, w->end) + 1;
        w->at = skip_blank(w->at, w->end);
    }
    const char *first = w->at;
    w->at = value_end(first, w->end);
    w->value = (struct span){first, (size_t)(w->at - first)};
    return true;
}

/* ---- what a text has somewhere ---- */

/* The index of exactly this text, if it is entered. */
static const struct index *index_of_all(struct span v)
{
    const struct index *x = json_index(v);
    return x && v.at == x->at && v.len == x->len ? x : NULL;
}

int json_depth(struct span v)
{
    const struct index *x = index_of_all(v);
    int depth = 0, deepest = 0;
    if (x)
        return x->depth;
    for (const char *at = v.at, *end = v.at + v.len; at < end; at++) {
        if (*at == '"') {
            at = string_end(at, end) - 1;
            continue;
        }
        depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

static int code_at(const char *at, const char *end)
{
    int code = 0;
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++)
        code = code << 4 | hex(at[i]);
    return code;
}

bool json_lone_surrogates(struct span v)
{
    const struct index *x = index_of_all(v);
    const char *at = v.at, *end = v.at + v.len;
    if (x)
        return x->lone;
    while (at < end && (at = memchr(at, '\\', (size_t)(end - at)))) {
        int code = code_at(at, end), low = -1;
        if (code >= 0xD800 && code <= 0xDBFF)
            low = code_at(at + 6, end);
        bool pair = low >= 0xDC00 && low <= 0xDFFF;
        if (!pair && code >= 0xD800 && code <= 0xDFFF)
            return true;
        at += pair ? 12 : code >= 0 ? 6 : 2;
    }
    return false;
}

size_t json_count(struct span v)
{
    struct json_walk w;
    size_t n = 0;
    for (json_walk(&w, v); json_next(&w);)
        n++;
    return n;
}

struct span json_member(struct span object, struct span name)
{
    struct json_walk w;
    struct span found = SPAN_NONE;
    if (json_kind(object) != JSON_OBJECT)
        return found;
    const struct index *x = json_index(object);
    if (x)
        return member_indexed(x, object, name);
    for (json_walk(&w, object); json_next(&w);)
        if (json_string_is(w.key, name))
            found = w.value; /* the last one counts */
    return found;
}

struct span json_get(struct span v, const char *path)
{
    while (v.at) {
        size_t n = strcspn(path, ".");
        v = json_member(v, (struct span){path, n});
        if (!path[n])
            return v;
        path += n + 1;
    }
    return SPAN_NONE;
}
