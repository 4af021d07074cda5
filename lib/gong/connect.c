/* gong-auth connect: by access key, or by OAuth in the browser. Nothing is saved before Gong
 * accepted it. */

#include <stdio.h>
#include <string.h>
#include "lib/base/file.h"
#include "lib/gong/answer.h"
#include "lib/gong/auth.h"
#include "lib/gong/base_url.h"
#include "lib/gong/basic.h"
#include "lib/gong/credential.h"
#include "lib/gong/oauth.h"
#include "lib/gong/redirect.h"
#include "lib/gong/scope.h"
#include "lib/state/budget.h"
#include "lib/state/connection.h"

static const char authorize_default[] = "https://app.gong.io/oauth2/authorize";
static const char token_default[] = "https://app.gong.io/oauth2/generate-customer-token";

static int ask(const struct auth *a, const char *prompt, bool hide, struct buf *answer,
               const char *instead, struct fault *f)
{
    if (!a->person.ask)
        return fault(f, STATUS_USAGE, "there is no terminal to ask at; give %s", instead);
    return a->person.ask(a->person.who, prompt, hide, answer, f);
}

/* Two secrets, from a file or from the person. */
static int ask_pair(const struct auth *a, const char *from, const char *const prompts[2],
                    const char *instead, struct buf *first, struct buf *second, struct fault *f)
{
    struct buf text = {.limit = 64 << 10, .secret = true};
    int ok;
    if (from) {
        ok = file_read(&text, from, f);
        if (ok == 0 && credential_read(first, second, buf_view(&text), f) != 0)
            ok = fault_at(f, "%s", strcmp(from, "-") == 0 ? "stdin" : from);
    } else {
        ok = ask(a, prompts[0], false, &text, instead, f);
        if (ok == 0)
            ok = credential_part(first, buf_view(&text), "first part", f);
        buf_clear(&text);
        if (ok == 0)
            ok = ask(a, prompts[1], true, &text, instead, f);
        if (ok == 0)
            ok = credential_part(second, buf_view(&text), "secret", f);
    }
    buf_free(&text);
    return ok;
}

static int authorize(const struct connection *c, struct buf *header, struct fault *f)
{
    if (c->kind == CONNECTION_KEY) {
        buf_text(header, "Basic ");
        basic_credential(header, buf_view(&c->key), buf_view(&c->secret));
    } else {
        buf_text(header, "Bearer ");
        buf_span(header, buf_view(&c->access));
    }
    return buf_check(header, "the credential", f);
}

/* One slot of the company's budget, waited for. */
static int wait_slot(const struct connection *c, struct fault *f)
{
    struct http_origin o;
    struct budget b;
    char company[sizeof(o.host) + 8];
    int64_t ms;
    if (http_origin(&o, c->base_url, f) != 0)
        return -1;
    snprintf(company, sizeof(company), "%s:%d", o.host, o.port);
    if (budget_init(&b, company, f) != 0 || budget_take(&b, &ms, f) != 0)
        return -1;
    while (ms > 0) {
        if (ms > 60000)
            return fault(f, STATUS_TRY_LATER,
                         "Gong asked for a pause of another %lld s; run again after it",
                         (long long)(ms / 1000));
        http_sleep(ms);
        if (budget_confirm(&b, &ms, f) != 0)
            return -1;
    }
    return 0;
}

/* Ask Gong for its users, once: the credential is good when there is an answer, and also when only
 * the scope for that is missing, which is said if it was asked for. */
static int try_out(const struct auth *a, struct http *h, const struct connection *c,
                   struct fault *f)
{
    const struct endpoint *users = endpoint_of(GONG_USERS);
    struct buf url = BUF(1024), header = {.limit = 128 << 10, .secret = true};
    struct http_response answer = {0};
    struct page page = {0};
    struct fault why = {0};
    buf_format(&url, "%s%s", c->base_url, users->path);
    int ok = buf_check(&url, "the URL", f);
    if (ok == 0)
        ok = authorize(c, &header, f);
    if (ok == 0)
        ok = wait_slot(c, f);
    struct http_request q = {
        .method = users->method, .url = url.at, .authorization = buf_view(&header)};
    if (ok == 0)
        ok = http_send(h, &q, &answer, f);
    if (ok == 0) {
        switch (answer_judge(users, answer.status, &answer.body, answer.trace, &page, &why)) {
        case ANSWER_PAGE:
        case ANSWER_EMPTY: break;
        case ANSWER_UNKNOWN:
            ok = fault(f, STATUS_RECONNECT,
                       "Gong does not accept this credential at %s (401); check it, and that the "
                       "base URL is your company's",
                       c->base_url);
            break;
        default:
            if (why.status == STATUS_RECONNECT) {
                if (scope_in(buf_view(&c->asked), span_of(users->scope)))
                    notice(&a->listener, "%s", why.text);
            } else {
                *f = why;
                ok = -1;
            }
        }
    }
    http_response_clear(&answer);
    buf_free(&url);
    buf_free(&header);
    return ok;
}

/* Under the profile's lock, so that no refresh of the old connection writes over the new one. */
static int save(const struct auth *a, const struct connection *c, struct buf *out, struct fault *f)
{
    struct lock lock;
    if (connection_lock(&lock, c->profile, f) != 0)
        return -1;
    int ok = connection_save(c, a->key_file, f);
    if (ok == 0)
        ok = connection_pending_clear(c->profile, f);
    lock_drop(&lock);
    if (ok == 0)
        buf_format(out, "connected: profile %s, %s, %s\n", c->profile,
                   c->kind == CONNECTION_KEY ? "access key" : "OAuth", c->base_url);
    return ok;
}

static int by_key(const struct auth *a, struct http *h, struct connection *c, struct buf *out,
                  struct fault *f)
{
    static const char *const prompts[] = {"Access key: ", "Access key secret (not shown): "};
    struct buf url = BUF(1024);
    int ok = 0;
    c->kind = CONNECTION_KEY;
    if (a->base_url)
        buf_text(&url, a->base_url);
    else
        ok = ask(a, "Base URL (Gong: Admin center > Settings > Ecosystem > API): ", false, &url,
                 "--base-url", f);
    if (ok == 0)
        ok = buf_check(&url, "the base URL", f);
    if (ok == 0)
        ok = base_url_check(c->base_url, url.at ? url.at : "", a->any_host, f);
    buf_free(&url);
    if (ok == 0)
        ok = ask_pair(a, a->key_from, prompts, "--key-from FILE (or - for stdin)", &c->key,
                      &c->secret, f);
    if (ok == 0 && memchr(c->key.at, ':', c->key.len))
        ok = fault(f, STATUS_USAGE, "an access key has no \":\" in it");
    if (ok == 0)
        ok = try_out(a, h, c, f);
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
        ok = ask(a, "Paste the address that the browser ended at: ", false, &pasted,
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
    static const char *const prompts[] = {"Client id of the app: ", "Client secret (not shown): "};
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
        ok = ask_pair(a, a->client_from, prompts, "--client-id-from FILE (or - for stdin)",
                      &c->client_id, &c->client_secret, f);
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
        ok = try_out(a, h, c, f);
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
    c->may_delete = a->crm_delete;
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
    struct http_limits limits = {.any_address = a->any_host, .total_ms = 60000, .body = 16u << 20};
    struct http *h = http_new(&limits, f);
    if (!h)
        return -1;
    int ok = connection_init(&c, a->profile, f);
    if (ok == 0)
        ok = purpose(a, &c, f);
    c.any_host = a->any_host;
    c.since = when_now();
    if (ok == 0)
        ok = a->key ? by_key(a, h, &c, out, f) : by_oauth(a, h, &c, out, f);
    connection_clear(&c);
    http_free(h);
    return ok;
}
