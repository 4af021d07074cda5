#include <stdio.h>
#include "lib/analyze/batch_vendor.h"

static void head(struct buf *b, const char *token)
{
    (void)token;
    buf_text(b, "{\"requests\":[");
}

static void request(struct buf *b, size_t place, const char *id, struct span body)
{
    struct json_writer w = {.b = b};
    if (place)
        buf_text(b, ",\n");
    json_open(&w, NULL, '{');
    json_put_text(&w, "custom_id", span_of(id));
    json_put(&w, "params", body);
    json_close(&w, '}');
}

static void foot(struct buf *b, const char *token)
{
    (void)token;
    buf_text(b, "]}");
}

static int send(struct exchange *x, struct pending *p, struct span whole, bool *absent,
                struct fault *f)
{
    x->once = true;
    int rc = batch_ask(x, &batch_anthropic, batch_anthropic.path, whole, "application/json", false,
                       "a batch", f);
    *absent = !x->arrived;
    x->once = false;
    return rc == 0 ? pending_name(p, json_member(x->body, span_of("id")), f) : -1;
}

static int64_t count(struct span batch, const char *name)
{
    int64_t n;
    return json_integer(json_member(json_member(batch, span_of("request_counts")), span_of(name)),
                        &n) &&
                   n >= 0 && n < 1 << 30
               ? n
               : 0;
}

static int64_t count_done(struct span batch)
{
    return count(batch, "succeeded") + count(batch, "errored") + count(batch, "canceled") +
           count(batch, "expired");
}

static bool has_ended(struct span batch)
{
    return json_text_is(json_member(batch, span_of("processing_status")), "ended");
}

/* There is no room for a token of ours: one of as many requests may be it. */
static enum batch_found is(struct span listed, const struct pending *p)
{
    return count(listed, "processing") + count_done(listed) == (int64_t)p->n ? BATCH_UNCLEAR
                                                                             : BATCH_ABSENT;
}

static int state(struct batch_state *s, const struct pending *p, struct span body, struct fault *f)
{
    struct span status = json_member(body, span_of("processing_status"));
    *s = (struct batch_state){.ended = has_ended(body), .done = count_done(body)};
    if (!s->ended && !json_text_is(status, "in_progress") && !json_text_is(status, "canceling"))
        return fault(f, STATUS_PROTOCOL, "the model's server says of a batch what is not known");
    /* The address that it names is not asked: the key goes to the server that was chosen. */
    if (s->ended)
        snprintf(s->results[0], sizeof s->results[0], "%s/%s/results", batch_anthropic.path, p->id);
    return 0;
}

static struct span answer(struct span line)
{
    struct span result = json_member(line, span_of("result")),
                message = json_member(result, span_of("message"));
    return json_text_is(json_member(result, span_of("type")), "succeeded") &&
                   json_kind(message) == JSON_OBJECT
               ? message
               : SPAN_NONE;
}

const struct batch_vendor batch_anthropic = {.engine = "anthropic",
                                             .path = "/v1/messages/batches",
                                             .list = "/v1/messages/batches?limit=100",
                                             .next = "&after_id=",
                                             .head = head,
                                             .request = request,
                                             .foot = foot,
                                             .send = send,
                                             .is = is,
                                             .state = state,
                                             .answer = answer};
