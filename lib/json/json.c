/* Finding one's way in text that was checked: kinds, walking, paths. */

#include "lib/json/json.h"
#include "lib/json/scan.h"

enum json_kind json_kind(struct span v)
{
    if (!v.at || v.len == 0)
        return JSON_NONE;
    switch (*v.at) {
    case '{': return JSON_OBJECT;
    case '[': return JSON_ARRAY;
    case '"': return JSON_STRING;
    case 't': return JSON_TRUE;
    case 'f': return JSON_FALSE;
    case 'n': return JSON_NULL;
    default: return JSON_NUMBER;
    }
}

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
    if (*at != '{' && *at != '[') {
        while (at < end && !blank(*at) && *at != ',' && *at != '}' && *at != ']')
            at++;
        return at;
    }
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

void json_walk(struct json_walk *w, struct span v)
{
    *w = (struct json_walk){.at = v.at, .end = v.at};
    if (v.len && (*v.at == '{' || *v.at == '[')) {
        w->object = *v.at == '{';
        w->at = v.at + 1;
        w->end = v.at + v.len - 1;
    }
}

bool json_next(struct json_walk *w)
{
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
