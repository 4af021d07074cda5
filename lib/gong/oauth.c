#include "lib/gong/oauth.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include "lib/gong/base_url.h"
#include "lib/gong/basic.h"
#include "lib/gong/oauth_token.h"
#include "lib/json/json.h"
#include "lib/state/base64.h"
#include "lib/state/digest.h"

enum {
    LIFE_S = 86400, /* when the answer does not say */
    TRIES = 4,      /* of reaching the token endpoint */
};

/* 256 bits that nobody can guess. */
static int secret_text(struct buf *b, struct fault *f)
{
    unsigned char random[32];
    if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
        return fault_errno(f, STATUS_BUG, "no random bytes");
    base64_add(b, (struct span){(const char *)random, sizeof(random)}, BASE64_URL);
    explicit_bzero(random, sizeof(random));
    return buf_check(b, "a random text", f);
}

/* code_challenge = BASE64URL(SHA256(verifier)), RFC 7636 4.2. */
static void challenge_of(struct buf *b, struct span verifier)
{
    unsigned char hash[DIGEST_BYTES];
    digest_raw(verifier, hash);
    base64_add(b, (struct span){(const char *)hash, sizeof(hash)}, BASE64_URL);
}

int oauth_authorize_url(struct buf *url, const char *authorize_url, struct span client_id,
                        const char *redirect_uri, const char *scopes, struct buf *state,
                        struct buf *verifier, struct fault *f)
{
    struct buf challenge = BUF(64);
    char separator = strchr(authorize_url, '?') ? '&' : '?';
    if (secret_text(state, f) != 0 || secret_text(verifier, f) != 0)
        return -1;
    challenge_of(&challenge, buf_view(verifier));
    buf_text(url, authorize_url);
    http_query(url, &separator, "client_id", client_id);
    http_query(url, &separator, "response_type", span_of("code"));
    http_query(url, &separator, "scope", span_of(scopes));
    http_query(url, &separator, "redirect_uri", span_of(redirect_uri));
    http_query(url, &separator, "state", buf_view(state));
    http_query(url, &separator, "code_challenge", buf_view(&challenge));
    http_query(url, &separator, "code_challenge_method", span_of("S256"));
    buf_free(&challenge);
    return buf_check(url, "the authorize URL", f);
}

enum oauth_answer oauth_judge(const struct http_response *a, struct span *root, struct fault *f)
{
    struct fault bad;
    bool json = json_check(buf_view(&a->body), root, &bad) == 0;
    struct span error = json ? json_get(*root, "error") : SPAN_NONE;
    if (a->status == 200 && json && json_kind(json_get(*root, "access_token")) == JSON_STRING)
        return OAUTH_TOKEN;
    if (json_text_is(error, "invalid_grant"))
        return OAUTH_INVALID_GRANT;
    if (json_text_is(error, "invalid_client") || json_text_is(error, "unauthorized_client") ||
        a->status == 401)
        return OAUTH_INVALID_CLIENT;
    if (a->status == 403)
        fault(
            f, STATUS_REFUSED,
            "Gong refuses this machine a token (403): its address must be among the app's trusted "
            "IPs, in both of their lists");
    else if (a->status == 429 || a->status >= 500)
        fault(f, STATUS_TRY_LATER, "Gong's token endpoint answers %d; run again later", a->status);
    else if (a->status == 200)
        fault(f, STATUS_PROTOCOL, "Gong's token endpoint gave an answer without a token");
    else
        fault(f, STATUS_REFUSED, "Gong's token endpoint refuses the request (%d)", a->status);
    return OAUTH_FAULT;
}

int oauth_post(struct http *h, const struct connection *c, struct span parameters,
               struct http_response *a, struct fault *f)
{
    struct buf url = {.limit = TOKEN_LIMIT, .secret = true},
               authorization = {.limit = TOKEN_LIMIT, .secret = true};
    if (c->token_url.len == 0)
        return fault(f, STATUS_CONFIG, "no token URL is known; run gong-auth connect again");
    if (base_url_allowed(c->token_url.at, c->any_host, "token URL", f) != 0) {
        f->status = STATUS_CONFIG;
        return -1;
    }
    a->body.limit = TOKEN_LIMIT;
    a->body.secret = true;
    parameters = (struct span){parameters.at + 1, parameters.len - 1};
    buf_span(&url, buf_view(&c->token_url));
    if (!c->form) {
        buf_byte(&url, memchr(url.at, '?', url.len) ? '&' : '?');
        buf_span(&url, parameters);
    }
    buf_text(&authorization, "Basic ");
    basic_credential(&authorization, buf_view(&c->client_id), buf_view(&c->client_secret));
    int ok = buf_check(&url, "the token request", f) != 0 ||
                     buf_check(&authorization, "the app's credential", f) != 0
                 ? -1
                 : 0;
    struct http_request q = {.method = "POST",
                             .url = url.at,
                             .authorization = buf_view(&authorization),
                             .body = c->form ? parameters : SPAN_NONE,
                             .content_type = c->form ? "application/x-www-form-urlencoded" : NULL,
                             .once = true};
    for (int n = 1; ok == 0; n++) {
        ok = http_send(h, &q, a, f);
        if (ok == 0 || a->sent || !a->transient || n == TRIES)
            break;
        http_sleep(http_backoff(n));
        ok = 0;
    }
    buf_free(&url);
    buf_free(&authorization);
    return ok;
}

static void put_text(struct buf *b, struct span value)
{
    buf_clear(b);
    json_text(b, value);
}

/* One or more of RFC 6749's VSCHAR (A.12, A.17), less the blank that no header could carry. */
static bool is_token(struct span text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] <= ' ' || (unsigned char)text.at[i] >= 0x7f)
            return false;
    return text.len > 0;
}

int oauth_take(struct connection *c, struct span root, struct fault *f)
{
    int64_t life = LIFE_S;
    struct span refresh = json_get(root, "refresh_token"), scope = json_get(root, "scope");
    if (!json_integer(json_get(root, "expires_in"), &life) || life < 0 || life > 10 * 366 * 86400LL)
        life = LIFE_S;
    put_text(&c->access, json_get(root, "access_token"));
    if (json_kind(refresh) == JSON_STRING) /* none: the old one stays good */
        put_text(&c->refresh, refresh);
    if (!is_token(buf_view(&c->access)) ||
        (json_kind(refresh) == JSON_STRING && !is_token(buf_view(&c->refresh))))
        return fault(f, STATUS_PROTOCOL, "Gong's token endpoint gave an answer without a token");
    if (json_kind(scope) == JSON_STRING)
        put_text(&c->scopes, scope);
    else if (c->scopes.len == 0) /* none: what was asked for (RFC 6749 5.1) */
        buf_span(&c->scopes, buf_view(&c->asked));
    c->got = when_now();
    c->expires = c->got + life * WHEN_SECOND;
    return buf_check(&c->access, "the token", f) != 0 ||
                   buf_check(&c->refresh, "the token", f) != 0 ||
                   buf_check(&c->scopes, "the scopes", f) != 0
               ? -1
               : 0;
}

int oauth_take_base(struct connection *c, struct span root, struct fault *f)
{
    struct span base = json_get(root, "api_base_url_for_customer");
    struct buf url = BUF(1024);
    char checked[sizeof(c->base_url)];
    if (json_kind(base) != JSON_STRING)
        return 0;
    json_text(&url, base);
    int ok = buf_check(&url, "the base URL", f);
    if (ok == 0 && memchr(buf_view(&url).at, '\0', url.len))
        ok = fault(f, STATUS_PROTOCOL, "a NUL is in it");
    if (ok == 0 && url.len > 0) {
        ok = base_url_check(checked, url.at, c->any_host, f);
        if (ok == 0)
            snprintf(c->base_url, sizeof(c->base_url), "%s", checked);
    }
    buf_free(&url);
    if (ok == 0)
        return 0;
    f->status = STATUS_PROTOCOL;
    return fault_at(f, "Gong's token answer names a host that is not used");
}

int oauth_exchange(struct http *h, struct connection *c, struct span code, const char *redirect_uri,
                   struct span verifier, struct fault *f)
{
    struct buf parameters = {.limit = TOKEN_LIMIT, .secret = true};
    struct http_response a = {0};
    struct span root;
    char separator = '?';
    http_query(&parameters, &separator, "grant_type", span_of("authorization_code"));
    http_query(&parameters, &separator, "code", code);
    http_query(&parameters, &separator, "client_id", buf_view(&c->client_id));
    http_query(&parameters, &separator, "redirect_uri", span_of(redirect_uri));
    http_query(&parameters, &separator, "code_verifier", verifier);
    int ok = buf_check(&parameters, "the token request", f);
    if (ok == 0)
        ok = oauth_post(h, c, buf_view(&parameters), &a, f);
    if (ok == 0) {
        ok = -1;
        switch (oauth_judge(&a, &root, f)) {
        case OAUTH_TOKEN:
            ok = oauth_take(c, root, f);
            if (ok == 0)
                ok = oauth_take_base(c, root, f);
            break;
        case OAUTH_INVALID_GRANT:
            fault(f, STATUS_RECONNECT,
                  "Gong does not accept the code: it lives 10 minutes and is used once; run "
                  "gong-auth connect again");
            break;
        case OAUTH_INVALID_CLIENT:
            fault(
                f, STATUS_RECONNECT,
                "Gong does not accept the app's client id and secret; see the app's page in Gong");
            break;
        case OAUTH_FAULT: break;
        }
    }
    buf_free(&parameters);
    http_response_clear(&a);
    return ok;
}
