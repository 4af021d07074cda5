#include <stdio.h>
#include <math.h>
#include "lib/analyze/hosted_call.h"
#include "lib/json/json.h"

/* ---- ceilings and counters ---- */

static struct spend spend_of(const struct hosted *h, const struct completion *c, bool batched)
{
    struct spend s = {.input = c->input, .cached = c->cached, .output = c->output};
    if (s.cached > s.input)
        s.cached = s.input;
    s.cost = price_of(&h->price, &s) * (batched ? .5 : 1);
    return s;
}

/* What the request will take, by what is known of the model. */
static struct completion guess(const struct hosted_engine *e)
{
    const struct ratio *known = &e->h->known;
    return (struct completion){.input = ratio_input(known, prompt_bytes(&e->prompt)),
                               .output = ratio_output(known, e->asked)};
}

/* Before money is spent. What is on its way in other threads counts as guessed, so that all of them
 * together pass the ceiling by about one request. */
static int admit(struct hosted_engine *e, struct fault *f)
{
    struct purse *p = e->h->purse;
    struct completion c = guess(e);
    double cost = spend_of(e->h, &c, false).cost;
    pthread_mutex_lock(&p->mutex);
    bool money = p->max_cost >= 0 && p->spend.cost + p->promised >= p->max_cost;
    bool calls = p->max_calls >= 0 && !*e->counted && p->calls >= p->max_calls;
    if (!money && !calls) {
        p->calls += !*e->counted;
        p->requests++;
        *e->counted = true;
        e->promised = isfinite(cost) ? cost : 0;
        p->promised += e->promised;
    }
    pthread_mutex_unlock(&p->mutex);
    return money || calls
               ? fault(f, STATUS_CEILING, "%s is reached", money ? "--max-cost" : "--max-calls")
               : 0;
}

/* The request is back, or never will be. With the mutex. */
static void redeem(struct hosted_engine *e)
{
    e->h->purse->promised -= e->promised;
    e->promised = 0;
}

static void count(struct hosted_engine *e, const struct completion *c, const struct spend *s)
{
    struct purse *p = e->h->purse;
    struct ratio *seen = &e->h->seen;
    pthread_mutex_lock(&p->mutex);
    redeem(e);
    spend_add(&p->spend, s);
    if (c->counted) {
        seen->bytes += e->second || e->prompt.nturns ? 0 : (double)prompt_bytes(&e->prompt);
        seen->tokens += (double)c->input;
    }
    pthread_mutex_unlock(&p->mutex);
}

/* ---- what was kept ---- */

static void name_of(const struct hosted_engine *e, char name[DIGEST_TEXT + 8])
{
    snprintf(name, DIGEST_TEXT + 8, "r:%s", e->exchange.id);
}

int hosted_keep(struct hosted_engine *e, const struct completion *c, struct fault *f)
{
    char name[DIGEST_TEXT + 8];
    struct json_writer w = {.b = &e->line};
    buf_clear(&e->line);
    json_open(&w, NULL, '{');
    json_put_int(&w, "stop", c->stop);
    json_put(&w, "text", c->text);
    json_put_bool(&w, "counted", c->counted);
    json_put_int(&w, "input", c->input);
    json_put_int(&w, "cached", c->cached);
    json_put_int(&w, "output", c->output);
    json_close(&w, '}');
    name_of(e, name);
    if (buf_check(&e->line, "a reply", f) != 0 || !cache_find(&e->entry, name).at)
        cache_add(&e->entry, name, buf_view(&e->line));
    return cache_put(&e->entry, f);
}

static int64_t whole(struct span object, const char *name)
{
    int64_t n;
    return json_integer(json_member(object, span_of(name)), &n) ? n : 0;
}

static bool kept(struct hosted_engine *e, struct completion *c)
{
    char name[DIGEST_TEXT + 8];
    name_of(e, name);
    struct span value = e->h->ask_failed ? SPAN_NONE : cache_find(&e->entry, name);
    if (!value.at)
        return false;
    *c = (struct completion){.stop = (enum stop)whole(value, "stop"),
                             .text = json_member(value, span_of("text")),
                             .counted =
                                 json_kind(json_member(value, span_of("counted"))) == JSON_TRUE,
                             .input = whole(value, "input"),
                             .cached = whole(value, "cached"),
                             .output = whole(value, "output")};
    if (json_kind(c->text) != JSON_STRING)
        c->text = SPAN_NONE;
    return true;
}

/* The text stays when what it was read from goes. */
static void hold(struct hosted_engine *e, struct completion *c)
{
    if (!c->text.at || c->text.at == e->text.at)
        return;
    buf_clear(&e->text);
    buf_span(&e->text, c->text);
    c->text = buf_view(&e->text);
}

/* What a batch brought. 1: it did. */
static int brought(struct hosted_engine *e, struct completion *c, struct fault *f)
{
    if (e->h->ask_failed)
        return 0;
    struct cache_entry entry = CACHE_ENTRY;
    int rc = cache_enter(&entry, e->h->cache, e->exchange.id, f);
    struct span body = rc == 0 ? cache_find(&entry, "batched") : SPAN_NONE;
    if (body.at) {
        *c = (struct completion){.stop = STOP_ODD};
        rc = e->h->model.provider->read(c, body, f);
        hold(e, c);
    }
    cache_entry_clear(&entry);
    return rc != 0 ? -1 : body.at != NULL;
}

/* A server that answers others may have something against this call (a filter before it), or break
 * on it: then the call goes without, and the run goes on. With the first request of a run, or with
 * several calls in a row, it is the server that has to be seen to. */
static bool is_the_calls_own(struct hosted_engine *e, const struct fault *f)
{
    enum { STRIKES = 3 };
    struct purse *p = e->h->purse;
    int status = e->exchange.status;
    bool refused = status == 400 || status == 403 || status == 404 || status == 422;
    bool broken = f->status == STATUS_TRY_LATER && !e->exchange.broke;
    bool answered = e->exchange.arrived || status > 0;
    pthread_mutex_lock(&p->mutex);
    bool own = (refused || broken) && answered && p->good > 0 && ++p->strikes < STRIKES;
    pthread_mutex_unlock(&p->mutex);
    return own && !e->h->endpoint.replay;
}

static int ask_server(struct hosted_engine *e, const struct model *m, struct completion *c,
                      struct fault *f)
{
    struct purse *p = e->h->purse;
    if (provider_ask(c, &e->exchange, m, buf_view(&e->body), f) != 0) {
        pthread_mutex_lock(&p->mutex);
        redeem(e);
        pthread_mutex_unlock(&p->mutex);
        if (!is_the_calls_own(e, f))
            return -1;
        *f = (struct fault){0};
        *c = (struct completion){.stop = STOP_SERVER};
        return 0;
    }
    pthread_mutex_lock(&p->mutex);
    p->good++;
    p->strikes = 0;
    pthread_mutex_unlock(&p->mutex);
    return 0;
}

/* Into the next batch, unless it is in one. What it will cost is guessed, so that a ceiling counts.
 */
static int wait_for_batch(struct hosted_engine *e, struct fault *f)
{
    struct hosted *h = e->h;
    struct completion c = guess(e);
    if (h->waits(h->who, e->exchange.id))
        return 0;
    if (admit(e, f) != 0)
        return -1;
    struct spend s = spend_of(h, &c, true);
    count(e, &c, &s);
    return h->defer(h->who, e->exchange.id, buf_view(&e->body), f);
}

int hosted_request(struct hosted_engine *e, const struct model *m, struct completion *c,
                   struct spend *spend, enum asked_how *how, struct fault *f)
{
    struct hosted *h = e->h;
    buf_clear(&e->body);
    m->provider->body(&e->body, m, &e->prompt);
    if (buf_check(&e->body, "a request", f) != 0)
        return -1;
    exchange_id(&e->exchange, m->provider->path, buf_view(&e->body));
    *how = ASKED_DONE;
    bool had = kept(e, c);
    int batched = had ? 0 : brought(e, c, f);
    if (batched < 0)
        return -1;
    if (!had && !batched && h->defer) {
        *how = ASKED_WAITS;
        return wait_for_batch(e, f);
    }
    if (!had && !batched) {
        if (admit(e, f) != 0 || ask_server(e, m, c, f) != 0)
            return -1;
    }
    hold(e, c);
    struct spend s = spend_of(h, c, batched > 0);
    if (!had)
        count(e, c, &s);
    spend_add(spend, &s);
    return buf_check(&e->text, "a reply", f);
}
