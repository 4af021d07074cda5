#include "lib/gong/listing.h"

#include "lib/json/json.h"

int listing_open(struct listing *l, struct fault *f)
{
    l->open = harvest_open(&l->harvest, NULL, f) == 0;
    return l->open ? 0 : -1;
}

bool listing_full(const struct listing *l)
{
    return l->limit > 0 && l->n >= l->limit;
}

int listing_ask(struct listing *l, struct gong *g, const struct gong_query *q, gong_take *take,
                void *who, struct fault *f)
{
    if (gong_ask(g, q, take, who, f) == 0 || (listing_full(l) && f->status == STATUS_OK))
        return 0;
    return -1;
}

int listing_add(struct listing *l, struct span item, const struct splice *callmine, size_t n,
                struct fault *f)
{
    struct span record;
    bool seen;
    if (listing_full(l))
        return 0;
    if (item_record(&l->item, item, &record, f) != 0)
        return -1;
    struct span id = json_get(record, l->id);
    if (json_kind(id) != JSON_STRING)
        return fault(f, STATUS_PROTOCOL, "an item's %s in Gong's answer is no text", l->id);
    if (harvest_seen(&l->harvest, id, &seen, f) != 0)
        return -1;
    if (seen)
        return 0;
    if (n) {
        buf_clear(&l->record);
        splice_callmine(&l->record, record, callmine, n);
        if (buf_check(&l->record, "a record", f) != 0)
            return -1;
        record = buf_view(&l->record);
    }
    harvest_put(&l->harvest, record);
    l->n++;
    return 0;
}

int listing_out(struct listing *l, struct fault *f)
{
    return harvest_page(&l->harvest, f) == 0 && !listing_full(l) ? 0 : -1;
}

int listing_take(void *who, const struct gong_page *page, struct fault *f)
{
    struct listing *l = who;
    struct json_walk w;
    for (json_walk(&w, page->items); json_next(&w);)
        if (listing_add(l, w.value, NULL, 0, f) != 0)
            return -1;
    return listing_out(l, f);
}

void listing_close(struct listing *l)
{
    if (l->open)
        harvest_close(&l->harvest);
    l->open = false;
    item_clear(&l->item);
    buf_free(&l->record);
}
