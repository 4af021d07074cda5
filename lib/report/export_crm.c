/* What the CRM has, as Gong mirrors it: an object and its fields, whatever the company calls them.
 */

#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/report/dress.h"
#include "lib/report/export_types.h"

enum { NARROW = 13, WIDE = 34 };

/* The label column is as wide as the longest name, if that is not too long. */
static void fit(struct sheet *s, struct span fields)
{
    struct json_walk w;
    s->width = NARROW;
    for (json_walk(&w, fields); json_next(&w);) {
        size_t width = plain_width(sheet_text(s, json_get(w.value, "name"))) + 2;
        if (width > s->width)
            s->width = width < WIDE ? width : WIDE;
    }
}

static void field(struct sheet *s, struct span name, struct span value)
{
    struct buf label = BUF(0);
    buf_span(&label, sheet_text(s, name));
    if (label.len && json_kind(value) == JSON_ARRAY) {
        sheet_list(s, label.at, value);
    } else if (label.len && json_kind(value) == JSON_OBJECT) {
        sheet_label(s, label.at);
        dress_name(&s->b, value, DRESS_PLAIN);
        sheet_end(s);
    } else if (label.len) {
        sheet_line(s, label.at, value);
    }
    buf_free(&label);
}

static void calls(struct sheet *s, struct span ids)
{
    struct json_walk w;
    const char *label = "Calls";
    for (json_walk(&w, ids); json_next(&w);) {
        struct span name = export_roster_find(s->names, w.value);
        if (!sheet_text(s, w.value).len)
            continue;
        sheet_label(s, label);
        size_t at = s->b.len;
        dress_name(&s->b, name, DRESS_PLAIN);
        sheet_add(s, s->b.len > at ? ", call " : "call ", w.value);
        sheet_end(s);
        label = NULL;
    }
}

static int object(struct sheet *s, int64_t number, struct span record, const char *kind,
                  struct fault *f)
{
    struct span fields = json_get(record, "fields");
    struct json_walk w;
    size_t n = 0;
    if (!json_text_is(json_get(record, "callmine.kind"), kind))
        return fault(f, STATUS_BAD_RECORD, "callmine.kind is not \"%s\": no record of crm-%ss",
                     kind, kind);
    fit(s, fields);
    if (!sheet_text(s, json_get(record, "callmine.name")).len &&
        !sheet_text(s, json_get(record, "objectId")).len)
        buf_format(&s->text, "A %s without a name", kind);
    sheet_title(s, number, buf_view(&s->text));
    sheet_line(s, "CRM", json_get(record, "system"));
    sheet_line(s, "Object", json_get(record, "objectType"));
    sheet_line(s, "Object id", json_get(record, "objectId"));
    if (json_text_is(json_get(record, "timing"), "TimeOfCall"))
        sheet_words(s, "As it was", "at the time of the call");
    calls(s, json_get(record, "callmine.calls"));
    for (json_walk(&w, fields); json_next(&w);) {
        if (n++ == 0)
            buf_byte(&s->b, '\n');
        field(s, json_get(w.value, "name"), json_get(w.value, "value"));
        if (s->b.len > 64 << 10 && sheet_put(s, f) != 0)
            return -1;
    }
    return sheet_put(s, f);
}

int export_deal(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    return object(s, number, record, "deal", f);
}

int export_contact(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    return object(s, number, record, "contact", f);
}

int export_account(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    return object(s, number, record, "account", f);
}
