/* A credential: asked for, and tried at Gong. */

#include <stdio.h>
#include <string.h>
#include "lib/base/file.h"
#include "lib/gong/answer.h"
#include "lib/gong/auth_parts.h"
#include "lib/gong/basic.h"
#include "lib/gong/credential.h"
#include "lib/gong/scope.h"
#include "lib/state/budget.h"

int auth_ask(const struct auth *a, const char *prompt, bool hide, struct buf *answer,
             const char *instead, struct fault *f)
{
    if (!a->person.ask)
        return fault(f, STATUS_USAGE, "there is no terminal to ask at; give %s", instead);
    return a->person.ask(a->person.who, prompt, hide, answer, f);
}

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
        ok = auth_ask(a, prompts[0], false, &text, instead, f);
        if (ok == 0)
            ok = credential_part(first, buf_view(&text), "first part", f);
        buf_clear(&text);
        if (ok == 0)
            ok = auth_ask(a, prompts[1], true, &text, instead, f);
        if (ok == 0)
            ok = credential_part(second, buf_view(&text), "secret", f);
    }
    buf_free(&text);
    return ok;
}

int auth_ask_key(const struct auth *a, struct buf *key, struct buf *secret, struct fault *f)
{
    static const char *const prompts[] = {"Access key: ", "Access key secret (not shown): "};
    if (ask_pair(a, a->key_from, prompts, "--key-from FILE (or - for stdin)", key, secret, f) != 0)
        return -1;
    if (memchr(key->at, ':', key->len))
        return fault(f, STATUS_USAGE, "an access key has no \":\" in it");
    return 0;
}

int auth_ask_client(const struct auth *a, struct buf *id, struct buf *secret, struct fault *f)
{
    static const char *const prompts[] = {"Client id of the app: ", "Client secret (not shown): "};
    return ask_pair(a, a->client_from, prompts, "--client-id-from FILE (or - for stdin)", id,
                    secret, f);
}

struct span auth_asked(const struct connection *c)
{
    return c->asked.len > 0 ? buf_view(&c->asked) : span_of(scope_default);
}

struct http *auth_http(bool any_host, struct fault *f)
{
    struct http_limits limits = {.any_address = any_host, .total_ms = 60000, .body = 16u << 20};
    return http_new(&limits, f);
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

int auth_try(const struct auth *a, struct http *h, const struct connection *c, struct fault *f)
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
                       "base URL is your company's: each has its own, and a credential is "
                       "refused at that of another company or region",
                       c->base_url);
            break;
        default:
            if (why.status == STATUS_RECONNECT) {
                if (scope_in(auth_asked(c), span_of(users->scope)))
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
