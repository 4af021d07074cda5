#include "lib/report/trend.h"

#include <math.h>
#include <stdlib.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/report/words.h"

enum { TREND_RUNS = 64, FILE_LIMIT = 256 << 20 };

const char *trend_match_name(enum trend_match m)
{
    static const char *const names[] = {"sha256", "version", "changed", "absent"};
    return names[m];
}

const char *trend_move_name(enum trend_move m)
{
    static const char *const names[] = {"steady", "new", "rising", "falling", "gone"};
    return names[m];
}

static struct span text_of(struct rollup *u, struct span string)
{
    struct buf b = BUF(0);
    json_text(&b, string);
    struct span text = arena_copy(&u->arena, buf_view(&b));
    buf_free(&b);
    return text;
}

static int64_t whole(struct span value)
{
    int64_t n = 0;
    return json_integer(value, &n) && n > 0 ? n : 0;
}

static int read_run(struct rollup *u, const char *path, struct trend_run *run, struct fault *f)
{
    struct buf file = BUF(FILE_LIMIT);
    struct span value;
    int rc = file_read(&file, path, f);
    if (rc == 0 && (rc = json_check(buf_view(&file), &value, f)) != 0)
        fault_at(f, "%s", path);
    if (rc == 0 && (!json_text_is(json_get(value, "kind"), "rollup") ||
                    json_kind(json_get(value, "questions")) != JSON_ARRAY))
        rc = fault(f, STATUS_BAD_RECORD, "%s: not a roll-up: give what cm-summarize wrote", path);
    if (rc == 0) {
        run->json = arena_copy(&u->arena, value);
        run->from = text_of(u, json_get(run->json, "window.from"));
        run->to = text_of(u, json_get(run->json, "window.to"));
        run->calls = whole(json_get(run->json, "calls"));
        run->enough = whole(json_get(run->json, "enough"));
    }
    buf_free(&file);
    return rc;
}

/* Into its place by the end of its window; of equal ones, in the order they were given. */
static void place_run(struct trend *t)
{
    for (size_t i = t->nruns++; i > 0; i--) {
        struct span a = t->runs[i - 1].to, b = t->runs[i].to;
        size_t n = a.len < b.len ? a.len : b.len;
        int c = n ? memcmp(a.at, b.at, n) : 0;
        if (c < 0 || (c == 0 && a.len <= b.len))
            return;
        struct trend_run later = t->runs[i - 1];
        t->runs[i - 1] = t->runs[i];
        t->runs[i] = later;
    }
}

static bool same_place(const struct rollup *u, size_t question, struct span then, bool version)
{
    const struct report_question *q = &u->report->questions[question];
    const struct report_set *s = &u->report->sets[q->set];
    struct buf b = BUF(0);
    json_text(&b, json_get(then, "set"));
    buf_byte(&b, '\0');
    json_text(&b, json_get(then, "question"));
    struct span both = buf_view(&b);
    bool same = both.len == s->id.len + 1 + q->id.len &&
                memcmp(both.at, s->id.at, s->id.len) == 0 && both.at[s->id.len] == '\0' &&
                memcmp(both.at + s->id.len + 1, q->id.at, q->id.len) == 0;
    buf_free(&b);
    int64_t v = 0;
    return same && (!version || (json_integer(json_get(then, "version"), &v) && v == s->version));
}

/* The question in an earlier roll-up, and how it was known again. */
static enum trend_match find(const struct rollup *u, size_t question, struct span run,
                             struct span *found)
{
    const char *hash = u->report->questions[question].sha256.at;
    size_t len = u->report->questions[question].sha256.len;
    enum trend_match best = TREND_ABSENT;
    struct json_walk w;
    for (json_walk(&w, json_get(run, "questions")); json_next(&w);) {
        struct span theirs = json_get(w.value, "sha256");
        bool hashed = len > 0 && json_kind(theirs) == JSON_STRING;
        bool equal = hashed && theirs.len == len + 2 && memcmp(theirs.at + 1, hash, len) == 0;
        enum trend_match m = equal                                               ? TREND_SAME
                             : !hashed && same_place(u, question, w.value, true) ? TREND_LIKELY
                             : same_place(u, question, w.value, false)           ? TREND_CHANGED
                                                                                 : TREND_ABSENT;
        /* Of several with one hash the one of the same name. */
        if (m < best || (m == best && m == TREND_SAME && same_place(u, question, w.value, true))) {
            best = m;
            *found = w.value;
        }
    }
    return best;
}

static struct trend_row *add_row(struct rollup *u, struct trend_question *to, struct trend_row row)
{
    struct trend_row *r = &to->rows[to->nrows++];
    *r = row;
    r->difference = r->low = r->high = (double)NAN;
    r->then = arena_take(&u->arena, u->trend->nruns * sizeof *r->then);
    for (size_t i = 0; r->then && i < u->trend->nruns; i++)
        r->then[i].of = -1;
    return r;
}

static struct trend_row *row_for(struct trend_question *to, struct span field, struct span value)
{
    for (size_t i = 1; i < to->nrows; i++)
        if (span_equal(to->rows[i].value, value) && to->rows[i].field.len == field.len &&
            span_equal(to->rows[i].field, field))
            return &to->rows[i];
    return NULL;
}

/* Our rows: answered, and each value. */
static void our_rows(struct rollup *u, size_t question, size_t room)
{
    const struct report_question *q = &u->report->questions[question];
    const struct rollup_question *n = &u->questions[question];
    struct trend_question *to = &u->trend->questions[question];
    to->rows = arena_take(&u->arena, room * sizeof *to->rows);
    if (!to->rows)
        return;
    add_row(
        u, to,
        (struct trend_row){.at = SIZE_MAX, .calls = n->statuses[ANSWER_ANSWERED], .of = n->asked});
    for (size_t v = 0; v < q->nvalues; v++)
        add_row(u, to,
                (struct trend_row){.field = q->type == ANSWER_LIST
                                                ? q->fields[q->values[v].field].id
                                                : (struct span){"", 0},
                                   .value = q->values[v].id,
                                   .label = q->values[v].label,
                                   .at = v,
                                   .calls = n->values[v].calls,
                                   .of = n->asked});
}

/* What an earlier run says of the question, into its column of the rows. */
static void their_rows(struct rollup *u, size_t question, size_t run, struct span then)
{
    struct trend_question *to = &u->trend->questions[question];
    int64_t of = whole(json_get(then, "asked"));
    for (size_t i = 0; i < to->nrows; i++)
        to->rows[i].then[run] = (struct trend_then){0, of};
    to->rows[0].then[run].calls = whole(json_get(then, "answered"));
    struct json_walk w;
    for (json_walk(&w, json_get(then, "values")); json_next(&w);) {
        struct span field = text_of(u, json_get(w.value, "field"));
        struct span value = text_of(u, json_get(w.value, "value"));
        struct trend_row *row = row_for(to, field, value);
        if (!row)
            row = add_row(u, to,
                          (struct trend_row){.field = field,
                                             .value = value,
                                             .label = text_of(u, json_get(w.value, "label")),
                                             .at = SIZE_MAX,
                                             .of = u->questions[question].asked});
        if (row->then)
            row->then[run] = (struct trend_then){whole(json_get(w.value, "calls")), of};
    }
}

static void compare(const struct rollup *u, struct trend_question *q, struct trend_row *row)
{
    const struct trend_run *run = &u->trend->runs[q->against];
    struct trend_then then = row->then[q->against];
    row->compared = then.of > 0 && then.of >= run->enough && row->of > 0 && then.of >= u->enough &&
                    !rollup_scant(u, row->of);
    if (!row->compared)
        return;
    struct interval d = difference_of(row->calls, row->of, then.calls, then.of);
    row->difference = d.share;
    row->low = d.low;
    row->high = d.high;
    bool counted = row != q->rows; /* answers as a whole are neither new nor gone */
    row->move = counted && then.calls == 0 && row->calls >= 2   ? TREND_NEW
                : counted && row->calls == 0 && then.calls >= 2 ? TREND_GONE
                : d.low > 0                                     ? TREND_RISING
                : d.high < 0                                    ? TREND_FALLING
                                                                : TREND_STEADY;
}

static void read_question(struct rollup *u, size_t question)
{
    struct trend *t = u->trend;
    struct trend_question *to = &t->questions[question];
    struct span found[TREND_RUNS];
    enum trend_match how[TREND_RUNS];
    size_t room = 1 + u->report->questions[question].nvalues;
    to->match = TREND_ABSENT;
    for (size_t i = 0; i < t->nruns; i++) {
        how[i] = find(u, question, t->runs[i].json, &found[i]);
        if (how[i] <= TREND_LIKELY) {
            to->match = how[i];
            to->against = i;
            room += json_count(json_get(found[i], "values"));
        } else if (how[i] == TREND_CHANGED && to->match == TREND_ABSENT) {
            to->match = TREND_CHANGED;
        }
    }
    if (to->match > TREND_LIKELY)
        return;
    our_rows(u, question, room);
    if (arena_check(&u->arena, "the trend", &(struct fault){0}) != 0)
        return;
    for (size_t i = 0; i < t->nruns; i++)
        if (how[i] <= TREND_LIKELY)
            their_rows(u, question, i, found[i]);
    for (size_t i = 0; i < to->nrows && to->rows[i].then; i++)
        compare(u, to, &to->rows[i]);
}

int trend_read(struct rollup *u, const struct texts *against, struct fault *f)
{
    size_t n = 0;
    for (size_t i = 0; i < against->n; i++)
        n += strcmp(against->at[i], "-") != 0;
    if (n == 0)
        return 0;
    if (n > TREND_RUNS)
        return fault(f, STATUS_USAGE, "at most %d earlier roll-ups", TREND_RUNS);
    struct trend *t = arena_take(&u->arena, sizeof *t);
    if (t) {
        t->runs = arena_take(&u->arena, n * sizeof *t->runs);
        t->questions = arena_take(&u->arena, (u->report->nquestions + 1) * sizeof *t->questions);
    }
    if (arena_check(&u->arena, "the trend", f) != 0)
        return -1;
    for (size_t i = 0; i < against->n; i++) {
        if (strcmp(against->at[i], "-") == 0)
            continue;
        if (read_run(u, against->at[i], &t->runs[t->nruns], f) != 0)
            return -1;
        place_run(t);
    }
    u->trend = t;
    for (size_t q = 0; q < u->report->nquestions; q++)
        read_question(u, q);
    return arena_check(&u->arena, "the trend", f);
}

const struct trend_row *trend_row(const struct rollup *u, size_t question, size_t value)
{
    const struct trend_question *q = u->trend ? &u->trend->questions[question] : NULL;
    for (size_t i = 0; q && i < q->nrows; i++)
        if (q->rows[i].at == value)
            return &q->rows[i];
    return NULL;
}

struct trend_then trend_then(const struct rollup *u, size_t question, const struct trend_row *row)
{
    return row->then[u->trend->questions[question].against];
}

bool trend_tells(const struct rollup *u, size_t question, const struct trend_row *row)
{
    const struct report_question *q = &u->report->questions[question];
    if (row->move == TREND_STEADY || row == u->trend->questions[question].rows)
        return false;
    return row->at == SIZE_MAX || report_value_type(q, row->at) != ANSWER_BOOL ||
           span_is(row->value, "true");
}

void trend_window(struct buf *b, const struct rollup *u, size_t question)
{
    trend_run_window(b, &u->trend->runs[u->trend->questions[question].against]);
}

void trend_run_window(struct buf *b, const struct trend_run *run)
{
    struct span from = run->from, to = run->to;
    from.len = from.len < 10 ? from.len : 10;
    to.len = to.len < 10 ? to.len : 10;
    words_date_span(b, from);
    if (!span_equal(from, to)) {
        buf_text(b, " to ");
        words_date_span(b, to);
    }
    buf_text(b, to.len ? "" : "the earlier run");
}
