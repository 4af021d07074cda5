#include "lib/state/quota_put.h"

#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/state/quota.h"
#include "lib/state/quota_counter.h"
#include "lib/state/quota_state.h"

enum { TEXT_BYTES = 64 << 10 };

static void put_count(struct json_writer *w, const char *key, int64_t n)
{
    if (n < 0 || n == INT64_MAX)
        json_put(w, key, SPAN_NONE);
    else
        json_put_int(w, key, n);
}

static void put_time(struct json_writer *w, const char *key, const struct quota *q, when t)
{
    if (q->set)
        json_put_time(w, key, t);
    else
        json_put(w, key, SPAN_NONE);
}

static void put_json(struct buf *b, const struct quota *q, const struct quota_state *s)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of("quota"));
    json_put_bool(&w, "set", q->set);
    json_put_text(&w, "plan", q->plan[0] ? span_of(q->plan) : SPAN_NONE);
    json_put_text(&w, "class", span_of(quota_plan_class(q->plan)));
    put_count(&w, "limit", q->limit);
    put_count(&w, "used", q->used);
    put_count(&w, "used_addon", q->used_addon);
    put_count(&w, "left", quota_has_left(q));
    put_count(&w, "addon", q->addon);
    put_time(&w, "from", q, q->from);
    put_time(&w, "to", q, q->to);
    json_put_int(&w, "anchor", q->anchor);
    json_put_text(&w, "zone", span_of(q->zone));
    quota_past_put(&w, s);
    json_close(&w, '}');
    buf_byte(b, '\n');
}

static void put_past(struct buf *b, const struct quota_state *s)
{
    for (size_t i = 0; i < s->npast; i++) {
        const struct quota_past *p = &s->past[i];
        buf_text(b, i ? "           " : "before     ");
        when_format(b, p->from);
        buf_text(b, " to ");
        when_format(b, p->to);
        buf_format(b, ": %lld used", (long long)p->used);
        if (p->used_addon)
            buf_format(b, ", %lld of the add-on", (long long)p->used_addon);
        buf_byte(b, '\n');
    }
}

static void put_text(struct buf *b, const struct quota *q, const struct quota_state *s, when now)
{
    const char *class = quota_plan_class(q->plan);
    if (!q->set) {
        buf_text(b, "no quota is set: calls are neither limited nor counted\n");
        return;
    }
    buf_text(b, "plan       ");
    plain_add(b, span_of(q->plan[0] ? q->plan : "none"));
    if (class)
        buf_format(b, " (reports are kept: %s)", class);
    else if (q->plan[0])
        buf_text(b, " (not known here: nothing is pruned by it)");
    buf_format(b, "\ncalls      %lld used", (long long)(q->used - q->used_addon));
    if (q->limit < 0)
        buf_text(b, ", unlimited\n");
    else
        buf_format(b, " of %lld\n", (long long)q->limit);
    buf_format(b, "add-on     %lld used, %lld left\n", (long long)q->used_addon,
               (long long)q->addon);
    if (q->limit >= 0)
        buf_format(b, "left       %lld\n", (long long)quota_has_left(q));
    buf_text(b, "period     ");
    when_format(b, q->from);
    buf_text(b, " to ");
    when_format(b, q->to);
    buf_format(b, " (day %d of the month, %s)\n", q->anchor, q->zone);
    if (now < q->from)
        buf_text(b, "           it lies ahead: the clock was wrong, then or now; cm-quota set "
                    "--anchor begins one now\n");
    put_past(b, s);
}

/* A period that is over is one of the past, also when nobody has taken of the next. */
static int read_past(struct quota_state *s, when now, struct fault *f)
{
    struct quota_counter c = QUOTA_COUNTER;
    int rc = quota_counter_peek(&c, f);
    *s = c.state;
    if (rc == 0 && s->set && now >= s->to && s->npast < QUOTA_PASTS)
        s->past[s->npast++] = (struct quota_past){s->from, s->to, c.plan + c.addon, c.addon};
    quota_counter_clear(&c);
    return rc;
}

int quota_put(bool json, when now, struct out *out, struct fault *f)
{
    struct quota q;
    struct quota_state s;
    struct buf text = BUF(TEXT_BYTES);
    if (quota_read(&q, now, f) != 0 || read_past(&s, now, f) != 0)
        return -1;
    if (json)
        put_json(&text, &q, &s);
    else
        put_text(&text, &q, &s, now);
    int rc = buf_check(&text, "the quota", f);
    if (rc == 0)
        out_span(out, buf_view(&text));
    buf_free(&text);
    return rc;
}
