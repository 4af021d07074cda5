#include "lib/gong/crm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/gong/names.h"
#include "lib/json/json.h"
#include "lib/json/splice.h"
#include "lib/state/place.h"

enum { CONFIGURATION_LIMIT = 1 << 20 };

struct crm {
    struct crm_names names;
};

/* Where the configuration is: NULL when it is nowhere. What is there but cannot be read is a fault
 * later. */
static const char *place(struct buf *room)
{
    struct fault unused = {0};
    if (place_find(room, PLACE_CONFIG, "crm.json", &unused) != 0)
        return NULL;
    return access(room->at, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR) ? room->at : NULL;
}

static int read_names(struct crm *c, const char *path, struct fault *f)
{
    struct buf text = BUF(CONFIGURATION_LIMIT);
    struct span json;
    int r = file_read(&text, path, f);
    if (r == 0 &&
        (json_check(buf_view(&text), &json, f) != 0 || names_read(&c->names, json, f) != 0)) {
        r = fault_at(f, "%s", path);
        f->status = f->status == STATUS_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_CONFIG;
    }
    buf_free(&text);
    return r;
}

static int configure(struct crm *c, const char *path, struct fault *f)
{
    struct buf room = BUF(4096);
    if (!path)
        path = place(&room);
    int r = path ? read_names(c, path, f) : 0;
    buf_free(&room);
    return r;
}

struct crm *crm_new(const char *path, struct fault *f)
{
    struct crm *c = calloc(1, sizeof *c);
    if (!c) {
        fault(f, STATUS_NO_MEMORY, "no memory for the CRM names");
        return NULL;
    }
    names_init(&c->names);
    if (names_defaults(&c->names, f) != 0 || configure(c, path, f) != 0) {
        crm_free(c);
        return NULL;
    }
    return c;
}

void crm_free(struct crm *c)
{
    if (!c)
        return;
    names_clear(&c->names);
    free(c);
}

/* What a string token says, without copying where it has no escapes. */
static struct span plain_text(struct span string, struct buf *room)
{
    if (json_kind(string) != JSON_STRING)
        return SPAN_NONE;
    if (!memchr(string.at, '\\', string.len))
        return (struct span){string.at + 1, string.len - 2};
    buf_clear(room);
    json_text(room, string);
    return buf_view(room);
}

static bool token_in(struct span string, const struct names *names)
{
    struct buf room = BUF(4096);
    struct span text = plain_text(string, &room);
    bool yes = text.at && names_have(names, text);
    buf_free(&room);
    return yes;
}

/* The value of the object's first field that `from` names and that has one. */
static struct span find(struct span fields, const struct names *from)
{
    for (size_t i = 0; i < from->n; i++) {
        struct names one = {&from->at[i], 1};
        struct json_walk w;
        for (json_walk(&w, fields); json_next(&w);) {
            struct span value = json_get(w.value, "value");
            if (json_kind(value) <= JSON_NULL || span_is(value, "\"\""))
                continue;
            if (token_in(json_get(w.value, "name"), &one))
                return value;
        }
    }
    return SPAN_NONE;
}

/* Ids and the like: a number in the CRM is a text here. */
static void put_text(struct json_writer *w, const char *member, struct span value)
{
    if (json_kind(value) == JSON_NUMBER)
        json_put_text(w, member, value);
    else
        json_put(w, member, json_kind(value) == JSON_STRING ? value : SPAN_NONE);
}

static void put_field(struct json_writer *w, const struct field *field, struct span value)
{
    double n;
    if (!field->amount)
        put_text(w, field->member, value);
    else if (json_kind(value) == JSON_NUMBER)
        json_put(w, field->member, value);
    else if (json_amount(value, &n))
        json_put_real(w, field->member, n);
    else
        json_put(w, field->member, SPAN_NONE);
}

static void put_object(struct json_writer *w, const struct view *v, struct span system,
                       struct span object)
{
    struct span fields = json_get(object, "fields");
    json_open(w, NULL, '{');
    put_text(w, "id", json_get(object, "objectId"));
    for (size_t i = 0; i < v->n; i++)
        put_field(w, &v->fields[i], find(fields, &v->fields[i].from));
    put_text(w, "system", system);
}

static void list(const struct view *v, const struct call *call, bool timing, struct buf *json)
{
    struct json_writer w = {.b = json};
    struct json_walk systems, objects;
    json_open(&w, NULL, '[');
    for (json_walk(&systems, call->context); json_next(&systems);) {
        struct span system = json_get(systems.value, "system");
        for (json_walk(&objects, json_get(systems.value, "objects")); json_next(&objects);) {
            if (!token_in(json_get(objects.value, "objectType"), &v->objects))
                continue;
            put_object(&w, v, system, objects.value);
            if (timing)
                put_text(&w, "timing", json_get(objects.value, "timing"));
            json_close(&w, '}');
        }
    }
    json_close(&w, ']');
}

void crm_deals(const struct crm *c, const struct call *call, struct buf *json)
{
    list(&c->names.deal, call, true, json);
}

void crm_companies(const struct crm *c, const struct call *call, struct buf *json)
{
    list(&c->names.company, call, false, json);
}

/* The deal of a call: its first as of now; one that says nothing of time is of now. All of another
 * time: the first of those. */
static struct span first_deal(struct span deals)
{
    struct json_walk w;
    struct span first = span_of("null");
    bool none = true;
    for (json_walk(&w, deals); json_next(&w); none = false) {
        struct span timing = json_get(w.value, "timing");
        if (json_kind(timing) != JSON_STRING || json_text_is(timing, "Now"))
            return w.value;
        if (none)
            first = w.value;
    }
    return first;
}

static struct span first_element(struct span array)
{
    struct json_walk w;
    json_walk(&w, array);
    return json_next(&w) ? w.value : span_of("null");
}

/* *to = *from with callmine.<name> set; a buffer that broke breaks the next. */
static void add(struct buf *to, struct buf *from, const char *name, struct span value)
{
    buf_clear(to);
    splice_record(to, buf_view(from), name, value);
    if (from->state != BUF_SOUND)
        to->state = from->state;
}

void crm_record(const struct crm *c, const struct call *call, struct buf *out)
{
    struct buf deals = BUF(0), companies = BUF(0), one = BUF(0), two = BUF(0);
    crm_deals(c, call, &deals);
    crm_companies(c, call, &companies);
    struct span all = buf_view(&deals), firms = buf_view(&companies);
    if (deals.state == BUF_SOUND && companies.state == BUF_SOUND) {
        splice_record(&one, call->record, "deal", first_deal(all));
        add(&two, &one, "deals", all);
        add(&one, &two, "company", first_element(firms));
        add(&two, &one, "companies", firms);
    }
    if (two.state == BUF_SOUND && two.len > 0)
        buf_span(out, buf_view(&two));
    else
        out->state = BUF_NO_MEMORY;
    buf_free(&deals);
    buf_free(&companies);
    buf_free(&one);
    buf_free(&two);
}

/* Salesforce ids have 15 significant characters; the longer form adds 3 that check them. */
static bool same_id(struct span a, struct span b)
{
    bool both = (a.len == 15 && b.len == 18) || (a.len == 18 && b.len == 15);
    if (!a.at || !b.at || (!both && a.len != b.len))
        return false;
    return memcmp(a.at, b.at, both ? 15 : a.len) == 0;
}

static bool party_is_user(const struct party *p, struct span id)
{
    struct buf room = BUF(4096);
    struct json_walk systems, objects;
    bool yes = false;
    for (json_walk(&systems, p->context); !yes && json_next(&systems);)
        for (json_walk(&objects, json_get(systems.value, "objects")); !yes && json_next(&objects);)
            yes = json_text_is(json_get(objects.value, "objectType"), "User") &&
                  same_id(plain_text(json_get(objects.value, "objectId"), &room), id);
    buf_free(&room);
    return yes;
}

struct crm_owner crm_owner(const struct crm *c, const struct call *call, struct span id)
{
    struct crm_owner found = {NULL, NULL};
    struct buf room = BUF(4096);
    struct span text = plain_text(id, &room);
    for (size_t i = 0; text.at && i < c->names.nowners && !found.name; i++)
        if (same_id(span_of(c->names.owners[i].id), text))
            found.name = c->names.owners[i].name;
    for (size_t i = 0; text.at && i < call->nparties && !found.party; i++)
        if (party_is_user(&call->parties[i], text))
            found.party = &call->parties[i];
    buf_free(&room);
    return found;
}

static void meaning(const struct view *v, struct span object_type, struct span field,
                    struct buf *to)
{
    if (!token_in(object_type, &v->objects))
        return;
    for (size_t i = 0; i < v->n; i++)
        if (token_in(field, &v->fields[i].from)) {
            buf_format(to, "%s.%s", v->group, v->fields[i].member);
            return;
        }
}

void crm_meaning(const struct crm *c, struct span object_type, struct span field, struct buf *to)
{
    meaning(&c->names.deal, object_type, field, to);
    meaning(&c->names.company, object_type, field, to);
}
