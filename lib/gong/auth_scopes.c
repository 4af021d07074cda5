/* gong-auth test, scopes, types: what Gong lets this connection do. */

#include <stdio.h>
#include "lib/base/plain.h"
#include "lib/gong/auth_parts.h"
#include "lib/gong/endpoint.h"
#include "lib/gong/gong.h"
#include "lib/gong/scope.h"
#include "lib/gong/types.h"

enum { TRIES = 3, MAX_WAIT_S = 60, SCOPES = 64 << 10 }; /* somebody sits and waits */

/* The first page is answer enough. */
static int stop(void *who, const struct gong_page *page, struct fault *f)
{
    (void)page, (void)f;
    *(bool *)who = true;
    return -1;
}

/* What to ask an endpoint, so that it costs little: an empty window, or days that are over. */
static void question(struct buf *b, enum gong_endpoint what)
{
    struct buf from = BUF(64), to = BUF(64);
    bool days = what >= GONG_STATS_TOTAL && what <= GONG_ANSWERED;
    when now = when_now() / WHEN_SECOND * WHEN_SECOND, day = 86400 * WHEN_SECOND;
    when_format(&from, days ? now - 3 * day : now - WHEN_SECOND);
    when_format(&to, days ? now - 2 * day : now);
    if (what == GONG_CALLS)
        buf_format(b, "?fromDateTime=%s&toDateTime=%s", from.at, to.at);
    else if (what == GONG_EXTENSIVE || what == GONG_TRANSCRIPTS)
        buf_format(b, "\"filter\":{\"fromDateTime\":\"%s\",\"toDateTime\":\"%s\"}", from.at, to.at);
    else if (what == GONG_ANSWERED)
        buf_format(b, "\"filter\":{\"reviewFromDate\":\"%.10s\",\"reviewToDate\":\"%.10s\"}",
                   from.at, to.at);
    else if (days)
        buf_format(b, "\"filter\":{\"fromDate\":\"%.10s\",\"toDate\":\"%.10s\"}", from.at, to.at);
    buf_free(&from);
    buf_free(&to);
}

/* One cheap request; 0: the endpoint answers. Where there are several workspaces the library wants
 * one named, and says so (400) to whoever may read it. */
static int probe(struct gong *g, enum gong_endpoint what, struct fault *f)
{
    struct buf filter = BUF(512);
    bool answered = false;
    question(&filter, what);
    int ok = buf_check(&filter, "a request", f);
    if (ok == 0)
        ok = gong_ask(g, &(struct gong_query){.what = what, .filter = buf_view(&filter)}, stop,
                      &answered, f);
    buf_free(&filter);
    return answered || (ok != 0 && what == GONG_FOLDERS && f->status == STATUS_PROTOCOL) ? 0 : ok;
}

static struct gong *session(const struct auth *a, struct fault *f)
{
    struct gong_settings s = {
        .profile = a->profile, .key_file = a->key_file, .tries = TRIES, .max_wait = MAX_WAIT_S};
    return gong_new(&s, &a->listener, f);
}

/* Whether Gong only minds that a scope is missing: then it knows the credential. */
static int only_scope(const struct auth *a, const struct fault *why, bool *only, struct fault *f)
{
    enum connection_state state;
    if (connection_state(&state, a->profile, NULL, NULL, f) != 0)
        return -1;
    *only = why->status == STATUS_RECONNECT && state == CONNECTION_WELL;
    return 0;
}

int auth_test(const struct auth *a, struct buf *out, struct fault *f)
{
    struct connection c;
    struct fault why = {0};
    bool only = false;
    if (connection_load(&c, a->profile, a->key_file, f) != 0) {
        connection_clear(&c);
        return -1;
    }
    bool expected = scope_in(auth_asked(&c), span_of(endpoint_of(GONG_USERS)->scope));
    connection_clear(&c);
    struct gong *g = session(a, f);
    if (!g)
        return -1;
    int ok = probe(g, GONG_USERS, &why);
    gong_free(g);
    if (ok != 0 && !expected && only_scope(a, &why, &only, f) != 0)
        return -1;
    if (ok != 0 && !only) {
        *f = why;
        return -1;
    }
    buf_text(out, "connected: Gong answers\n");
    return 0;
}

static void row(struct buf *out, const char *state, struct span name, const char *purpose)
{
    buf_format(out, "%-8s ", state);
    plain_add(out, name);
    for (size_t n = name.len; n < 33; n++)
        buf_byte(out, ' ');
    buf_format(out, " %s\n", purpose ? purpose : "not known here");
}

static void granted_scopes(const struct connection *c, struct span asked, struct buf *out)
{
    struct span list = asked, granted = buf_view(&c->scopes), one;
    while (scope_next(&list, &one))
        row(out, scope_in(granted, one) ? "granted" : "missing", one, scope_purpose(one));
    struct buf extra = BUF(SCOPES);
    scope_without(&extra, granted, auth_asked(c));
    for (list = buf_view(&extra); scope_next(&list, &one);)
        row(out, scope_writes(one) ? "WRITES" : "extra", one, scope_purpose(one));
    buf_free(&extra);
}

/* The endpoint that shows whether a scope is there; GONG_ENDPOINTS: none can be asked without ids,
 * or without changing something. */
static enum gong_endpoint shown_by(struct span scope)
{
    for (int i = 0; i < GONG_ENDPOINTS; i++) {
        const struct endpoint *e = endpoint_of((enum gong_endpoint)i);
        if (e->items && span_is(scope, e->scope))
            return e->what;
    }
    return GONG_ENDPOINTS;
}

static void add_scope(struct buf *list, struct span scope)
{
    buf_span(list, scope);
    buf_byte(list, ' ');
}

/* A key has no scopes to read: each endpoint is asked once. Adds to *tried and *have. */
static int probed_scopes(const struct auth *a, struct span asked, struct buf *out,
                         struct buf *tried, struct buf *have, struct fault *f)
{
    struct gong *g = session(a, f);
    int ok = g ? 0 : -1;
    for (struct span one; ok == 0 && scope_next(&asked, &one);) {
        struct fault why = {0};
        enum gong_endpoint what = shown_by(one);
        bool known = what < GONG_ENDPOINTS, works = known && probe(g, what, &why) == 0, only = true;
        if (known && !works && only_scope(a, &why, &only, f) != 0) {
            ok = -1;
        } else if (!only) {
            *f = why;
            ok = -1;
        } else {
            row(out, works ? "works" : known ? "refused" : "untried", one, scope_purpose(one));
            if (known)
                add_scope(tried, one);
            if (works)
                add_scope(have, one);
        }
    }
    gong_free(g);
    return ok;
}

/* One line for each type of data: whether it can be had, and if not, why. */
static void types(struct buf *out, struct span tried, struct span have, const char *else_word)
{
    buf_byte(out, '\n');
    for (const struct data_type *t = types_known; t->name; t++) {
        struct buf lacking = BUF(4096), open = BUF(4096), refused = BUF(4096);
        scope_without(&lacking, span_of(t->scopes), have);
        scope_without(&open, buf_view(&lacking), tried);
        scope_without(&refused, buf_view(&lacking), buf_view(&open));
        if (lacking.len == 0)
            buf_format(out, "%-20s works\n", t->name);
        else if (refused.len > 0)
            buf_format(out, "%-20s lacks %s\n", t->name, refused.at);
        else
            buf_format(out, "%-20s %s %s\n", t->name, else_word, open.at);
        buf_free(&lacking);
        buf_free(&open);
        buf_free(&refused);
    }
}

int auth_scopes(const struct auth *a, struct buf *out, struct fault *f)
{
    struct connection c;
    struct buf asked = BUF(SCOPES), tried = BUF(SCOPES), have = BUF(SCOPES), missing = BUF(SCOPES);
    int ok = connection_load(&c, a->profile, a->key_file, f);
    bool oauth = ok == 0 && c.kind == CONNECTION_OAUTH;
    if (ok == 0 && a->types)
        ok = types_scopes(&asked, a->types, f);
    else if (ok == 0)
        buf_span(&asked, auth_asked(&c));
    if (ok == 0 && oauth) {
        granted_scopes(&c, buf_view(&asked), out);
        buf_span(&tried, buf_view(&asked));
        buf_span(&have, buf_view(&c.scopes));
    } else if (ok == 0) {
        ok = probed_scopes(a, buf_view(&asked), out, &tried, &have, f);
    }
    if (ok == 0 && !c.may_delete)
        types(out, buf_view(&tried), buf_view(&have), oauth ? "not asked for:" : "not tried:");
    scope_without(&missing, buf_view(&tried), buf_view(&have));
    if (ok == 0 && missing.len > 0)
        ok = fault(f, STATUS_RECONNECT,
                   "the connection lacks %s; an administrator adds it in Gong (Admin center > "
                   "Settings > Ecosystem > API, or the app's page), then run gong-auth connect",
                   missing.at);
    connection_clear(&c);
    buf_free(&asked);
    buf_free(&tried);
    buf_free(&have);
    buf_free(&missing);
    return ok;
}

int auth_types(const struct auth *a, struct buf *out, struct fault *f)
{
    (void)a;
    for (const struct data_type *t = types_known; t->name; t++)
        buf_format(out, "%-20s %s\n", t->name, t->scopes);
    return buf_check(out, "the types", f);
}
