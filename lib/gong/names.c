#include "lib/gong/names.h"

#include <stdlib.h>
#include <string.h>
#include "lib/base/buf.h"
#include "lib/gong/crm.h"
#include "lib/json/json.h"
#include "lib/json/scan.h"

/* Object types and field names as Salesforce, HubSpot and Gong's generic CRM have them. CRMObject
 * is what recorded answers of a real account call their opportunities. Number_of_Employees__c is no
 * standard field but common, and was the only company size in those answers. Salesforce has no
 * standard field for why a deal was lost either: these are the names that its customers give it. */
static const char defaults[] =
    "{\"deal\":{"
    "\"objects\":[\"Opportunity\",\"Deal\",\"CRMObject\"],"
    "\"name\":[\"Name\",\"dealname\"],"
    "\"stage\":[\"StageName\",\"dealstage\",\"stage\"],"
    "\"amount\":[\"Amount\"],"
    "\"currency\":[\"CurrencyIsoCode\",\"deal_currency_code\",\"currency\"],"
    "\"owner\":[\"OwnerId\",\"hubspot_owner_id\",\"Account_Owner__c\"],"
    "\"close\":[\"CloseDate\"],"
    "\"reason\":[\"Loss_Reason__c\",\"Closed_Lost_Reason__c\",\"Win_Loss_Reason__c\","
    "\"closed_lost_reason\",\"closed_won_reason\"]},"
    "\"company\":{"
    "\"objects\":[\"Account\",\"Company\"],"
    "\"name\":[\"Name\"],"
    "\"size\":[\"NumberOfEmployees\",\"Number_of_Employees__c\",\"numemployees\"],"
    "\"industry\":[\"Industry\"],"
    "\"domain\":[\"Website\",\"domain\"]},"
    "\"contact\":{"
    "\"objects\":[\"Contact\",\"Lead\"],"
    "\"name\":[\"Name\",\"fullname\"],"
    "\"first\":[\"FirstName\"],"
    "\"last\":[\"LastName\"]}}";

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Without ASCII case; both are n bytes. */
static inline bool same(const char *a, const char *b, size_t n)
{
    if (n == 0 || lower(*a) != lower(*b))
        return n == 0;
    if (same_bytes(a, b, n))
        return true;
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i] && lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

static bool have(const struct names *names, struct span text)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->at[i].len == text.len && same(names->at[i].text, text.at, text.len))
            return true;
    return false;
}

bool names_have(const struct names *names, struct span string)
{
    if (json_kind(string) != JSON_STRING)
        return false;
    if (!memchr(string.at, '\\', string.len))
        return have(names, (struct span){string.at + 1, string.len - 2});
    struct buf room = BUF(4096);
    json_text(&room, string);
    bool yes = room.state == BUF_SOUND && have(names, buf_view(&room));
    buf_free(&room);
    return yes;
}

static size_t capped(size_t len)
{
    enum { LAST = sizeof((struct view *)NULL)->of_length / sizeof(size_t) - 1 };
    return len < LAST ? len : LAST;
}

const struct candidate *view_find(const struct view *v, struct span text,
                                  const struct candidate *last)
{
    const struct candidate *end = v->candidates + v->ncandidates;
    const struct candidate *at = last ? last + 1 : v->candidates + v->of_length[capped(text.len)];
    for (; at < end && at->name.len <= text.len; at++)
        if (at->name.len == text.len && same(at->name.at, text.at, text.len))
            return at;
    return NULL;
}

static int shortest_first(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    return (a->name.len > b->name.len) - (a->name.len < b->name.len);
}

/* The candidates, made anew. */
static int gather(struct view *v, struct fault *f)
{
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        n += v->fields[i].from.n;
    free(v->candidates);
    v->ncandidates = 0;
    if (!(v->candidates = calloc(n + 1, sizeof *v->candidates)))
        return fault(f, STATUS_NO_MEMORY, "no memory for the CRM names");
    for (size_t i = 0; i < v->n; i++)
        for (size_t k = 0; k < v->fields[i].from.n; k++) {
            const struct name *name = &v->fields[i].from.at[k];
            v->candidates[v->ncandidates++] = (struct candidate){{name->text, name->len}, i, k};
        }
    qsort(v->candidates, v->ncandidates, sizeof *v->candidates, shortest_first);
    for (size_t len = 0, at = 0; len < sizeof v->of_length / sizeof v->of_length[0]; len++) {
        while (at < v->ncandidates && v->candidates[at].name.len < len)
            at++;
        v->of_length[len] = at;
    }
    return 0;
}

void names_init(struct crm_names *c)
{
    *c = (struct crm_names){
        .deal =
            {.group = "deal",
             .n = 7,
             .fields = {{.member = "name", .to = offsetof(struct deal, name)},
                        {.member = "stage", .to = offsetof(struct deal, stage)},
                        {.member = "amount", .amount = true, .to = offsetof(struct deal, amount)},
                        {.member = "currency", .to = offsetof(struct deal, currency)},
                        {.member = "owner", .to = offsetof(struct deal, owner)},
                        {.member = "close", .to = offsetof(struct deal, close)},
                        {.member = "reason", .to = offsetof(struct deal, reason)}}},
        .company =
            {.group = "company",
             .n = 4,
             .fields = {{.member = "name", .to = offsetof(struct company, name)},
                        {.member = "size", .amount = true, .to = offsetof(struct company, size)},
                        {.member = "industry", .to = offsetof(struct company, industry)},
                        {.member = "domain", .to = offsetof(struct company, domain)}}},
        .contact = {.group = "contact",
                    .n = 3,
                    .fields = {{.member = "name", .to = offsetof(struct contact, name)},
                               {.member = "first", .to = offsetof(struct contact, first)},
                               {.member = "last", .to = offsetof(struct contact, last)}}},
    };
}

static void clear(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->at[i].text);
    free(names->at);
    *names = (struct names){NULL, 0};
}

static void clear_view(struct view *v)
{
    clear(&v->objects);
    for (size_t i = 0; i < v->n; i++)
        clear(&v->fields[i].from);
    free(v->candidates);
    v->candidates = NULL;
    v->ncandidates = 0;
}

static void clear_owners(struct crm_names *c)
{
    for (size_t i = 0; i < c->nowners; i++) {
        free(c->owners[i].id.text);
        free(c->owners[i].name.text);
    }
    free(c->owners);
    c->owners = NULL;
    c->nowners = 0;
}

void names_clear(struct crm_names *c)
{
    clear_view(&c->deal);
    clear_view(&c->company);
    clear_view(&c->contact);
    clear_owners(c);
}

/* The text of a string token, the caller's to free; without memory its text is NULL. */
static struct name text_of(struct span string)
{
    struct buf b = BUF(0);
    json_text(&b, string);
    buf_byte(&b, '\0');
    if (b.state != BUF_SOUND)
        buf_free(&b);
    return (struct name){b.at, b.at ? strlen(b.at) : 0};
}

static int no_memory(struct fault *f)
{
    return fault(f, STATUS_NO_MEMORY, "no memory for the CRM names");
}

static int read_list(struct names *to, struct span json, const char *group, const char *member,
                     struct fault *f)
{
    if (json_kind(json) != JSON_ARRAY)
        return fault(f, STATUS_CONFIG, "\"%s\": \"%s\" must be a list of names", group, member);
    clear(to);
    to->at = calloc(json_count(json) + 1, sizeof *to->at);
    if (!to->at)
        return no_memory(f);
    struct json_walk w;
    for (json_walk(&w, json); json_next(&w);) {
        if (json_kind(w.value) != JSON_STRING)
            return fault(f, STATUS_CONFIG, "\"%s\": \"%s\" must hold only texts", group, member);
        to->at[to->n] = text_of(w.value);
        if (!to->at[to->n].text)
            return no_memory(f);
        to->n++;
    }
    return 0;
}

static int read_view(struct view *v, struct span json, struct fault *f)
{
    if (json_kind(json) != JSON_OBJECT)
        return fault(f, STATUS_CONFIG, "\"%s\" must be an object", v->group);
    struct json_walk w;
    for (json_walk(&w, json); json_next(&w);) {
        struct names *to = json_text_is(w.key, "objects") ? &v->objects : NULL;
        const char *member = "objects";
        for (size_t i = 0; i < v->n && !to; i++)
            if (json_text_is(w.key, member = v->fields[i].member))
                to = &v->fields[i].from;
        if (!to)
            return fault(f, STATUS_CONFIG, "\"%s\" knows no member %.*s; see cm-filter(1)",
                         v->group, w.key.len < 80 ? (int)w.key.len : 80, w.key.at);
        if (read_list(to, w.value, v->group, member, f) != 0)
            return -1;
    }
    return gather(v, f);
}

static int read_owners(struct crm_names *c, struct span json, struct fault *f)
{
    if (json_kind(json) != JSON_OBJECT)
        return fault(f, STATUS_CONFIG, "\"owners\" must be an object of ids and names");
    clear_owners(c);
    c->owners = calloc(json_count(json) + 1, sizeof *c->owners);
    if (!c->owners)
        return no_memory(f);
    struct json_walk w;
    for (json_walk(&w, json); json_next(&w);) {
        if (json_kind(w.value) != JSON_STRING)
            return fault(f, STATUS_CONFIG, "\"owners\" must hold only texts");
        struct owner *o = &c->owners[c->nowners++];
        o->id = text_of(w.key);
        o->name = text_of(w.value);
        if (!o->id.text || !o->name.text)
            return no_memory(f);
    }
    return 0;
}

int names_read(struct crm_names *c, struct span json, struct fault *f)
{
    if (json_kind(json) != JSON_OBJECT)
        return fault(f, STATUS_CONFIG, "must be one JSON object");
    struct json_walk w;
    for (json_walk(&w, json); json_next(&w);) {
        int r;
        if (json_text_is(w.key, "deal"))
            r = read_view(&c->deal, w.value, f);
        else if (json_text_is(w.key, "company"))
            r = read_view(&c->company, w.value, f);
        else if (json_text_is(w.key, "contact"))
            r = read_view(&c->contact, w.value, f);
        else if (json_text_is(w.key, "owners"))
            r = read_owners(c, w.value, f);
        else
            r = fault(f, STATUS_CONFIG, "no member %.*s is known; see cm-filter(1)",
                      w.key.len < 80 ? (int)w.key.len : 80, w.key.at);
        if (r != 0)
            return -1;
    }
    return 0;
}

int names_defaults(struct crm_names *c, struct fault *f)
{
    return names_read(c, span_of(defaults), f);
}
