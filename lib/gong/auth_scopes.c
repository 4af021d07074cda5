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

/* One cheap request; 0: the endpoint answers. */
static int probe(struct gong *g, enum gong_endpoint what, struct fault *f)
{
    struct buf filter = BUF(512), from = BUF(64), to = BUF(64);
    bool answered = false;
    when now = when_now() / WHEN_SECOND * WHEN_SECOND;
    when_format(&from, now - WHEN_SECOND);
    when_format(&to, now);
    if (what == GONG_CALLS)
        buf_format(&filter, "?fromDateTime=%s&toDateTime=%s", from.at, to.at);
    else if (what != GONG_USERS)
        buf_format(&filter, "\"filter\":{\"fromDateTime\":\"%s\",\"toDateTime\":\"%s\"}", from.at,
                   to.at);
    int ok = buf_check(&filter, "a request", f);
    if (ok == 0)
        ok = gong_ask(g, &(struct gong_query){.what = what, .filter = buf_view(&filter)}, stop,
                      &answered, f);
    buf_free(&filter);
    buf_free(&from);
    buf_free(&to);
    return answered ? 0 : ok;
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

static void granted_scopes(const struct connection *c, struct buf *out)
{
    struct span list = auth_asked(c), granted = buf_view(&c->scopes), one;
    while (scope_next(&list, &one))
        row(out, scope_in(granted, one) ? "granted" : "missing", one, scope_purpose(one));
    struct buf extra = BUF(SCOPES);
    scope_without(&extra, granted, auth_asked(c));
    for (list = buf_view(&extra); scope_next(&list, &one);)
        row(out, scope_writes(one) ? "WRITES" : "extra", one, scope_purpose(one));
    buf_free(&extra);
}

/* A key has no scopes to read: each endpoint is asked once. Adds to *asked and *have. */
static int probed_scopes(const struct auth *a, struct buf *out, struct buf *asked, struct buf *have,
                         struct fault *f)
{
    struct gong *g = session(a, f);
    int ok = g ? 0 : -1;
    for (const struct scope *s = scope_needed; ok == 0 && s->name; s++) {
        struct fault why = {0};
        bool refused = false, works = probe(g, s->endpoint, &why) == 0;
        if (!works)
            ok = only_scope(a, &why, &refused, f);
        if (ok == 0 && !works && !refused) {
            *f = why;
            ok = -1;
        } else if (ok == 0) {
            row(out, works ? "works" : "refused", span_of(s->name), s->purpose);
            buf_format(asked, "%s ", s->name);
            if (works)
                buf_format(have, "%s ", s->name);
        }
    }
    gong_free(g);
    return ok;
}

/* One line for each type of data: whether it can be had, and if not, why. */
static void types(struct buf *out, struct span asked, struct span have, const char *else_word)
{
    buf_byte(out, '\n');
    for (const struct data_type *t = types_known; t->name; t++) {
        struct buf lacking = BUF(4096), unasked = BUF(4096), refused = BUF(4096);
        scope_without(&lacking, span_of(t->scopes), have);
        scope_without(&unasked, buf_view(&lacking), asked);
        scope_without(&refused, buf_view(&lacking), buf_view(&unasked));
        if (lacking.len == 0)
            buf_format(out, "%-20s works\n", t->name);
        else if (refused.len > 0)
            buf_format(out, "%-20s lacks %s\n", t->name, refused.at);
        else
            buf_format(out, "%-20s %s %s\n", t->name, else_word, unasked.at);
        buf_free(&lacking);
        buf_free(&unasked);
        buf_free(&refused);
    }
}

/* What a key may delete cannot be tried without deleting. */
static void untried(struct buf *out)
{
    for (struct span list = span_of(scope_crm_delete), one; scope_next(&list, &one);)
        row(out, "untried", one, scope_purpose(one));
}

int auth_scopes(const struct auth *a, struct buf *out, struct fault *f)
{
    struct connection c;
    struct buf missing = BUF(SCOPES), asked = BUF(SCOPES), have = BUF(SCOPES);
    int ok = connection_load(&c, a->profile, a->key_file, f);
    bool oauth = ok == 0 && c.kind == CONNECTION_OAUTH;
    if (oauth) {
        granted_scopes(&c, out);
        buf_span(&asked, auth_asked(&c));
        buf_span(&have, buf_view(&c.scopes));
    } else if (ok == 0 && c.may_delete) {
        untried(out);
    } else if (ok == 0) {
        ok = probed_scopes(a, out, &asked, &have, f);
    }
    if (ok == 0 && !c.may_delete)
        types(out, buf_view(&asked), buf_view(&have), oauth ? "not asked for:" : "not tried:");
    scope_without(&missing, buf_view(&asked), buf_view(&have));
    if (ok == 0 && missing.len > 0)
        ok = fault(f, STATUS_RECONNECT,
                   "the connection lacks %s; an administrator adds it in Gong (Admin center > "
                   "Settings > Ecosystem > API, or the app's page), then run gong-auth connect",
                   missing.at);
    connection_clear(&c);
    buf_free(&missing);
    buf_free(&asked);
    buf_free(&have);
    return ok;
}

int auth_types(const struct auth *a, struct buf *out, struct fault *f)
{
    (void)a;
    for (const struct data_type *t = types_known; t->name; t++)
        buf_format(out, "%-20s %s\n", t->name, t->scopes);
    return buf_check(out, "the types", f);
}
