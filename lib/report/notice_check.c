/* Whether a roll-up can be believed: what is told is not what was counted, unless the roll-up is as
 * cm-summarize writes it. Only what a notice reads is looked at. */

#include <stdio.h>
#include "lib/json/json.h"
#include "lib/report/notice_parts.h"

enum takes {
    NUL = 1,
    FLAG = 2,
    WHOLE = 4, /* 0 to NOTICE_MOST, written as a whole number */
    INTEGER = 8,
    NUMBER = 16,
    TEXT = 32,
    TIME = 64,
    OBJECT = 128,
    ARRAY = 256,
    OPTIONAL = 512, /* it need not be there */
};

struct rule {
    const char *name;
    unsigned takes;
};

/* By name what each object must have; a name of NULL ends it. */
static const struct rule rollup_rules[] = {
    {"calls", WHOLE},         {"window", OBJECT},
    {"ledger", NUL | OBJECT}, {"evidence", OBJECT},
    {"amends", NUL | OBJECT}, {"questions", ARRAY},
    {"quotes", ARRAY},        {"trend", NUL | OBJECT},
    {"summary", ARRAY},       {NULL, 0},
};
static const struct rule window_rules[] = {{"from", NUL | TIME}, {"to", NUL | TIME}, {NULL, 0}};
static const struct rule ledger_rules[] = {
    {"listed", WHOLE}, {"answered", WHOLE}, {"reasons", ARRAY}, {"closes", FLAG}, {NULL, 0}};
static const struct rule reason_rules[] = {{"reason", TEXT}, {"calls", WHOLE}, {NULL, 0}};
static const struct rule evidence_rules[] = {
    {"checked", WHOLE},    {"unchecked", WHOLE}, {"dropped", WHOLE},
    {"unverified", WHOLE}, {"claimed", WHOLE},   {NULL, 0},
};
static const struct rule amends_rules[] = {
    {"calls", WHOLE}, {"added", WHOLE}, {"changed", WHOLE}, {"gone", WHOLE}, {NULL, 0}};
static const struct rule question_rules[] = {
    {"set", TEXT},     {"question", TEXT},  {"text", TEXT},       {"type", TEXT},
    {"asked", WHOLE},  {"answered", WHOLE}, {"not_asked", WHOLE}, {"insufficient", FLAG},
    {"values", ARRAY}, {NULL, 0},
};
static const struct rule value_rules[] = {
    {"field", TEXT | OPTIONAL}, {"value", TEXT}, {"label", TEXT}, {"calls", WHOLE}, {NULL, 0}};
static const struct rule quote_rules[] = {
    {"quote", TEXT},         {"account", NUL | TEXT},
    {"speaker", NUL | TEXT}, {"title", NUL | TEXT},
    {"date", NUL | TEXT},    {"side", TEXT},
    {"start_ms", INTEGER},   {"link", NUL | TEXT},
    {"checked", FLAG},       {NULL, 0},
};
static const struct rule line_rules[] = {
    {"text", TEXT},         {"set", NUL | TEXT}, {"question", NUL | TEXT},
    {"calls", NUL | WHOLE}, {"of", NUL | WHOLE}, {NULL, 0},
};
static const struct rule trend_rules[] = {{"runs", ARRAY}, {"questions", ARRAY}, {NULL, 0}};
static const struct rule compared_rules[] = {
    {"set", TEXT},   {"question", TEXT}, {"match", TEXT}, {"against", NUL | WHOLE},
    {"rows", ARRAY}, {NULL, 0},
};
static const struct rule row_rules[] = {
    {"field", TEXT | OPTIONAL},
    {"value", NUL | TEXT},
    {"then", ARRAY},
    {"difference", NUL | NUMBER},
    {"low", NUL | NUMBER},
    {"high", NUL | NUMBER},
    {"move", TEXT},
    {NULL, 0},
};
static const struct rule then_rules[] = {{"calls", WHOLE}, {"of", WHOLE}, {NULL, 0}};

/* Where one stands: "trend.questions[3].rows[0]". */
struct place {
    char text[160];
};

static struct place inside(const struct place *where, const char *name, size_t at, bool element)
{
    struct place p = {""};
    const char *dot = *where->text ? "." : "";
    if (element)
        snprintf(p.text, sizeof p.text, "%s%s%s[%zu]", where->text, dot, name, at);
    else
        snprintf(p.text, sizeof p.text, "%s%s%s", where->text, dot, name);
    return p;
}

static int refuse(struct fault *f, const struct place *where, const char *name, const char *what)
{
    struct place p = *name ? inside(where, name, 0, false) : *where;
    return fault(f, STATUS_BAD_RECORD,
                 "not a roll-up as it was made: \"%s\" %s: make it anew with cm-summarize", p.text,
                 what);
}

static unsigned what_is(struct span value)
{
    int64_t n;
    double real;
    when t;
    switch (json_kind(value)) {
    case JSON_NULL: return NUL;
    case JSON_TRUE:
    case JSON_FALSE: return FLAG;
    case JSON_STRING: return TEXT | (json_time(value, &t) ? TIME : 0);
    case JSON_ARRAY: return ARRAY;
    case JSON_OBJECT: return OBJECT;
    case JSON_NUMBER:
        if (!json_integer(value, &n))
            return json_number(value, &real) ? NUMBER : 0;
        return NUMBER | INTEGER | (n >= 0 && n <= NOTICE_MOST ? WHOLE : 0);
    default: return OPTIONAL;
    }
}

static const char *wanted(unsigned takes)
{
    return takes & WHOLE     ? "is no count"
           : takes & INTEGER ? "is no whole number"
           : takes & NUMBER  ? "is no number"
           : takes & TIME    ? "is no time"
           : takes & TEXT    ? "is no text"
           : takes & FLAG    ? "is neither true nor false"
           : takes & ARRAY   ? "is no array"
                             : "is no object";
}

static int keep_rules(struct span object, const struct place *where, const struct rule *rules,
                      struct fault *f)
{
    if (json_kind(object) != JSON_OBJECT)
        return refuse(f, where, "", "is no object");
    for (; rules->name; rules++) {
        unsigned is = what_is(json_member(object, span_of(rules->name)));
        if (!(is & rules->takes))
            return refuse(f, where, rules->name,
                          is == OPTIONAL ? "is missing" : wanted(rules->takes));
    }
    return 0;
}

/* ---- what must hold between the members of an object ---- */

typedef int keeper(struct span object, const struct place *where, struct span rollup,
                   struct fault *f);

static int keep(struct span object, const struct place *where, const struct rule *rules,
                keeper *also, struct span rollup, struct fault *f)
{
    if (keep_rules(object, where, rules, f) != 0)
        return -1;
    return also ? also(object, where, rollup, f) : 0;
}

static int keep_each(struct span parent, const struct place *where, const char *name,
                     const struct rule *rules, keeper *also, struct span rollup, struct fault *f)
{
    struct json_walk w;
    size_t i = 0;
    int rc = 0;
    for (json_walk(&w, json_member(parent, span_of(name))); rc == 0 && json_next(&w); i++) {
        struct place p = inside(where, name, i, true);
        rc = keep(w.value, &p, rules, also, rollup, f);
    }
    return rc;
}

static int ledger_adds_up(struct span o, const struct place *where, struct span rollup,
                          struct fault *f)
{
    if (keep_each(o, where, "reasons", reason_rules, NULL, rollup, f) != 0)
        return -1;
    int64_t found = notice_count(o, "answered");
    if (found != notice_count(rollup, "calls"))
        return refuse(f, where, "answered", "is not as many as \"calls\"");
    struct json_walk w;
    for (json_walk(&w, json_get(o, "reasons")); json_next(&w) && found <= NOTICE_MOST;)
        found += notice_count(w.value, "calls");
    bool closes = json_kind(json_get(o, "closes")) == JSON_TRUE;
    return closes == (found == notice_count(o, "listed"))
               ? 0
               : refuse(f, where, "closes", "is not what its numbers add up to");
}

static int evidence_adds_up(struct span o, const struct place *where, struct span rollup,
                            struct fault *f)
{
    (void)rollup;
    int64_t parts = notice_count(o, "checked") + notice_count(o, "unchecked") +
                    notice_count(o, "dropped") + notice_count(o, "unverified");
    return parts == notice_count(o, "claimed")
               ? 0
               : refuse(f, where, "claimed", "is not what its parts add up to");
}

static int amends_adds_up(struct span o, const struct place *where, struct span rollup,
                          struct fault *f)
{
    if (notice_count(o, "added") + notice_count(o, "changed") > notice_count(rollup, "calls"))
        return refuse(f, where, "added", "is more than there are calls");
    return notice_count(o, "gone") > notice_count(o, "calls")
               ? refuse(f, where, "gone", "is more than there were calls")
               : 0;
}

static int question_adds_up(struct span o, const struct place *where, struct span rollup,
                            struct fault *f)
{
    if (keep_each(o, where, "values", value_rules, NULL, rollup, f) != 0)
        return -1;
    int64_t asked = notice_count(o, "asked");
    if (asked + notice_count(o, "not_asked") != notice_count(rollup, "calls"))
        return refuse(f, where, "asked", "and \"not_asked\" are not as many as \"calls\"");
    if (notice_count(o, "answered") > asked)
        return refuse(f, where, "answered", "is more than \"asked\"");
    struct json_walk w;
    for (json_walk(&w, json_get(o, "values")); json_next(&w);)
        if (notice_count(w.value, "calls") > asked)
            return refuse(f, where, "values", "has more calls than \"asked\"");
    return 0;
}

static int line_is_known(struct span o, const struct place *where, struct span rollup,
                         struct fault *f)
{
    struct span question = json_get(o, "question");
    if (json_kind(json_get(o, "calls")) != json_kind(json_get(o, "of")))
        return refuse(f, where, "of", "does not go with \"calls\"");
    if (json_kind(question) == JSON_NULL ||
        notice_question(json_get(rollup, "questions"), json_get(o, "set"), question).at)
        return 0;
    return refuse(f, where, "question", "is none of \"questions\"");
}

/* Of an earlier run null says that it did not ask so. */
static int row_adds_up(struct span o, const struct place *where, struct span rollup,
                       struct fault *f)
{
    struct json_walk w;
    size_t runs = 0;
    for (json_walk(&w, json_get(o, "then")); json_next(&w); runs++) {
        struct place p = inside(where, "then", runs, true);
        if (json_kind(w.value) == JSON_NULL)
            continue;
        if (keep_rules(w.value, &p, then_rules, f) != 0)
            return -1;
        if (notice_count(w.value, "calls") > notice_count(w.value, "of"))
            return refuse(f, &p, "calls", "is more than \"of\"");
    }
    return runs == json_count(json_get(rollup, "trend.runs"))
               ? 0
               : refuse(f, where, "then", "has not one of each run");
}

static int compared_adds_up(struct span o, const struct place *where, struct span rollup,
                            struct fault *f)
{
    int64_t against;
    if (keep_each(o, where, "rows", row_rules, row_adds_up, rollup, f) != 0)
        return -1;
    return json_integer(json_get(o, "against"), &against) &&
                   against >= (int64_t)json_count(json_get(rollup, "trend.runs"))
               ? refuse(f, where, "against", "is none of the runs")
               : 0;
}

static int trend_adds_up(struct span o, const struct place *where, struct span rollup,
                         struct fault *f)
{
    if (keep_each(o, where, "runs", window_rules, NULL, rollup, f) != 0)
        return -1;
    return keep_each(o, where, "questions", compared_rules, compared_adds_up, rollup, f);
}

static const struct {
    const char *name;
    const struct rule *rules;
    keeper *also;
} objects[] = {{"window", window_rules, NULL},
               {"ledger", ledger_rules, ledger_adds_up},
               {"evidence", evidence_rules, evidence_adds_up},
               {"amends", amends_rules, amends_adds_up},
               {"trend", trend_rules, trend_adds_up}},
  arrays[] = {{"questions", question_rules, question_adds_up},
              {"quotes", quote_rules, NULL},
              {"summary", line_rules, line_is_known}};

int notice_check(struct span rollup, struct fault *f)
{
    const struct place top = {""};
    int64_t v;
    if (!json_text_is(json_get(rollup, "kind"), "rollup"))
        return fault(f, STATUS_BAD_RECORD, "not a roll-up: make one with cm-summarize");
    if (!json_integer(json_get(rollup, "v"), &v) || v != 1)
        return refuse(f, &top, "v", "is not 1");
    int rc = keep_rules(rollup, &top, rollup_rules, f);
    for (size_t i = 0; rc == 0 && i < sizeof objects / sizeof objects[0]; i++) {
        struct place p = inside(&top, objects[i].name, 0, false);
        struct span o = json_get(rollup, objects[i].name);
        if (json_kind(o) == JSON_OBJECT)
            rc = keep(o, &p, objects[i].rules, objects[i].also, rollup, f);
    }
    for (size_t i = 0; rc == 0 && i < sizeof arrays / sizeof arrays[0]; i++)
        rc = keep_each(rollup, &top, arrays[i].name, arrays[i].rules, arrays[i].also, rollup, f);
    return rc;
}
