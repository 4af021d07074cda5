/* The headline: one number, what it says, and how it was before. */

#include <string.h>
#include "lib/json/json.h"
#include "lib/report/notice_parts.h"
#include "lib/report/page.h"
#include "lib/report/trend.h"

enum { ABOUT = 300 };

/* A question of the roll-up, and the value that is told of it. */
struct told {
    struct span set, id, question; /* JSON */
    struct span field, value;      /* JSON strings; value absent: that there was an answer */
    struct span level;             /* JSON: another value that as many calls gave; absent: none */
    int64_t calls, of;
};

bool notice_asks(struct span line)
{
    return json_kind(json_member(line, span_of("question"))) == JSON_STRING;
}

/* What moved comes first: a line of the trend tells of a question, and of no calls. */
bool notice_is_news(struct span line)
{
    return notice_asks(line) && json_kind(json_member(line, span_of("calls"))) == JSON_NULL;
}

struct span notice_question(struct span array, struct span set, struct span id)
{
    struct json_walk w;
    for (json_walk(&w, array); json_next(&w);)
        if (json_text_equal(json_member(w.value, span_of("set")), set) &&
            json_text_equal(json_member(w.value, span_of("question")), id))
            return w.value;
    return SPAN_NONE;
}

static bool is_bool_value(struct span value)
{
    return json_text_is(value, "true") || json_text_is(value, "false");
}

/* The value that is told: of yes and no it is yes; else the one that most calls gave, of a list in
 * its first field that is more than yes and no. As the executive summary chooses it. */
static void choose_value(struct told *t)
{
    bool yes_no = json_text_is(json_member(t->question, span_of("type")), "bool");
    struct span chosen = SPAN_NONE, field = SPAN_NONE;
    struct json_walk w;
    int64_t most = 0;
    for (json_walk(&w, json_member(t->question, span_of("values"))); json_next(&w);) {
        struct span value = json_member(w.value, span_of("value"));
        struct span of = json_member(w.value, span_of("field"));
        int64_t calls = notice_count(w.value, "calls");
        if (yes_no && json_text_is(value, "true"))
            chosen = w.value;
        if (yes_no || (of.at && is_bool_value(value)) || (field.at && !json_text_equal(of, field)))
            continue;
        field = of;
        if (calls > most) {
            most = calls;
            chosen = w.value;
        }
    }
    t->of = notice_count(t->question, "asked");
    t->calls = notice_count(chosen.at ? chosen : t->question, chosen.at ? "calls" : "answered");
    t->value = json_member(chosen, span_of("value"));
    t->field = json_member(chosen, span_of("field"));
    for (json_walk(&w, json_member(t->question, span_of("values")));
         chosen.at && !yes_no && !t->level.at && json_next(&w);)
        if (w.value.at != chosen.at && notice_count(w.value, "calls") == t->calls &&
            (!t->field.at || json_text_equal(json_member(w.value, span_of("field")), t->field)))
            t->level = w.value;
}

static void add_about(struct notice *n, struct buf *b, const struct told *t)
{
    struct json_walk w;
    json_text(b, json_member(t->question, span_of("text")));
    buf_text(b, b->len && strchr("?.!:", b->at[b->len - 1]) ? " " : ": ");
    bool answered = !t->value.at;
    for (json_walk(&w, json_member(t->question, span_of("values"))); !answered && json_next(&w);)
        if (json_text_equal(json_member(w.value, span_of("value")), t->value) &&
            (!t->field.at || json_text_equal(json_member(w.value, span_of("field")), t->field))) {
            json_text(b, json_member(w.value, span_of("label")));
            break;
        }
    buf_text(b, answered ? "Answered" : is_bool_value(t->value) ? "" : " most often");
    if (t->level.at) {
        buf_text(b, ", level with ");
        json_text(b, json_member(t->level, span_of("label")));
    }
    n->about = notice_cut(n, buf_view(b), ABOUT);
    buf_clear(b);
}

static void add_share(struct notice *n, struct buf *b, const struct told *t)
{
    bool scant = json_kind(json_member(t->question, span_of("insufficient"))) == JSON_TRUE;
    if (scant)
        words_number(b, t->calls);
    else
        words_percent(b, t->calls, t->of);
    buf_text(b, " of ");
    words_count(b, t->of, "call", "calls");
    n->headline = notice_keep(n, b);
    struct interval i = interval_of(t->calls, t->of);
    if (scant) {
        buf_text(b, "insufficient signal: asked on only ");
        words_count(b, t->of, "call", "calls");
    } else {
        words_number(b, t->calls);
        buf_text(b, " of ");
        words_count(b, t->of, "call", "calls");
        buf_text(b, ", 95% interval ");
        words_range(b, i.low, i.high);
    }
    n->share = notice_keep(n, b);
}

/* The row of the value that is told, or of the answers as a whole. */
static struct span trend_row_of(struct span question, const struct told *t)
{
    struct json_walk w;
    for (json_walk(&w, json_member(question, span_of("rows"))); json_next(&w);) {
        struct span value = json_member(w.value, span_of("value"));
        struct span field = json_member(w.value, span_of("field"));
        if (t->value.at ? json_text_equal(value, t->value) &&
                              (!t->field.at || json_text_equal(field, t->field))
                        : json_kind(value) == JSON_NULL)
            return w.value;
    }
    return SPAN_NONE;
}

static struct span element(struct span array, int64_t at)
{
    struct json_walk w;
    for (json_walk(&w, array); json_next(&w); at--)
        if (at == 0)
            return w.value;
    return SPAN_NONE;
}

/* A difference of shares. */
static bool part(struct span row, const char *name, double *n)
{
    return json_number(json_member(row, span_of(name)), n) && *n >= -1 && *n <= 1;
}

/* "up from 12% (20 of 168) on 1–7 Oct 2026, +12 points (+3 to +21)" */
static int add_change(struct buf *b, struct span row, struct span then, struct span run,
                      const char *zone, struct fault *f)
{
    struct span move = json_member(row, span_of("move"));
    struct trend_row r = {0};
    r.compared = part(row, "difference", &r.difference) && part(row, "low", &r.low) &&
                 part(row, "high", &r.high);
    buf_text(b, json_text_is(move, "rising") || json_text_is(move, "new")     ? "up from "
                : json_text_is(move, "falling") || json_text_is(move, "gone") ? "down from "
                                                                              : "before ");
    if (r.compared) {
        words_percent(b, notice_count(then, "calls"), notice_count(then, "of"));
        buf_text(b, " (");
    }
    words_number(b, notice_count(then, "calls"));
    buf_text(b, " of ");
    words_number(b, notice_count(then, "of"));
    buf_text(b, r.compared ? ") on " : " on ");
    size_t before = b->len;
    if (notice_dates(b, run, zone, f) != 0)
        return -1;
    buf_text(b, b->len == before ? "the earlier run, " : ", ");
    page_difference(b, &r);
    return 0;
}

static int tell_change(struct notice *n, struct buf *b, struct span trend, const struct told *t,
                       const char *zone, struct fault *f)
{
    struct span q = notice_question(json_member(trend, span_of("questions")), t->set, t->id);
    struct span match = json_member(q, span_of("match")), row = trend_row_of(q, t);
    int64_t against;
    if (json_text_is(match, "changed"))
        buf_text(b, "asked in other words before, and so not compared");
    else if (json_text_is(match, "absent"))
        buf_text(b, "not asked before");
    else if (row.at && json_integer(json_member(q, span_of("against")), &against) &&
             add_change(b, row, element(json_member(row, span_of("then")), against),
                        element(json_member(trend, span_of("runs")), against), zone, f) != 0)
        return -1;
    n->change = notice_keep(n, b);
    return 0;
}

int notice_headline(struct notice *n, struct span rollup, const char *zone, struct span *line,
                    struct fault *f)
{
    struct buf b = BUF(0);
    struct told t = {0};
    struct json_walk w;
    *line = SPAN_NONE;
    for (json_walk(&w, json_get(rollup, "summary")); !t.question.at && json_next(&w);) {
        if (!notice_asks(w.value) || notice_is_news(w.value))
            continue;
        *line = w.value;
        t.set = json_member(*line, span_of("set"));
        t.id = json_member(*line, span_of("question"));
        t.question = notice_question(json_get(rollup, "questions"), t.set, t.id);
    }
    if (!t.question.at)
        return 0;
    choose_value(&t);
    add_about(n, &b, &t);
    add_share(n, &b, &t);
    int rc = tell_change(n, &b, json_get(rollup, "trend"), &t, zone, f);
    buf_free(&b);
    return rc;
}
