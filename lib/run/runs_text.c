#include "lib/run/runs_text.h"

#include <stdio.h>
#include <string.h>
#include "lib/base/file.h"
#include "lib/json/json.h"

static const char *const states[RUNS_STATES] = {"queued", "running",   "completed", "partial",
                                                "failed", "cancelled", "no_match"};
static const char *const phases[RUNS_PHASES] = {NULL, "fetch", "analyze", "report", "deliver"};

const char *runs_state_name(enum runs_state s)
{
    return states[s];
}

const char *runs_phase_name(enum runs_phase p)
{
    return phases[p];
}

void runs_entry_clear(struct runs_entry *e)
{
    buf_free(&e->text);
    e->settings = e->delivered = e->history = SPAN_NONE;
}

bool runs_is_name(struct span s, size_t room)
{
    static const char good[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t n = 0;
    while (n < s.len && s.at[n] != '\0' && strchr(good, s.at[n]))
        n++;
    return n == s.len && n > 0 && n < room && *s.at != '-';
}

/* The members of an enumeration by their names; NULL stands for null. */
static bool one_of(int *which, const char *const *names, int n, struct span value)
{
    for (*which = 0; *which < n; ++*which)
        if (names[*which] ? json_text_is(value, names[*which]) : json_kind(value) == JSON_NULL)
            return true;
    return false;
}

static bool name_of(char *to, size_t room, struct span value)
{
    if (json_kind(value) == JSON_NULL) {
        to[0] = '\0';
        return true;
    }
    if (json_kind(value) != JSON_STRING ||
        !runs_is_name((struct span){value.at + 1, value.len - 2}, room))
        return false;
    snprintf(to, room, "%.*s", (int)value.len - 2, value.at + 1);
    return true;
}

static bool number_of(int64_t *n, struct span value, int64_t none)
{
    if (json_kind(value) == JSON_NULL)
        *n = none;
    return json_kind(value) == JSON_NULL || (json_integer(value, n) && *n >= 0);
}

static bool read_members(struct runs_entry *e, struct span v)
{
    int64_t version, status;
    int state, phase;
    struct span counts = json_get(v, "counts");
    struct runs_counts *c = &e->counts;
    if (!json_integer(json_get(v, "v"), &version) || version != 1 ||
        !json_text_is(json_get(v, "kind"), "run") || !name_of(e->id, RUNS_ID, json_get(v, "id")) ||
        !name_of(e->schedule, RUNS_NAME, json_get(v, "schedule")) ||
        !json_time(json_get(v, "slot"), &e->slot) ||
        !one_of(&state, states, RUNS_STATES, json_get(v, "state")) ||
        !one_of(&phase, phases, RUNS_PHASES, json_get(v, "phase")) ||
        !number_of(&status, json_get(v, "status"), -1) || status > 255 ||
        !number_of(&e->holder, json_get(v, "holder"), 0) ||
        !number_of(&c->listed, json_get(counts, "listed"), -1) ||
        !number_of(&c->matched, json_get(counts, "matched"), -1) ||
        !number_of(&c->answered, json_get(counts, "answered"), -1) ||
        !number_of(&c->requests, json_get(counts, "requests"), -1))
        return false;
    e->state = (enum runs_state)state;
    e->phase = (enum runs_phase)phase;
    e->status = (int)status;
    e->sync = json_text_is(json_get(v, "pipeline"), "sync");
    e->by_schedule = json_text_is(json_get(v, "triggered_by"), "schedule");
    e->settings = json_get(v, "settings");
    e->delivered = json_get(v, "delivered");
    e->history = json_get(v, "history");
    return json_kind(e->settings) == JSON_OBJECT && json_kind(e->delivered) == JSON_ARRAY &&
           json_kind(e->history) == JSON_ARRAY;
}

int runs_text_read(struct runs_entry *e, const char *path, struct fault *f)
{
    struct fault why = {0};
    struct span v;
    buf_free(&e->text);
    e->text = BUF(RUNS_BYTES);
    if (file_read(&e->text, path, f) != 0)
        return -1;
    if (json_check(buf_view(&e->text), &v, &why) != 0 || !read_members(e, v))
        return fault(f, STATUS_CONFIG, "%s: not the record of a run: move the file away", path);
    return 0;
}

static void write_history(struct json_writer *w, const struct runs_entry *e,
                          const struct runs_change *c)
{
    struct json_walk walk;
    json_open(w, "history", '[');
    for (json_walk(&walk, e->history); json_next(&walk);)
        json_put(w, NULL, walk.value);
    json_open(w, NULL, '{');
    json_put_time(w, "time", c->now);
    json_put_text(w, "state", span_of(states[c->state]));
    json_put_text(w, "phase", span_of(phases[c->phase]));
    if (c->status < 0)
        json_put(w, "status", SPAN_NONE);
    else
        json_put_int(w, "status", c->status);
    json_put_text(w, "cause", span_of(c->cause));
    json_close(w, '}');
    json_close(w, ']');
}

static void write_number(struct json_writer *w, const char *key, int64_t n, int64_t none)
{
    if (n == none)
        json_put(w, key, SPAN_NONE);
    else
        json_put_int(w, key, n);
}

static void write_delivered(struct json_writer *w, const struct runs_entry *e,
                            const struct runs_change *c)
{
    struct json_walk walk;
    json_open(w, "delivered", '[');
    for (json_walk(&walk, e->delivered); !c->undelivered && json_next(&walk);)
        json_put(w, NULL, walk.value);
    if (c->delivered)
        json_put_text(w, NULL, span_of(c->delivered));
    json_close(w, ']');
}

void runs_text_write(struct buf *b, const struct runs_entry *e, const struct runs_change *c)
{
    struct json_writer w = {.b = b};
    const struct runs_counts *n = c->counts ? c->counts : &e->counts;
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of("run"));
    json_put_text(&w, "id", span_of(e->id));
    json_put_text(&w, "pipeline", span_of(e->sync ? "sync" : "analyze"));
    json_put_text(&w, "schedule", e->schedule[0] ? span_of(e->schedule) : SPAN_NONE);
    json_put_text(&w, "triggered_by", span_of(e->by_schedule ? "schedule" : "hand"));
    json_put_time(&w, "slot", e->slot);
    json_put_text(&w, "state", span_of(states[c->state]));
    write_number(&w, "status", c->status, -1);
    json_put_text(&w, "phase", span_of(phases[c->phase]));
    json_put(&w, "settings", c->settings.at ? c->settings : e->settings);
    json_open(&w, "counts", '{');
    write_number(&w, "listed", n->listed, -1);
    write_number(&w, "matched", n->matched, -1);
    write_number(&w, "answered", n->answered, -1);
    write_number(&w, "requests", n->requests, -1);
    json_close(&w, '}');
    write_delivered(&w, e, c);
    write_number(&w, "holder", c->holder ? c->holder : e->holder, 0);
    write_history(&w, e, c);
    json_close(&w, '}');
    buf_byte(b, '\n');
}
