#include "lib/archive/card.h"

#include <string.h>
#include "lib/json/json.h"

void card_add(struct buf *b, const struct card *c)
{
    struct json_writer w = {.b = b};
    struct fault ignored;
    struct buf created = BUF(64), expires = BUF(64);
    when end;
    when_format(&created, c->created);
    if (class_expiry(&end, c->class, c->created, &ignored) == 0 && end != WHEN_NEVER)
        when_format(&expires, end);
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "id", span_of(c->id));
    json_put_text(&w, "class", span_of(c->class));
    json_put_text(&w, "created", buf_view(&created));
    json_put_text(&w, "expires", expires.len ? buf_view(&expires) : SPAN_NONE);
    json_put_int(&w, "members", c->members);
    json_put_int(&w, "bytes", c->bytes);
    json_put_int(&w, "size", c->size);
    json_put_text(&w, "sha256", span_of(c->sha256));
    json_close(&w, '}');
    buf_byte(b, '\n');
    buf_free(&created);
    buf_free(&expires);
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
