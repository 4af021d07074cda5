#include "lib/gong/fields.h"

#include <stdlib.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"

/* The token as json_quote writes it, so that "\u0041" and "A" are one. */
static void add_token(struct buf *key, struct span token)
{
    struct buf text = BUF(0);
    json_text(&text, token);
    json_quote(key, buf_view(&text));
    buf_free(&text);
}

static int add_object(struct fields *s, struct span system, struct span object, struct fault *f)
{
    struct json_walk w;
    for (json_walk(&w, json_get(object, "fields")); json_next(&w);) {
        struct span value = json_get(w.value, "value");
        if (json_kind(value) <= JSON_NULL || span_is(value, "\"\""))
            continue;
        buf_clear(&s->key);
        buf_byte(&s->key, '[');
        add_token(&s->key, system);
        buf_byte(&s->key, ',');
        add_token(&s->key, json_get(object, "objectType"));
        buf_byte(&s->key, ',');
        add_token(&s->key, json_get(w.value, "name"));
        buf_byte(&s->key, ']');
        if (buf_check(&s->key, "a field's name", f) != 0 ||
            tally_add(&s->seen, buf_view(&s->key), f) != 0)
            return -1;
    }
    return 0;
}

int fields_add(struct fields *s, const struct call *call, struct fault *f)
{
    struct json_walk systems, objects;
    for (json_walk(&systems, call->context); json_next(&systems);)
        for (json_walk(&objects, json_get(systems.value, "objects")); json_next(&objects);)
            if (add_object(s, json_get(systems.value, "system"), objects.value, f) != 0)
                return -1;
    return 0;
}

void fields_clear(struct fields *s)
{
    tally_clear(&s->seen);
    buf_free(&s->key);
}

struct triple {
    struct span part[3];
    struct buf meaning;
};

static void read_triple(struct triple *t, const struct tally_row *row, const struct crm *crm)
{
    struct json_walk w;
    size_t i = 0;
    for (json_walk(&w, (struct span){row->text, row->len}); json_next(&w) && i < 3;)
        t->part[i++] = w.value;
    buf_clear(&t->meaning);
    crm_meaning(crm, t->part[1], t->part[2], &t->meaning);
}

void fields_text(struct fields *s, const struct crm *crm, struct buf *out)
{
    struct triple t = {.meaning = BUF(0)};
    struct buf text = BUF(0);
    tally_sort(&s->seen);
    buf_text(out, "objects  system / object / field\n");
    for (size_t r = 0; r < s->seen.n; r++) {
        read_triple(&t, s->seen.rows[r], crm);
        buf_format(out, "%7lld", (long long)s->seen.rows[r]->n);
        for (size_t i = 0; i < 3; i++) {
            buf_text(out, i ? " / " : "  ");
            buf_clear(&text);
            json_text(&text, t.part[i]);
            plain_add(out, buf_view(&text));
        }
        if (t.meaning.len) {
            buf_text(out, " = ");
            buf_span(out, buf_view(&t.meaning));
        }
        buf_byte(out, '\n');
    }
    buf_free(&text);
    buf_free(&t.meaning);
}

void fields_json(struct fields *s, const struct crm *crm, struct buf *out)
{
    struct triple t = {.meaning = BUF(0)};
    struct json_writer w = {.b = out};
    tally_sort(&s->seen);
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of("fields"));
    json_open(&w, "fields", '[');
    for (size_t r = 0; r < s->seen.n; r++) {
        read_triple(&t, s->seen.rows[r], crm);
        json_open(&w, NULL, '{');
        json_put(&w, "system", t.part[0]);
        json_put(&w, "object", t.part[1]);
        json_put(&w, "field", t.part[2]);
        json_put_int(&w, "objects", s->seen.rows[r]->n);
        json_put_text(&w, "as", t.meaning.len ? buf_view(&t.meaning) : SPAN_NONE);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    buf_byte(out, '\n');
    buf_free(&t.meaning);
}
