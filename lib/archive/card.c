#include "lib/archive/card.h"

#include <string.h>

void card_put(struct json_writer *w, const struct card *c, const char *plan)
{
    struct fault ignored;
    when end;
    json_put_int(w, "v", 1);
    json_put_text(w, "id", span_of(c->id));
    json_put_text(w, "class", span_of(c->class));
    json_put_time(w, "created", c->created);
    if (class_expiry(&end, c->class, plan, c->created, &ignored) == 0 && end != WHEN_NEVER)
        json_put_time(w, "expires", end);
    else
        json_put(w, "expires", SPAN_NONE);
    json_put_int(w, "members", c->members);
    json_put_int(w, "bytes", c->bytes);
    json_put_int(w, "size", c->size);
    json_put_text(w, "sha256", span_of(c->sha256));
}

void card_add(struct buf *b, const struct card *c)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    card_put(&w, c, NULL);
    json_close(&w, '}');
    buf_byte(b, '\n');
}

static bool copy(struct span object, const char *name, char *to, size_t size)
{
    struct span value = json_get(object, name);
    if (json_kind(value) != JSON_STRING || memchr(value.at, '\\', value.len) ||
        value.len - 2 >= size || value.len == 2)
        return false;
    memcpy(to, value.at + 1, value.len - 2);
    to[value.len - 2] = '\0';
    return true;
}

static bool count(struct span object, const char *name, int64_t *n)
{
    return json_integer(json_get(object, name), n) && *n >= 0;
}

int card_read(struct card *c, struct span line, struct fault *f)
{
    struct span object;
    char created[64];
    int64_t v;
    *c = (struct card){0};
    if (json_check(line, &object, f) != 0)
        return -1;
    if (!count(object, "v", &v) || v != 1 || !copy(object, "id", c->id, sizeof c->id) ||
        !name_is_id(span_of(c->id)) || !copy(object, "class", c->class, sizeof c->class) ||
        !copy(object, "created", created, sizeof created) ||
        when_parse(&c->created, span_of(created), f) != 0 ||
        !count(object, "members", &c->members) || !count(object, "bytes", &c->bytes) ||
        !count(object, "size", &c->size) || !copy(object, "sha256", c->sha256, sizeof c->sha256))
        return fault(f, STATUS_BAD_RECORD, "not a line of the index");
    return 0;
}
