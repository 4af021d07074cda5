#include "lib/json/splice.h"

#include <stdio.h>
#include "lib/json/json.h"

/* Where a member's value stands in an object, and where a new member would go. */
static struct span last_member(struct span object, struct span name, bool *empty)
{
    struct json_walk w;
    *empty = true;
    for (json_walk(&w, object); json_next(&w);)
        *empty = false;
    return json_member(object, name);
}

/* `value`, inside the objects that the rest of the path asks for. */
static void add_wrapped(struct buf *out, const char *rest, struct span value)
{
    int depth = 0;
    while (*rest == '.') {
        size_t n = strcspn(rest + 1, ".");
        buf_byte(out, '{');
        json_quote(out, (struct span){rest + 1, n});
        buf_byte(out, ':');
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
    struct span name = {path, n};
    bool empty;
    struct span old = last_member(object, name, &empty);
    const char *end = object.at + object.len;
    if (old.at) {
        buf_add(out, object.at, (size_t)(old.at - object.at));
        if (path[n] && json_kind(old) == JSON_OBJECT)
            splice_set(out, old, path + n + 1, value);
        else
            add_wrapped(out, path + n, value);
        buf_add(out, old.at + old.len, (size_t)(end - old.at) - old.len);
        return;
    }
    /* New members go before the closing brace, which is the last byte. */
    buf_add(out, object.at, object.len - 1);
    if (!empty)
        buf_byte(out, ',');
    json_quote(out, name);
    buf_byte(out, ':');
    add_wrapped(out, path + n, value);
    buf_byte(out, '}');
}

void splice_record(struct buf *out, struct span record, const char *name, struct span value)
{
    char version[16];
    struct span old = json_get(record, "callmine");
    struct buf part = BUF(0), ours = BUF(0);
    snprintf(version, sizeof version, "%d", RECORD_VERSION);
    splice_set(&part, json_kind(old) == JSON_OBJECT ? old : span_of("{}"), "v", span_of(version));
    splice_set(&ours, buf_view(&part), name, value);
    if (part.state != BUF_SOUND || ours.state != BUF_SOUND)
        out->state = part.state != BUF_SOUND ? part.state : ours.state;
    else
        splice_set(out, record, "callmine", buf_view(&ours));
    buf_free(&part);
    buf_free(&ours);
}
