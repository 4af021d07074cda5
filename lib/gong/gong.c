#include "lib/gong/gong_session.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/gong/base_url.h"
#include "lib/gong/basic.h"
#include "lib/gong/oauth.h"
#include "lib/json/json.h"

enum {
    GONG_RESTARTS = 3,          /* of one chain: each asks for every page again */
    GONG_AUTHORIZATION = 16384, /* bytes of the header's value */
};

static int gong_authorize(struct gong *g, struct fault *f)
{
    buf_clear(&g->authorization);
    if (g->connection.kind == CONNECTION_KEY) {
        buf_text(&g->authorization, "Basic ");
        basic_credential(&g->authorization, buf_view(&g->connection.key),
                         buf_view(&g->connection.secret));
    } else {
        buf_text(&g->authorization, "Bearer ");
        buf_span(&g->authorization, buf_view(&g->connection.access));
    }
    return buf_check(&g->authorization, "the credential", f);
}

int gong_now(when *now, const struct gong_settings *s, struct fault *f)
{
    struct fault why;
    *now = when_now();
    if (s->now && when_parse(now, span_of(s->now), &why) != 0)
        return fault(f, STATUS_USAGE, "--now wants a time as 2026-10-06T09:00:00Z");
    return 0;
}

static int gong_open(struct gong *g, struct fault *f)
{
    struct http_origin origin;
    struct connection *c = &g->connection;
    if (connection_load(c, g->settings.profile, g->settings.key_file, f) != 0)
        return -1;
    if (!base_url_is(c->base_url, c->any_host) || http_origin(&origin, c->base_url, f) != 0)
        return fault(f, STATUS_CONFIG,
                     "the connection's base URL is not one of Gong's: run gong-auth connect");
    g->pace.settings = &g->settings;
    g->pace.listener = g->listener;
    if (pace_open(&g->pace, &origin, c->any_host, f) != 0 || gong_authorize(g, f) != 0)
        return -1;
    g->http = http_new(&(struct http_limits){.any_address = c->any_host}, f);
    return g->http ? 0 : -1;
}

struct gong *gong_new(const struct gong_settings *s, const struct listener *l, struct fault *f)
{
    when now;
    if (gong_now(&now, s, f) != 0)
        return NULL;
    struct gong *g = calloc(1, sizeof *g);
    if (!g) {
        fault(f, STATUS_NO_MEMORY, "no memory for a session with gong");
        return NULL;
    }
    g->settings = *s;
    g->listener = l;
    g->authorization = (struct buf){.limit = GONG_AUTHORIZATION, .secret = true};
    if (gong_open(g, f) != 0) {
        gong_free(g);
        return NULL;
    }
    return g;
}

void gong_free(struct gong *g)
{
    if (!g)
        return;
    progress(g->listener, "%s", "");
    if (g->http)
        http_free(g->http);
    http_response_clear(&g->answer);
    connection_clear(&g->connection);
    buf_free(&g->authorization);
    buf_free(&g->url);
    buf_free(&g->body);
    ids_clear(&g->cursors);
    free(g);
}

void gong_sleep(struct gong *g, int64_t ms)
{
    pace_sleep(&g->pace, ms);
}

static int gong_token(struct gong *g, struct fault *f)
{
    struct connection *c = &g->connection;
    char before[sizeof c->base_url];
    if (c->kind != CONNECTION_OAUTH || oauth_fresh(c, when_now()))
        return 0;
    snprintf(before, sizeof before, "%s", c->base_url);
    if (oauth_refresh(g->http, c, g->settings.key_file, f) != 0)
        return -1;
    if (strcmp(before, c->base_url) != 0)
        return fault(f, STATUS_TRY_LATER, "Gong moved the company to another base URL: run again");
    return gong_authorize(g, f);
}

/* Take over what the store has now; *changed if that is another credential. */
static int gong_reread(struct gong *g, bool *changed, struct fault *f)
{
    struct connection now, *c = &g->connection;
    if (connection_load(&now, g->settings.profile, g->settings.key_file, f) != 0)
        return -1;
    *changed = now.kind != c->kind || !span_equal(buf_view(&now.key), buf_view(&c->key)) ||
               !span_equal(buf_view(&now.secret), buf_view(&c->secret));
    bool moved = strcmp(now.base_url, c->base_url) != 0;
    connection_clear(c);
    *c = now;
    if (moved)
        return fault(f, STATUS_TRY_LATER, "the connection was changed meanwhile: run again");
    return gong_authorize(g, f);
}

/* The credential is not accepted. A token is refreshed once, and a key that was replaced meanwhile
 * is taken over; then a person must act, and no program asks again before that. */
static int gong_unknown(struct gong *g, struct attempt *a, struct fault *f)
{
    bool again = g->connection.kind == CONNECTION_OAUTH && !a->renewed;
    if (again) {
        g->connection.expires = 0;
        if (gong_token(g, f) != 0)
            return -1;
    } else if (!a->renewed && gong_reread(g, &again, f) != 0) {
        return -1;
    }
    a->renewed = true;
    if (again)
        return 0;
    when at;
    bool newer;
    if (gong_now(&at, &g->settings, f) != 0 ||
        connection_refused(&g->connection, g->settings.key_file, at, "Gong refused the credential",
                           &newer, f) != 0)
        return -1;
    if (newer)
        return fault(f, STATUS_TRY_LATER, "the connection was changed meanwhile: run again");
    return fault(f, STATUS_RECONNECT,
                 "Gong no longer accepts the credential of profile %s: it needs reconnect: run "
                 "gong-auth connect",
                 g->connection.profile);
}

static int gong_write(struct gong *g, const struct gong_query *a, struct span cursor,
                      struct http_request *q, struct fault *f)
{
    const struct endpoint *e = endpoint_of(a->what);
    struct buf text = BUF(1 << 16);
    bool get = e->method[0] == 'G';
    char separator = a->filter.len ? '&' : '?';
    json_text(&text, cursor);
    buf_clear(&g->url);
    buf_clear(&g->body);
    buf_text(&g->url, g->connection.base_url);
    buf_text(&g->url, e->path);
    if (get) {
        buf_span(&g->url, a->filter);
        if (cursor.at)
            http_query(&g->url, &separator, "cursor", buf_view(&text));
        buf_span(&g->body, a->body);
    } else {
        buf_byte(&g->body, '{');
        if (cursor.at) {
            buf_text(&g->body, "\"cursor\":");
            buf_span(&g->body, cursor);
            buf_byte(&g->body, ',');
        }
        buf_span(&g->body, a->filter);
        buf_byte(&g->body, '}');
    }
    *q = (struct http_request){.method = e->method,
                               .url = g->url.at,
                               .body = g->body.len ? buf_view(&g->body) : SPAN_NONE,
                               .content_type = g->body.len ? "application/json" : NULL};
    int ok = buf_check(&text, "a cursor", f) == 0 && buf_check(&g->url, "a URL", f) == 0 &&
             buf_check(&g->body, "a request", f) == 0;
    buf_free(&text);
    return ok ? 0 : -1;
}

/* Before it is sent, so that one that is killed has counted. */
static int gong_count(struct gong *g, const struct endpoint *e, struct fault *f)
{
    if (!g->settings.requests)
        return 0;
    char line[128];
    int n = snprintf(line, sizeof line, "%s %s\n", e->method, e->path),
        fd = open(g->settings.requests, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        return fault_errno(f, STATUS_CANT_CREATE, "%s", g->settings.requests);
    int done = file_write(fd, (struct span){line, (size_t)n}, g->settings.requests, f);
    close(fd);
    return done;
}

/* One try. When no whole answer came: ANSWER_AGAIN or ANSWER_FAULT. */
static enum verdict gong_try(struct gong *g, const struct endpoint *e, struct http_request *q,
                             struct page *p, struct fault *f)
{
    struct http_response *r = &g->answer;
    q->authorization = buf_view(&g->authorization);
    if (gong_count(g, e, f) != 0)
        return ANSWER_FAULT;
    if (http_send(g->http, q, r, f) != 0) {
        r->status = 0;
        return r->transient ? ANSWER_AGAIN : ANSWER_FAULT;
    }
    return answer_judge(e, r->status, &r->body, r->trace, p, f);
}

/* What was tried may have been done although nothing good came back. */
static bool gong_unsure(const struct http_response *r)
{
    return r->status == 0 ? r->sent : r->status >= 500 || r->status == 408;
}

enum verdict gong_carry(struct gong *g, const struct endpoint *e, struct http_request *q,
                        struct page *p, struct fault *f)
{
    struct attempt a = {0};
    g->unsure = false;
    g->answer.status = 0;
    for (;;) {
        if (gong_token(g, f) != 0 || pace_slot(&g->pace, &a, f) != 0)
            return ANSWER_FAULT;
        if (e->writes && !g->connection.may_delete) {
            fault(f, STATUS_CONFIG, "profile %s is connected to read only", g->connection.profile);
            return ANSWER_FAULT;
        }
        struct fault why = {0};
        enum verdict v = gong_try(g, e, q, p, &why);
        a.tries++;
        g->unsure |= gong_unsure(&g->answer);
        if (v == ANSWER_UNKNOWN) {
            if (gong_unknown(g, &a, f) != 0)
                return ANSWER_FAULT;
        } else if (v != ANSWER_AGAIN) {
            if (v == ANSWER_FAULT)
                *f = why;
            return v;
        } else if (pace_back_off(&g->pace, &a, &g->answer, &why, f) != 0) {
            return ANSWER_FAULT;
        }
    }
}

/* One page: ANSWER_PAGE, ANSWER_EMPTY, ANSWER_EXPIRED, or ANSWER_FAULT. */
enum verdict gong_fetch(struct gong *g, const struct gong_query *asked, struct span cursor,
                        struct page *p, struct fault *f)
{
    struct http_request q;
    if (gong_write(g, asked, cursor, &q, f) != 0)
        return ANSWER_FAULT;
    return gong_carry(g, endpoint_of(asked->what), &q, p, f);
}

/* The cursor that leads on, copied: the answer it is in goes with the next request. A cursor that
 * was there before would lead round in a circle. */
static int gong_follow(struct gong *g, const struct endpoint *e, struct span cursor,
                       struct buf *next, struct fault *f)
{
    bool fresh = true;
    buf_clear(next);
    if (!cursor.at)
        return 0;
    buf_span(next, cursor);
    if (next->state == BUF_FULL)
        return fault(f, STATUS_PROTOCOL, "%s gave a cursor of more than %zu bytes", e->path,
                     next->limit);
    if (buf_check(next, "a cursor", f) != 0 || ids_add(&g->cursors, cursor, NULL, &fresh, f) != 0)
        return -1;
    if (!fresh)
        return fault(f, STATUS_PROTOCOL, "%s gave the same cursor twice", e->path);
    if (g->cursors.n >= GONG_PAGES)
        return fault(f, STATUS_PROTOCOL, "%s gave more than %d pages", e->path, GONG_PAGES);
    return 0;
}

static void gong_progress(struct gong *g, const struct endpoint *e, const struct page *p)
{
    g->items += e->items ? (int64_t)json_count(p->its.items) : 1;
    if (p->total > g->items)
        progress(g->listener, "%" PRId64 " of %" PRId64 " %s", g->items, p->total, e->noun);
    else
        progress(g->listener, "%" PRId64 " %s", g->items, e->noun);
}

/* A cursor led to a page, and there is none: that is the end if Gong has shown all that it counts.
 * A chain that an earlier process began cannot know, and starts again: 1. */
static int gong_ended(struct gong *g, const struct endpoint *e, bool resumed, int64_t items,
                      int64_t total, struct fault *f)
{
    if (resumed)
        return 1;
    if (total > items)
        return fault(f, STATUS_TRY_LATER,
                     "Gong ended the list of %s early, with %" PRId64 " of %" PRId64 ": run again",
                     e->noun, items, total);
    notice(g->listener, "Gong ended the list of %s early: it found none on page %zu", e->noun,
           g->cursors.n + 1);
    return 0;
}

/* One chain of pages: 1 when it must start again. Gong counts calls that it does not show yet;
 * whoever asks for calls by their ids sees for itself which are missing. */
static int gong_chain(struct gong *g, const struct gong_query *q, struct span cursor,
                      gong_take *take, void *who, struct buf *next, struct fault *f)
{
    const struct endpoint *e = endpoint_of(q->what);
    int64_t items = 0, total = 0;
    struct page p;
    ids_empty(&g->cursors);
    buf_clear(next);
    buf_span(next, cursor);
    do {
        p = (struct page){0};
        enum verdict v = gong_fetch(g, q, next->len ? buf_view(next) : SPAN_NONE, &p, f);
        if (v == ANSWER_EXPIRED)
            return 1;
        if (v == ANSWER_EMPTY)
            return next->len ? gong_ended(g, e, cursor.at != NULL, items, total, f) : 0;
        if (v != ANSWER_PAGE || gong_follow(g, e, p.its.cursor, next, f) != 0 ||
            take(who, &p.its, f) != 0)
            return -1;
        gong_progress(g, e, &p);
        items += e->items ? (int64_t)json_count(p.its.items) : 1;
        total = p.total;
    } while (next->len);
    if (q->what == GONG_CALLS && !cursor.at && p.total > items)
        notice(g->listener,
               "Gong counts %" PRId64 " %s here and showed %" PRId64
               ": the others are not ready; list them again later",
               p.total, e->noun, items);
    return 0;
}

int gong_ask(struct gong *g, const struct gong_query *q, gong_take *take, void *who,
             struct fault *f)
{
    const struct endpoint *e = endpoint_of(q->what);
    struct buf next = BUF(1 << 16);
    if (g->settings.estimate)
        return gong_estimate(g, q, f);
    int ok = gong_chain(g, q, q->cursor, take, who, &next, f);
    for (int n = 0; ok == 1 && n < GONG_RESTARTS; n++) {
        notice(g->listener, "Gong's cursor expired: the list of %s starts again", e->noun);
        ok = gong_chain(g, q, SPAN_NONE, take, who, &next, f);
    }
    buf_free(&next);
    if (ok == 1)
        return fault(f, STATUS_TRY_LATER,
                     "Gong's cursors for %s keep expiring: ask for a shorter stretch of time",
                     e->noun);
    return ok;
}
