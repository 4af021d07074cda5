/* The CRM view as JSON, and into a record (declared in crm.h). */

#include "lib/gong/crm.h"

#include "lib/gong/crm_view.h"
#include "lib/json/splice.h"

/* Ids and the like: a number in the CRM is a text here. */
static void put_text(struct json_writer *w, const char *member, struct span value)
{
    if (json_kind(value) == JSON_NUMBER)
        json_put_text(w, member, value);
    else
        json_put(w, member, value);
}

static void put_amount(struct json_writer *w, const char *member, struct span value)
{
    double n;
    if (json_kind(value) == JSON_NUMBER)
        json_put(w, member, value);
    else if (crm_number(value, &n))
        json_put_real(w, member, n);
    else
        json_put(w, member, SPAN_NONE);
}

static void put_fields(struct json_writer *w, const struct view *v, const void *from)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct span *value =
            (const struct span *)(const void *)((const char *)from + v->fields[i].to);
        (v->fields[i].amount ? put_amount : put_text)(w, v->fields[i].member, *value);
    }
}

void crm_put_deals(const struct crm *c, const struct call *call, struct buf *json)
{
    struct json_writer w = {.b = json};
    struct crm_walk walk;
    struct deal d;
    json_open(&w, NULL, '[');
    for (crm_deals(&walk, c, call, false); crm_next_deal(&walk, &d);) {
        json_open(&w, NULL, '{');
        put_text(&w, "id", d.id);
        put_fields(&w, &c->names.deal, &d);
        put_text(&w, "system", d.system);
        put_text(&w, "timing", d.timing);
        json_close(&w, '}');
    }
    json_close(&w, ']');
}

void crm_put_companies(const struct crm *c, const struct call *call, struct buf *json)
{
    struct json_writer w = {.b = json};
    struct crm_walk walk;
    struct company company;
    json_open(&w, NULL, '[');
    for (crm_companies(&walk, c, call, false); crm_next_company(&walk, &company);) {
        json_open(&w, NULL, '{');
        put_text(&w, "id", company.id);
        put_fields(&w, &c->names.company, &company);
        put_text(&w, "system", company.system);
        json_close(&w, '}');
    }
    json_close(&w, ']');
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
    crm_put_deals(c, call, &deals);
    crm_put_companies(c, call, &companies);
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
