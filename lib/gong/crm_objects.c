#include "lib/gong/crm_objects.h"

#include <stdlib.h>
#include <string.h>
#include "lib/gong/crm_view.h"
#include "lib/json/json.h"
#include "lib/json/splice.h"

static const struct {
    const char *plural, *one, *in_gong;
} kinds[] = {
    [CRM_DEALS] = {"deals", "deal", "DEAL"},
    [CRM_CONTACTS] = {"contacts", "contact", "CONTACT"},
    [CRM_ACCOUNTS] = {"accounts", "account", "ACCOUNT"},
};

enum crm_kind crm_kind_of(const char *plural)
{
    enum crm_kind kind = CRM_DEALS;
    while (kind < CRM_ACCOUNTS && strcmp(kinds[kind].plural, plural) != 0)
        kind++;
    return kind;
}

const char *crm_kind_plural(enum crm_kind kind)
{
    return kinds[kind].plural;
}

const char *crm_kind_in_gong(enum crm_kind kind)
{
    return kinds[kind].in_gong;
}

/* ---- a record ---- */

void crm_object_record(struct buf *to, enum crm_kind kind, struct span object, struct span system,
                       struct span name, struct span calls)
{
    struct buf quoted = BUF(0), placed = BUF(0);
    json_quote(&quoted, span_of(kinds[kind].one));
    const struct splice ours[] = {{.name = span_of("kind"), .value = buf_view(&quoted)},
                                  {.name = span_of("name"), .value = name},
                                  {.name = span_of("calls"), .value = calls}};
    struct splice its[] = {{.name = span_of("system"), .value = system}};
    splice_members(&placed, object, its, 1);
    if (quoted.state == BUF_SOUND && placed.state == BUF_SOUND)
        splice_callmine(to, buf_view(&placed), ours, sizeof ours / sizeof ours[0]);
    else
        to->state = BUF_NO_MEMORY;
    buf_free(&quoted);
    buf_free(&placed);
}

/* Texts and numbers, joined by a blank, as one JSON string. */
static void add_name(struct buf *to, struct span first, struct span last)
{
    struct buf room = BUF(0), both = BUF(0);
    buf_span(&both, crm_text(first, &room));
    if (first.at && last.at)
        buf_byte(&both, ' ');
    buf_span(&both, crm_text(last, &room));
    if (both.len > 0)
        json_quote(to, buf_view(&both));
    if (room.state != BUF_SOUND || both.state != BUF_SOUND)
        to->state = BUF_NO_MEMORY;
    buf_free(&room);
    buf_free(&both);
}

void crm_object_name(struct buf *to, const struct crm *c, enum crm_kind kind, struct span fields)
{
    struct deal deal = {0};
    struct company company = {0};
    struct contact contact = {0};
    switch (kind) {
    case CRM_DEALS: crm_read_fields(&c->names.deal, fields, &deal); break;
    case CRM_ACCOUNTS: crm_read_fields(&c->names.company, fields, &company); break;
    case CRM_CONTACTS: crm_read_fields(&c->names.contact, fields, &contact); break;
    }
    struct span name = kind == CRM_DEALS      ? deal.name
                       : kind == CRM_ACCOUNTS ? company.name
                                              : contact.name;
    if (name.at)
        add_name(to, name, SPAN_NONE);
    else
        add_name(to, contact.first, contact.last);
}

/* ---- gathering ---- */

/* How new a state is: the members in this order. */
struct age {
    bool fields, now;
    when started; /* INT64_MIN: not known */
};

struct crm_state {
    struct age age;
    struct buf text; /* the object, and behind it its system and its name, as JSON */
    size_t object, system;
    uint32_t *calls; /* their numbers */
    uint32_t ncalls, room;
};

static bool is_older(const struct age *a, const struct age *than)
{
    if (a->fields != than->fields)
        return !a->fields;
    if (a->now != than->now)
        return !a->now;
    return a->started < than->started;
}

/* Where a gathering is: the call, and the party whose context is looked at (NULL: the call's). */
struct visit {
    const struct call *call;
    const struct party *party;
    when started;
    size_t number; /* of the call; known when it mentions the first object */
    bool numbered, fresh;
    bool shapeless; /* a context of it is no list */
};

static bool is_wanted(const struct crm_objects *o, struct span type)
{
    const struct crm_names *names = &o->crm->names;
    const struct view *v = o->kind == CRM_DEALS      ? &names->deal
                           : o->kind == CRM_ACCOUNTS ? &names->company
                                                     : &names->contact;
    return names_have(&v->objects, type);
}

static void add_key(struct crm_objects *o, struct span value)
{
    struct buf room = BUF(0);
    json_quote(&o->key, crm_text(value, &room));
    if (room.state != BUF_SOUND)
        o->key.state = BUF_NO_MEMORY;
    buf_free(&room);
}

/* The object's state, made if it is new; its number may be one more than there are states. */
static struct crm_state *state_of(struct crm_objects *o, const struct crm_walk *w, bool *fresh,
                                  struct fault *f)
{
    size_t number;
    buf_clear(&o->key);
    add_key(o, w->system);
    add_key(o, w->object.type);
    add_key(o, w->object.id);
    if (buf_check(&o->key, "a CRM object's id", f) != 0)
        return NULL;
    if (o->keys.n == o->room) {
        size_t room = o->room ? 2 * o->room : 64;
        struct crm_state *more = realloc(o->states, room * sizeof *more);
        if (!more) {
            fault(f, STATUS_NO_MEMORY, "no memory for %zu CRM objects", room);
            return NULL;
        }
        o->states = more;
        o->room = room;
    }
    if (ids_add_text(&o->keys, buf_view(&o->key), &number, fresh, f) != 0)
        return NULL;
    if (*fresh)
        o->states[number] = (struct crm_state){0};
    return &o->states[number];
}

/* A call's objects are mentioned now and then twice, and a call may come twice. */
static int add_call(struct crm_objects *o, struct crm_state *s, struct visit *v, struct fault *f)
{
    if (!v->numbered && ids_add(&o->calls, v->call->id, &v->number, &v->fresh, f) != 0)
        return -1;
    v->numbered = true;
    if (s->ncalls && s->calls[s->ncalls - 1] == v->number)
        return 0;
    for (uint32_t i = 0; i < s->ncalls && !v->fresh; i++)
        if (s->calls[i] == v->number)
            return 0;
    if (s->ncalls == s->room) {
        uint32_t room = s->room ? 2 * s->room : 4;
        uint32_t *more = realloc(s->calls, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for the calls of a CRM object");
        s->calls = more;
        s->room = room;
    }
    s->calls[s->ncalls++] = (uint32_t)v->number;
    return 0;
}

/* The fields' name, else that of the party whose contact it is, else what was known before. */
static void find_name(struct crm_objects *o, const struct crm_state *s, const struct crm_walk *w,
                      const struct visit *v)
{
    buf_clear(&o->name);
    crm_object_name(&o->name, o->crm, o->kind, w->object.fields);
    if (o->name.len == 0 && v->party && o->kind == CRM_CONTACTS)
        add_name(&o->name, v->party->name, SPAN_NONE);
    if (o->name.len == 0 && s->text.len)
        buf_add(&o->name, s->text.at + s->system, s->text.len - s->system);
    if (o->name.len == 0)
        buf_text(&o->name, "null");
}

static int keep(struct crm_objects *o, struct crm_state *s, const struct crm_walk *w,
                const struct visit *v, struct fault *f)
{
    find_name(o, s, w, v);
    buf_clear(&s->text);
    buf_span(&s->text, w->objects.value);
    s->object = s->text.len;
    buf_span(&s->text, w->system.at ? w->system : span_of("null"));
    s->system = s->text.len;
    buf_span(&s->text, buf_view(&o->name));
    return buf_check(&o->name, "a CRM object's name", f) != 0 ||
                   buf_check(&s->text, "a CRM object", f) != 0
               ? -1
               : 0;
}

static bool has_id(struct span id)
{
    return json_kind(id) == JSON_NUMBER || (json_kind(id) == JSON_STRING && id.len > 2);
}

static int add_object(struct crm_objects *o, const struct crm_walk *w, struct visit *v,
                      struct fault *f)
{
    bool fresh;
    if (!is_wanted(o, w->object.type))
        return 0;
    if (!has_id(w->object.id)) {
        o->nameless++;
        return 0;
    }
    struct crm_state *s = state_of(o, w, &fresh, f);
    if (!s || add_call(o, s, v, f) != 0)
        return -1;
    struct age age = {.fields = json_count(w->object.fields) > 0,
                      .now = !json_text_is(w->object.timing, "TimeOfCall"),
                      .started = v->started};
    if (!fresh && is_older(&age, &s->age))
        return 0;
    s->age = age;
    return keep(o, s, w, v, f);
}

static int add_context(struct crm_objects *o, struct span context, struct visit *v, struct fault *f)
{
    struct crm_walk w;
    v->shapeless |= json_kind(context) > JSON_NULL && json_kind(context) != JSON_ARRAY;
    for (crm_walk_context(&w, o->crm, context); crm_next_object(&w);)
        if (add_object(o, &w, v, f) != 0)
            return -1;
    return 0;
}

int crm_objects_add(struct crm_objects *o, const struct call *call, struct fault *f)
{
    struct visit v = {.call = call};
    if (!call_started(call, &v.started))
        v.started = INT64_MIN;
    if (add_context(o, call->context, &v, f) != 0)
        return -1;
    for (size_t i = 0; i < call->nparties; i++) {
        v.party = &call->parties[i];
        if (add_context(o, v.party->context, &v, f) != 0)
            return -1;
    }
    o->shapeless += v.shapeless;
    return 0;
}

static void put_calls(const struct crm_objects *o, const struct crm_state *s, struct buf *json)
{
    struct json_writer w = {.b = json};
    buf_clear(json);
    json_open(&w, NULL, '[');
    for (uint32_t i = 0; i < s->ncalls; i++)
        json_put_text(&w, NULL, ids_at(&o->calls, s->calls[i]));
    json_close(&w, ']');
}

int crm_objects_write(const struct crm_objects *o, struct out *out, struct fault *f)
{
    struct buf calls = BUF(0), line = BUF(0);
    int done = 0;
    for (size_t i = 0; i < o->keys.n && done == 0; i++) {
        const struct crm_state *s = &o->states[i];
        const char *text = s->text.at;
        put_calls(o, s, &calls);
        buf_clear(&line);
        crm_object_record(&line, o->kind, (struct span){text, s->object},
                          (struct span){text + s->object, s->system - s->object},
                          (struct span){text + s->system, s->text.len - s->system},
                          buf_view(&calls));
        if (buf_check(&calls, "a CRM object's calls", f) != 0 ||
            buf_check(&line, "a record", f) != 0)
            done = -1;
        else
            out_line(out, buf_view(&line));
        if (done == 0)
            done = out_check(out, f);
    }
    buf_free(&calls);
    buf_free(&line);
    return done;
}

void crm_objects_clear(struct crm_objects *o)
{
    for (size_t i = 0; i < o->keys.n; i++) {
        buf_free(&o->states[i].text);
        free(o->states[i].calls);
    }
    free(o->states);
    ids_clear(&o->keys);
    ids_clear(&o->calls);
    buf_free(&o->key);
    buf_free(&o->name);
}
