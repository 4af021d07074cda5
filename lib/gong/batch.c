#include "lib/gong/batch.h"

#include <stdlib.h>
#include "lib/gong/endpoint.h"
#include "lib/json/json.h"

enum { BATCH_HELD = 64 << 20 /* bytes of records after which a request goes out with fewer ids */ };

static const size_t BATCH_KNOWN = SIZE_MAX; /* the number of one that is not asked for */

/* Gong answers a whole request with 400 if one id is no number: name the record instead. */
static int batch_check_id(const struct call *call, struct fault *f)
{
    struct call_id id;
    size_t n = call_id(call->id, &id) ? strspn(id.text, "0123456789") : 0;
    if (n == 0 || n > 20 || id.text[n] != '\0')
        return fault(f, STATUS_BAD_RECORD, "the call's id is none of Gong's (digits, at most 20)");
    return 0;
}

static int batch_hold(struct batch *b, struct span record, struct fault *f)
{
    size_t number;
    if (b->n == b->room) {
        size_t room = b->room ? 2 * b->room : GONG_IDS;
        struct batch_record *more = realloc(b->record, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for %zu calls", room);
        b->record = more;
        b->room = room;
    }
    if (b->known && ids_find(b->known, b->coming.id) >= 0)
        number = BATCH_KNOWN;
    else if (ids_add(&b->ids, b->coming.id, &number, NULL, f) != 0)
        return -1;
    b->record[b->n++] = (struct batch_record){b->held.len, record.len, number};
    buf_span(&b->held, record);
    return buf_check(&b->held, "the calls of one request", f);
}

/* One page of answers: each item copied to where its id's is looked for. One that comes again, on
 * pages without end or in a list that started anew, is what was here first. */
static int batch_page(void *self, const struct gong_page *page, struct fault *f)
{
    struct batch *b = self;
    const struct endpoint *e = endpoint_of(b->what);
    struct json_walk w;
    for (json_walk(&w, page->items); json_next(&w);) {
        long number = ids_find(&b->ids, json_get(w.value, e->id));
        if (number < 0)
            return fault(f, STATUS_PROTOCOL, "%s answered for a call that was not asked for",
                         e->path);
        if (b->item[number].len > 0)
            continue;
        b->item[number] = (struct batch_item){b->answers.len, w.value.len};
        buf_span(&b->answers, w.value);
    }
    return buf_check(&b->answers, "the answers to one request", f);
}

static int batch_ask(struct batch *b, struct fault *f)
{
    buf_clear(&b->request);
    buf_clear(&b->answers);
    memset(b->item, 0, sizeof b->item);
    buf_text(&b->request, "\"filter\":{\"callIds\":[");
    for (size_t i = 0; i < b->ids.n; i++) {
        buf_text(&b->request, i ? ",\"" : "\"");
        buf_span(&b->request, ids_at(&b->ids, i));
        buf_byte(&b->request, '"');
    }
    buf_text(&b->request, "]}");
    buf_text(&b->request, b->selector ? b->selector : "");
    if (buf_check(&b->request, "a request", f) != 0)
        return -1;
    return gong_ask(b->gong, &(struct gong_query){.what = b->what, .filter = buf_view(&b->request)},
                    batch_page, b, f);
}

static int batch_put(struct batch *b, const struct batch_record *r, struct fault *f)
{
    struct batch_item item = {0};
    if (r->number != BATCH_KNOWN)
        item = b->item[r->number];
    struct span answer = item.len ? (struct span){b->answers.at + item.at, item.len} : SPAN_NONE;
    buf_clear(&b->line);
    if (call_read(&b->going, (struct span){b->held.at + r->at, r->len}, f) != 0 ||
        b->join(b->who, &b->going, answer, &b->line, f) != 0 ||
        buf_check(&b->line, "a record", f) != 0)
        return -1;
    if (b->line.len)
        harvest_put(b->harvest, buf_view(&b->line));
    return 0;
}

static int batch_flush(void *self, struct out *out, struct fault *f)
{
    struct batch *b = self;
    (void)out; /* the harvest has its own */
    if (b->n == 0)
        return 0;
    if (b->ids.n && batch_ask(b, f) != 0)
        return -1;
    for (size_t i = 0; i < b->n; i++)
        if (batch_put(b, &b->record[i], f) != 0)
            return -1;
    b->n = 0;
    buf_clear(&b->held);
    ids_empty(&b->ids);
    return b->aside && harvest_page(b->aside, f) != 0 ? -1 : harvest_page(b->harvest, f);
}

static int batch_step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct batch *b = self;
    bool seen = false;
    if (call_read(&b->coming, record, f) != 0 || batch_check_id(&b->coming, f) != 0)
        return -1;
    if (b->harvest->path && harvest_seen(b->harvest, b->coming.id, &seen, f) != 0)
        return -1;
    if (seen || (b->aside && ids_find(&b->aside->ids, b->coming.id) >= 0))
        return 0;
    bool full = b->ids.n == GONG_IDS && ids_find(&b->ids, b->coming.id) < 0 &&
                !(b->known && ids_find(b->known, b->coming.id) >= 0);
    if ((full || b->held.len + record.len > BATCH_HELD) && batch_flush(b, out, f) != 0)
        return -1;
    return batch_hold(b, record, f);
}

struct stage batch_stage(struct batch *b)
{
    return (struct stage){.step = batch_step, .flush = batch_flush, .self = b};
}

void batch_clear(struct batch *b)
{
    buf_free(&b->held);
    buf_free(&b->answers);
    buf_free(&b->request);
    buf_free(&b->line);
    free(b->record);
    ids_clear(&b->ids);
    call_clear(&b->coming);
    call_clear(&b->going);
}
