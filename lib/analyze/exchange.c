#include "lib/analyze/exchange.h"
#include <stdio.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/json.h"

enum { ANSWER_BYTES = 32 << 20, BACKOFF_CAP_MS = 60000, FIRST_MS = 500 };

void exchange_init(struct exchange *x, const struct endpoint *to)
{
    *x = (struct exchange){.to = to, .url = BUF(8192), .file = BUF(2 * ANSWER_BYTES)};
    x->response.body.limit = ANSWER_BYTES;
}

void exchange_clear(struct exchange *x)
{
    http_free(x->http);
    http_response_clear(&x->response);
    buf_free(&x->url);
    buf_free(&x->file);
    x->http = NULL;
}

void exchange_id(struct exchange *x, const char *path, struct span body)
{
    struct digest d;
    char round[16];
    int n = x->round ? snprintf(round, sizeof round, "%d", x->round) : 0;
    digest_begin(&d);
    digest_add(&d, path, strlen(path) + 1);
    digest_add(&d, body.at, body.len);
    digest_add(&d, round, (size_t)n);
    digest_end(&d, x->id);
}

bool exchange_is_broke(struct span body)
{
    static const char low[] = "credit balance is too low"; /* Anthropic's, as a 400 */
    struct span error = json_member(body, span_of("error")),
                message = json_member(error, span_of("message"));
    return json_text_is(json_member(error, span_of("code")), "insufficient_quota") ||
           json_text_is(json_member(error, span_of("type")), "insufficient_quota") ||
           json_text_is(json_member(error, span_of("type")), "billing_error") ||
           (message.at && memmem(message.at, message.len, low, sizeof low - 1));
}

/* ---- recorded exchanges ---- */

static void path_of(struct buf *path, const char *dir, const char *id)
{
    buf_clear(path);
    buf_format(path, "%s/%s.json", dir, id);
}

/* 1: it was recorded, and x->status and x->body are what came. */
static int replayed(struct exchange *x, const char *dir, struct fault *f)
{
    struct buf path = BUF(8192);
    struct span file;
    int64_t status;
    path_of(&path, dir, x->id);
    buf_clear(&x->file);
    int rc = buf_check(&path, "a path", f);
    bool there = rc == 0 && access(path.at, F_OK) == 0;
    if (there && (rc = file_read(&x->file, path.at, f)) == 0) {
        if (json_check(buf_view(&x->file), &file, f) != 0 ||
            !json_integer(json_member(file, span_of("status")), &status)) {
            rc = fault(f, STATUS_CONFIG, "%s: is no recorded exchange", path.at);
        } else {
            x->status = (int)status;
            x->body = json_member(file, span_of("body"));
        }
    }
    buf_free(&path);
    return rc == 0 ? there : -1;
}

static int record(struct exchange *x, const char *path, struct fault *f)
{
    struct buf to = BUF(8192), line = BUF(2 * ANSWER_BYTES);
    struct json_writer w = {.b = &line};
    json_open(&w, NULL, '{');
    json_put_text(&w, "path", span_of(path));
    json_put_int(&w, "status", x->status);
    if (x->body.at)
        json_put(&w, "body", x->body);
    else
        json_put_text(&w, "body", x->raw);
    json_close(&w, '}');
    buf_byte(&line, '\n');
    path_of(&to, x->to->record, x->id);
    int rc = file_make_dirs(x->to->record, 0700, f);
    if (rc == 0)
        rc = buf_check(&to, "a path", f) == 0 && buf_check(&line, "a recorded exchange", f) == 0
                 ? file_replace(to.at, 0600, buf_view(&line), f)
                 : -1;
    buf_free(&to);
    buf_free(&line);
    return rc;
}

/* ---- on the wire ---- */

static bool may_help(const struct http_response *a)
{
    if (a->should_retry != HTTP_RETRY_UNSAID)
        return a->should_retry == HTTP_RETRY_YES;
    return a->status == 408 || a->status == 409 || a->status == 429 || a->status >= 500;
}

/* As the vendors' clients: what the server asks for, else half a second doubling, with jitter. */
static int64_t wait_ms(const struct http_response *a, int tried)
{
    if (a->retry_after)
        return a->retry_after_ms;
    int64_t ms = tried < 8 ? FIRST_MS << tried : BACKOFF_CAP_MS;
    ms = ms > BACKOFF_CAP_MS ? BACKOFF_CAP_MS : ms;
    int64_t jitter = http_backoff(1) - 1000; /* 0 to 250 */
    return ms - ms * jitter / 1000;
}

static int make_client(struct exchange *x, struct fault *f)
{
    const struct http_limits limits = {.body = EXCHANGE_RESULTS,
                                       .connect_ms = 5000,
                                       .total_ms = x->to->timeout_ms,
                                       .low_speed_ms = x->to->timeout_ms,
                                       .any_address = true,
                                       .ca_file = x->to->ca_file};
    x->http = http_new(&limits, f);
    return x->http ? 0 : -1;
}

static int give_up(struct exchange *x, int tries, struct fault *f)
{
    const struct http_response *a = &x->response;
    if (a->status == 0)
        return -1; /* the client has said why */
    bool broke = a->status == 402 || exchange_is_broke(x->body);
    return fault(f, STATUS_TRY_LATER, "the model's server answered %d%s%s%s%s; %s", a->status,
                 tries > 1 ? ", also when asked again" : "", a->trace[0] ? " (request " : "",
                 a->trace, a->trace[0] ? ")" : "",
                 broke ? "the account has no credit left: top it up, then run again"
                       : "run again later, nothing is asked twice");
}

/* What came into *x; -1 when it is no answer. A proxy may pass on what went wrong behind it as a
 * 200. */
static int receive(struct exchange *x, const struct http_request *q, struct fault *f)
{
    const struct http_response *a = &x->response;
    struct span whole;
    struct fault none;
    bool good = a->status < 300 && strcmp(q->method, "POST") == 0;
    if (json_check(x->raw, &whole, &none) == 0)
        x->body = whole;
    else if (good)
        return fault(f, STATUS_TRY_LATER, "the model's server gave an answer that is no JSON");
    if (good && json_kind(json_member(x->body, span_of("error"))) == JSON_OBJECT)
        return fault(f, STATUS_TRY_LATER, "the model's server answered %d with an error in it",
                     a->status);
    return 0;
}

static void tell_again(const struct exchange *x, int rc, const struct fault *f, int64_t ms)
{
    if (rc != 0)
        notice(x->to->listener, "%s: asking again in %.1f s", f->text, (double)ms / 1000);
    else
        notice(x->to->listener, "the model's server answered %d: asking again in %.1f s", x->status,
               (double)ms / 1000);
}

static int ask(struct exchange *x, const struct http_request *q, struct fault *f)
{
    struct http_response *a = &x->response;
    for (int tried = 0;; tried++) {
        x->sent++;
        int rc = http_send(x->http, q, a, f);
        x->status = a->status;
        x->arrived = http_may_have_arrived(a, rc);
        x->raw = buf_view(&a->body);
        x->body = SPAN_NONE;
        if (rc != 0 && !a->transient)
            return -1;
        if (rc == 0)
            rc = receive(x, q, f);
        bool may_be_error = a->status >= 300 || q->body.at;
        bool broke = x->broke =
            rc == 0 && (a->status == 402 || (may_be_error && exchange_is_broke(x->body)));
        if (rc == 0 && !broke && (!may_help(a) || (x->once && x->arrived)))
            return 0;
        if (rc != 0 && x->once && x->arrived)
            return -1;
        int64_t ms = wait_ms(a, tried);
        if (broke || tried >= x->to->retries || (a->retry_after && ms > x->to->patience_ms))
            return rc != 0 ? -1 : give_up(x, tried + 1, f);
        tell_again(x, rc, f, ms);
        http_sleep(ms);
    }
}

int exchange_send(struct exchange *x, const char *path, struct span body, const char *content_type,
                  struct fault *f)
{
    exchange_id(x, path, body);
    if (x->to->replay) {
        int found = replayed(x, x->to->replay, f);
        if (found != 0)
            return found < 0 ? -1 : 0;
        return fault(f, STATUS_NO_INPUT, "%s: this request was not recorded there", x->to->replay);
    }
    buf_clear(&x->url);
    buf_format(&x->url, "%s%s", x->to->base_url, path);
    if (buf_check(&x->url, "an address", f) != 0 || (!x->http && make_client(x, f) != 0))
        return -1;
    const struct http_request q = {.method = body.at ? "POST" : "GET",
                                   .url = x->url.at,
                                   .body = body,
                                   .content_type = body.at ? content_type : NULL,
                                   .once = x->once,
                                   .fields = {*x->to->key, x->to->fixed}};
    if (ask(x, &q, f) != 0)
        return -1;
    return x->to->record ? record(x, path, f) : 0;
}
