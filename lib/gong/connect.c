/* gong-auth connect: by access key, or by OAuth in the browser. Nothing is saved before Gong
 * accepted it. */

#include <stdio.h>
#include <string.h>
#include "lib/gong/auth_parts.h"
#include "lib/gong/base_url.h"
#include "lib/gong/oauth.h"
#include "lib/gong/redirect.h"
#include "lib/gong/scope.h"
#include "lib/gong/types.h"

static const char authorize_default[] = "https://app.gong.io/oauth2/authorize";
static const char token_default[] = "https://app.gong.io/oauth2/generate-customer-token";

/* Under the profile's lock, so that no refresh of the old connection writes over the new one. */
static int save(const struct auth *a, const struct connection *c, struct buf *out, struct fault *f)
{
    struct lock lock;
    struct connection before;
    struct fault none;
    if (connection_lock(&lock, c->profile, f) != 0)
        return -1;
    bool was = connection_peek(&before, c->profile, a->key_file, &none) == 0;
    /* The audit log first: it may say more than a process that was killed did, but nothing less. */
    int ok = auth_audit_connect(a, was ? &before : NULL, c, f);
    if (ok == 0)
        ok = connection_save(c, a->key_file, f);
    if (ok == 0)
        ok = connection_pending_clear(c->profile, f);
    if (ok == 0)
        buf_format(out, "connected: profile %s, %s, %s\n", c->profile,
                   c->kind == CONNECTION_KEY ? "access key" : "OAuth", c->base_url);
    lock_drop(&lock);
    connection_clear(&before);
    return ok;
}

static int by_key(const struct auth *a, struct http *h, struct connection *c, struct buf *out,
                  struct fault *f)
{
    struct buf url = BUF(1024);
    int ok = 0;
    c->kind = CONNECTION_KEY;
    if (a->base_url)
        buf_text(&url, a->base_url);
    else
        ok = auth_ask(a, "Base URL (Gong: Admin center > Settings > Ecosystem > API): ", false,
                      &url, "--base-url", f);
    if (ok == 0)
        ok = buf_check(&url, "the base URL", f);
    if (ok == 0)
        ok = base_url_check(c->base_url, url.at ? url.at : "", a->any_host, f);
    buf_free(&url);
    if (ok == 0)
        ok = auth_ask_key(a, &c->key, &c->secret, f);
    if (ok == 0)
        ok = auth_try(a, h, c, f);
    return ok == 0 ? save(a, c, out, f) : -1;
}

/* Send the person to Gong, and wait for the code that comes back. */
static int get_code(const struct auth *a, const struct connection *c, const char *redirect_uri,
                    struct redirect *r, struct buf *code, struct buf *verifier, struct fault *f)
{
    struct buf url = BUF(8192), state = {.limit = 64, .secret = true}, pasted = BUF(16 << 10);
    int ok = oauth_authorize_url(&url, a->authorize_url ? a->authorize_url : authorize_default,
                                 buf_view(&c->client_id), redirect_uri, c->asked.at, &state,
                                 verifier, f);
    if (ok == 0) {
        a->person.tell(a->person.who, "Open this address, as a technical administrator of Gong:\n");
        a->person.tell(a->person.who, url.at);
        a->person.tell(a->person.who, "\n");
        if (!a->manual && a->person.open)
            a->person.open(a->person.who, url.at);
    }
    if (ok == 0 && !a->manual) {
        ok = redirect_wait(r, buf_view(&state), AUTH_WAIT_MS, code, f);
    } else if (ok == 0) {
        ok = auth_ask(a, "Paste the address that the browser ended at: ", false, &pasted,
                      "it on a terminal, or leave --manual out", f);
        if (ok == 0)
            ok = redirect_pasted(buf_view(&pasted), buf_view(&state), code, f);
    }
    buf_free(&url);
    buf_free(&state);
    buf_free(&pasted);
    return ok;
}

/* Name what Gong granted beyond or short of what was asked. */
static void compare(const struct auth *a, const struct connection *c)
{
    struct span list = buf_view(&c->asked), granted = buf_view(&c->scopes), one;
    while (scope_next(&list, &one))
        if (!scope_in(granted, one))
            notice(&a->listener, "Gong did not grant %.*s (%s)", (int)one.len, one.at,
                   scope_purpose(one));
    struct buf extra = BUF(64 << 10);
    scope_without(&extra, granted, buf_view(&c->asked));
    for (list = buf_view(&extra); scope_next(&list, &one);) {
        const char *purpose = scope_purpose(one);
        notice(&a->listener, "Gong granted %.*s, which was not asked for (%s%s)", (int)one.len,
               one.at, purpose ? purpose : "not known here",
               scope_writes(one) ? "; it can change Gong, and callmine does not use it" : "");
    }
    buf_free(&extra);
}

static int by_oauth(const struct auth *a, struct http *h, struct connection *c, struct buf *out,
                    struct fault *f)
{
    const char *authorize_url = a->authorize_url ? a->authorize_url : authorize_default;
    struct redirect r = {.fd = -1, .port = (int)a->port};
    struct buf uri = BUF(1024), code = {.limit = 16 << 10, .secret = true},
               verifier = {.limit = 64, .secret = true};
    c->kind = CONNECTION_OAUTH;
    c->form = a->form;
    buf_text(&c->token_url, a->token_url ? a->token_url : token_default);
    int ok = base_url_allowed(authorize_url, a->any_host, "authorize URL", f);
    if (ok == 0)
        ok = base_url_allowed(c->token_url.at, a->any_host, "token URL", f);
    if (ok == 0 && a->base_url)
        ok = base_url_check(c->base_url, a->base_url, a->any_host, f);
    if (ok == 0)
        ok = auth_ask_client(a, &c->client_id, &c->client_secret, f);
    if (ok == 0 && !a->manual)
        ok = redirect_listen(&r, (int)a->port, f);
    if (a->redirect_uri)
        buf_text(&uri, a->redirect_uri);
    else
        buf_format(&uri, "http://127.0.0.1:%d/callback", r.port);
    if (ok == 0)
        ok = buf_check(&uri, "the redirect URI", f);
    if (ok == 0)
        ok = get_code(a, c, uri.at, &r, &code, &verifier, f);
    redirect_close(&r);
    if (ok == 0)
        ok = oauth_exchange(h, c, buf_view(&code), uri.at, buf_view(&verifier), f);
    if (ok == 0 && c->base_url[0] == '\0')
        ok =
            fault(f, STATUS_PROTOCOL, "Gong's answer names no base URL; run again with --base-url");
    if (ok == 0)
        ok = auth_try(a, h, c, f);
    if (ok == 0)
        compare(a, c);
    if (ok == 0)
        ok = save(a, c, out, f);
    buf_free(&uri);
    buf_free(&code);
    buf_free(&verifier);
    return ok;
}

/* What the connection is for, which is what is asked for. The default profile is the one that
 * every program uses without being told, so it only reads. */
static int purpose(const struct auth *a, struct connection *c, struct fault *f)
{
    if (a->crm_delete && strcmp(c->profile, "default") == 0)
        return fault(f, STATUS_USAGE,
                     "--crm-delete wants a profile of its own: give --profile NAME; the default "
                     "profile only reads");
    if (a->types && a->crm_delete)
        return fault(f, STATUS_USAGE, "--crm-delete is for no type of data: leave out --types");
    if (a->types && a->key)
        return fault(f, STATUS_USAGE,
                     "an access key has the scopes that it was given in Gong, see gong-auth types; "
                     "--types is for --oauth");
    c->may_delete = a->crm_delete;
    if (a->types)
        return types_scopes(&c->asked, a->types, f);
    buf_text(&c->asked, a->crm_delete ? scope_crm_delete : scope_default);
    return buf_check(&c->asked, "the scopes", f);
}

int auth_connect(const struct auth *a, struct buf *out, struct fault *f)
{
    struct connection c;
    if (a->key == a->oauth)
        return fault(f, STATUS_USAGE,
                     "connect with --key (an access key) or with --oauth (an app)");
    if (a->port < 0 || a->port > 65535)
        return fault(f, STATUS_USAGE, "--port is a number from 0 to 65535");
    struct http *h = auth_http(a->any_host, f);
    if (!h)
        return -1;
    int ok = connection_init(&c, a->profile, f);
    if (ok == 0)
        ok = purpose(a, &c, f);
    c.any_host = a->any_host;
    c.since = auth_now(a);
    if (ok == 0)
        ok = a->key ? by_key(a, h, &c, out, f) : by_oauth(a, h, &c, out, f);
    connection_clear(&c);
    http_free(h);
    return ok;
}
