#include "lib/run/review.h"

#include <string.h>
#include "lib/base/plain.h"
#include "lib/base/window.h"
#include "lib/run/glimpse.h"
#include "lib/run/outlet.h"
#include "lib/run/proof.h"
#include "lib/run/reviewed.h"
#include "lib/run/ways.h"
#include "lib/state/quota.h"

enum { FIRINGS = 4, GAPS = 4, TEXT = 1 << 20 };

static void add_time(struct buf *b, when t, const char *zone)
{
    struct fault ignored = {0};
    if (when_format_zone(b, t, zone, &ignored) != 0)
        when_format(b, t);
}

/* A row: its name, and what it says, which goes through plain. */
static void add_row(struct buf *b, const char *name, const char *text)
{
    buf_format(b, "%-10s", name);
    plain_add(b, span_of(text));
    buf_byte(b, '\n');
}

static void add_value(struct buf *b, const struct schedule *s, enum schedule_key key,
                      const char *without)
{
    if (schedule_rows[key].kinds & (int)s->kind)
        add_row(b, schedule_rows[key].name, s->value[key] ? s->value[key] : without);
}

/* ---- when ---- */

static int add_firings(struct buf *b, const struct schedule *s, when now, struct fault *f)
{
    when slot = now;
    buf_format(b, "%-10s", "fires");
    cadence_say(b, &s->cadence);
    buf_byte(b, '\n');
    for (int i = 0; i < FIRINGS; i++) {
        if (cadence_next(&s->cadence, slot, &slot, f) != 0)
            return -1;
        buf_format(b, "%10s", "");
        add_time(b, slot, s->cadence.zone);
        buf_byte(b, '\n');
    }
    return 0;
}

/* systemd would pass over a day whose clock does. */
static int add_gaps(struct buf *b, const struct schedule *s, when now, struct fault *f)
{
    struct cadence_gap gaps[GAPS];
    size_t n;
    if (cadence_gaps(&s->cadence, now, now + 2 * 366 * WHEN_DAY, gaps, GAPS, &n, f) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        buf_format(b,
                   "%-10sthere is no %02d:%02d on %04d-%02d-%02d, where the clock is put "
                   "forward: it fires once, at ",
                   i ? "" : "note", s->cadence.hour, s->cadence.minute, gaps[i].year, gaps[i].month,
                   gaps[i].day);
        add_time(b, gaps[i].slot, s->cadence.zone);
        buf_byte(b, '\n');
    }
    return 0;
}

static int add_window(struct buf *b, const struct schedule *s, when now, struct fault *f)
{
    struct window w;
    when slot;
    if (cadence_next(&s->cadence, now, &slot, f) != 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        if (window_last(&w, s->value[SCHEDULE_WINDOW], s->cadence.zone, i ? slot : now, f) != 0)
            return -1;
        buf_format(b, "%-10s%s: ", i ? "" : "window", i ? "at its next firing" : "now");
        add_time(b, w.from, s->cadence.zone);
        buf_text(b, " to ");
        add_time(b, w.to, s->cadence.zone);
        buf_byte(b, '\n');
    }
    return 0;
}

/* ---- what ---- */

/* A line of --say each. */
static int add_filter(struct buf *b, const struct schedule *s, struct fault *f)
{
    struct buf said = BUF(TEXT);
    int rc = s->kind == SCHEDULE_ANALYZE ? proof_say(&said, s, f) : 0;
    const char *name = "filter";
    for (const char *at = said.at, *end = at + said.len; rc == 0 && at && at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((newline ? newline : end) - at);
        buf_format(b, "%-10s", name);
        plain_add(b, (struct span){at, n});
        buf_byte(b, '\n');
        name = "";
        at = newline ? newline + 1 : end;
    }
    if (rc == 0 && !said.len && s->kind == SCHEDULE_ANALYZE)
        add_row(b, "filter", "every call");
    buf_free(&said);
    return rc;
}

static int add_quota(struct buf *b, const struct schedule *s, when now, struct fault *f)
{
    struct quota q;
    if (s->kind != SCHEDULE_ANALYZE || quota_read(&q, now, f) != 0)
        return s->kind == SCHEDULE_ANALYZE ? -1 : 0;
    if (q.set && q.limit >= 0) {
        buf_format(b, "%-10s%lld call%s left until ", "quota", (long long)quota_has_left(&q),
                   quota_has_left(&q) == 1 ? "" : "s");
        add_time(b, q.to, s->cadence.zone);
        buf_byte(b, '\n');
    }
    return 0;
}

static void add_head(struct buf *b, const struct schedule *s)
{
    buf_format(b, "%s: %s, %s\n%s\n\n", s->name, s->value[SCHEDULE_KIND],
               s->state == SCHEDULE_DRAFT    ? "a draft"
               : s->state == SCHEDULE_ACTIVE ? "active"
                                             : "paused",
               s->path);
}

/* As in a list of schedules. */
static void add_ahead(struct buf *b, const struct schedule *s, when now)
{
    if (schedule_is_ahead(s, now))
        buf_format(b,
                   "%-10sits since is still to come, and nothing fires until then: cm-schedule "
                   "activate %s\n",
                   "!", s->name);
}

static int add_settings(struct buf *b, const struct schedule *s, when now, struct fault *f)
{
    add_head(b, s);
    add_ahead(b, s, now);
    if (add_firings(b, s, now, f) != 0 || add_gaps(b, s, now, f) != 0 ||
        add_window(b, s, now, f) != 0 || add_filter(b, s, f) != 0)
        return -1;
    add_value(b, s, SCHEDULE_QUESTIONS, "");
    add_value(b, s, SCHEDULE_ENGINE, "this machine: nothing leaves it");
    add_value(b, s, SCHEDULE_TITLE, "");
    add_value(b, s, SCHEDULE_FORMATS, "");
    add_value(b, s, SCHEDULE_AGAINST, "");
    add_value(b, s, SCHEDULE_CLASS, "what the plan says, else 90d");
    add_value(b, s, SCHEDULE_DELIVER, "to nobody");
    add_value(b, s, SCHEDULE_TYPES, "");
    add_value(b, s, SCHEDULE_OUT, "");
    return add_quota(b, s, now, f);
}

static int add_outlet(struct buf *b, const struct schedule *s, const struct manager *m,
                      struct fault *f)
{
    struct buf said = BUF(TEXT);
    int rc = outlet_look(&said, s, m, f);
    if (rc == 0 && said.len)
        add_row(b, "note", said.at);
    buf_clear(&said);
    if (rc == 0)
        rc = outlet_shared(&said, s, f);
    if (rc == 0 && said.len)
        add_row(b, "!", said.at);
    buf_free(&said);
    return rc;
}

int review(const struct host *h, const struct manager *m, const char *name, bool offline,
           struct out *out, struct fault *f)
{
    struct schedule s;
    struct buf b = BUF(TEXT);
    int rc = schedule_read(&s, name, f);
    if (rc == 0)
        rc = proof_schedule(&s, f);
    if (rc == 0)
        rc = add_settings(&b, &s, host_now(h), f) != 0 || add_outlet(&b, &s, m, f) != 0 ? -1 : 0;
    if (rc == 0)
        rc = buf_check(&b, "a review", f);
    if (rc == 0) {
        out_span(out, buf_view(&b));
        rc = out_flush(out, f);
        ways_say(h, &s);
    }
    if (rc == 0 && !offline)
        rc = glimpse(h, &s, out, f);
    if (rc == 0)
        rc = reviewed_set(&s, f);
    if (rc == 0 && s.state != SCHEDULE_ACTIVE)
        notice(h->listener, "cm-schedule %s %s sets it going",
               s.state == SCHEDULE_DRAFT ? "activate" : "resume", s.name);
    buf_free(&b);
    schedule_clear(&s);
    return rc;
}
