#include "lib/run/table.h"

#include <stdio.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/run/host.h"

enum { CAUSE_BYTES = 8 << 10 };

int table_state(enum runs_state *state, struct buf *cause, const struct runs_entry *e,
                struct fault *f)
{
    bool died;
    int rc = runs_died(&died, e, f);
    *state = died ? RUNS_FAILED : e->state;
    if (died)
        buf_format(cause, "it died; cm-run resume %s goes on", e->id);
    else
        runs_cause(cause, e);
    return rc;
}

/* A line of the file as it is; whoever reads it finds out himself who died. */
static void add_json(const struct runs_entry *e, struct out *out)
{
    out_span(out, buf_view(&e->text));
}

static void add_count(struct buf *b, int64_t n)
{
    if (n < 0)
        buf_text(b, "-");
    else
        buf_int(b, n);
}

/* "212/57/55": listed, matched, answered. */
static void add_counts(struct buf *b, const struct runs_counts *n)
{
    add_count(b, n->listed);
    buf_byte(b, '/');
    add_count(b, n->matched);
    buf_byte(b, '/');
    add_count(b, n->answered);
}

/* The columns of a run in *b, a NUL after each. */
enum { ID, STATE, PHASE, STATUS, CALLS, CAUSE, COLUMNS };
static const char *const headings[COLUMNS] = {"run", "state", "phase", "status", "calls", "why"};

struct row {
    struct buf text;
    size_t at[COLUMNS];
};

static int row_of(struct row *r, const struct runs_entry *e, struct fault *f)
{
    enum runs_state state;
    struct buf cause = BUF(CAUSE_BYTES), *b = &r->text;
    *r = (struct row){.text = BUF(4 * CAUSE_BYTES)};
    const char *phase = runs_phase_name(e->phase);
    int rc = table_state(&state, &cause, e, f);
    r->at[ID] = b->len;
    buf_format(b, "%s%c", e->id, '\0');
    r->at[STATE] = b->len;
    buf_format(b, "%s%c", rc == 0 ? runs_state_name(state) : "", '\0');
    r->at[PHASE] = b->len;
    buf_format(b, "%s%c", phase ? phase : "-", '\0');
    r->at[STATUS] = b->len;
    add_count(b, e->status);
    buf_byte(b, '\0');
    r->at[CALLS] = b->len;
    add_counts(b, &e->counts);
    buf_byte(b, '\0');
    r->at[CAUSE] = b->len;
    plain_add(b, buf_view(&cause));
    buf_byte(b, '\0');
    if (rc == 0)
        rc = buf_check(b, "a table of runs", f);
    buf_free(&cause);
    return rc;
}

static void add_row(struct out *out, const char *const cell[COLUMNS], const size_t width[COLUMNS])
{
    struct buf b = BUF(0);
    for (int c = 0; c < COLUMNS; c++)
        buf_format(&b, "%-*s", (int)width[c] + 2, cell[c]);
    while (b.len && b.at[b.len - 1] == ' ')
        b.len--;
    out_line(out, buf_view(&b));
    buf_free(&b);
}

/* Twice over the runs: how wide, and then what. */
static int add_table(const struct runs_entry *at, size_t n, struct out *out, struct fault *f)
{
    size_t width[COLUMNS];
    int rc = 0;
    for (int c = 0; c < COLUMNS; c++)
        width[c] = strlen(headings[c]);
    for (int pass = 0; pass < 2; pass++) {
        if (pass && n)
            add_row(out, headings, width);
        for (size_t i = 0; rc == 0 && i < n; i++) {
            struct row r;
            const char *cell[COLUMNS] = {0};
            rc = row_of(&r, &at[i], f);
            for (int c = 0; rc == 0 && c < COLUMNS; c++) {
                cell[c] = r.text.at + r.at[c];
                if (strlen(cell[c]) > width[c])
                    width[c] = strlen(cell[c]);
            }
            if (rc == 0 && pass)
                add_row(out, cell, width);
            buf_free(&r.text);
        }
    }
    return rc == 0 ? out_check(out, f) : -1;
}

int table_list(const char *schedule, int64_t last, bool json, struct out *out, struct fault *f)
{
    struct runs_list all;
    int rc = runs_list(&all, schedule, f);
    size_t from = last && (size_t)last < all.n ? all.n - (size_t)last : 0;
    if (rc == 0 && !json)
        rc = add_table(all.at + from, all.n - from, out, f);
    for (size_t i = from; rc == 0 && json && i < all.n; i++)
        add_json(&all.at[i], out);
    runs_list_clear(&all);
    return rc;
}

/* ---- one ---- */

static void add_fact(struct out *out, const char *name, const char *value)
{
    struct buf b = BUF(0);
    buf_format(&b, "%-13s", name);
    plain_add(&b, span_of(value));
    out_line(out, buf_view(&b));
    buf_free(&b);
}

static void add_texts(struct out *out, struct span object)
{
    struct json_walk w;
    struct buf name = BUF(0), value = BUF(0);
    for (json_walk(&w, object); json_next(&w);) {
        buf_clear(&name);
        buf_clear(&value);
        json_text(&name, w.key);
        json_text(&value, w.value);
        if (name.at && value.at)
            add_fact(out, name.at, value.at);
    }
    buf_free(&name);
    buf_free(&value);
}

static void add_history(struct out *out, struct span history)
{
    static const char *const names[] = {"time", "state", "phase", "status", "cause"};
    static const int widths[] = {22, 11, 9, 5, 0};
    struct json_walk w;
    for (json_walk(&w, history); json_next(&w);) {
        struct buf b = BUF(0), text = BUF(0);
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            struct span v = json_get(w.value, names[i]);
            when t;
            buf_clear(&text);
            if (i == 0 && json_time(v, &t))
                host_seconds(&text, t);
            else if (json_kind(v) == JSON_NUMBER)
                buf_span(&text, v);
            else
                json_text(&text, v);
            size_t before = b.len;
            plain_add(&b, buf_view(&text));
            for (size_t used = b.len - before; i < 4 && used < (size_t)widths[i]; used++)
                buf_byte(&b, ' ');
        }
        while (b.len && b.at[b.len - 1] == ' ')
            b.len--;
        out_line(out, buf_view(&b));
        buf_free(&b);
        buf_free(&text);
    }
}

static int add_one(const struct runs_entry *e, struct out *out, struct fault *f)
{
    enum runs_state state;
    struct buf cause = BUF(CAUSE_BYTES), counts = BUF(256), slot = BUF(64);
    int rc = table_state(&state, &cause, e, f);
    if (rc == 0) {
        add_fact(out, "run", e->id);
        add_fact(out, "state", runs_state_name(state));
        if (cause.len)
            add_fact(out, "why", cause.at);
        add_fact(out, "pipeline", e->sync ? "sync" : "analyze");
        add_fact(out, "triggered by", e->by_schedule ? "schedule" : "hand");
        host_seconds(&slot, e->slot);
        add_fact(out, "goes by", slot.at);
        add_counts(&counts, &e->counts);
        buf_text(&counts, " (listed/matched/answered)");
        add_fact(out, "calls", counts.at);
        out_line(out, span_of(""));
        add_texts(out, e->settings);
        out_line(out, span_of(""));
        add_history(out, e->history);
    }
    buf_free(&cause);
    buf_free(&counts);
    buf_free(&slot);
    return rc == 0 ? out_check(out, f) : -1;
}

int table_show(const char *id, bool json, struct out *out, struct fault *f)
{
    struct runs_entry e;
    int rc = runs_read(&e, id, f);
    if (rc == 0 && json)
        add_json(&e, out);
    else if (rc == 0)
        rc = add_one(&e, out, f);
    runs_entry_clear(&e);
    return rc;
}
