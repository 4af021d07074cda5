/* GET /v2/calls, GET /v2/calls/{id}, POST /v2/calls/extensive, POST /v2/calls/transcript. */

#include "lib/sim/sim_filter.h"
#include "lib/sim/sim_page.h"
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_route.h"
#include "lib/sim/sim_select.h"

/* How a list writes one call, behind the comma. */
typedef int put_item(struct sim_request *q, const struct sim_entry *e, const struct sim_selector *s,
                     struct buf *out, struct fault *f);

struct list {
    const char *name; /* "calls" */
    bool transcripts; /* only calls whose transcript can be had */
    put_item *put;
    struct sim_selector selector;
};

static int put_meta(struct sim_request *q, const struct sim_entry *e, const struct sim_selector *s,
                    struct buf *out, struct fault *f)
{
    (void)s;
    return q->sim->source->ops->meta(q->sim->source, e, out, f);
}

static int put_extensive(struct sim_request *q, const struct sim_entry *e,
                         const struct sim_selector *s, struct buf *out, struct fault *f)
{
    struct buf record = BUF(64 << 20);
    int status = q->sim->source->ops->record(q->sim->source, e, q->now, &record, f);
    if (status == 0)
        sim_select(out, buf_view(&record), s);
    buf_free(&record);
    return status;
}

static int put_transcript(struct sim_request *q, const struct sim_entry *e,
                          const struct sim_selector *s, struct buf *out, struct fault *f)
{
    (void)s;
    buf_text(out, "{\"callId\":");
    json_quote(out, span_of(e->id));
    buf_text(out, ",\"transcript\":");
    if (q->sim->source->ops->transcript(q->sim->source, e, out, f) != 0)
        return -1;
    buf_byte(out, '}');
    return 0;
}

/* Where the page's items are, what comes behind it, and how many there seem to be: totalRecords
 * counts calls that took place, also those that Gong has not shown yet. */
struct found {
    int at[SIM_PAGE];
    int n;
    int64_t next, total;
};

static void find(struct found *out, const struct sim_request *q, const struct sim_filter *filter,
                 const struct list *l, int64_t from)
{
    const struct sim_source *s = q->sim->source;
    *out = (struct found){.next = -1};
    for (int i = sim_filter_next(filter, s, -1); i >= 0; i = sim_filter_next(filter, s, i)) {
        const struct sim_entry *e = &s->entries[i];
        when visible = l->transcripts ? e->spoken : e->shown;
        if (e->shown != INT64_MIN && e->started > q->now)
            continue;
        out->total += !l->transcripts || visible <= q->now;
        if (i < from || visible > q->now || out->next >= 0)
            continue;
        if (out->n < SIM_PAGE)
            out->at[out->n++] = i;
        else
            out->next = i;
    }
}

static int put_list(struct sim_request *q, struct sim_answer *a, const struct sim_filter *filter,
                    const struct list *l, struct span cursor, struct fault *f)
{
    struct sim_page page;
    struct found found;
    if (!sim_page_begin(&page, l->name, filter->asked, cursor, q, a))
        return 0;
    find(&found, q, filter, l, page.from);
    if (found.n == 0)
        return sim_error(a, 404, "%s", SIM_NO_CALLS);
    struct json_writer w;
    sim_answer_open(a, &w);
    sim_page_put(&page, &w, q, found.n, found.total, found.next);
    json_open(&w, l->name, '[');
    for (int i = 0; i < found.n; i++) {
        if (i > 0)
            buf_byte(&a->body, ',');
        if (l->put(q, &q->sim->source->entries[found.at[i]], &l->selector, &a->body, f) != 0)
            return -1;
    }
    json_close(&w, ']');
    json_close(&w, '}');
    a->items = found.n;
    return 0;
}

int sim_calls_list(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim_filter filter;
    struct list l = {"calls", false, put_meta, {0}};
    int status = 0;
    if (sim_filter_query(&filter, q, a))
        status = put_list(q, a, &filter, &l, span_of(sim_query(q, "cursor")), f);
    sim_filter_clear(&filter);
    return status;
}

int sim_calls_one(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim_source *s = q->sim->source;
    int at = sim_source_find(s, span_of(q->id));
    if (at < 0 || s->entries[at].shown > q->now)
        return sim_error(a, 404, "Call ID %s was not found", q->id);
    struct json_writer w;
    sim_answer_open(a, &w);
    buf_text(&a->body, ",\"call\":");
    if (s->ops->meta(s, &s->entries[at], &a->body, f) != 0)
        return -1;
    json_close(&w, '}');
    a->items = 1;
    return 0;
}

static int put_filtered(struct sim_request *q, struct sim_answer *a, const struct list *l,
                        struct span cursor, struct fault *f)
{
    struct sim_filter filter;
    int status = 0;
    if (sim_filter_body(&filter, q, a))
        status = put_list(q, a, &filter, l, cursor, f);
    sim_filter_clear(&filter);
    return status;
}

int sim_calls_extensive(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct buf cursor = BUF(4000);
    struct list l = {"calls", false, put_extensive, {0}};
    int status = 0;
    if (sim_body(q, a, &cursor)) {
        if (!sim_selector_read(&l.selector, json_get(q->json, "contentSelector")))
            sim_error(a, 400, SIM_BAD_BODY);
        else if (!l.selector.media || sim_scope(q, a, "api:calls:read:media-url"))
            status = put_filtered(q, a, &l, buf_view(&cursor), f);
    }
    buf_free(&cursor);
    return status;
}

int sim_calls_transcript(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct buf cursor = BUF(4000);
    struct list l = {"callTranscripts", true, put_transcript, {0}};
    int status = 0;
    if (sim_body(q, a, &cursor))
        status = put_filtered(q, a, &l, buf_view(&cursor), f);
    buf_free(&cursor);
    return status;
}
