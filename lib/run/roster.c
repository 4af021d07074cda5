#include "lib/run/roster.h"

#include <stdio.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/run/dropin.h"

enum { TEXT = 4 << 20, PROBLEM = 512 };

/* A schedule, seen from all sides. */
struct entry {
    const char *name;
    struct schedule s;
    bool there, sound; /* a file; one that can be read */
    enum dropin_state dropins;
    bool known, ticking; /* systemd was asked; its timer is active and enabled */
    char problem[PROBLEM];
};

/* What does not agree; "" where all does. The verb in it makes it agree. */
static void find_problem(struct entry *e, when now)
{
    const char *what = NULL, *verb = "activate";
    bool units = e->dropins != DROPIN_NONE || (e->known && e->ticking);
    if (!e->there) {
        what = "there is no file any more, but a timer";
        verb = "remove";
    } else if (!e->sound) {
        return;
    } else if (schedule_is_ahead(&e->s, now)) {
        what = "its since is still to come, and nothing fires until then";
    } else if (e->s.state == SCHEDULE_ACTIVE && e->dropins == DROPIN_NONE) {
        what = "active in its file, and there is no timer";
    } else if (e->s.state == SCHEDULE_ACTIVE && e->dropins == DROPIN_OTHER) {
        what = "its timer is not what its file says";
    } else if (e->s.state == SCHEDULE_ACTIVE && e->known && !e->ticking) {
        what = "active in its file, and its timer is not";
    } else if (e->s.state == SCHEDULE_PAUSED && e->known && e->ticking) {
        what = "paused in its file, and its timer is active";
        verb = "pause";
    } else if (e->s.state == SCHEDULE_DRAFT && units) {
        what = "a draft in its file, and there is a timer";
    }
    if (what)
        snprintf(e->problem, sizeof e->problem, "%s: cm-schedule %s %s", what, verb, e->name);
}

static int look(struct entry *e, const struct timetable *t, struct fault *f)
{
    struct fault why = {0};
    e->sound = schedule_read(&e->s, e->name, &why) == 0;
    e->there = e->sound || why.status != STATUS_NO_INPUT;
    if (why.status == STATUS_NO_MEMORY) {
        *f = why;
        return -1;
    }
    if (e->there && !e->sound)
        snprintf(e->problem, sizeof e->problem, "%s", why.text);
    return dropin_look(&e->dropins, t->manager.dir, e->name, e->sound ? &e->s : NULL,
                       host_now(t->host), f);
}

static const char *state_of(const struct entry *e)
{
    static const char *const names[] = {"draft", "active", "paused"};
    return !e->there ? "removed" : !e->sound ? "broken" : names[e->s.state];
}

/* ---- as a table ---- */

static void add_next(struct buf *b, const struct entry *e, when now)
{
    struct fault ignored = {0};
    when next;
    size_t from = b->len;
    if (e->sound && e->s.state == SCHEDULE_ACTIVE &&
        cadence_next(&e->s.cadence, now, &next, &ignored) == 0)
        when_format_zone(b, next, e->s.cadence.zone, &ignored);
    if (b->len == from)
        buf_byte(b, '-');
    buf_format(b, "%*s", (int)(from + 26 > b->len ? from + 26 - b->len : 1), "");
}

static void add_row(struct buf *b, const struct entry *e, int width, when now)
{
    buf_format(b, "%-*s  %-8s", width, e->name, state_of(e));
    add_next(b, e, now);
    if (e->sound)
        cadence_say(b, &e->s.cadence);
    else
        buf_byte(b, '-');
    buf_byte(b, '\n');
    if (e->problem[0]) {
        buf_format(b, "%*s  ! ", width, "");
        plain_add(b, span_of(e->problem));
        buf_byte(b, '\n');
    }
}

/* ---- as JSON ---- */

static void add_json(struct buf *b, const struct entry *e, when now)
{
    struct json_writer w = {.b = b};
    struct fault ignored = {0};
    when next;
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of("schedule"));
    json_put_text(&w, "name", span_of(e->name));
    json_put_text(&w, "state", span_of(state_of(e)));
    if (e->sound && e->s.state == SCHEDULE_ACTIVE &&
        cadence_next(&e->s.cadence, now, &next, &ignored) == 0)
        json_put_time(&w, "next", next);
    else
        json_put(&w, "next", SPAN_NONE);
    json_open(&w, "keys", '{');
    for (int i = 0; e->sound && i < SCHEDULE_KEYS; i++)
        if (e->s.value[i] && i != SCHEDULE_STATE)
            json_put_text(&w, schedule_rows[i].name, span_of(e->s.value[i]));
    json_close(&w, '}');
    json_put_text(&w, "problem", e->problem[0] ? span_of(e->problem) : SPAN_NONE);
    json_close(&w, '}');
    buf_byte(b, '\n');
}

/* ---- all ---- */

static int list(const struct timetable *t, struct entry *all, const struct names *names, bool json,
                struct buf *b, struct fault *f)
{
    when now = host_now(t->host);
    int width = (int)strlen("schedule");
    for (size_t i = 0; i < names->n; i++) {
        if (look(&all[i], t, f) != 0)
            return -1;
        find_problem(&all[i], now);
        if ((int)strlen(names->at[i]) > width)
            width = (int)strlen(names->at[i]);
    }
    if (!json && names->n)
        buf_format(b, "%-*s  %-8s%-26s%s\n", width, "schedule", "state", "next", "cadence");
    for (size_t i = 0; i < names->n; i++) {
        if (json)
            add_json(b, &all[i], now);
        else
            add_row(b, &all[i], width, now);
    }
    return buf_check(b, "a list of schedules", f);
}

int roster_list(const struct timetable *t, bool json, struct out *out, struct fault *f)
{
    struct arena a = {0};
    struct names names = {0};
    struct buf b = BUF(TEXT);
    bool known = false;
    int rc = schedule_names(&a, &names, f) != 0 || dropin_names(&a, t->manager.dir, &names, f) != 0
                 ? -1
                 : 0;
    struct entry *all = arena_take(&a, (names.n + 1) * sizeof *all);
    bool *ticking = arena_take(&a, names.n + 1);
    if (rc == 0)
        rc = arena_check(&a, "a list of schedules", f);
    if (rc == 0)
        rc = manager_ask(&t->manager, &names, &known, ticking, f);
    for (size_t i = 0; rc == 0 && i < names.n; i++) {
        all[i].name = names.at[i];
        all[i].known = known;
        all[i].ticking = ticking[i];
    }
    if (rc == 0)
        rc = list(t, all, &names, json, &b, f);
    if (rc == 0)
        out_span(out, buf_view(&b));
    if (rc == 0 && !names.n && !json)
        notice(t->host->listener, "there are no schedules; cm-schedule create makes one");
    for (size_t i = 0; all && i < names.n; i++)
        schedule_clear(&all[i].s);
    buf_free(&b);
    arena_free(&a);
    return rc;
}
