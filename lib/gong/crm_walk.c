/* A call's deals and companies one by one (declared in crm.h). */

#include "lib/gong/crm.h"

#include <string.h>
#include "lib/gong/crm_view.h"
#include "lib/json/json.h"
#include "lib/json/members.h"
#include "lib/json/scan.h"

/* ---- values ---- */

struct span crm_text(struct span value, struct buf *room)
{
    enum json_kind kind = json_kind(value);
    if (kind == JSON_NUMBER)
        return value;
    if (kind != JSON_STRING)
        return SPAN_NONE;
    if (!memchr(value.at, '\\', value.len))
        return (struct span){value.at + 1, value.len - 2};
    buf_clear(room);
    json_text(room, value);
    return buf_view(room);
}

bool crm_number(struct span value, double *n)
{
    return json_kind(value) == JSON_NUMBER ? json_number(value, n) : json_amount(value, n);
}

bool crm_is_past(const struct deal *d)
{
    return json_text_is(d->timing, "TimeOfCall");
}

static void strings_only(struct span *value)
{
    if (json_kind(*value) != JSON_STRING)
        *value = SPAN_NONE;
}

static void text_only(struct span *value)
{
    if (json_kind(*value) != JSON_NUMBER)
        strings_only(value);
}

/* ---- one object of the context ---- */

static const struct member object_rows[] = {
    MEMBER(struct crm_object, "fields", fields),
    MEMBER(struct crm_object, "timing", timing),
    MEMBER(struct crm_object, "objectId", id),
    MEMBER(struct crm_object, "objectType", type),
};

static const struct member system_rows[] = {
    MEMBER(struct crm_system, "system", name),
    MEMBER(struct crm_system, "objects", objects),
};

void crm_read_object(struct span value, struct crm_object *o)
{
    members_read(value, object_rows, sizeof object_rows / sizeof object_rows[0], o);
}

void crm_system_at(struct span value, struct crm_system *s)
{
    members_read(value, system_rows, sizeof system_rows / sizeof system_rows[0], s);
}

static bool says_something(struct span value)
{
    return json_kind(value) > JSON_NULL && !(value.len == 2 && *value.at == '"');
}

bool crm_read_field(struct span value, struct member_pair *field)
{
    members_pair(value, field);
    return says_something(field->value);
}

static struct span *place(const struct view *v, size_t field, void *into)
{
    return (struct span *)(void *)((char *)into + v->fields[field].to);
}

/* A field's value goes where its name may, unless a better name's is there. */
static void put_field(const struct view *v, struct span name, struct span value,
                      size_t rank[VIEW_FIELDS], void *into)
{
    const struct candidate *c = NULL;
    while ((c = view_find(v, name, c)))
        if (c->rank < rank[c->field]) {
            rank[c->field] = c->rank;
            *place(v, c->field, into) = value;
        }
}

static void put_escaped(const struct view *v, const struct member_pair *field,
                        size_t rank[VIEW_FIELDS], void *into)
{
    struct buf room = BUF(4096);
    json_text(&room, field->name);
    if (room.state == BUF_SOUND)
        put_field(v, buf_view(&room), field->value, rank, into);
    buf_free(&room);
}

void crm_read_fields(const struct view *v, struct span fields, void *into)
{
    size_t rank[VIEW_FIELDS];
    struct json_walk w;
    struct member_pair field;
    for (size_t i = 0; i < v->n; i++) {
        rank[i] = SIZE_MAX;
        *place(v, i, into) = SPAN_NONE;
    }
    for (json_walk(&w, fields); members_next_pair(&w, &field);) {
        if (!says_something(field.value) || json_kind(field.name) != JSON_STRING)
            continue;
        if (has_byte(field.name.at, field.name.len, '\\'))
            put_escaped(v, &field, rank, into);
        else
            put_field(v, (struct span){field.name.at + 1, field.name.len - 2}, field.value, rank,
                      into);
    }
    for (size_t i = 0; i < v->n; i++)
        text_only(place(v, i, into));
}

/* ---- walking ---- */

static void walk(struct crm_walk *w, const struct crm *c, struct span context, struct span added)
{
    *w = (struct crm_walk){.crm = c, .added = json_kind(added) == JSON_ARRAY};
    json_walk(&w->systems, w->added ? SPAN_NONE : context);
    json_walk(&w->objects, w->added ? added : SPAN_NONE);
}

bool crm_next_object(struct crm_walk *w)
{
    struct crm_system system;
    while (!json_next(&w->objects)) {
        if (!json_next(&w->systems))
            return false;
        crm_system_at(w->systems.value, &system);
        w->system = system.name;
        text_only(&w->system);
        json_walk(&w->objects, system.objects);
    }
    crm_read_object(w->objects.value, &w->object);
    return true;
}

void crm_walk_context(struct crm_walk *w, const struct crm *c, struct span context)
{
    walk(w, c, context, SPAN_NONE);
}

static bool is_of(const struct crm_walk *w, const struct view *v)
{
    return names_have(&v->objects, w->object.type);
}

void crm_deals(struct crm_walk *w, const struct crm *c, const struct call *call, bool added)
{
    walk(w, c, call->context, added ? json_get(call->callmine, "deals") : SPAN_NONE);
}

void crm_companies(struct crm_walk *w, const struct crm *c, const struct call *call, bool added)
{
    walk(w, c, call->context, added ? json_get(call->callmine, "companies") : SPAN_NONE);
}

/* What callmine added has its texts as strings and its amounts as numbers. */
static void only_as_added(struct span *texts[], size_t n, struct span *amount)
{
    for (size_t i = 0; i < n; i++)
        strings_only(texts[i]);
    if (json_kind(*amount) != JSON_NUMBER)
        *amount = SPAN_NONE;
}

static const struct member deal_rows[] = {
    MEMBER(struct deal, "id", id),         MEMBER(struct deal, "name", name),
    MEMBER(struct deal, "stage", stage),   MEMBER(struct deal, "owner", owner),
    MEMBER(struct deal, "close", close),   MEMBER(struct deal, "amount", amount),
    MEMBER(struct deal, "reason", reason), MEMBER(struct deal, "system", system),
    MEMBER(struct deal, "timing", timing), MEMBER(struct deal, "currency", currency),
};

static bool next_added_deal(struct crm_walk *w, struct deal *d)
{
    if (!json_next(&w->objects))
        return false;
    members_read(w->objects.value, deal_rows, sizeof deal_rows / sizeof deal_rows[0], d);
    only_as_added((struct span *[]){&d->id, &d->name, &d->stage, &d->currency, &d->owner, &d->close,
                                    &d->reason, &d->system, &d->timing},
                  9, &d->amount);
    return true;
}

static void read_deal(const struct crm_walk *w, struct deal *d)
{
    crm_read_fields(&w->crm->names.deal, w->object.fields, d);
    d->id = w->object.id;
    d->timing = w->object.timing;
    d->system = w->system;
    text_only(&d->id);
    text_only(&d->timing);
}

bool crm_next_deal(struct crm_walk *w, struct deal *d)
{
    if (w->added)
        return next_added_deal(w, d);
    while (crm_next_object(w))
        if (is_of(w, &w->crm->names.deal)) {
            read_deal(w, d);
            return true;
        }
    return false;
}

static const struct member company_rows[] = {
    MEMBER(struct company, "id", id),         MEMBER(struct company, "name", name),
    MEMBER(struct company, "size", size),     MEMBER(struct company, "domain", domain),
    MEMBER(struct company, "system", system), MEMBER(struct company, "industry", industry),
};

static bool next_added_company(struct crm_walk *w, struct company *c)
{
    if (!json_next(&w->objects))
        return false;
    members_read(w->objects.value, company_rows, sizeof company_rows / sizeof company_rows[0], c);
    only_as_added((struct span *[]){&c->id, &c->name, &c->industry, &c->domain, &c->system}, 5,
                  &c->size);
    return true;
}

static void read_company(const struct crm_walk *w, struct company *c)
{
    crm_read_fields(&w->crm->names.company, w->object.fields, c);
    c->id = w->object.id;
    c->system = w->system;
    text_only(&c->id);
}

bool crm_next_company(struct crm_walk *w, struct company *c)
{
    if (w->added)
        return next_added_company(w, c);
    while (crm_next_object(w))
        if (is_of(w, &w->crm->names.company)) {
            read_company(w, c);
            return true;
        }
    return false;
}

/* ---- both ---- */

void crm_both(struct crm_walk *w, const struct crm *c, const struct call *call)
{
    crm_walk_context(w, c, call->context);
}

unsigned crm_next_of(struct crm_walk *w, unsigned kinds, struct deal *d, struct company *c)
{
    unsigned found = 0;
    while (kinds && !found && crm_next_object(w)) {
        found |= (kinds & CRM_DEAL) && is_of(w, &w->crm->names.deal) ? CRM_DEAL : 0;
        found |= (kinds & CRM_COMPANY) && is_of(w, &w->crm->names.company) ? CRM_COMPANY : 0;
    }
    if (found & CRM_DEAL)
        read_deal(w, d);
    if (found & CRM_COMPANY)
        read_company(w, c);
    return found;
}
