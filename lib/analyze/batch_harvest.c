#include <stdio.h>
#include "lib/analyze/batch.h"
#include "lib/json/json.h"

enum { ANSWER_BYTES = 32 << 20, PAGES = 100, HOUR_S = 3600 };

/* ---- what came of one ---- */

/* Of one batch: its requests that nothing was said about yet, and how many have an answer. */
struct harvest {
    struct request_ids due;
    int64_t answered;
    struct cache *cache;
    const struct provider *provider;
};

/* An answer that nothing can be made of is none: its request is asked at once. */
static bool is_answer(const struct harvest *h, struct span body)
{
    struct completion c = {.stop = STOP_ODD};
    struct fault none;
    return body.at && body.len < ANSWER_BYTES && h->provider->read(&c, body, &none) == 0;
}

static int keep(struct harvest *h, const char *id, struct span body, struct fault *f)
{
    struct cache_entry e = CACHE_ENTRY;
    int rc = cache_enter(&e, h->cache, id, f);
    if (rc == 0 && !cache_find(&e, "batched").at) {
        cache_add(&e, "batched", body);
        rc = cache_put(&e, f);
    }
    cache_entry_clear(&e);
    h->answered += rc == 0;
    return rc;
}

/* The line's request, if it is one of ours. */
static bool id_of(struct span line, char id[static DIGEST_TEXT])
{
    struct span text = json_member(line, span_of("custom_id"));
    if (json_kind(text) != JSON_STRING || !request_id_is((struct span){text.at + 1, text.len - 2}))
        return false;
    memcpy(id, text.at + 1, DIGEST_TEXT - 1);
    id[DIGEST_TEXT - 1] = '\0';
    return true;
}

/* The next whole line that is JSON. */
static bool next_line(struct span *rest, struct span *line)
{
    struct fault none;
    while (rest->len) {
        const char *end = memchr(rest->at, '\n', rest->len);
        struct span one = {rest->at, end ? (size_t)(end - rest->at) : rest->len};
        size_t used = one.len + (end != NULL);
        *rest = (struct span){rest->at + used, rest->len - used};
        if (json_check(one, line, &none) == 0)
            return true;
    }
    return false;
}

/* What nobody asked for, and what is told twice, is passed over. */
static int take_in(struct harvest *h, const struct batch_vendor *v, struct span results,
                   struct fault *f)
{
    char id[DIGEST_TEXT];
    struct span line;
    while (next_line(&results, &line)) {
        if (!id_of(line, id) || !request_ids_take(&h->due, id))
            continue;
        struct span body = v->answer(line);
        if (is_answer(h, body) && keep(h, id, body, f) != 0)
            return -1;
    }
    return 0;
}

static int fetch(struct batches *b, const char *path, struct fault *f)
{
    b->exchange.response.body.limit = EXCHANGE_RESULTS;
    return batch_ask(&b->exchange, b->vendor, path, SPAN_NONE, NULL, true, "the results of a batch",
                     f);
}

static void tell(const struct batches *b, const struct pending *p, const struct batch_state *s,
                 const struct harvest *h)
{
    int64_t none = (int64_t)p->n - h->answered;
    notice(b->listener, "the batch %s has ended%s%s: %lld of %zu requests answered%s", p->id,
           s->why[0] ? " with " : "", s->why, (long long)h->answered, p->n,
           none ? "; the others are asked again" : "");
}

static int close_batch(struct batches *b, struct pending *p, const struct batch_state *s,
                       struct fault *f)
{
    struct harvest h = {.cache = b->at[0].h->cache, .provider = b->at[0].h->model.provider};
    int rc = pending_ids(p, &h.due, f);
    for (int i = 0; i < 2 && rc == 0; i++)
        if (s->results[i][0]) {
            rc = fetch(b, s->results[i], f);
            if (rc == 0)
                rc = take_in(&h, b->vendor, b->exchange.raw, f);
        }
    if (rc == 0)
        rc = pending_remove(p, f);
    if (rc == 0)
        tell(b, p, s, &h);
    request_ids_clear(&h.due);
    return rc;
}

/* ---- where one is ---- */

static int state_of(struct batches *b, const struct pending *p, struct batch_state *s,
                    struct fault *f)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", b->vendor->path, p->id);
    return batch_ask(&b->exchange, b->vendor, path, SPAN_NONE, NULL, false, "the batch", f) != 0
               ? -1
               : b->vendor->state(s, p, b->exchange.body, f);
}

/* Whether the results of a batch of the vendor's speak of this one's requests. */
static int results_are(struct batches *b, const struct pending *p, struct span listed, bool *are,
                       bool *open, struct fault *f)
{
    struct pending other = {.submitted = p->submitted, .n = p->n};
    struct batch_state s;
    struct request_ids ids = {0};
    char id[DIGEST_TEXT];
    *are = *open = false;
    if (pending_name(&other, json_member(listed, span_of("id")), f) != 0 ||
        b->vendor->state(&s, &other, listed, f) != 0)
        return -1;
    *open = !s.ended;
    if (!s.ended || !s.results[0][0])
        return 0;
    int rc = fetch(b, s.results[0], f);
    if (rc == 0)
        rc = pending_ids(p, &ids, f);
    struct span results = b->exchange.raw, line;
    while (rc == 0 && !*are && next_line(&results, &line))
        *are = id_of(line, id) && request_ids_has(&ids, id);
    request_ids_clear(&ids);
    return rc;
}

/* Made so long before that it is not it. Clocks may be an hour apart. */
static bool is_older(struct span listed, const struct pending *p)
{
    struct span made = json_member(listed, span_of("created_at"));
    int64_t seconds;
    when at;
    if (json_integer(made, &seconds))
        at = seconds * WHEN_SECOND;
    else if (!json_time(made, &at))
        return false;
    return at < p->submitted - HOUR_S * WHEN_SECOND;
}

/* One page of the vendor's batches. *last: the id of its last, "" where there is no other page. */
static int look_through(struct batches *b, struct pending *p, struct span page,
                        enum batch_found *found, struct pending *last, struct fault *f)
{
    struct json_walk w;
    bool more = json_kind(json_member(page, span_of("has_more"))) == JSON_TRUE;
    last->id[0] = '\0';
    for (json_walk(&w, json_member(page, span_of("data"))); json_next(&w);) {
        if (pending_name(last, json_member(w.value, span_of("id")), f) != 0)
            return -1;
        bool old = is_older(w.value, p);
        more = more && !old;
        if (old || pendings_know(&b->open, last->id))
            continue;
        enum batch_found is = b->vendor->is(w.value, p);
        bool are = is == BATCH_FOUND, open = false;
        if (is == BATCH_UNCLEAR && results_are(b, p, w.value, &are, &open, f) != 0)
            return -1;
        if (are) {
            memcpy(p->id, last->id, sizeof p->id);
            *found = BATCH_FOUND;
            return 0;
        }
        if (open)
            *found = BATCH_UNCLEAR;
    }
    if (!more)
        last->id[0] = '\0';
    return 0;
}

/* A batch without a name: whether the vendor has it. */
static int find(struct batches *b, struct pending *p, enum batch_found *found, struct fault *f)
{
    struct pending last = {.id = ""};
    struct buf page = BUF(ANSWER_BYTES);
    char path[256];
    int rc = 0;
    *found = BATCH_ABSENT;
    for (int i = 0; i < PAGES && rc == 0; i++) {
        snprintf(path, sizeof path, "%s%s%s", b->vendor->list, i ? b->vendor->next : "", last.id);
        rc = batch_ask(&b->exchange, b->vendor, path, SPAN_NONE, NULL, false, "the list of batches",
                       f);
        buf_clear(&page);
        buf_span(&page, rc == 0 ? b->exchange.body : SPAN_NONE);
        if (rc == 0)
            rc = buf_check(&page, "a list of batches", f) == 0
                     ? look_through(b, p, buf_view(&page), found, &last, f)
                     : -1;
        if (*found == BATCH_FOUND || !last.id[0])
            break;
    }
    buf_free(&page);
    return rc;
}

static int find_it(struct batches *b, struct pending *p, bool *open, struct fault *f)
{
    enum batch_found found;
    if (find(b, p, &found, f) != 0)
        return -1;
    *open = found == BATCH_UNCLEAR;
    if (found == BATCH_FOUND)
        return pending_write(p, f);
    if (found == BATCH_ABSENT)
        notice(b->listener, "a batch of %zu request%s has never come to the vendor", p->n,
               p->n == 1 ? "" : "s");
    return found == BATCH_ABSENT ? pending_remove(p, f) : 0;
}

/* ---- all of them ---- */

static bool is_of(const struct batches *b, const struct pending *p)
{
    bool model = false;
    for (size_t i = 0; i < b->models; i++)
        model = model || json_text_is(p->model, b->at[i].h->model.name);
    return model && json_text_is(p->engine, b->vendor->engine) && json_text_is(p->url, b->url);
}

static int harvest_one(struct batches *b, struct pending *p, struct fault *f)
{
    struct batch_state s = {.ended = false};
    bool open = true;
    if (!p->id[0] && find_it(b, p, &open, f) != 0)
        return -1;
    if (!p->id[0] && !open)
        return 0;
    if (p->id[0] && state_of(b, p, &s, f) != 0)
        return -1;
    if (s.ended)
        return close_batch(b, p, &s, f);
    b->left_batches++;
    b->left += (int64_t)p->n;
    b->left_done += s.done;
    return pending_ids(p, &b->waiting, f);
}

/* What stays so however often it is asked for is for a person to look at. */
static int explain(const struct pending *p, struct fault *f)
{
    struct fault was = *f;
    if (was.status != STATUS_REFUSED && was.status != STATUS_CONFIG)
        return -1;
    return fault(f, was.status, "the batch %s: %s; if it is not there, remove %s",
                 p->id[0] ? p->id : "that was being sent", was.text, p->path.at);
}

int batches_harvest(struct batches *b, struct fault *f)
{
    for (size_t i = 0; i < b->open.n; i++)
        if (is_of(b, &b->open.at[i]) && harvest_one(b, &b->open.at[i], f) != 0)
            return explain(&b->open.at[i], f);
    return 0;
}
