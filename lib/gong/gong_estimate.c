#include <unistd.h>
#include "lib/base/out.h"
#include "lib/gong/gong_session.h"
#include "lib/json/json.h"

int gong_estimate(struct gong *g, const struct gong_query *q, struct fault *f)
{
    const struct endpoint *e = endpoint_of(q->what);
    struct page p = {0};
    enum verdict v = gong_fetch(g, q, SPAN_NONE, &p, f);
    if (v != ANSWER_PAGE && v != ANSWER_EMPTY)
        return -1;
    int64_t here = (int64_t)json_count(p.its.items), all = p.total > here ? p.total : here;
    struct buf line = BUF(512);
    struct json_writer w = {.b = &line};
    struct out out;
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "what", span_of(e->noun));
    json_put_int(&w, "records", all);
    json_put_int(&w, "bytes",
                 here ? (int64_t)((double)p.its.items.len / (double)here * (double)all) : 0);
    json_put_int(&w, "requests", e->paged ? (all + GONG_IDS - 1) / GONG_IDS : 1);
    json_close(&w, '}');
    out_init(&out, STDOUT_FILENO, "stdout");
    out_line(&out, buf_view(&line));
    int done = buf_check(&line, "the estimate", f);
    if (out_clear(&out, done == 0 ? f : &(struct fault){0}) != 0)
        done = -1;
    buf_free(&line);
    return done;
}
