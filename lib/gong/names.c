#include "lib/gong/names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "lib/base/buf.h"
#include "lib/json/json.h"

/* Object types and field names as Salesforce, HubSpot and Gong's generic CRM have them. CRMObject
 * is what recorded answers of a real account call their opportunities. Number_of_Employees__c is no
 * standard field but common, and was the only company size in those answers. */
static const char defaults[] =
    "{\"deal\":{"
    "\"objects\":[\"Opportunity\",\"Deal\",\"CRMObject\"],"
    "\"name\":[\"Name\",\"dealname\"],"
    "\"stage\":[\"StageName\",\"dealstage\",\"stage\"],"
    "\"amount\":[\"Amount\"],"
    "\"currency\":[\"CurrencyIsoCode\",\"deal_currency_code\",\"currency\"],"
    "\"owner\":[\"OwnerId\",\"hubspot_owner_id\",\"Account_Owner__c\"],"
    "\"close\":[\"CloseDate\"]},"
    "\"company\":{"
    "\"objects\":[\"Account\",\"Company\"],"
    "\"name\":[\"Name\"],"
    "\"size\":[\"NumberOfEmployees\",\"Number_of_Employees__c\",\"numemployees\"],"
    "\"industry\":[\"Industry\"],"
    "\"domain\":[\"Website\",\"domain\"]}}";

bool names_have(const struct names *names, struct span text)
{
    for (size_t i = 0; i < names->n; i++)
        if (strlen(names->at[i]) == text.len && strncasecmp(names->at[i], text.at, text.len) == 0)
            return true;
    return false;
}

void names_init(struct crm_names *c)
{
    *c = (struct crm_names){
        .deal = {.group = "deal",
                 .n = 6,
                 .fields = {{.member = "name"},
                            {.member = "stage"},
                            {.member = "amount", .amount = true},
                            {.member = "currency"},
                            {.member = "owner"},
                            {.member = "close"}}},
        .company = {.group = "company",
                    .n = 4,
                    .fields = {{.member = "name"},
                               {.member = "size", .amount = true},
                               {.member = "industry"},
                               {.member = "domain"}}},
    };
}

static void clear(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->at[i]);
    free(names->at);
    *names = (struct names){NULL, 0};
}

static void clear_view(struct view *v)
{
    clear(&v->objects);
    for (size_t i = 0; i < v->n; i++)
        clear(&v->fields[i].from);
}

static void clear_owners(struct crm_names *c)
{
    for (size_t i = 0; i < c->nowners; i++) {
        free(c->owners[i].id);
        free(c->owners[i].name);
    }
    free(c->owners);
    c->owners = NULL;
    c->nowners = 0;
}

void names_clear(struct crm_names *c)
{
    clear_view(&c->deal);
    clear_view(&c->company);
    clear_owners(c);
}

/* The text of a string token, the caller's to free; NULL without memory. */
static char *text_of(struct span string)
{
    struct buf b = BUF(0);
    json_text(&b, string);
    buf_byte(&b, '\0');
    if (b.state != BUF_SOUND) {
        buf_free(&b);
        return NULL;
    }
    return b.at;
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
        if (!(to->at[to->n] = text_of(w.value)))
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
    return 0;
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
        if (!o->id || !o->name)
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
