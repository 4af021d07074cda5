#include "lib/http/hook.h"

#include <stdio.h>
#include "lib/http/http.h"

enum { ANSWER = 64 << 10, TIMEOUT_MS = 120000, SAID = 40 };

struct posting {
    struct http *http;
    struct http_request request;
    struct http_response answer;
    char host[256];
};

/* Slack says why in one word, as no_service: shown where it is nothing else. */
static void said(char to[static SAID + 4], const struct http_response *a)
{
    size_t n = 0;
    to[0] = '\0';
    while (n < a->body.len &&
           ((a->body.at[n] >= 'a' && a->body.at[n] <= 'z') || a->body.at[n] == '_'))
        n++;
    if (n > 0 && n <= SAID && n == a->body.len)
        snprintf(to, SAID + 4, " (%.*s)", (int)n, a->body.at);
}

static enum delivery judge(struct posting *p, bool *again, int64_t *wait_ms, struct fault *f)
{
    const struct http_response *a = &p->answer;
    char why[SAID + 4];
    said(why, a);
    if (a->status >= 200 && a->status < 300)
        return DELIVERY_DONE;
    if (http_may_have_arrived(a, 0)) {
        fault(f, STATUS_PARTIAL, "%s: the webhook answered %d%s", p->host, a->status, why);
        return DELIVERY_UNSURE;
    }
    *again = a->status == 429 || a->status >= 500;
    *wait_ms = a->retry_after ? a->retry_after_ms : -1;
    if (*again)
        fault(f, STATUS_TRY_LATER, "%s: the webhook answered %d%s", p->host, a->status, why);
    else
        fault(f, STATUS_REFUSED, "%s: the webhook refuses it: %d%s", p->host, a->status, why);
    return DELIVERY_REFUSED;
}

static enum delivery post(void *self, bool *again, int64_t *wait_ms, struct fault *f)
{
    struct posting *p = self;
    if (http_send(p->http, &p->request, &p->answer, f) == 0)
        return judge(p, again, wait_ms, f);
    *again = p->answer.transient;
    return http_may_have_arrived(&p->answer, -1) ? DELIVERY_UNSURE : DELIVERY_REFUSED;
}

enum delivery hook_post(const struct courier *c, const char *url, struct span body, struct fault *f)
{
    const struct http_limits limits = {.body = ANSWER,
                                       .total_ms = c->timeout_ms ? c->timeout_ms : TIMEOUT_MS,
                                       .any_address = true,
                                       .ca_file = c->ca_file};
    struct posting p = {.request = {.method = "POST",
                                    .url = url,
                                    .body = body,
                                    .content_type = "application/json; charset=utf-8",
                                    .once = true}};
    struct http_origin o;
    if (http_origin(&o, url, f) != 0) {
        fault_at(f, "the webhook's file");
        f->status = STATUS_CONFIG;
        return DELIVERY_REFUSED;
    }
    snprintf(p.host, sizeof p.host, "%s", o.host);
    p.http = http_new(&limits, f);
    if (!p.http)
        return DELIVERY_REFUSED;
    enum delivery came = delivery_make(c, post, &p, f);
    http_free(p.http);
    http_response_clear(&p.answer);
    return came;
}
