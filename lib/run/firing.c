#include "lib/run/firing.h"

#include <stdio.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/run/child.h"
#include "lib/run/make.h"
#include "lib/run/trail.h"
#include "lib/state/purged.h"
#include "lib/state/quota.h"

enum {
    SETTINGS_BYTES = 1 << 20,
    LEAP_DAYS = 400 /* so long without a firing it is rather the clock that is wrong */
};

/* ---- settings ---- */

static void put(struct json_writer *w, const char *name, const char *value)
{
    if (value && *value)
        json_put_text(w, name, span_of(value));
}

/* What a schedule says, by the names of variables; "{id}" in the link stays. */
static void put_schedule(struct json_writer *w, const struct schedule *s)
{
    struct schedule_variable v[SCHEDULE_KEYS];
    struct buf words = BUF(1024);
    size_t n = schedule_variables(s, v);
    json_open(w, NULL, '{');
    for (size_t i = 0; i < n; i++)
        put(w, v[i].name, v[i].value);
    put(w, "AGAINST", s->last_run ? "last-run" : NULL);
    put(w, "DELIVER", s->value[SCHEDULE_DELIVER]);
    put(w, "LINK", s->value[SCHEDULE_LINK]);
    put(w, "ATTACH", s->value[SCHEDULE_ATTACH]);
    buf_format(&words, "%s (", s->name);
    cadence_say(&words, &s->cadence);
    buf_byte(&words, ')');
    put(w, "SCHEDULE", words.at);
    json_close(w, '}');
    buf_free(&words);
}

int firing_settings(struct buf *b, const struct schedule *s, char *const *operands, int n,
                    struct fault *f)
{
    struct buf said = BUF(SETTINGS_BYTES);
    struct json_writer w = {.b = &said};
    put_schedule(&w, s);
    int rc = buf_check(&said, "the settings of a run", f);
    if (rc == 0)
        rc = make_settings(b, buf_view(&said), operands, n, s->kind == SCHEDULE_SYNC, f);
    buf_free(&said);
    return rc;
}

/* ---- slots ---- */

int firing_quota(const struct host *h, bool *spent, struct fault *why, struct fault *f)
{
    struct quota q;
    if (quota_read(&q, host_now(h), f) != 0)
        return -1;
    *spent = quota_has_left(&q) == 0;
    if (*spent)
        quota_exceeded(&q, why);
    return 0;
}

/* When it became what it is. */
static when last_change(const struct runs_entry *e)
{
    struct json_walk w;
    when t, last = e->slot;
    for (json_walk(&w, e->history); json_next(&w);)
        if (json_time(json_get(w.value, "time"), &t))
            last = t;
    return last;
}

/* It is what it is by a clock that was ahead, and there is nothing to show for it: it was skipped,
 * or no call was there yet. Once its time has come that is seen only if it was put off before. */
static bool was_ahead(const struct runs_entry *e, when now)
{
    return (e->state == RUNS_CANCELLED || e->state == RUNS_NO_MATCH) && e->phase == RUNS_OVER &&
           (last_change(e) > now || last_change(e) < e->slot);
}

static int put_off(struct runs_entry *e, when now, struct fault *f)
{
    static const char why[] = "the clock was ahead: its time is still to come, and it is run then";
    const struct runs_change c = {.now = now,
                                  .state = RUNS_CANCELLED,
                                  .phase = RUNS_OVER,
                                  .status = -1,
                                  .cause = why,
                                  .anew = true};
    return e->slot <= now || last_change(e) < e->slot ? 0 : runs_change(e, &c, f);
}

/* What was due when it became active, or when all was purged, is due no more. */
static int since(when *t, const struct schedule *s, when now, struct fault *f)
{
    when purged;
    if (purged_read(&purged, f) != 0)
        return -1;
    *t = purged > s->since && purged <= now ? purged : s->since;
    return 0;
}

/* No slot up to here is entered any more. What was entered while the clock was ahead holds nothing
 * back: a slot that has its record already gets no other. */
static int entered_through(when *t, const struct schedule *s, when now, struct fault *f)
{
    struct runs_list all = {0};
    int rc = since(t, s, now, f) == 0 ? runs_list(&all, s->name, f) : -1;
    for (size_t i = 0; rc == 0 && i < all.n; i++) {
        struct runs_entry *e = &all.at[i];
        if (e->by_schedule && was_ahead(e, now))
            rc = put_off(e, now, f);
        else if (e->by_schedule && e->slot > *t && e->slot <= now)
            *t = e->slot;
    }
    runs_list_clear(&all);
    return rc;
}

static bool is_believed(when from, when now)
{
    return now - from <= LEAP_DAYS * WHEN_DAY;
}

/* A clock that is years ahead would enter each day of them. */
static int check_clock(const struct schedule *s, when from, when now, struct fault *f)
{
    struct buf is = BUF(64), was = BUF(64);
    if (is_believed(from, now))
        return 0;
    host_seconds(&is, now);
    host_seconds(&was, from);
    fault(f, STATUS_CONFIG,
          "%s: it is %s, more than %d days after its last firing (%s): nothing is entered; set the "
          "clock right, or pause and resume the schedule",
          s->name, is.at ? is.at : "", LEAP_DAYS, was.at ? was.at : "");
    buf_free(&is);
    buf_free(&was);
    return -1;
}

/* One that was ahead when it became active would fire never, or much later. */
static int check_since(const struct schedule *s, when now, struct fault *f)
{
    struct buf is = BUF(64);
    if (!schedule_is_ahead(s, now))
        return 0;
    host_seconds(&is, now);
    fault(f, STATUS_CONFIG,
          "still to come (it is %s), and nothing fires until then: set the clock right, or say "
          "cm-schedule activate %s",
          is.at ? is.at : "", s->name);
    buf_free(&is);
    return schedule_at(s, SCHEDULE_SINCE, f);
}

static int count_due(int64_t *n, const struct schedule *s, when from, when now, struct fault *f)
{
    when slot;
    int rc = 0;
    for (*n = 0; (rc = cadence_next(&s->cadence, from, &slot, f)) == 0 && slot <= now; ++*n)
        from = slot;
    return rc;
}

/* why: it is skipped; NULL: it is queued. */
static int enter(const struct host *h, const struct schedule *s, when slot, struct span settings,
                 const char *why, struct fault *f)
{
    struct runs_entry e = {
        .sync = s->kind == SCHEDULE_SYNC, .by_schedule = true, .slot = slot, .settings = settings};
    bool there;
    snprintf(e.schedule, sizeof e.schedule, "%s", s->name);
    const struct runs_change c = {.now = host_now(h),
                                  .state = why ? RUNS_CANCELLED : RUNS_QUEUED,
                                  .phase = why ? RUNS_OVER : RUNS_FETCH,
                                  .status = -1,
                                  .cause = why};
    int rc = why ? runs_find(&e, &there, f) : 0;
    if (rc == 0 && why && !there) {
        notice(h->listener, "%s: skipped: %s", e.id, why);
        rc = trail_skipped(h, &e, why, f);
    }
    if (rc == 0)
        rc = runs_create(&e, &c, &there, f);
    if (rc == 0 && !why && there && was_ahead(&e, c.now)) {
        struct runs_change anew = c;
        anew.anew = anew.undelivered = true;
        anew.settings = settings;
        anew.cause = e.state == RUNS_NO_MATCH ? "no call matched while the clock was ahead"
                                              : "it was skipped while the clock was ahead";
        rc = runs_change(&e, &anew, f);
    }
    runs_entry_clear(&e);
    return rc;
}

/* Those that are passed over are entered as one, the last of them, which says how many they are. */
static int pass_over(const struct host *h, const struct schedule *s, when *from, int64_t n,
                     struct span settings, const char *tail, struct fault *f)
{
    struct buf why = BUF(256);
    when first = 0;
    int rc = 0;
    for (int64_t i = 0; rc == 0 && i < n; i++) {
        rc = cadence_next(&s->cadence, *from, from, f);
        first = i == 0 ? *from : first;
    }
    if (n > 1) {
        buf_format(&why, "%lld firings were missed, the first at ", (long long)n);
        host_seconds(&why, first);
    } else {
        buf_text(&why, "missed");
    }
    buf_text(&why, tail);
    if (rc == 0 && n > 0)
        rc = buf_check(&why, "a cause", f) == 0 ? enter(h, s, *from, settings, why.at, f) : -1;
    buf_free(&why);
    return rc;
}

/* The latest is what fires now; catch_up counts those before it. */
static int enter_all(const struct host *h, const struct schedule *s, when from, int64_t due,
                     struct span settings, struct fault *f)
{
    struct fault none_left = {0};
    char tail[80];
    bool spent = false;
    snprintf(tail, sizeof tail, ", and %d are caught up besides the latest (catch_up)",
             s->catch_up);
    int rc = s->kind == SCHEDULE_SYNC ? 0 : firing_quota(h, &spent, &none_left, f);
    int64_t most = 1 + s->catch_up, left = due < most ? due : most;
    if (rc == 0)
        rc = pass_over(h, s, &from, due - left, settings, tail, f);
    for (; rc == 0 && left > 0; left--) {
        rc = child_told(0)
                 ? fault(f, STATUS_TRY_LATER, "it was stopped; the next time enters what is left")
                 : cadence_next(&s->cadence, from, &from, f);
        if (rc == 0)
            rc = enter(h, s, from, settings, spent ? none_left.text : NULL, f);
    }
    return rc;
}

int firing_enter(const struct host *h, const struct schedule *s, struct fault *f)
{
    struct buf settings = BUF(SETTINGS_BYTES);
    when from;
    int64_t due = 0;
    if (s->state != SCHEDULE_ACTIVE) {
        notice(h->listener, "%s is not active: nothing is due", s->name);
        return 0;
    }
    int rc = check_since(s, host_now(h), f);
    if (rc == 0)
        rc = entered_through(&from, s, host_now(h), f);
    if (rc == 0)
        rc = check_clock(s, from, host_now(h), f);
    if (rc == 0)
        rc = count_due(&due, s, from, host_now(h), f);
    if (rc == 0 && due)
        rc = firing_settings(&settings, s, NULL, 0, f);
    if (rc == 0)
        rc = enter_all(h, s, from, due, buf_view(&settings), f);
    buf_free(&settings);
    return rc;
}

int firing_pass_over(const struct host *h, const struct schedule *s, const char *why,
                     struct fault *f)
{
    struct buf settings = BUF(SETTINGS_BYTES);
    when now = host_now(h), from;
    int64_t due = 0;
    if (s->state != SCHEDULE_ACTIVE)
        return 0;
    int rc = entered_through(&from, s, now, f);
    if (rc == 0 && is_believed(from, now))
        rc = count_due(&due, s, from, now, f);
    if (rc == 0 && due)
        rc = firing_settings(&settings, s, NULL, 0, f);
    if (rc == 0)
        rc = pass_over(h, s, &from, due, buf_view(&settings), why, f);
    buf_free(&settings);
    return rc;
}

int firing_by_hand(when *slot, const struct schedule *s, struct fault *f)
{
    when second = *slot - *slot % WHEN_SECOND, next;
    if (cadence_next(&s->cadence, second - 1, &next, f) != 0)
        return -1;
    if (next == second)
        *slot = second + WHEN_SECOND;
    return 0;
}
