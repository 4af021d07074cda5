/* Refresh tokens: redeemed once, under the profile's lock, and the new pair on disk before anybody
 * uses it. */

#include <signal.h>
#include <stdio.h>
#include "lib/gong/oauth.h"
#include "lib/gong/oauth_token.h"
#include "lib/gong/scope.h"

enum { UNKNOWN_LIFE_S = 600 }; /* before the end, when the store does not say when it began */

bool oauth_fresh(const struct connection *c, when now)
{
    when end = c->expires, begin = c->got;
    when due = begin > 0 && begin <= end ? begin + (end - begin) / 10 * 8
                                         : end - UNKNOWN_LIFE_S * WHEN_SECOND;
    return now < due;
}

/* Put *from in place of *to, which is cleared; *from is empty then. */
static void adopt(struct connection *to, struct connection *from)
{
    connection_clear(to);
    *to = *from;
    *from = (struct connection){0};
}

/* invalid_grant, and the store (read again) has nothing newer: a person must act. */
static int give_up(const struct connection *c, when interrupted, const char *what, struct fault *f)
{
    struct buf why = BUF(199);
    if (interrupted) {
        buf_text(&why, "a token refresh was interrupted at ");
        when_format(&why, interrupted);
        buf_text(&why, ", and Gong takes a refresh token once");
    } else {
        buf_text(&why, what);
    }
    int ok = connection_needs_reconnect(c->profile, when_now(), why.at ? why.at : what, f);
    if (ok == 0)
        ok = connection_pending_clear(c->profile, f);
    if (ok == 0)
        fault(f, STATUS_RECONNECT, "needs reconnect: %s; run gong-auth connect",
              why.at ? why.at : what);
    buf_free(&why);
    return -1;
}

/* Before an invalid_grant is believed: whether the store has other tokens by now, written by
 * something that knows no lock (a restored file). */
static bool newer(struct connection *c, const char *key_file)
{
    struct connection again;
    struct fault none;
    bool found = connection_load(&again, c->profile, key_file, &none) == 0 &&
                 again.kind == CONNECTION_OAUTH && oauth_fresh(&again, when_now()) &&
                 !span_equal(buf_view(&again.refresh), buf_view(&c->refresh));
    if (found)
        adopt(c, &again);
    connection_clear(&again);
    return found;
}

/* What to do when the endpoint refuses (OAUTH_INVALID_GRANT or OAUTH_INVALID_CLIENT); interrupted:
 * since when a redeem without a known end stands in the way, or 0. */
typedef int refusal(struct connection *now, enum oauth_answer said, when interrupted,
                    const char *key_file, struct fault *f);

static int refresh_refused(struct connection *now, enum oauth_answer said, when interrupted,
                           const char *key_file, struct fault *f)
{
    if (said == OAUTH_INVALID_CLIENT)
        return give_up(now, 0,
                       "Gong no longer accepts the app's client id and secret (gong-auth rotate "
                       "takes a new secret)",
                       f);
    if (newer(now, key_file))
        return connection_pending_clear(now->profile, f);
    return give_up(now, interrupted, "Gong no longer accepts the refresh token (invalid_grant)", f);
}

/* What was there stays. */
static int rotate_refused(struct connection *now, enum oauth_answer said, when interrupted,
                          const char *key_file, struct fault *f)
{
    (void)key_file;
    if (!interrupted && connection_pending_clear(now->profile, f) != 0)
        return -1;
    if (said == OAUTH_INVALID_CLIENT)
        return fault(f, STATUS_RECONNECT,
                     "Gong does not accept this client secret; the one before it is kept");
    return fault(f, STATUS_RECONNECT,
                 "Gong no longer accepts the refresh token (invalid_grant); run gong-auth connect "
                 "--oauth; nothing was changed");
}

/* The pair is kept whatever else the answer says: the old one is used up. */
static int keep(struct connection *now, struct span root, struct span scopes, const char *key_file,
                struct fault *f)
{
    struct fault moved = {0};
    int ok = oauth_take_base(now, root, &moved);
    if (connection_save(now, key_file, f) != 0 || connection_pending_clear(now->profile, f) != 0)
        return -1;
    if (scope_audit(now->profile, scopes, buf_view(&now->scopes), now->got, f) != 0)
        return fault_at(f, "the token is renewed, which the audit log does not say");
    if (ok != 0)
        *f = moved;
    return ok;
}

/* Ask, between the marks. 0: there is an answer. The marker stays when we are killed from here on;
 * *interrupted is an older one, which tells of an earlier try. */
static int send(struct http *h, const struct connection *now, when *interrupted,
                struct http_response *a, struct fault *f)
{
    struct buf parameters = {.limit = TOKEN_LIMIT, .secret = true};
    char separator = '?';
    http_query(&parameters, &separator, "grant_type", span_of("refresh_token"));
    http_query(&parameters, &separator, "refresh_token", buf_view(&now->refresh));
    int ok = buf_check(&parameters, "the token request", f);
    if (ok == 0)
        ok = connection_pending_get(now->profile, interrupted, f);
    if (ok == 0 && !*interrupted)
        ok = connection_pending_set(now->profile, when_now(), f);
    if (ok == 0) {
        struct fault unmarked;
        ok = oauth_post(h, now, buf_view(&parameters), a, f);
        if (ok != 0 && !a->sent && !*interrupted)
            connection_pending_clear(now->profile, &unmarked); /* nothing was redeemed */
    }
    buf_free(&parameters);
    return ok;
}

/* Under the lock: redeem now->refresh, and have the new pair on disk before anybody uses it. */
static int redeem(struct http *h, struct connection *now, const char *key_file, refusal *refused,
                  struct fault *f)
{
    struct http_response a = {0};
    struct buf scopes = BUF(TOKEN_LIMIT); /* as they were granted before */
    struct span root;
    when interrupted = 0;
    buf_span(&scopes, buf_view(&now->scopes));
    int ok = send(h, now, &interrupted, &a, f);
    if (ok == 0) {
        struct fault unmarked;
        enum oauth_answer said = oauth_judge(&a, &root, f);
        if (said == OAUTH_TOKEN)
            ok = oauth_take(now, root, f) == 0 ? keep(now, root, buf_view(&scopes), key_file, f)
                                               : -1;
        else if (said != OAUTH_FAULT)
            ok = refused(now, said, interrupted, key_file, f);
        else
            ok = -1;
        if (said == OAUTH_FAULT && !interrupted && a.status >= 400 && a.status < 500)
            connection_pending_clear(now->profile, &unmarked); /* refused before it was redeemed */
    }
    http_response_clear(&a);
    buf_free(&scopes);
    return ok;
}

/* Under the lock. */
static int refresh(struct http *h, struct connection *c, const char *key_file, struct fault *f)
{
    struct connection now;
    int ok = connection_load(&now, c->profile, key_file, f);
    bool other = ok == 0 && !span_equal(buf_view(&now.access), buf_view(&c->access));
    if (ok == 0 && now.kind != CONNECTION_OAUTH) {
        adopt(c, &now); /* connected anew, with a key: nothing to refresh */
    } else if (ok == 0 && oauth_fresh(&now, when_now()) && (other || oauth_fresh(c, when_now()))) {
        adopt(c, &now); /* somebody was faster */
    } else if (ok == 0) {
        if (now.refresh.len == 0)
            ok = give_up(&now, 0, "there is no refresh token", f);
        else
            ok = redeem(h, &now, key_file, refresh_refused, f);
        if (ok == 0)
            adopt(c, &now);
    }
    connection_clear(&now);
    return ok;
}

/* A polite end must not come between the answer and the disk. Killing still can: hence the marker.
 */
static void hold_signals(sigset_t *before)
{
    sigset_t hold;
    sigemptyset(&hold);
    sigaddset(&hold, SIGINT);
    sigaddset(&hold, SIGTERM);
    sigaddset(&hold, SIGHUP);
    sigaddset(&hold, SIGPIPE);
    sigprocmask(SIG_BLOCK, &hold, before);
}

int oauth_refresh(struct http *h, struct connection *c, const char *key_file, struct fault *f)
{
    struct lock lock;
    sigset_t before;
    if (connection_lock(&lock, c->profile, f) != 0)
        return -1;
    hold_signals(&before);
    int ok = refresh(h, c, key_file, f);
    lock_drop(&lock);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return ok;
}

/* Under the lock: the store as it is now, with the new secret, tried. */
static int rotate(struct http *h, struct connection *now, struct span client_id,
                  struct span client_secret, const char *key_file, struct fault *f)
{
    if (now->kind != CONNECTION_OAUTH || !span_equal(buf_view(&now->client_id), client_id))
        return fault(f, STATUS_USAGE,
                     "this is another app than the one of profile %s, whose grant it cannot use; "
                     "run gong-auth connect --oauth",
                     now->profile);
    if (now->refresh.len == 0)
        return fault(f, STATUS_RECONNECT,
                     "there is no refresh token to try the secret with; run gong-auth connect "
                     "--oauth");
    buf_clear(&now->client_secret);
    buf_span(&now->client_secret, client_secret);
    if (buf_check(&now->client_secret, "the client secret", f) != 0)
        return -1;
    return redeem(h, now, key_file, rotate_refused, f);
}

int oauth_rotate(struct http *h, const struct connection *c, struct span client_id,
                 struct span client_secret, const char *key_file, struct fault *f)
{
    struct connection now;
    struct lock lock;
    sigset_t before;
    if (connection_lock(&lock, c->profile, f) != 0)
        return -1;
    hold_signals(&before);
    int ok = connection_peek(&now, c->profile, key_file, f);
    if (ok == 0)
        ok = rotate(h, &now, client_id, client_secret, key_file, f);
    connection_clear(&now);
    lock_drop(&lock);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return ok;
}
