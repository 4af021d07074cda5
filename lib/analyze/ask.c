#include "lib/analyze/ask.h"
#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/base/file.h"
#include "lib/json/json.h"

enum { FILE_LIMIT = 256 << 20 };

static int add_line(struct ask *a, struct span line, struct fault *f)
{
    struct span value;
    if (json_check(line, &value, f) != 0)
        return fault(f, STATUS_USAGE,
                     "a line of --ask is {\"qid\":..,\"callId\":..,\"question\":\"..\"}");
    struct asked q = {.qid = json_get(value, "qid"),
                      .call = json_get(value, "callId"),
                      .question = json_get(value, "question")};
    if (!q.qid.at || json_kind(q.call) != JSON_STRING || json_kind(q.question) != JSON_STRING)
        return fault(f, STATUS_USAGE, "a line of --ask needs qid, callId and question");
    if (array_room(&a->at, &a->room, a->n + 1, sizeof *a->at, f) != 0)
        return -1;
    a->at[a->n++] = q;
    return 0;
}

static int compare_calls(struct span x, struct span y)
{
    int order = memcmp(x.at, y.at, x.len < y.len ? x.len : y.len);
    return order != 0 ? order : x.len < y.len ? -1 : x.len > y.len;
}

static int by_call(const void *left, const void *right)
{
    const struct asked *x = left, *y = right;
    int order = compare_calls(x->call, y->call);
    return order != 0 ? order : x->qid.at < y->qid.at ? -1 : 1;
}

int ask_read(struct ask *a, const char *path, struct fault *f)
{
    a->file = BUF(FILE_LIMIT);
    if (file_read(&a->file, path, f) != 0)
        return -1;
    struct span rest = buf_view(&a->file);
    for (long number = 1; rest.len > 0; number++) {
        const char *end = memchr(rest.at, '\n', rest.len);
        struct span line = {rest.at, end ? (size_t)(end - rest.at) : rest.len};
        if (line.len > 0 && add_line(a, line, f) != 0)
            return fault_at(f, "%s:%ld", path, number);
        rest.at += line.len + (end != NULL);
        rest.len -= line.len + (end != NULL);
    }
    if (a->n)
        qsort(a->at, a->n, sizeof *a->at, by_call);
    return 0;
}

void ask_clear(struct ask *a)
{
    buf_free(&a->file);
    buf_free(&a->text);
    free(a->at);
    *a = (struct ask){0};
}

void ask_write(struct json_writer *w, const struct rank *r)
{
    json_open(w, "evidence", '[');
    for (size_t i = 0; i < r->nevidence; i++)
        json_put_int(w, NULL, r->evidence[i]);
    json_close(w, ']');
    json_open(w, "ranking", '[');
    for (size_t i = 0; i < r->n; i++)
        json_put_int(w, NULL, r->order[i]);
    json_close(w, ']');
}

int ask_call(struct ask *a, const struct call *c, struct rank *r, struct buf *lines,
             struct fault *f)
{
    size_t low = 0, high = a->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_calls(a->at[middle].call, c->id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < a->n && span_equal(a->at[low].call, c->id); low++) {
        const struct asked *q = &a->at[low];
        buf_clear(&a->text);
        json_text(&a->text, q->question);
        if (buf_check(&a->text, "a question", f) != 0 ||
            rank_question(r, buf_view(&a->text), f) != 0)
            return -1;
        struct json_writer w = {.b = lines};
        json_open(&w, NULL, '{');
        json_put(&w, "qid", q->qid);
        json_put(&w, "callId", q->call);
        ask_write(&w, r);
        json_close(&w, '}');
        buf_byte(lines, '\n');
    }
    return buf_check(lines, "the rankings of a call", f);
}
