/* What can be said of the calls only when all of them are there: their order, their anchors, the
 * groups they fall into, and whether the ledger closes. */

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "lib/report/model.h"
#include "lib/report/words.h"

const char *const report_by_name[BY_KINDS] = {"stage", "owner", "company_size", "host", "outcome"};
const char *const report_by_label[BY_KINDS] = {"Deal stage", "Owner", "Company size", "Host",
                                               "Outcome"};

static int compare(struct span a, struct span b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.at, b.at, n) : 0;
    return c ? c : (a.len > b.len) - (a.len < b.len);
}

/* Newest first; calls without a time last; then by id, so that the order of the input does not
 * show. */
static int newest_first(const void *x, const void *y)
{
    const struct report_call *a = x, *b = y;
    if (a->has_started != b->has_started)
        return a->has_started ? -1 : 1;
    if (a->has_started && a->started != b->started)
        return a->started > b->started ? -1 : 1;
    return compare(a->id, b->id);
}

static bool safe_anchor(struct span id)
{
    if (id.len == 0 || id.len > 64)
        return false;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.at[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              c == '-' || c == '_'))
            return false;
    }
    return true;
}

/* "call-" and the id; an id that is unsafe in an address gets a number instead ("." keeps the two
 * apart). */
static void set_anchor(struct report *r, size_t i)
{
    struct report_call *c = &r->calls[i];
    buf_clear(&r->scratch);
    buf_text(&r->scratch, "call-");
    if (safe_anchor(c->id))
        buf_span(&r->scratch, c->id);
    else
        buf_format(&r->scratch, "n.%zu", i + 1);
    c->anchor = arena_copy(&r->arena, buf_view(&r->scratch));
}

static int set_date(struct report *r, struct report_call *c, struct fault *f)
{
    struct civil t;
    if (!c->has_started)
        return 0;
    if (when_civil(&t, c->started, r->options.zone, f) != 0)
        return -1;
    if (t.year < 0 || t.year > 9999)
        return 0;
    snprintf(c->date, sizeof c->date, "%04u-%02u-%02u", (unsigned)t.year % 10000u,
             (unsigned)t.month % 100u, (unsigned)t.day % 100u);
    snprintf(c->clock, sizeof c->clock, "%02u:%02u", (unsigned)t.hour % 100u,
             (unsigned)t.minute % 100u);
    if (!r->has_window || c->started < r->first)
        r->first = c->started;
    if (!r->has_window || c->started > r->last)
        r->last = c->started;
    r->has_window = true;
    return 0;
}

/* Company sizes fall into bands; the keys sort as the bands do. */
static const char *const bands[] = {"1–50", "51–200", "201–1000", "1001–5000", "over 5000"};

static struct span band(double size)
{
    static const double ends[] = {50, 200, 1000, 5000};
    size_t i = 0;
    if (!(size >= 1))
        return SPAN_NONE;
    while (i < 4 && size > ends[i])
        i++;
    return span_of(bands[i]);
}

/* A word of a stage's name ends with it: "Closed Won", "closedwon", but not "Wonders". */
static bool stage_says(struct span stage, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= stage.len; i++)
        if (strncasecmp(stage.at + i, word, n) == 0 &&
            (i + n == stage.len || !isalpha((unsigned char)stage.at[i + n])) &&
            (i == 0 || !isalpha((unsigned char)stage.at[i - 1]) ||
             (i >= 6 && strncasecmp(stage.at + i - 6, "closed", 6) == 0)))
            return true;
    return false;
}

/* How the deal ended, by what the CRM calls its stage. */
static const char *const outcomes[] = {"won", "lost", "open"};

static struct span outcome(struct span stage)
{
    if (stage.len == 0)
        return SPAN_NONE;
    return span_of(outcomes[stage_says(stage, "won") ? 0 : stage_says(stage, "lost") ? 1 : 2]);
}

static struct span group_key(const struct report_call *c, int kind)
{
    struct span key = kind == BY_STAGE     ? c->stage
                      : kind == BY_OWNER   ? c->owner
                      : kind == BY_SIZE    ? band(c->size)
                      : kind == BY_OUTCOME ? outcome(c->stage)
                      : c->rep_name.len    ? c->rep_name
                                           : c->rep_email;
    return key.len ? key : SPAN_NONE;
}

/* Bands and outcomes have an order of their own. */
static size_t key_rank(int kind, struct span key)
{
    const char *const *names = kind == BY_SIZE ? bands : outcomes;
    size_t i = 0, n = kind == BY_SIZE ? 5 : kind == BY_OUTCOME ? 3 : 0;
    while (i < n && !span_is(key, names[i]))
        i++;
    return i;
}

/* Calls by their key, to find the groups; known keys first. */
struct keyed {
    struct span key;
    size_t call;
};

static int by_key(const void *x, const void *y)
{
    const struct keyed *a = x, *b = y;
    if (!a->key.at != !b->key.at)
        return a->key.at ? -1 : 1;
    int c = compare(a->key, b->key);
    return c ? c : (a->call > b->call) - (a->call < b->call);
}

/* Bands and outcomes in their order, others by calls; "not known" last. */
struct ranked {
    struct report_group group;
    size_t rank, was;
};

static int by_rank(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (!a->group.key.at != !b->group.key.at)
        return a->group.key.at ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->group.calls != b->group.calls)
        return a->group.calls > b->group.calls ? -1 : 1;
    return compare(a->group.key, b->group.key);
}

static void make_groups(struct report *r, int kind, struct keyed *keys, struct ranked *ranked,
                        size_t *place)
{
    size_t n = 0;
    for (size_t i = 0; i < r->ncalls; i++)
        keys[i] = (struct keyed){group_key(&r->calls[i], kind), i};
    qsort(keys, r->ncalls, sizeof *keys, by_key);
    for (size_t i = 0; i < r->ncalls; i++) {
        if (i == 0 || !keys[i].key.at != !keys[i - 1].key.at ||
            !span_equal(keys[i].key, keys[i - 1].key)) {
            size_t rank = key_rank(kind, keys[i].key);
            ranked[n] = (struct ranked){{keys[i].key, 0}, rank, n};
            n++;
        }
        ranked[n - 1].group.calls++;
        r->calls[keys[i].call].group[kind] = n - 1;
    }
    qsort(ranked, n, sizeof *ranked, by_rank);
    for (size_t i = 0; i < n; i++) {
        r->groups[kind][i] = ranked[i].group;
        place[ranked[i].was] = i;
    }
    for (size_t i = 0; i < r->ncalls; i++)
        r->calls[i].group[kind] = place[r->calls[i].group[kind]];
    r->ngroups[kind] = n;
}

static int group_calls(struct report *r, struct fault *f)
{
    size_t n = r->ncalls ? r->ncalls : 1;
    struct keyed *keys = calloc(n, sizeof *keys);
    struct ranked *ranked = calloc(n, sizeof *ranked);
    size_t *place = calloc(n, sizeof *place);
    bool good = keys && ranked && place;
    for (int k = 0; good && k < BY_KINDS; k++) {
        r->groups[k] = calloc(n, sizeof *r->groups[k]);
        good = r->groups[k] != NULL;
        if (good)
            make_groups(r, k, keys, ranked, place);
    }
    free(keys);
    free(ranked);
    free(place);
    return good ? 0 : fault(f, STATUS_NO_MEMORY, "no memory for the report");
}

static bool column_taken(const struct report *r, size_t q)
{
    for (size_t i = 0; i < r->nquestions; i++)
        if (i != q && span_equal(r->questions[i].column, r->questions[q].column))
            return true;
    return false;
}

/* Names of columns: the id; where two have it, set.id; where two versions have it, set@version.id;
 * else by number. */
static void name_columns(struct report *r)
{
    for (size_t q = 0; q < r->nquestions; q++)
        r->questions[q].column = r->questions[q].id;
    for (int round = 0; round < 3; round++) {
        bool *taken = arena_take(&r->arena, r->nquestions * sizeof *taken);
        for (size_t q = 0; taken && q < r->nquestions; q++)
            taken[q] = column_taken(r, q);
        for (size_t q = 0; taken && q < r->nquestions; q++) {
            const struct report_set *s = &r->sets[r->questions[q].set];
            if (!taken[q])
                continue;
            buf_clear(&r->scratch);
            buf_span(&r->scratch, s->id);
            if (round > 0)
                buf_format(&r->scratch, "@%lld", (long long)s->version);
            if (round > 1)
                buf_format(&r->scratch, "#%zu", r->questions[q].set + 1);
            buf_byte(&r->scratch, '.');
            buf_span(&r->scratch, r->questions[q].id);
            r->questions[q].column = arena_copy(&r->arena, buf_view(&r->scratch));
        }
    }
}

static void name_report(struct report *r)
{
    if (r->options.title && *r->options.title) {
        r->title = span_of(r->options.title);
        return;
    }
    buf_clear(&r->scratch);
    enum { NAMED = 4 };
    size_t named = r->nsets > NAMED + 1 ? NAMED : r->nsets;
    for (size_t i = 0; i < named; i++) {
        buf_text(&r->scratch, i == 0 ? "" : i + 1 == r->nsets ? " and " : ", ");
        buf_span(&r->scratch, r->sets[i].title);
    }
    if (r->nsets > named)
        buf_format(&r->scratch, " and %zu more question sets", r->nsets - named);
    if (r->nsets == 0)
        buf_text(&r->scratch, "No calls");
    r->title = arena_copy(&r->arena, buf_view(&r->scratch));
}

static void count_marks(struct report *r, const struct report_marks *m)
{
    r->unverified += m->unverified;
    r->corrected += m->corrected;
    if (!m->spent)
        return;
    r->spent++;
    r->spend.input += m->spend.input;
    r->spend.cached += m->spend.cached;
    r->spend.output += m->spend.output;
    if (isfinite(m->spend.cost))
        r->spend.cost += m->spend.cost;
    else
        r->unpriced++;
}

/* In the order of the report, so that a sum of money is the same whatever the input's. */
static void count_all_marks(struct report *r)
{
    for (size_t i = 0; i < r->ncalls; i++)
        for (size_t a = 0; a < r->calls[i].nanswers; a++)
            if (r->calls[i].answers[a].marks)
                count_marks(r, r->calls[i].answers[a].marks);
}

static int by_label(const void *x, const void *y)
{
    const struct report_engine *a = x, *b = y;
    size_t n = a->label.len < b->label.len ? a->label.len : b->label.len;
    int order = n ? memcmp(a->label.at, b->label.at, n) : 0;
    return order ? order : (a->label.len > b->label.len) - (a->label.len < b->label.len);
}

int report_settle(struct report *r, struct fault *f)
{
    if (r->ncalls)
        qsort(r->calls, r->ncalls, sizeof *r->calls, newest_first);
    for (size_t i = 0; i < r->ncalls; i++) {
        set_anchor(r, i);
        if (set_date(r, &r->calls[i], f) != 0)
            return -1;
    }
    if (group_calls(r, f) != 0)
        return -1;
    if (r->nengines)
        qsort(r->engines, r->nengines, sizeof *r->engines, by_label);
    count_all_marks(r);
    name_columns(r);
    name_report(r);
    for (size_t i = 0; i < r->balance.n; i++)
        if (strcmp(r->balance.reasons[i].name, "no_transcript_yet") == 0)
            r->pending += r->balance.reasons[i].calls;
    r->closes = r->has_ledger && r->balance.listed == (int64_t)r->ncalls + r->balance.left;
    return arena_check(&r->arena, "the report", f) || buf_check(&r->scratch, "a text", f) ? -1 : 0;
}
