#include "lib/sim/sim_page.h"
#include "lib/state/base64.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

uint64_t sim_hash_text(uint64_t hash, struct span text)
{
    hash = hash ? hash : UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (uint8_t)text.at[i]) * UINT64_C(0x100000001b3);
    return (hash ^ 0x1f) * UINT64_C(0x100000001b3);
}

/* header.payload.signature */
static void put_cursor(struct buf *out, const struct sim_page *p, const struct sim *s,
                       int64_t total, int64_t next)
{
    char payload[300], signature[40];
    base64_add(out, span_of("{\"alg\":\"HS256\"}"), BASE64_URL);
    buf_byte(out, '.');
    snprintf(payload, sizeof payload,
             "{\"list\":\"%s\",\"next\":%" PRId64 ",\"pageNumber\":%" PRId64
             ",\"pageSize\":%d,\"total\":%" PRId64 ",\"asked\":\"%016" PRIx64 "\",\"exp\":%" PRId64
             "}",
             p->kind, next, p->number + 1, SIM_PAGE, total, p->asked, p->expires);
    size_t begin = out->len;
    base64_add(out, span_of(payload), BASE64_URL);
    uint64_t h = sim_hash_text(s->source->seed + 77,
                               (struct span){out->at ? out->at + begin : "", out->len - begin});
    snprintf(signature, sizeof signature, "%016" PRIx64, h);
    buf_byte(out, '.');
    base64_add(out, span_of(signature), BASE64_URL);
}

static bool read_cursor(struct sim_page *p, struct span cursor, const struct sim *s, int64_t *next)
{
    const char *first = memchr(cursor.at, '.', cursor.len);
    const char *last = memrchr(cursor.at, '.', cursor.len);
    if (!first || last == first)
        return false;
    struct span payload = {first + 1, (size_t)(last - first - 1)};
    struct span signature = {last + 1, (size_t)(cursor.at + cursor.len - last - 1)};
    char expected[40];
    struct buf b = BUF(1000);
    struct fault f = {0};
    struct span v;
    char asked[20];
    snprintf(expected, sizeof expected, "%016" PRIx64,
             sim_hash_text(s->source->seed + 77, payload));
    bool good = base64_read(&b, signature) && span_is(buf_view(&b), expected);
    buf_clear(&b);
    snprintf(asked, sizeof asked, "%016" PRIx64, p->asked);
    good = good && base64_read(&b, payload) && json_check(buf_view(&b), &v, &f) == 0 &&
           json_text_is(json_get(v, "list"), p->kind) &&
           json_text_is(json_get(v, "asked"), asked) && json_integer(json_get(v, "next"), next) &&
           json_integer(json_get(v, "pageNumber"), &p->number) &&
           json_integer(json_get(v, "exp"), &p->expires);
    buf_free(&b);
    return good;
}

bool sim_page_begin(struct sim_page *p, const char *kind, uint64_t asked, struct span cursor,
                    const struct sim_request *q, struct sim_answer *a)
{
    int64_t now = q->now / WHEN_SECOND;
    *p = (struct sim_page){.kind = kind, .asked = asked, .expires = now + q->sim->cursor_life};
    if (cursor.len == 0)
        return true;
    p->cursor = cursor;
    if (!read_cursor(p, cursor, q->sim, &p->from)) {
        sim_error(a, 400, "Failed to verify cursor");
        return false;
    }
    if (now >= p->expires || (q->rule && q->rule->kind == SIM_EXPIRED)) {
        sim_error(a, 400, "cursor has expired");
        return false;
    }
    return true;
}

void sim_page_put(const struct sim_page *p, struct json_writer *w, const struct sim_request *q,
                  int size, int64_t total, int64_t next)
{
    json_open(w, "records", '{');
    json_put_int(w, "totalRecords", total);
    json_put_int(w, "currentPageSize", size);
    json_put_int(w, "currentPageNumber", p->number);
    if (q->rule && q->rule->kind == SIM_REPEAT && p->cursor.len) {
        json_put_text(w, "cursor", p->cursor);
    } else if (next >= 0) {
        struct buf cursor = BUF(2000);
        put_cursor(&cursor, p, q->sim, total, next);
        json_put_text(w, "cursor", buf_view(&cursor));
        buf_free(&cursor);
    }
    json_close(w, '}');
}

bool sim_body(struct sim_request *q, struct sim_answer *a, struct buf *cursor)
{
    struct fault f = {0};
    struct span value;
    if (json_check(buf_view(&q->body), &q->json, &f) != 0 || json_kind(q->json) != JSON_OBJECT) {
        q->json = SPAN_NONE;
        sim_error(a, 400, SIM_BAD_BODY);
        return false;
    }
    value = json_get(q->json, "cursor");
    json_text(cursor, value);
    if (json_kind(value) != JSON_NONE && json_kind(value) != JSON_NULL &&
        json_kind(value) != JSON_STRING) {
        sim_error(a, 400, SIM_BAD_BODY);
        return false;
    }
    enum json_kind filter = json_kind(json_get(q->json, "filter"));
    if (filter == JSON_OBJECT)
        return true;
    sim_error(a, 400,
              filter == JSON_NONE || filter == JSON_NULL ? "filter: may not be null"
                                                         : SIM_BAD_BODY);
    return false;
}
