#include <stdio.h>
#include "lib/analyze/batch_vendor.h"

/* What lies there is forgotten after a week: long enough to be fetched. */
enum { KEEP_SECONDS = 7 * 86400 };

static void field(struct buf *b, const char *token, const char *name, const char *value)
{
    buf_format(b, "--callmine-%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
               token, name, value);
}

static void head(struct buf *b, const char *token)
{
    char seconds[24];
    snprintf(seconds, sizeof seconds, "%d", (int)KEEP_SECONDS);
    field(b, token, "purpose", "batch");
    field(b, token, "expires_after[anchor]", "created_at");
    field(b, token, "expires_after[seconds]", seconds);
    buf_format(b,
               "--callmine-%s\r\nContent-Disposition: form-data; name=\"file\"; "
               "filename=\"callmine-%s.jsonl\"\r\nContent-Type: application/jsonl\r\n\r\n",
               token, token);
}

static void request(struct buf *b, size_t place, const char *id, struct span body)
{
    struct json_writer w = {.b = b};
    (void)place;
    json_open(&w, NULL, '{');
    json_put_text(&w, "custom_id", span_of(id));
    json_put_text(&w, "method", span_of("POST"));
    json_put_text(&w, "url", span_of("/v1/chat/completions"));
    json_put(&w, "body", body);
    json_close(&w, '}');
    buf_byte(b, '\n');
}

static void foot(struct buf *b, const char *token)
{
    buf_format(b, "\r\n--callmine-%s--\r\n", token);
}

/* The batch keeps our token, so it is known again. */
static void put_order(struct buf *b, const struct pending *p, struct span file)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put(&w, "input_file_id", file);
    json_put_text(&w, "endpoint", span_of("/v1/chat/completions"));
    json_put_text(&w, "completion_window", span_of("24h"));
    json_open(&w, "metadata", '{');
    json_put_text(&w, "callmine", span_of(p->token));
    json_close(&w, '}');
    json_open(&w, "output_expires_after", '{');
    json_put_text(&w, "anchor", span_of("created_at"));
    json_put_int(&w, "seconds", KEEP_SECONDS);
    json_close(&w, '}');
    json_close(&w, '}');
}

static int send(struct exchange *x, struct pending *p, struct span whole, bool *absent,
                struct fault *f)
{
    char type[80];
    struct buf order = BUF(1 << 16);
    snprintf(type, sizeof type, "multipart/form-data; boundary=callmine-%s", p->token);
    *absent = true;
    int rc = batch_ask(x, &batch_openai, "/files", whole, type, false, "the file of a batch", f);
    struct span id = rc == 0 ? json_member(x->body, span_of("id")) : SPAN_NONE;
    if (rc == 0 && json_kind(id) != JSON_STRING)
        rc = fault(f, STATUS_PROTOCOL, "the model's server took a file and gave it no id");
    if (rc == 0) {
        put_order(&order, p, id);
        rc = buf_check(&order, "a batch's order", f);
    }
    if (rc == 0) {
        x->once = true;
        rc = batch_ask(x, &batch_openai, "/batches", buf_view(&order), "application/json", false,
                       "a batch", f);
        *absent = !x->arrived;
        x->once = false;
    }
    buf_free(&order);
    return rc == 0 ? pending_name(p, json_member(x->body, span_of("id")), f) : -1;
}

static enum batch_found is(struct span listed, const struct pending *p)
{
    return json_text_is(json_get(listed, "metadata.callmine"), p->token) ? BATCH_FOUND
                                                                         : BATCH_ABSENT;
}

static bool is_any(struct span status, const char *const *words)
{
    for (; *words; words++)
        if (json_text_is(status, *words))
            return true;
    return false;
}

static int put_path(char path[static 256], struct span id, struct fault *f)
{
    struct pending name = {.id = ""};
    if (json_kind(id) != JSON_STRING)
        return 0;
    if (pending_name(&name, id, f) != 0)
        return -1;
    snprintf(path, 256, "/files/%s/content", name.id);
    return 0;
}

static int state(struct batch_state *s, const struct pending *p, struct span body, struct fault *f)
{
    static const char *const open[] = {"validating", "in_progress", "finalizing", "cancelling",
                                       NULL};
    static const char *const over[] = {"completed", "failed", "expired", "cancelled", NULL};
    struct span status = json_member(body, span_of("status"));
    int64_t done = 0, failed = 0;
    *s = (struct batch_state){.ended = is_any(status, over)};
    json_integer(json_get(body, "request_counts.completed"), &done);
    json_integer(json_get(body, "request_counts.failed"), &failed);
    s->done = done >= 0 && failed >= 0 && done + failed <= (int64_t)p->n ? done + failed : 0;
    if (!s->ended && !is_any(status, open))
        return fault(f, STATUS_PROTOCOL, "the model's server says of a batch what is not known");
    if (!s->ended)
        return 0;
    struct json_walk w;
    struct span errors = json_get(body, "errors.data");
    json_walk(&w, errors);
    if (json_text_is(status, "failed")) {
        struct pending word = {.id = ""};
        struct fault none;
        bool told = json_kind(errors) == JSON_ARRAY && json_next(&w) &&
                    pending_name(&word, json_member(w.value, span_of("code")), &none) == 0;
        snprintf(s->why, sizeof s->why, "%.70s", told ? word.id : "unknown");
    }
    return put_path(s->results[0], json_member(body, span_of("output_file_id")), f) != 0
               ? -1
               : put_path(s->results[1], json_member(body, span_of("error_file_id")), f);
}

static struct span answer(struct span line)
{
    struct span response = json_member(line, span_of("response")),
                body = json_member(response, span_of("body"));
    int64_t status;
    bool good = json_kind(json_member(line, span_of("error"))) <= JSON_NULL &&
                json_integer(json_member(response, span_of("status_code")), &status) &&
                status == 200 && json_kind(body) == JSON_OBJECT;
    return good ? body : SPAN_NONE;
}

const struct batch_vendor batch_openai = {.engine = "openai",
                                          .path = "/batches",
                                          .list = "/batches?limit=100",
                                          .next = "&after=",
                                          .head = head,
                                          .request = request,
                                          .foot = foot,
                                          .send = send,
                                          .is = is,
                                          .state = state,
                                          .answer = answer};
