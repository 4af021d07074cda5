#include "lib/analyze/roster.h"

#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/json/json.h"

int roster_fold(struct spelling *s, struct span name, struct buf *b, struct fault *f)
{
    if (spelling_read(s, name, f) != 0)
        return -1;
    for (size_t i = 0; i < s->n; i++) {
        if (i > 0)
            buf_byte(b, ' ');
        spelling_fold(b, spelling_word(s, i));
    }
    return buf_check(b, "a name", f);
}

void roster_digits(struct span phone, struct buf *b)
{
    for (size_t i = 0; i < phone.len; i++)
        if (phone.at[i] >= '0' && phone.at[i] <= '9')
            buf_byte(b, phone.at[i]);
}

/* ---- what a value says, kept ---- */

static struct span kept(struct roster *r)
{
    return r->text.len ? arena_copy(&r->arena, buf_view(&r->text)) : SPAN_NONE;
}

static struct span text_of(struct roster *r, struct span value)
{
    buf_clear(&r->text);
    json_text(&r->text, value);
    if (json_kind(value) == JSON_NUMBER)
        buf_span(&r->text, value);
    return kept(r);
}

static int fold_all(struct roster *r, struct named *n, struct fault *f)
{
    buf_clear(&r->text);
    if (n->name.at && roster_fold(&r->spelling, n->name, &r->text, f) != 0)
        return -1;
    n->same = kept(r);
    buf_clear(&r->text);
    spelling_fold(&r->text, n->mail);
    n->box = n->mail.at ? kept(r) : SPAN_NONE;
    buf_clear(&r->text);
    roster_digits(n->phone, &r->text);
    n->digits = n->phone.at ? kept(r) : SPAN_NONE;
    return buf_check(&r->text, "a name", f) == 0 ? arena_check(&r->arena, "the names", f) : -1;
}

bool roster_is_user(struct span record)
{
    return json_get(record, "emailAddress").at &&
           (json_get(record, "firstName").at || json_get(record, "lastName").at);
}

bool roster_is_person(struct span object)
{
    static const char *const types[] = {"Contact", "Lead", "User", "Person"};
    struct span type = json_get(object, "objectType");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (json_text_is(type, types[i]))
            return true;
    return false;
}

/* The CRM's id of the contact that a party is. */
static struct span contact_id(struct span context)
{
    struct json_walk systems, objects;
    for (json_walk(&systems, context); json_next(&systems);)
        for (json_walk(&objects, json_get(systems.value, "objects")); json_next(&objects);)
            if (roster_is_person(objects.value))
                return json_get(objects.value, "objectId");
    return SPAN_NONE;
}

int roster_party(struct roster *r, const struct party *p, struct named *to, struct fault *f)
{
    *to = (struct named){.name = text_of(r, p->name),
                         .mail = text_of(r, p->email),
                         .phone = text_of(r, p->phone),
                         .id = {text_of(r, p->user_id), text_of(r, contact_id(p->context))},
                         .voice = text_of(r, p->speaker_id),
                         .party = text_of(r, p->id)};
    /* A party who is known by an address alone is often named by it. */
    if (to->name.at && !to->mail.at && memchr(to->name.at, '@', to->name.len)) {
        to->mail = to->name;
        to->name = SPAN_NONE;
    }
    return fold_all(r, to, f);
}

int roster_user(struct roster *r, struct span object, struct named *to, struct fault *f)
{
    struct span first = json_get(object, "firstName"), last = json_get(object, "lastName");
    struct span mail = json_get(object, "emailAddress");
    *to = (struct named){
        .name = text_of(r, json_get(object, "name")),
        .mail = text_of(r, json_kind(mail) == JSON_STRING ? mail : json_get(object, "email")),
        .phone = text_of(r, json_get(object, "phoneNumber")),
        .id = {text_of(r, json_get(object, "id"))}};
    if (!to->name.at && (first.at || last.at)) {
        buf_clear(&r->text);
        json_text(&r->text, first);
        if (r->text.len && json_kind(last) == JSON_STRING)
            buf_byte(&r->text, ' ');
        json_text(&r->text, last);
        to->name = kept(r);
    }
    return fold_all(r, to, f);
}

/* ---- everybody, once each ---- */

static void key_part(struct roster *r, struct span text)
{
    buf_span(&r->key, text);
    buf_byte(&r->key, '\n');
}

static int enter(struct roster *r, const struct named *n, struct fault *f)
{
    bool fresh;
    buf_clear(&r->key);
    key_part(r, n->name);
    key_part(r, n->mail);
    key_part(r, n->phone);
    for (int i = 0; i < ROSTER_IDS; i++)
        key_part(r, n->id[i]);
    key_part(r, n->voice);
    key_part(r, n->party);
    if (r->key.len == 5 + ROSTER_IDS)
        return 0;
    if (buf_check(&r->key, "the names", f) != 0 ||
        ids_add_text(&r->known, buf_view(&r->key), NULL, &fresh, f) != 0)
        return -1;
    if (!fresh)
        return 0;
    if (array_room(&r->at, &r->room, r->n + 1, sizeof *r->at, f) != 0)
        return -1;
    r->at[r->n++] = *n;
    return 0;
}

static struct span kept_raw(struct roster *r, struct span text)
{
    buf_clear(&r->text);
    buf_span(&r->text, text);
    return kept(r);
}

int roster_enter(struct roster *r, const struct named *n, struct fault *f)
{
    struct named own = {
        .name = kept_raw(r, n->name), .mail = kept_raw(r, n->mail), .phone = kept_raw(r, n->phone)};
    for (int i = 0; i < ROSTER_IDS; i++)
        own.id[i] = kept_raw(r, n->id[i]);
    return fold_all(r, &own, f) == 0 ? enter(r, &own, f) : -1;
}

static int add_user(struct roster *r, struct span object, struct fault *f)
{
    struct named n;
    struct json_walk w;
    if (json_kind(object) != JSON_OBJECT)
        return 0;
    if (roster_user(r, object, &n, f) != 0 || enter(r, &n, f) != 0)
        return -1;
    for (json_walk(&w, json_get(object, "emailAliases")); json_next(&w);) {
        n.mail = text_of(r, w.value);
        if (fold_all(r, &n, f) != 0 || enter(r, &n, f) != 0)
            return -1;
    }
    return 0;
}

static int add_call(struct roster *r, struct span record, struct fault *f)
{
    struct named n;
    struct json_walk w;
    if (call_read(&r->call, record, f) != 0)
        return -1;
    for (size_t i = 0; i < r->call.nparties; i++)
        if (roster_party(r, &r->call.parties[i], &n, f) != 0 || enter(r, &n, f) != 0)
            return -1;
    if (add_user(r, json_get(r->call.callmine, "host"), f) != 0)
        return -1;
    for (json_walk(&w, json_get(r->call.callmine, "users")); json_next(&w);)
        if (add_user(r, w.value, f) != 0)
            return -1;
    return 0;
}

int roster_add(struct roster *r, struct span record, struct fault *f)
{
    if (json_kind(json_get(record, "metaData.id")) == JSON_STRING)
        return add_call(r, record, f);
    return roster_is_user(record) ? add_user(r, record, f) : 0;
}

void roster_clear(struct roster *r)
{
    free(r->at);
    ids_clear(&r->known);
    arena_free(&r->arena);
    buf_free(&r->text);
    buf_free(&r->key);
    spelling_clear(&r->spelling);
    call_clear(&r->call);
    *r = (struct roster){0};
}
