/* gong-auth status, test, scopes, disconnect. */

#include "lib/gong/auth.h"

#include <stdio.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/gong/gong.h"
#include "lib/gong/scope.h"
#include "lib/json/json.h"
#include "lib/state/connection.h"
#include "lib/state/place.h"

enum { TRIES = 3, MAX_WAIT_S = 60 }; /* somebody sits and waits */

static void put_time(struct json_writer *w, const char *key, when t)
{
    struct buf text = BUF(64);
    if (t > 0)
        when_format(&text, t / WHEN_SECOND * WHEN_SECOND);
    json_put_text(w, key, t > 0 ? buf_view(&text) : SPAN_NONE);
    buf_free(&text);
}

static void put_list(struct json_writer *w, const char *key, struct span list)
{
    struct span one;
    json_open(w, key, '[');
    while (scope_next(&list, &one))
        json_put_text(w, NULL, one);
    json_close(w, ']');
}

static void put_scopes(struct json_writer *w, const struct connection *c)
{
    struct buf missing = BUF(64 << 10), extra = BUF(64 << 10);
    scope_without(&missing, span_of(scope_default), buf_view(&c->scopes));
    scope_without(&extra, buf_view(&c->scopes), span_of(scope_default));
    json_open(w, "scopes", '{');
    put_list(w, "asked", buf_view(&c->asked));
    put_list(w, "granted", buf_view(&c->scopes));
    put_list(w, "missing", buf_view(&missing));
    put_list(w, "extra", buf_view(&extra));
    json_close(w, '}');
    buf_free(&missing);
    buf_free(&extra);
}

static const char *const state_names[] = {"not_connected", "connected", "needs_reconnect"};

/* schemas/connection.json. known: *c could be read. */
static void status_json(struct buf *out, enum connection_state state, const struct connection *c,
                        bool known)
{
    struct json_writer w = {.b = out};
    bool oauth = known && c->kind == CONNECTION_OAUTH;
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "profile", span_of(c->profile));
    json_put_text(&w, "state", span_of(state_names[state]));
    json_put_text(&w, "why", c->why[0] ? span_of(c->why) : SPAN_NONE);
    json_put_text(&w, "kind", known ? span_of(oauth ? "oauth" : "key") : SPAN_NONE);
    json_put_text(&w, "base_url", known ? span_of(c->base_url) : SPAN_NONE);
    json_put(&w, "any_host", known ? span_of(c->any_host ? "true" : "false") : SPAN_NONE);
    json_put(&w, "may_delete", known ? span_of(c->may_delete ? "true" : "false") : SPAN_NONE);
    put_time(&w, "since", c->since);
    if (c->since > 0)
        json_put_int(&w, "age_s", (when_now() - c->since) / WHEN_SECOND);
    else
        json_put(&w, "age_s", SPAN_NONE);
    put_time(&w, "expires", oauth ? c->expires : 0);
    if (oauth)
        put_scopes(&w, c);
    else
        json_put(&w, "scopes", SPAN_NONE);
    json_close(&w, '}');
    buf_byte(out, '\n');
}

/* "2026-11-22T07:01:57Z (3 days)". */
static void add_age(struct buf *out, when t)
{
    int64_t s = (when_now() - t) / WHEN_SECOND;
    when_format(out, t / WHEN_SECOND * WHEN_SECOND);
    if (s >= 2 * 86400)
        buf_format(out, " (%lld days)", (long long)(s / 86400));
    else if (s >= 2 * 3600)
        buf_format(out, " (%lld hours)", (long long)(s / 3600));
    else if (s >= 0)
        buf_format(out, " (%lld minutes)", (long long)(s / 60));
    buf_byte(out, '\n');
}

static void status_text(struct buf *out, enum connection_state state, const struct connection *c,
                        bool known)
{
    static const char *const words[] = {"not connected", "connected", "Needs reconnect"};
    buf_format(out, "profile    %s\nstate      %s\n", c->profile, words[state]);
    if (c->why[0]) {
        buf_text(out, "why        ");
        plain_add(out, span_of(c->why));
        buf_byte(out, '\n');
    }
    if (state == CONNECTION_NONE)
        buf_text(out, "next       gong-auth connect --key, or --oauth\n");
    if (c->since > 0) {
        buf_text(out, "since      ");
        add_age(out, c->since);
    }
    if (!known)
        return;
    buf_format(out, "kind       %s\nbase URL   %s%s\n",
               c->kind == CONNECTION_OAUTH ? "OAuth" : "access key", c->base_url,
               c->any_host ? " (not Gong's own host: --any-host)" : "");
    if (c->may_delete)
        buf_text(out, "purpose    deleting a CRM integration (gong-crm-integration)\n");
    if (c->kind != CONNECTION_OAUTH)
        return;
    buf_text(out, "token      good until ");
    when_format(out, c->expires / WHEN_SECOND * WHEN_SECOND);
    buf_text(out, ", then refreshed\nscopes     ");
    plain_add(out, buf_view(&c->scopes));
    buf_byte(out, '\n');
}

int auth_status(const struct auth *a, struct buf *out, struct fault *f)
{
    struct connection c;
    enum connection_state state;
    when since;
    if (connection_init(&c, a->profile, f) != 0 ||
        connection_state(&state, c.profile, &since, NULL, f) != 0)
        return -1;
    connection_clear(&c);
    struct fault unread = {0};
    bool known = connection_peek(&c, a->profile, a->key_file, &unread) == 0;
    int ok = 0;
    if (state == CONNECTION_REFUSED)
        c.since = since;
    if (state == CONNECTION_WELL &&
        !known) { /* a lost key, a damaged store: neither of the states */
        *f = unread;
        ok = -1;
    } else {
        (a->json ? status_json : status_text)(out, state, &c, known);
        ok = buf_check(out, "the status", f);
    }
    connection_clear(&c);
    if (ok != 0 || state == CONNECTION_WELL)
        return ok;
    *f = (struct fault){.status = state == CONNECTION_NONE ? STATUS_CONFIG : STATUS_RECONNECT};
    return -1;
}

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

int auth_test(const struct auth *a, struct buf *out, struct fault *f)
{
    struct gong *g = session(a, f);
    if (!g)
        return -1;
    int ok = probe(g, GONG_USERS, f);
    gong_free(g);
    if (ok == 0)
        buf_text(out, "connected: Gong answers\n");
    return ok;
}

static void row(struct buf *out, const char *state, struct span name, const char *purpose)
{
    buf_format(out, "%-8s ", state);
    plain_add(out, name);
    for (size_t n = name.len; n < 26; n++)
        buf_byte(out, ' ');
    buf_format(out, " %s\n", purpose ? purpose : "not known here");
}

/* What is missing adds to *missing. */
static void granted_scopes(const struct connection *c, struct buf *out, struct buf *missing)
{
    struct span list = span_of(scope_default), granted = buf_view(&c->scopes), one;
    while (scope_next(&list, &one))
        row(out, scope_in(granted, one) ? "granted" : "missing", one, scope_purpose(one));
    scope_without(missing, span_of(scope_default), granted);
    struct buf extra = BUF(64 << 10);
    scope_without(&extra, granted, span_of(scope_default));
    for (list = buf_view(&extra); scope_next(&list, &one);)
        row(out, scope_writes(one) ? "WRITES" : "extra", one, scope_purpose(one));
    buf_free(&extra);
}

/* A key has no scopes to read: each endpoint is asked once. */
static int probed_scopes(const struct auth *a, struct buf *out, struct buf *missing,
                         struct fault *f)
{
    struct gong *g = session(a, f);
    int ok = g ? 0 : -1;
    for (const struct scope *s = scope_needed; ok == 0 && s->name; s++) {
        struct fault why = {0};
        enum connection_state state = CONNECTION_WELL;
        int got = probe(g, s->endpoint, &why);
        if (got != 0)
            ok = connection_state(&state, a->profile, NULL, NULL, f);
        if (ok == 0 && got != 0 && (why.status != STATUS_RECONNECT || state != CONNECTION_WELL)) {
            *f = why;
            ok = -1;
        } else if (ok == 0) {
            row(out, got == 0 ? "works" : "refused", span_of(s->name), s->purpose);
            if (got != 0)
                buf_format(missing, "%s%s", missing->len ? " " : "", s->name);
        }
    }
    gong_free(g);
    return ok;
}

int auth_scopes(const struct auth *a, struct buf *out, struct fault *f)
{
    struct connection c;
    struct buf missing = BUF(64 << 10);
    int ok = connection_load(&c, a->profile, a->key_file, f);
    if (ok == 0 && c.kind == CONNECTION_OAUTH)
        granted_scopes(&c, out, &missing);
    else if (ok == 0)
        ok = probed_scopes(a, out, &missing, f);
    if (ok == 0 && missing.len > 0)
        ok = fault(f, STATUS_RECONNECT,
                   "the connection lacks %s; an administrator adds it in Gong (Admin center > "
                   "Settings > Ecosystem > API, or the app's page), then run gong-auth connect",
                   missing.at);
    connection_clear(&c);
    buf_free(&missing);
    return ok;
}

static const char goes[] =
    "This deletes the credential of profile %s from this machine, with every copy of it.\n"
    "Reports, the archive, schedules, the audit log and the request count stay.\n"
    "Gong is not told: revoke it there too, in Admin center > Settings > Ecosystem, under API (an\n"
    "access key) or Connected apps (OAuth).\n";

int auth_disconnect(const struct auth *a, struct buf *out, struct fault *f)
{
    const char *profile = a->profile;
    enum connection_state state;
    struct buf text = BUF(4096), answer = BUF(1024);
    if (place_profile(&profile, f) != 0 || connection_state(&state, profile, NULL, NULL, f) != 0)
        return -1;
    if (state == CONNECTION_NONE) {
        buf_format(out, "not connected: profile %s has no credential here\n", profile);
        return connection_delete(profile, f); /* what a killed process may have left */
    }
    buf_format(&text, goes, profile);
    int ok = buf_check(&text, "the question", f);
    if (ok == 0 && !a->yes) {
        if (a->person.ask) {
            a->person.tell(a->person.who, text.at);
            ok = a->person.ask(a->person.who, "Type yes to go on: ", false, &answer, f);
            if (ok == 0 && !span_is(buf_view(&answer), "yes"))
                ok = fault(f, STATUS_USAGE, "nothing was deleted");
        } else {
            ok = fault(f, STATUS_USAGE, "there is no terminal to confirm at; give --yes");
        }
    }
    if (ok == 0)
        ok = connection_delete(profile, f);
    if (ok == 0)
        buf_format(out,
                   "not connected: the credential of profile %s is deleted; revoke it in Gong too "
                   "(Admin center > Settings > Ecosystem)\n",
                   profile);
    buf_free(&text);
    buf_free(&answer);
    return ok;
}
