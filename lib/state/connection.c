/* A connection: members to JSON and back, and the marks beside the store. */

#include "lib/state/connection.h"

#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/place.h"
#include "lib/state/store.h"

enum { SECRET_LIMIT = 64 << 10 };

void connection_guard(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__
    /* The leak checker looks into its own process by ptrace, which this forbids. */
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/* The text members, once: their names in the store and where they are. */
#define TEXTS(X)                                                                                   \
    X(key)                                                                                         \
    X(secret)                                                                                      \
    X(access)                                                                                      \
    X(refresh)                                                                                     \
    X(client_id)                                                                                   \
    X(client_secret)                                                                               \
    X(token_url)                                                                                   \
    X(asked)                                                                                       \
    X(scopes)

int connection_init(struct connection *c, const char *profile, struct fault *f)
{
    connection_guard();
    *c = (struct connection){0};
#define SECRET(name) c->name = (struct buf){.limit = SECRET_LIMIT, .secret = true};
    TEXTS(SECRET)
    if (place_profile(&profile, f) != 0)
        return -1;
    snprintf(c->profile, sizeof(c->profile), "%s", profile);
    return 0;
}

void connection_clear(struct connection *c)
{
#define FREE(name) buf_free(&c->name);
    TEXTS(FREE)
}

static void take_text(struct buf *b, struct span object, const char *name)
{
    buf_clear(b);
    json_text(b, json_get(object, name));
}

static int connection_parse(struct connection *c, struct span text, struct fault *f)
{
    struct span o;
    int64_t version = 0;
    struct fault bad;
    struct buf url = BUF(sizeof(c->base_url) - 1);
    if (json_check(text, &o, &bad) != 0 || !json_integer(json_get(o, "v"), &version) ||
        version != 1)
        return fault(
            f, STATUS_CONFIG,
            "the credential store is of another version of callmine; run gong-auth connect "
            "again");
    c->kind = json_text_is(json_get(o, "kind"), "oauth") ? CONNECTION_OAUTH : CONNECTION_KEY;
    c->any_host = json_kind(json_get(o, "any_host")) == JSON_TRUE;
    c->form = json_kind(json_get(o, "form")) == JSON_TRUE;
    c->may_delete = json_kind(json_get(o, "may_delete")) == JSON_TRUE;
    json_integer(json_get(o, "since"), &c->since);
    json_integer(json_get(o, "got"), &c->got);
    json_integer(json_get(o, "expires"), &c->expires);
    json_text(&url, json_get(o, "base_url"));
    snprintf(c->base_url, sizeof(c->base_url), "%s", url.at ? url.at : "");
    buf_free(&url);
#define TAKE(name) take_text(&c->name, o, #name);
    TEXTS(TAKE)
#define SOUND(name)                                                                                \
    if (buf_check(&c->name, "the credential", f) != 0)                                             \
        return -1;
    TEXTS(SOUND)
    return 0;
}

static void connection_print(struct buf *b, const struct connection *c)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of(c->kind == CONNECTION_OAUTH ? "oauth" : "key"));
    json_put_text(&w, "base_url", span_of(c->base_url));
    json_put_bool(&w, "any_host", c->any_host);
    json_put_bool(&w, "form", c->form);
    json_put_bool(&w, "may_delete", c->may_delete);
    json_put_int(&w, "since", c->since);
    json_put_int(&w, "got", c->got);
    json_put_int(&w, "expires", c->expires);
#define PUT(name)                                                                                  \
    if (c->name.len > 0)                                                                           \
        json_put_text(&w, #name, buf_view(&c->name));
    TEXTS(PUT)
    json_close(&w, '}');
}

/* The store into *c; *missing when the profile has none. */
static int connection_read(struct connection *c, const char *key_file, bool *missing,
                           struct fault *f)
{
    struct buf path = BUF(4095), plain = {.limit = STORE_LIMIT, .secret = true};
    struct store_key key = {0};
    struct stat st;
    int ok = place_in_profile(&path, c->profile, "credentials", f);
    if (ok == 0) {
        *missing = lstat(path.at, &st) != 0;
        if (!*missing)
            ok = store_key_load(&key, key_file, false, f);
        if (ok == 0 && !*missing)
            ok = store_read(&plain, path.at, &key, missing, f);
        if (ok == 0 && !*missing)
            ok = connection_parse(c, buf_view(&plain), f);
    }
    store_key_clear(&key);
    buf_free(&plain);
    buf_free(&path);
    return ok;
}

static int not_connected(const char *profile, struct fault *f)
{
    if (strcmp(profile, "default") == 0)
        return fault(f, STATUS_CONFIG, "not connected to Gong; run gong-auth connect");
    return fault(f, STATUS_CONFIG,
                 "profile %s is not connected to Gong; run gong-auth connect --profile %s", profile,
                 profile);
}

static int reconnect(const struct connection *c, struct fault *f)
{
    fault(f, STATUS_RECONNECT, "needs reconnect%s%s; run gong-auth connect", c->why[0] ? ": " : "",
          c->why);
    if (strcmp(c->profile, "default") == 0)
        return -1;
    return fault_at(f, "profile %s ", c->profile);
}

static int connection_get(struct connection *c, const char *profile, const char *key_file,
                          bool peek, struct fault *f)
{
    enum connection_state state;
    when since = 0;
    bool missing = false;
    if (connection_init(c, profile, f) != 0 ||
        connection_state(&state, c->profile, &since, c->why, f) != 0)
        return -1;
    c->needs_reconnect = state == CONNECTION_REFUSED;
    if (state == CONNECTION_NONE)
        return not_connected(c->profile, f);
    if (c->needs_reconnect && !peek)
        return reconnect(c, f);
    if (connection_read(c, key_file, &missing, f) != 0)
        return -1;
    if (missing)
        return not_connected(c->profile, f);
    if (c->needs_reconnect)
        c->since = since;
    return 0;
}

int connection_load(struct connection *c, const char *profile, const char *key_file,
                    struct fault *f)
{
    return connection_get(c, profile, key_file, false, f);
}

int connection_peek(struct connection *c, const char *profile, const char *key_file,
                    struct fault *f)
{
    return connection_get(c, profile, key_file, true, f);
}

int connection_save(const struct connection *c, const char *key_file, struct fault *f)
{
    struct buf path = BUF(4095), mark = BUF(4095), plain = {.limit = STORE_LIMIT, .secret = true};
    struct store_key key = {0};
    connection_guard();
    connection_print(&plain, c);
    int ok = buf_check(&plain, "the credential", f);
    if (ok == 0)
        ok = place_in_profile(&path, c->profile, "credentials", f);
    if (ok == 0)
        ok = place_in_profile(&mark, c->profile, "needs-reconnect", f);
    if (ok == 0)
        ok = store_key_load(&key, key_file, true, f);
    if (ok == 0)
        ok = store_write(path.at, &key, buf_view(&plain), f);
    if (ok == 0)
        ok = file_remove(mark.at, f);
    store_key_clear(&key);
    buf_free(&plain);
    buf_free(&mark);
    buf_free(&path);
    return ok;
}

int connection_refused(const struct connection *c, const char *key_file, when at, const char *why,
                       bool *newer, struct fault *f)
{
    struct connection now;
    struct lock lock;
    bool missing = false;
    *newer = false;
    if (connection_lock(&lock, c->profile, f) != 0)
        return -1;
    int ok = connection_init(&now, c->profile, f);
    if (ok == 0)
        ok = connection_read(&now, key_file, &missing, f);
    if (ok == 0 && missing)
        ok = not_connected(c->profile, f);
    if (ok == 0) {
        *newer = !span_equal(buf_view(&now.key), buf_view(&c->key)) ||
                 !span_equal(buf_view(&now.secret), buf_view(&c->secret)) ||
                 !span_equal(buf_view(&now.access), buf_view(&c->access)) ||
                 strcmp(now.base_url, c->base_url) != 0;
        if (!*newer)
            ok = connection_needs_reconnect(c->profile, at, why, f);
    }
    connection_clear(&now);
    lock_drop(&lock);
    return ok;
}

int connection_delete(const char *profile, struct fault *f)
{
    static const char *const marks[] = {"refresh.pending", "needs-reconnect"};
    struct lock lock;
    struct buf path = BUF(4095);
    if (connection_lock(&lock, profile, f) != 0)
        return -1;
    int ok = place_in_profile(&path, profile, "credentials", f);
    if (ok == 0)
        ok = store_remove(path.at, f);
    buf_free(&path);
    for (size_t i = 0; ok == 0 && i < sizeof(marks) / sizeof(marks[0]); i++) {
        ok = place_in_profile(&path, profile, marks[i], f);
        if (ok == 0)
            ok = file_remove(path.at, f);
        buf_free(&path);
    }
    lock_drop(&lock);
    return ok;
}
