#include "lib/gong/fields.h"

#include <stdlib.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/gong/crm_view.h"
#include "lib/json/json.h"

/* json_quote would write its text as it stands. */
static bool is_plain(struct span token)
{
    bool plain = json_kind(token) == JSON_STRING;
    for (size_t i = 0; plain && i < token.len; i++)
        plain = token.at[i] != '\\' && token.at[i] != 0x7f && !(token.at[i] & 0x80);
    return plain;
}

/* The token as json_quote writes it, so that "\u0041" and "A" are one. */
static void add_token(struct buf *key, struct span token)
{
    if (is_plain(token)) {
        buf_span(key, token);
        return;
    }
    struct buf text = BUF(0);
    json_text(&text, token);
    json_quote(key, buf_view(&text));
    buf_free(&text);
}

static int add_object(struct fields *s, struct span system, struct span value, struct fault *f)
{
    struct json_walk w;
    struct crm_object object;
    struct member_pair field;
    crm_read_object(value, &object);
    buf_clear(&s->key);
    buf_byte(&s->key, '[');
    add_token(&s->key, system);
    buf_byte(&s->key, ',');
    add_token(&s->key, object.type);
    buf_byte(&s->key, ',');
    size_t prefix = s->key.len;
    for (json_walk(&w, object.fields); json_next(&w);) {
        if (!crm_read_field(w.value, &field))
            continue;
        add_token(&s->key, field.name);
        buf_byte(&s->key, ']');
        if (buf_check(&s->key, "a field's name", f) != 0 ||
            tally_add(&s->seen, buf_view(&s->key), f) != 0)
            return -1;
        s->key.len = prefix;
    }
    return 0;
}

int fields_add(struct fields *s, const struct call *call, struct fault *f)
{
    struct json_walk systems, objects;
    struct crm_system system;
    for (json_walk(&systems, call->context); json_next(&systems);) {
        crm_system_at(systems.value, &system);
        for (json_walk(&objects, system.objects); json_next(&objects);)
            if (add_object(s, system.name, objects.value, f) != 0)
                return -1;
    }
    return 0;
}

int fields_join(struct fields *s, const struct fields *other, struct fault *f)
{
    return tally_join(&s->seen, &other->seen, f);
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
