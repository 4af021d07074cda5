/* gong-auth rotate: a new key, or a new secret of the OAuth app, over the old one. Everything else
 * stays, and so does the old one until Gong has accepted the new. */

#include <string.h>
#include "lib/gong/auth_parts.h"
#include "lib/gong/oauth.h"

/* Under the lock: nobody refreshes or connects between the trial and the disk. */
static int replace_key(const struct auth *a, struct http *h, const char *profile,
                       const struct buf *key, const struct buf *secret, struct fault *f)
{
    struct connection now;
    int ok = connection_peek(&now, profile, a->key_file, f);
    if (ok == 0 && now.kind != CONNECTION_KEY)
        ok = fault(f, STATUS_TRY_LATER, "the connection was changed meanwhile: run again");
    if (ok == 0 && !now.needs_reconnect && span_equal(buf_view(&now.key), buf_view(key)) &&
        span_equal(buf_view(&now.secret), buf_view(secret)))
        ok = fault(f, STATUS_USAGE, "this is the key that profile %s has already", now.profile);
    if (ok == 0) {
        buf_clear(&now.key);
        buf_clear(&now.secret);
        buf_span(&now.key, buf_view(key));
        buf_span(&now.secret, buf_view(secret));
        now.since = auth_now(a);
        ok = buf_check(&now.key, "the key", f) != 0 ? -1 : buf_check(&now.secret, "the key", f);
    }
    if (ok == 0)
        ok = auth_try(a, h, &now, f);
    if (ok == 0)
        ok = connection_save(&now, a->key_file, f);
    connection_clear(&now);
    return ok;
}

static int by_key(const struct auth *a, struct http *h, const struct connection *c, struct buf *out,
                  struct fault *f)
{
    struct buf key = {.limit = 64 << 10, .secret = true},
               secret = {.limit = 64 << 10, .secret = true};
    struct lock lock;
    int ok = auth_ask_key(a, &key, &secret, f);
    if (ok == 0)
        ok = connection_lock(&lock, c->profile, f);
    if (ok == 0) {
        ok = replace_key(a, h, c->profile, &key, &secret, f);
        lock_drop(&lock);
    }
    if (ok == 0)
        buf_format(out,
                   "rotated: profile %s, access key, %s\nGong still takes the old key: delete it "
                   "there, in Admin center > Settings > Ecosystem > API\n",
                   c->profile, c->base_url);
    buf_free(&key);
    buf_free(&secret);
    return ok;
}

static int by_oauth(const struct auth *a, struct http *h, const struct connection *c,
                    struct buf *out, struct fault *f)
{
    struct buf id = {.limit = 64 << 10, .secret = true},
               secret = {.limit = 64 << 10, .secret = true};
    int ok = auth_ask_client(a, &id, &secret, f);
    if (ok == 0)
        ok = oauth_rotate(h, c, buf_view(&id), buf_view(&secret), a->key_file, f);
    if (ok == 0)
        buf_format(out,
                   "rotated: profile %s, client secret, %s\nIf Gong still takes the old secret, "
                   "delete it on the app's page there\n",
                   c->profile, c->base_url);
    buf_free(&id);
    buf_free(&secret);
    return ok;
}

static int fitting(const struct auth *a, const struct connection *c, struct fault *f)
{
    bool oauth = c->kind == CONNECTION_OAUTH;
    if (a->base_url || a->types || a->crm_delete)
        return fault(f, STATUS_USAGE,
                     "rotate changes the secret and nothing else; to change more, run gong-auth "
                     "connect");
    if (oauth ? a->key || a->key_from : a->oauth || a->client_from)
        return fault(f, STATUS_USAGE, "profile %s is connected %s", c->profile,
                     oauth ? "by OAuth: give the app's new secret, --client-id-from FILE"
                           : "with an access key: give the new one, --key-from FILE");
    return 0;
}

static int tell(const struct auth *a, const struct connection *c, struct fault *f)
{
    const char *detail = c->kind == CONNECTION_KEY ? "{\"kind\":\"key\"}" : "{\"kind\":\"oauth\"}";
    return auth_audit(a, c->profile, "rotate", span_of(detail), f) == 0
               ? 0
               : fault_at(f, "it is rotated, which the audit log does not say");
}

int auth_rotate(const struct auth *a, struct buf *out, struct fault *f)
{
    struct connection c;
    struct http *h = NULL;
    int ok = connection_peek(&c, a->profile, a->key_file, f);
    if (ok == 0)
        ok = fitting(a, &c, f);
    if (ok == 0)
        ok = (h = auth_http(c.any_host, f)) ? 0 : -1;
    if (ok == 0)
        ok = (c.kind == CONNECTION_KEY ? by_key : by_oauth)(a, h, &c, out, f);
    if (ok == 0)
        ok = tell(a, &c, f);
    if (h)
        http_free(h);
    connection_clear(&c);
    return ok;
}
