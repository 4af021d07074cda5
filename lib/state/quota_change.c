#include "lib/state/quota_change.h"

#include <stdio.h>
#include <string.h>
#include "lib/base/buf.h"
#include "lib/state/audit.h"
#include "lib/state/quota_counter.h"
#include "lib/state/quota_state.h"

/* ---- the audit log ---- */

/* Below 0: there is no such number. */
static void put_number(struct json_writer *w, const char *name, int64_t from, int64_t to)
{
    char a[24], b[24];
    snprintf(a, sizeof a, "%lld", (long long)from);
    snprintf(b, sizeof b, "%lld", (long long)to);
    audit_differ(w, name, from < 0 ? SPAN_NONE : span_of(a), to < 0 ? SPAN_NONE : span_of(b));
}

static int tell(const char *what, const struct buf *detail, when now, struct fault *f)
{
    if (buf_check(detail, "a line of the audit log", f) != 0)
        return -1;
    if (detail->len == 2) /* nothing differs */
        return 0;
    struct audit_entry e = {.time = now, .what = what, .detail = buf_view(detail)};
    return audit_add(&e, f) == 0
               ? 0
               : fault_at(f, "the quota is not changed, for the audit log could not say so");
}

static int audit_change(const struct quota *was, const struct quota *is, when now, struct fault *f)
{
    struct buf plan = BUF(AUDIT_LINE), numbers = BUF(AUDIT_LINE);
    struct json_writer w = {.b = &plan}, n = {.b = &numbers};
    json_open(&w, NULL, '{');
    audit_differ_text(&w, "plan", was->plan, is->plan);
    json_close(&w, '}');
    json_open(&n, NULL, '{');
    put_number(&n, "limit", was->limit, is->limit);
    put_number(&n, "anchor", was->set ? was->anchor : -1, is->anchor);
    audit_differ_text(&n, "zone", was->set ? was->zone : "", is->zone);
    put_number(&n, "addon", was->set ? was->addon : 0, is->addon);
    json_close(&n, '}');
    int rc =
        tell("plan-changed", &plan, now, f) != 0 || tell("quota-changed", &numbers, now, f) != 0
            ? -1
            : 0;
    buf_free(&plan);
    buf_free(&numbers);
    return rc;
}

/* ---- the change ---- */

/* The first time: there is no period yet. */
static int begin(struct quota_state *s, const struct quota_change *c, when now, struct fault *f)
{
    if (c->anchor)
        s->anchor = c->anchor;
    if (c->zone)
        snprintf(s->zone, sizeof s->zone, "%s", c->zone);
    return quota_period(&s->from, &s->to, s->anchor, s->zone, now, f) != 0
               ? -1
               : quota_period_begin(s, s->from, f);
}

static int move_end(struct quota_counter *k, const struct quota_change *c, when now,
                    struct fault *f)
{
    struct quota_state *s = &k->state;
    when from, to;
    if (!c->anchor && !c->zone)
        return 0;
    s->anchor = c->anchor ? c->anchor : s->anchor;
    if (c->zone)
        snprintf(s->zone, sizeof s->zone, "%s", c->zone);
    if (quota_period(&from, &to, s->anchor, s->zone, now, f) != 0)
        return -1;
    if (now < s->from) /* what is set now, counts from now */
        return quota_counter_turn(k, now / WHEN_SECOND * WHEN_SECOND, to, f);
    s->to = to;
    return 0;
}

/* k->state as it will be; it is not written yet. */
static int apply(struct quota_counter *k, const struct quota_change *c, when now, struct fault *f)
{
    struct quota_state *s = &k->state;
    int rc = s->set ? move_end(k, c, now, f) : begin(s, c, now, f);
    if (c->plan)
        snprintf(s->plan, sizeof s->plan, "%s", c->plan);
    if (c->has_limit)
        s->limit = c->limit;
    if (c->has_addon)
        s->addon = c->addon + k->addon;
    s->addon += c->grant;
    if (rc == 0 && s->addon > QUOTA_MOST)
        rc = fault(f, STATUS_USAGE, "an add-on of more than %d calls", (int)QUOTA_MOST);
    s->set = true;
    return rc;
}

int quota_change(const struct quota_change *c, struct quota *q, when now, struct fault *f)
{
    struct quota_counter k = QUOTA_COUNTER;
    struct quota was;
    int rc = quota_counter_enter(&k, true, now, f);
    if (rc == 0) {
        quota_counter_say(&k, &was);
        rc = apply(&k, c, now, f);
    }
    if (rc == 0) {
        quota_counter_say(&k, q);
        rc = audit_change(&was, q, now, f);
    }
    if (rc == 0)
        rc = quota_state_write(&k.state, f);
    quota_counter_leave(&k);
    quota_counter_clear(&k);
    return rc;
}
