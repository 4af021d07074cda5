/* The native engine against libjq on corners; batches, forks, and what is known of an expression.
 */
#include "tests/unit/check.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "lib/json/query.h"

static const char *const expressions[] = {
    ".a",
    ".a.b",
    ".a == 1",
    ".a > 1",
    ".a < \"x\"",
    ".a and .b",
    ".a or .b",
    ".a // .b",
    "(.a, .b) // 1",
    ".a[]",
    ".a[]?",
    ".a?",
    ".[]",
    "..",
    "[..] | length > 3",
    "[.. | strings] | length > 0",
    "any(.a[]; . == 1)",
    "any(.a[]; .b == 1 or .c)",
    "any(.a[]?; (true,true))",
    "any((.a[]|tonumber?); . > 1)",
    "all(.a[]; . > 0)",
    "all(.a[]?; (true,false))",
    "all(.a[]|tonumber?; . > 1)",
    "any(1,error; .)",
    "first(.a[])",
    "first(.a[]|(.b)?)",
    "[first(.a[]|(.b)?)] | length > 1",
    "isempty(.a[])",
    "[isempty(.a[]?|tonumber?)] | length > 1",
    "[limit(1; .a[])] | length == 1",
    "limit(0; .a)",
    "IN(.a; 1, 2)",
    ".a | IN(1, \"x\", null)",
    ".a | test(\"x\")",
    ".a | test(\"X\"; \"i\")",
    ".a | test(\"(\")",
    ".a | test(\"x\"; \"q\")",
    ".a | tonumber > 1",
    "(.a | tonumber?) > 1",
    "try error(\"x\") catch . == \"x\"",
    "try (.a|error) catch .",
    "try (.a.b.c) catch false",
    ".a as $x | .b == $x",
    ". as {a: $x, b: $y} | $x == $y",
    ". as [$x, $y] | $x",
    ".a as [$x, [$y]] | $x == $y",
    "reduce .a[] as $x (0; . + $x) > 3",
    "[foreach .a[] as $x (0; . + $x; select(. > 1))] | length > 0",
    "label $out | .a[] | if . == 1 then ., break $out else empty end",
    ".a[0]",
    ".a[-1]",
    ".a[1:] | length",
    ".a[:1][0]",
    ".a[\"b\"]",
    ".[.b]",
    ".a | length",
    ".a | keys | length > 0",
    ".a | type == \"string\"",
    ".a | not",
    ".a | has(\"b\")",
    ".a | has(0)",
    ".a | contains(\"x\")",
    ".a | contains({b:1})",
    ".a | inside(\"xyz\")",
    "\"b\" | in({\"b\":1})",
    ".a | startswith(\"x\")",
    ".a | ascii_downcase == \"x\"",
    ".a + .b",
    ".a - .b",
    ".a * 2",
    ".a / .b",
    ".a % .b",
    "-(.a)",
    ".a | join(\",\") == \"1,2\"",
    ".a | split(\",\") | length > 1",
    ".a | sort | .[0]",
    ".a | unique | length",
    ".a | min == 1",
    ".a | max",
    ".a | add",
    "[.a[]? | select(. != null)] | length > 1",
    "if .a then .b else .c end",
    "if .a == 1 then \"x\" elif .b then false else empty end",
    "def f: .a; f == 1",
    "def f(g): g | g; f(.a)",
    "def f($x): $x == .a; f(.b)",
    "\"a\\(.a)\" == \"a1\"",
    ".a | tostring == \"1\"",
    "{a: .b} | .a",
    "[.a, .b] == [1, 2]",
    ".a == {\"b\": 1}",
    "[.a[]?] | any",
    ".a | any",
    ".a | all",
    ".a | to_entries | length",
    "now > 1",
    ".a | fromdate > 0",
    ".a | floor == 1",
    "recurse(.a?; . != null) | . == 1",
    "[recurse(.a[]?)] | length",
    ".a | flatten | length",
    ".a | getpath([\"b\"])",
    ".a | first",
    "last(.a[])",
    ".a | nth(0)",
    ".a | group_by(.b) | length",
    ".a | map(.b) | .[0]",
    ".a | sort_by(.b) | .[0]",
    "[range(3)] | length == 3",
    "range(.a)",
    "..|numbers",
    "\"\\u00e9\" == .a",
    "1 + 2 == 3 and .a",
    ".a | .. == 1",
    "try error catch .",
    ".a | error",
};

static const char *const records[] = {
    "null",
    "{}",
    "{\"a\":1}",
    "{\"a\":1,\"b\":1}",
    "{\"a\":\"x\"}",
    "{\"a\":\"X\"}",
    "{\"a\":null,\"b\":2}",
    "{\"a\":[1,2,3]}",
    "{\"a\":[\"1\",\"x\",\"7\",\"8\",\"9\"]}",
    "{\"a\":[]}",
    "{\"a\":{}}",
    "{\"a\":{\"b\":1}}",
    "{\"a\":{\"b\":{\"c\":1}}}",
    "{\"a\":[{\"b\":1},{\"b\":2,\"c\":null},{\"b\":\"x\"}]}",
    "{\"a\":[[1,[2]],[3]],\"b\":[1]}",
    "{\"a\":\"1,2\",\"b\":\",\"}",
    "{\"a\":\"12\",\"b\":0}",
    "{\"a\":5,\"b\":0}",
    "{\"a\":5,\"b\":2}",
    "{\"a\":5.5,\"b\":-2}",
    "{\"a\":false,\"b\":false}",
    "{\"a\":true,\"b\":true,\"c\":3}",
    "{\"a\":\"2025-10-06T09:00:00Z\"}",
    "{\"a\":\"2025-10-06T09:00:00.5Z\"}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":{\"b\":1,\"b\":2}}",
    "{\"\\u0061\":1}",
    "{\"a\":\"\\u00e9\"}",
    "{\"a\":\"\\ud800\"}",
    "{\"a\":[1,2],\"b\":[2]}",
    "[1,2]",
    "[[1],[2,[3]]]",
    "\"x\"",
    "3",
    "{\"a\":9007199254740993,\"b\":9007199254740992}",
    "{\"a\":-0}",
    "{\"a\":1e1000,\"b\":1e999}",
    "{\"a\":[1,null,\"x\",{\"b\":[]}],\"b\":{\"a\":[1]}}",
};

enum {
    EXPRESSIONS = sizeof expressions / sizeof *expressions,
    RECORDS = sizeof records / sizeof *records
};

static struct fault f;

static struct query *compile(const char *expression, enum query_engine engine)
{
    f = (struct fault){0};
    struct query *q = query_new(expression, engine, 0.5, 1759741200 * WHEN_SECOND, &f);
    CHECK(q || f.status == STATUS_USAGE);
    return q;
}

static char answer(struct query *q, size_t ticket)
{
    bool yes;
    f = (struct fault){0};
    return query_answer(q, ticket, &yes, &f) != 0 ? 'b' : yes ? 'y' : 'n';
}

/* All records at once; the answers as letters. */
static void ask_all(struct query *q, const char *const *list, size_t n, char *answers)
{
    size_t ticket;
    for (size_t i = 0; i < n; i++) {
        CHECK(query_ask(q, span_of(list[i]), &ticket, &f) == 0);
        CHECK(ticket == i);
    }
    CHECK(query_settle(q, &f) == 0);
    for (size_t i = 0; i < n; i++)
        answers[i] = answer(q, i);
    answers[n] = '\0';
}

static void test_the_same(void)
{
    char mine[RECORDS + 1], jq[RECORDS + 1];
    int64_t native = 0, asked = 0;
    for (size_t e = 0; e < EXPRESSIONS; e++) {
        struct query *a = compile(expressions[e], QUERY_AUTO),
                     *b = compile(expressions[e], QUERY_JQ);
        CHECK(a && b);
        ask_all(a, records, RECORDS, mine);
        ask_all(b, records, RECORDS, jq);
        CHECK(strcmp(mine, jq) == 0);
        if (strcmp(mine, jq) != 0)
            fprintf(stderr, "  %s\n  %s\n  %s\n", expressions[e], mine, jq);
        CHECK(query_stats(b).native == 0 && query_stats(b).asked == RECORDS);
        native += query_stats(a).native;
        asked += query_stats(a).asked;
        query_free(a);
        query_free(b);
    }
    CHECK(native > 9 * asked); /* the fast path is real */
}

/* ---- what is certain, and what is not ---- */

static void test_bails(void)
{
    static const struct {
        const char *expression, *record;
        bool bails;
    } table[] = {
        {".a", "{\"a\":1}", false},
        {".a", "{\"a\":\"\\ud800\"}", true},
        {".a", "{\"a\":\"\\ud83d\\ude00\"}", false},
        {".a", "{\"a\":1,\"a\":2}", false},
        {".[]", "{\"a\":1,\"a\":2}", true},
        {".[]", "{\"a\":1,\"\\u0061\":2}", true},
        {"..", "{\"a\":1,\"b\":{\"a\":2}}", false},
        {"length", "{\"a\":1,\"ab\":1}", false},
        {".a | tostring", "{\"a\":1.5}", true},
        {".a | tostring", "{\"a\":12}", false},
        {"try (.a | tonumber) catch .", "{\"a\":\"x\"}", true},
        {"try (.a | tonumber) catch 1", "{\"a\":\"x\"}", false},
        {"[range(1e8)] | length", "{}", true},
        {".a | test(\"^(a+)+$\")", "{\"a\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"}", true},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct query *q = compile(table[i].expression, QUERY_NATIVE);
        bool yes;
        CHECK(q);
        query_test(q, span_of(table[i].record), &yes, &f);
        CHECK((query_stats(q).bailed == 1) == table[i].bails);
        CHECK((query_stats(q).native == 0) == table[i].bails);
        if ((query_stats(q).bailed == 1) != table[i].bails)
            fprintf(stderr, "  %s\n", table[i].expression);
        query_free(q);
    }
}

static void test_engines(void)
{
    static const char *const foreign[][2] = {
        {"tojson", "tojson"},
        {".a and (.b | @csv)", "@csv"},
        {".a = 1", ".a = 1"},
        {"def f: f; f", NULL},
        {"nosuch", "nosuch"},
        {"$x", "$x"},
        {"1 / 0", "1 / 0"},
        {"def f: nosuch; 1", "def f: nosuch; 1"},
        {"def f(g): 1; f(nosuch)", "nosuch"},
        {"limit(1)", "limit(1)"},
        {"break $out", "break $out"},
    };
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        CHECK(!compile(foreign[i][0], QUERY_NATIVE));
        CHECK(!foreign[i][1] || strstr(f.text, foreign[i][1]));
        if (foreign[i][1] && !strstr(f.text, foreign[i][1]))
            fprintf(stderr, "  %s: %s\n", foreign[i][0], f.text);
    }
    CHECK(!compile(".a ==", QUERY_NATIVE) && strstr(f.text, "cannot read"));
    CHECK(!compile("1 / 0", QUERY_AUTO) && strstr(f.text, "Division by zero?"));
    CHECK(!compile("nosuch", QUERY_AUTO) && strstr(f.text, "nosuch/0 is not defined"));
}

/* ---- batches ---- */

/* Some records are the end of a cell: they alone are bad, and the others are served. */
static void test_batches(void)
{
    static const char *const list[] = {
        "{\"n\":1}",           "{\"n\":0,\"big\":1}", "{\"n\":false}", "{\"slow\":1}",
        "{\"n\":2}",           "{\"big\":1}",         "{\"big\":1}",   "{\"n\":null}",
        "{\"n\":\"\\ud800\"}", "{\"n\":3}",           "{\"slow\":1}",
    };
    char answers[sizeof list / sizeof *list + 1];
    struct query *q = compile("if .big then def f: . + . | f; \"xxxxxxxxxxxxxxxx\" | f elif .slow "
                              "then last(range(1e12)) else .n end",
                              QUERY_AUTO);
    CHECK(q);
    ask_all(q, list, sizeof list / sizeof *list, answers);
    CHECK(strcmp(answers, "ybnbybbnbyb") == 0);
    ask_all(q, list, 1, answers); /* tickets begin anew */
    CHECK(strcmp(answers, "y") == 0);
    query_free(q);
}

/* More than one exchange holds. */
static void test_many(void)
{
    struct query *q = compile(".n | tojson | . == \"7\"", QUERY_AUTO);
    size_t ticket, yes = 0;
    CHECK(q);
    for (int i = 0; i < 5000; i++) {
        char record[32];
        snprintf(record, sizeof record, "{\"n\":%d}", i % 10);
        CHECK(query_ask(q, span_of(record), &ticket, &f) == 0);
    }
    CHECK(query_settle(q, &f) == 0);
    for (size_t i = 0; i < 5000; i++)
        yes += answer(q, i) == 'y';
    CHECK(yes == 500 && answer(q, 7) == 'y' && answer(q, 4997) == 'y' && answer(q, 4998) == 'n');
    query_free(q);
}

/* ---- forks ---- */

static void *serve(void *self)
{
    struct query *q = self;
    size_t yes = 0;
    for (int i = 0; i < 200; i++) {
        bool is = false;
        struct fault mine = {0};
        if (query_test(q, span_of(i % 2 ? "{\"a\":\"xyz\",\"b\":1}" : "{\"a\":\"abc\",\"b\":1}"),
                       &is, &mine) == 0)
            yes += is;
    }
    return (void *)(uintptr_t)yes;
}

static void test_forks(void)
{
    static const char *const list[] = {"(.a | test(\"^x\")) and .b == 1",
                                       "(.a | test(\"^x\")) and (.b | tojson == \"1\")",
                                       ".a | ascii_downcase | explode | .[0] == 120"};
    for (size_t e = 0; e < sizeof list / sizeof *list; e++) {
        enum { THREADS = 3 };
        pthread_t threads[THREADS];
        struct query *forks[THREADS], *q = compile(list[e], QUERY_AUTO);
        for (int t = 0; t < THREADS; t++)
            CHECK((forks[t] = query_fork(q, &f)));
        query_free(q); /* what they share stays */
        for (int t = 0; t < THREADS; t++)
            CHECK(pthread_create(&threads[t], NULL, serve, forks[t]) == 0);
        for (int t = 0; t < THREADS; t++) {
            void *yes = NULL;
            CHECK(pthread_join(threads[t], &yes) == 0 && (uintptr_t)yes == 100);
            query_free(forks[t]);
        }
    }
}

/* ---- what is known of an expression ---- */

static void test_literals(void)
{
    static const char *const table[][2] = {
        {".a == \"abc\"", "abc"},
        {"\"abc\" == .a.b[]", "abc"},
        {".a == \"x\" and .b == \"long\"", "long"},
        {"select(.a == \"abc\") | .b", "abc"},
        {"any(.a[].b[]; .name == \"stage\" and .value == \"negotiation\")", "negotiation"},
        {".a | test(\"pricing review\")", "pricing review"},
        {".. | strings | contains(\"caf\\u00e9\")", "caf\xc3\xa9"},
        {".a[] | startswith(\"abc\")", "abc"},
        {".a | test(\"a.c\")", NULL},
        {".a | test(\"abc\"; \"i\")", NULL},
        {".a != \"abc\"", NULL},
        {".a == \"abc\" | not", NULL},
        {".a == \"abc\" or .b", NULL},
        {"(.a // \"abc\") == \"abc\"", NULL},
        {"(.a + \"c\") == \"abc\"", NULL},
        {"all(.a[]; . == \"abc\")", NULL},
        {"[.a == \"abc\"]", NULL},
        {"def test(f): true; .a | test(\"abc\")", NULL},
        {".a == \"\"", NULL},
        {".a == 1", NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct query *q = compile(table[i][0], QUERY_AUTO);
        struct span literal = q ? query_literal(q) : SPAN_NONE;
        CHECK(q && (table[i][1] ? span_is(literal, table[i][1]) : !literal.at));
        if (q && !(table[i][1] ? span_is(literal, table[i][1]) : !literal.at))
            fprintf(stderr, "  %s: %.*s\n", table[i][0], (int)literal.len,
                    literal.at ? literal.at : "");
        query_free(q);
    }
}

/* What libjq is given. */
static void test_reach(void)
{
    static const char *const table[][2] = {
        {".a.b | tojson", ".a.b"},
        {"[.parties[].name] | tojson", ".parties[].name"},
        {".a as $x | .b | tojson == $x", ".a, .b"},
        {"any(.a[]; .b == 1 and (.c | @base64 == \"x\"))", ".a[].b, .a[].c"},
        {"select(.a) | .b | sub(\"x\"; \"y\") == \"z\"", ".a, .b"},
        {"def f(g): .a | g; f(.b) | tojson", ".a.b"},
        {".\"a b\"[\"c\"] | tojson", ".\"a b\".c"},
        {".a[0].b | tojson", ".a[].b"},
        {".a[.b] | tojson", ".a, .b"},
        {"has(\"a\") and (.b | tojson)", ".a, .b"},
        {"tojson", "the whole record"},
        {". == {} or (.b | tojson)", "the whole record"},
        {"[paths] | length", "the whole record"},
        {"try (.a | tojson) catch .", "the whole record"},
        {"def f: .a | f; f", "the whole record"},
        {"reduce (1, 2) as $x (.; .a) | tojson", "the whole record"},
        {".a |= 1", "the whole record"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct buf text = BUF(0);
        struct query *q = compile(table[i][0], QUERY_AUTO);
        CHECK(q);
        if (q)
            query_explain(q, &text);
        const char *given = text.at ? strstr(text.at, "  given  ") : NULL;
        size_t n = strlen(table[i][1]);
        CHECK(given && strncmp(given + 9, table[i][1], n) == 0 && given[9 + n] == '\n');
        if (!given || strncmp(given + 9, table[i][1], n) != 0)
            fprintf(stderr, "  %s\n%s", table[i][0], text.at ? text.at : "");
        query_free(q);
        buf_free(&text);
    }
}

int main(void)
{
    test_the_same();
    test_bails();
    test_engines();
    test_batches();
    test_many();
    test_forks();
    test_literals();
    test_reach();
    return check_end();
}
