#include "lib/json/splice.h"

#include <stdio.h>
#include "lib/json/json.h"
#include "lib/json/scan.h"

/* What the object has of the members; true when it has no member at all. */
static bool find(struct span object, struct splice *what, size_t n)
{
    struct json_walk w;
    bool empty = true;
    for (size_t i = 0; i < n; i++)
        what[i].old = SPAN_NONE;
    for (json_walk(&w, object); json_next(&w); empty = false)
        for (size_t i = 0; i < n; i++)
            if (json_string_is(w.key, what[i].name))
                what[i].old = w.value; /* the last one counts */
    return empty;
}

/* The next member that is replaced, at or after `at`. */
static const struct splice *next_old(const struct splice *what, size_t n, const char *at)
{
    const struct splice *next = NULL;
    for (size_t i = 0; i < n; i++)
        if (what[i].old.at && what[i].old.at >= at && (!next || what[i].old.at < next->old.at))
            next = &what[i];
    return next;
}

static void add_name(struct buf *out, struct span name, bool first)
{
    if (!first)
        buf_byte(out, ',');
    json_quote(out, name);
    buf_byte(out, ':');
}

void splice_members(struct buf *out, struct span object, struct splice *what, size_t n)
{
    const char *at = object.at, *brace = object.at + object.len - 1;
    size_t room = object.len;
    bool first = find(object, what, n);
    for (size_t i = 0; i < n; i++)
        room += what[i].value.len + what[i].name.len + 4;
    buf_room(out, room);
    for (const struct splice *s; (s = next_old(what, n, at)); at = s->old.at + s->old.len) {
        buf_add(out, at, (size_t)(s->old.at - at));
        buf_span(out, s->value);
    }
    buf_add(out, at, (size_t)(brace - at));
    for (size_t i = 0; i < n; i++) {
        if (what[i].old.at)
            continue;
        add_name(out, what[i].name, first);
        buf_span(out, what[i].value);
        first = false;
    }
    buf_byte(out, '}');
}

/* `value`, inside the objects that the rest of the path asks for. */
static void add_wrapped(struct buf *out, const char *rest, struct span value)
{
    int depth = 0;
    while (*rest == '.') {
        size_t n = strcspn(rest + 1, ".");
        buf_byte(out, '{');
        add_name(out, (struct span){rest + 1, n}, true);
        rest += n + 1;
        depth++;
    }
    buf_span(out, value);
    while (depth-- > 0)
        buf_byte(out, '}');
}

void splice_set(struct buf *out, struct span object, const char *path, struct span value)
{
    size_t n = strcspn(path, ".");
    struct splice one = {.name = {path, n}};
    bool empty = find(object, &one, 1);
    const char *end = object.at + object.len;
    if (one.old.at) {
        buf_add(out, object.at, (size_t)(one.old.at - object.at));
        if (path[n] && json_kind(one.old) == JSON_OBJECT)
            splice_set(out, one.old, path + n + 1, value);
        else
            add_wrapped(out, path + n, value);
        buf_add(out, one.old.at + one.old.len, (size_t)(end - one.old.at) - one.old.len);
        return;
    }
    /* New members go before the closing brace, which is the last byte. */
    buf_add(out, object.at, object.len - 1);
    add_name(out, one.name, empty);
    add_wrapped(out, path + n, value);
    buf_byte(out, '}');
}

void splice_callmine(struct buf *out, struct span record, const struct splice *what, size_t n)
{
    char version[16];
    struct splice whole = {.name = span_of("callmine")}, all[SPLICE_MOST + 1];
    bool empty = find(record, &whole, 1);
    const struct span old = whole.old;
    struct span ours = json_kind(old) == JSON_OBJECT ? old : span_of("{}");
    snprintf(version, sizeof version, "%d", RECORD_VERSION);
    all[0] = (struct splice){.name = span_of("v"), .value = span_of(version)};
    memcpy(all + 1, what, n * sizeof *what);
    buf_room(out, record.len);
    if (old.at) {
        const char *end = old.at + old.len;
        buf_add(out, record.at, (size_t)(old.at - record.at));
        splice_members(out, ours, all, n + 1);
        buf_add(out, end, (size_t)(record.at + record.len - end));
    } else {
        buf_add(out, record.at, record.len - 1);
        add_name(out, whole.name, empty);
        splice_members(out, ours, all, n + 1);
        buf_byte(out, '}');
    }
}

void splice_record(struct buf *out, struct span record, const char *name, struct span value)
{
    const struct splice one = {.name = span_of(name), .value = value};
    splice_callmine(out, record, &one, 1);
}
