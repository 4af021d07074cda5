/* gong-auth status, disconnect. */

#include "lib/gong/auth_parts.h"

#include <stdio.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/gong/scope.h"
#include "lib/gong/types.h"
#include "lib/json/json.h"
#include "lib/state/place.h"

static void put_time(struct json_writer *w, const char *key, when t)
{
    if (t > 0)
        json_put_time(w, key, t / WHEN_SECOND * WHEN_SECOND);
    else
        json_put(w, key, SPAN_NONE);
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
    scope_without(&missing, auth_asked(c), buf_view(&c->scopes));
    scope_without(&extra, buf_view(&c->scopes), auth_asked(c));
    json_open(w, "scopes", '{');
    put_list(w, "asked", auth_asked(c));
    put_list(w, "granted", buf_view(&c->scopes));
    put_list(w, "missing", buf_view(&missing));
    put_list(w, "extra", buf_view(&extra));
    json_open(w, "types", '[');
    for (const struct data_type *t = types_known; t->name; t++) {
        struct buf lacking = BUF(4096);
        scope_without(&lacking, span_of(t->scopes), buf_view(&c->scopes));
        if (lacking.len == 0)
            json_put_text(w, NULL, span_of(t->name));
        buf_free(&lacking);
    }
    json_close(w, ']');
    json_close(w, '}');
    buf_free(&missing);
    buf_free(&extra);
}

static const char *const state_names[] = {"not_connected", "connected", "needs_reconnect"};

/* schemas/connection.json. known: *c could be read. */
static void status_json(struct buf *out, enum connection_state state, const struct connection *c,
                        bool known, when now)
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
        json_put_int(&w, "age_s", (now - c->since) / WHEN_SECOND);
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
static void add_age(struct buf *out, when t, when now)
{
    int64_t s = (now - t) / WHEN_SECOND;
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
                        bool known, when now)
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
        add_age(out, c->since, now);
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
        (a->json ? status_json : status_text)(out, state, &c, known, auth_now(a));
        ok = buf_check(out, "the status", f);
    }
    connection_clear(&c);
    if (ok != 0 || state == CONNECTION_WELL)
        return ok;
    *f = (struct fault){.status = state == CONNECTION_NONE ? STATUS_CONFIG : STATUS_RECONNECT};
    return -1;
}

static const char goes[] =
    "This deletes the credential of profile %s from this machine, with every copy of it.\n";
static const char stays[] =
    "Reports, the archive, schedules, the audit log and the quota's counter stay, and nothing "
    "that\n"
    "was used of the quota is given back.\n"
    "Schedules that are active go on firing, and fail, until you connect again or pause them.\n"
    "Gong is not told, because it offers no way to: revoke it there too, in Company Settings >\n"
    "Ecosystem, under Manage API access (an access key) or Connected apps (OAuth).\n";

/* It is said first, so that no credential is gone without a word; and deleted also where it cannot
 * be said. */
static int erase(const struct auth *a, const char *profile, enum connection_state state,
                 struct buf *out, struct fault *f)
{
    const char *detail = state == CONNECTION_REFUSED ? "{\"state\":\"needs_reconnect\"}"
                                                     : "{\"state\":\"connected\"}";
    struct fault unsaid = {0};
    bool said = auth_audit(a, profile, "disconnect", span_of(detail), &unsaid) == 0;
    if (connection_delete(profile, f) != 0)
        return -1;
    buf_format(out, "not connected: the credential of profile %s is deleted\n%s", profile,
               a->yes ? stays : "");
    if (said)
        return 0;
    *f = unsaid;
    return fault_at(f, "the credential is deleted, which the audit log does not say");
}

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
    buf_text(&text, stays);
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
        ok = erase(a, profile, state, out, f);
    buf_free(&text);
    buf_free(&answer);
    return ok;
}
