#include "lib/gong/crm_entities.h"

#include <string.h>
#include "lib/base/file.h"
#include "lib/base/plain.h"
#include "lib/gong/endpoint.h"
#include "lib/json/json.h"

enum { INTEGRATION_DIGITS = 20 };

static bool is_number(struct span text)
{
    bool digits = text.len > 0 && text.len <= INTEGRATION_DIGITS;
    for (size_t i = 0; i < text.len && digits; i++)
        digits = text.at[i] >= '0' && text.at[i] <= '9';
    return digits;
}

bool crm_entities_integration(const char *integration)
{
    return strcmp(integration, "auto") == 0 || is_number(span_of(integration));
}

/* ---- ids ---- */

static bool is_id(struct span text)
{
    if (text.len > CRM_ENTITY_ID)
        return false;
    while (text.len > 0) {
        long c = plain_next(&text);
        if (c < 0x20 || (c >= 0x7f && c < 0xa0))
            return false;
    }
    return true;
}

static struct span next_line(struct span *rest)
{
    const char *end = memchr(rest->at, '\n', rest->len);
    struct span line = {rest->at, end ? (size_t)(end - rest->at) : rest->len};
    rest->at += line.len + (end ? 1 : 0);
    rest->len -= line.len + (end ? 1 : 0);
    if (line.len > 0 && line.at[line.len - 1] == '\r')
        line.len--;
    return line;
}

static int take_ids(struct crm_entities *e, struct span rest, const char *path, struct fault *f)
{
    for (size_t number = 1; rest.len > 0; number++) {
        struct span id = next_line(&rest);
        if (!is_id(id))
            return fault(f, STATUS_BAD_RECORD,
                         "%s:%zu: no id of a CRM object: at most %d bytes of UTF-8 without control "
                         "characters, one id a line",
                         path, number, CRM_ENTITY_ID);
        if (id.len > 0 && ids_add_text(&e->ids, id, NULL, NULL, f) != 0)
            return -1;
    }
    return 0;
}

int crm_entities_ids(struct crm_entities *e, const char *path, struct fault *f)
{
    struct buf text = BUF(CRM_ENTITY_FILE);
    int done = file_read(&text, path, f);
    if (done == 0)
        done = take_ids(e, buf_view(&text), path, f);
    buf_free(&text);
    return done;
}

/* ---- the integration ---- */

static int take_integration(void *self, const struct gong_page *page, struct fault *f)
{
    struct crm_entities *e = self;
    struct json_walk w;
    struct buf room = BUF(64);
    for (json_walk(&w, page->items); json_next(&w); e->integrations++) {
        struct span id = crm_text(json_get(w.value, "integrationId"), &room);
        buf_clear(&e->number);
        buf_span(&e->number, is_number(id) ? id : SPAN_NONE);
    }
    buf_free(&room);
    return buf_check(&e->number, "an integration's id", f);
}

static int find_integration(struct crm_entities *e, struct fault *f)
{
    if (strcmp(e->integration, "auto") != 0) {
        buf_text(&e->number, e->integration);
        return buf_check(&e->number, "an integration's id", f);
    }
    if (gong_ask(e->gong, &(struct gong_query){.what = GONG_CRM_INTEGRATIONS}, take_integration, e,
                 f) != 0)
        return -1;
    if (e->integrations == 0)
        return fault(f, STATUS_REFUSED,
                     "this company has no Generic CRM integration; the objects of its own CRM come "
                     "with its calls: gong-extensive | gong-crm-objects --type %s",
                     crm_kind_plural(e->kind));
    if (e->integrations > 1)
        return fault(f, STATUS_USAGE,
                     "this company has %zu CRM integrations: say which with --integration ID",
                     e->integrations);
    if (e->number.len == 0)
        return fault(f, STATUS_PROTOCOL, "the answer to %s has an integrationId that is none",
                     endpoint_of(GONG_CRM_INTEGRATIONS)->path);
    return 0;
}

/* ---- objects ---- */

/* The same shape as an object in a call's context. */
static void write_object(struct crm_entities *e, struct span id, struct span members)
{
    struct json_walk w;
    struct json_writer j = {.b = &e->object};
    buf_clear(&e->object);
    json_open(&j, NULL, '{');
    json_put_text(&j, "objectType", span_of(crm_kind_in_gong(e->kind)));
    json_put_text(&j, "objectId", id);
    json_open(&j, "fields", '[');
    for (json_walk(&w, members); json_next(&w);) {
        json_open(&j, NULL, '{');
        json_put(&j, "name", w.key);
        json_put(&j, "value", w.value);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
}

static int put_object(struct crm_entities *e, struct span id, struct span members, struct fault *f)
{
    write_object(e, id, members);
    if (buf_check(&e->object, "a CRM object", f) != 0)
        return -1;
    buf_clear(&e->name);
    buf_clear(&e->line);
    struct span object = buf_view(&e->object);
    crm_object_name(&e->name, e->crm, e->kind, json_get(object, "fields"));
    crm_object_record(&e->line, e->kind, object, span_of("\"Generic\""),
                      e->name.len ? buf_view(&e->name) : span_of("null"), span_of("[]"));
    if (buf_check(&e->name, "a CRM object's name", f) != 0 ||
        buf_check(&e->line, "a record", f) != 0)
        return -1;
    harvest_put(e->harvest, buf_view(&e->line));
    return 0;
}

/* Which of the ids asked for are there: an object, or null for one that is not known. */
static int find_objects(struct crm_entities *e, struct span map, struct fault *f)
{
    const char *path = endpoint_of(GONG_CRM_ENTITIES)->path;
    struct json_walk w;
    memset(e->found, 0, sizeof e->found);
    if (json_kind(map) != JSON_OBJECT)
        return fault(f, STATUS_PROTOCOL, "the answer to %s has no crmObjectsMap", path);
    for (json_walk(&w, map); json_next(&w);) {
        long number = ids_find(&e->ids, w.key);
        enum json_kind kind = json_kind(w.value);
        if (number < (long)e->from || number >= (long)(e->from + e->n))
            return fault(f, STATUS_PROTOCOL, "%s answered for an object that was not asked for",
                         path);
        if (kind != JSON_OBJECT && kind != JSON_NULL)
            return fault(f, STATUS_PROTOCOL, "%s answered with an object that is none", path);
        e->found[number - (long)e->from] = kind == JSON_OBJECT ? w.value : SPAN_NONE;
    }
    return 0;
}

static int take_objects(void *self, const struct gong_page *page, struct fault *f)
{
    struct crm_entities *e = self;
    if (find_objects(e, json_get(page->answer, "crmObjectsMap"), f) != 0)
        return -1;
    for (size_t i = 0; i < e->n; i++) {
        struct span id = ids_at(&e->ids, e->from + i);
        if (e->found[i].at) {
            if (put_object(e, id, e->found[i], f) != 0)
                return -1;
        } else {
            buf_span(&e->missing, id);
            buf_byte(&e->missing, '\n');
            e->nmissing++;
        }
    }
    return harvest_page(e->harvest, f);
}

static int ask_for_some(struct crm_entities *e, struct fault *f)
{
    struct json_writer j = {.b = &e->body};
    buf_clear(&e->filter);
    buf_format(&e->filter, "?integrationId=%s&objectType=%s", e->number.at,
               crm_kind_in_gong(e->kind));
    buf_clear(&e->body);
    json_open(&j, NULL, '[');
    for (size_t i = 0; i < e->n; i++)
        json_put_text(&j, NULL, ids_at(&e->ids, e->from + i));
    json_close(&j, ']');
    if (buf_check(&e->filter, "a request", f) != 0 || buf_check(&e->body, "a request", f) != 0)
        return -1;
    return gong_ask(e->gong,
                    &(struct gong_query){.what = GONG_CRM_ENTITIES,
                                         .filter = buf_view(&e->filter),
                                         .body = buf_view(&e->body)},
                    take_objects, e, f);
}

int crm_entities_ask(struct crm_entities *e, struct fault *f)
{
    if (e->ids.n == 0)
        return 0;
    if (find_integration(e, f) != 0)
        return -1;
    for (e->from = 0; e->from < e->ids.n; e->from += e->n) {
        size_t left = e->ids.n - e->from;
        e->n = left < GONG_IDS ? left : GONG_IDS;
        if (ask_for_some(e, f) != 0)
            return -1;
    }
    return buf_check(&e->missing, "the missing ids", f);
}

void crm_entities_clear(struct crm_entities *e)
{
    struct buf *all[] = {&e->number, &e->filter, &e->body,   &e->object,
                         &e->name,   &e->line,   &e->missing};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        buf_free(all[i]);
    ids_clear(&e->ids);
}
