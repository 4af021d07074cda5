/* jq expressions: what passes, what is refused, and that nothing an expression does reaches further
 * than its record. */
#include "tests/unit/check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include "lib/json/query.h"

static struct fault f;

static struct query *compile(const char *expression)
{
    f = (struct fault){0};
    return query_new(expression, QUERY_AUTO, 0.3, 1759741200 * WHEN_SECOND, &f);
}

/* 'y', 'n', or 'b' for a bad record; 'x' when it does not compile. */
static char test(const char *expression, const char *record)
{
    struct query *q = compile(expression);
    bool yes = false;
    if (!q) {
        CHECK(f.status == STATUS_USAGE);
        return 'x';
    }
    int r = query_test(q, span_of(record), &yes, &f);
    CHECK(r == 0 || f.status == STATUS_BAD_RECORD);
    CHECK(!strstr(f.text, "CANARY"));
    query_free(q);
    return r != 0 ? 'b' : yes ? 'y' : 'n';
}

static const char record[] = "{\"id\":\"7782342274025937895\",\"n\":3,\"env\":\"e\",\"input\":1,"
                             "\"s\":\"CANARY\",\"a\":[1,null]}";

static void test_answers(void)
{
    CHECK(test(".n == 3", record) == 'y');
    CHECK(test(".n > 3", record) == 'n');
    CHECK(test(".a[]", record) == 'y');
    CHECK(test(".a[1], false", record) == 'n');
    CHECK(test("empty", record) == 'n');
    CHECK(test("0", record) == 'y');
    CHECK(test("", record) == 'y');
    CHECK(test(".n | startswith(\"x\")", record) == 'b');
    CHECK(test("true, error(.s)", record) == 'b'); /* evaluated to the end */
    CHECK(test(".s | error", record) == 'b');
    CHECK(test("{} | error", record) == 'b');
    CHECK(test("try error(.s) catch true", record) == 'y');
    CHECK(test("now == 1759741200", record) == 'y');
    CHECK(test("(now | localtime | mktime) == now", record) == 'y');
    CHECK(test("\"2025-10-06T09:00:00Z\" | fromdate == now", record) == 'y');
    CHECK(test("debug | .n", record) == 'y');
    CHECK(test("$__loc__.line == 1", record) == 'y');
}

static void test_wrong(void)
{
    CHECK(test(".n ==", record) == 'x');
    CHECK(strstr(f.text, "syntax error"));
    CHECK(test("nosuch", record) == 'x');
    CHECK(strstr(f.text, "nosuch/0 is not defined"));
    CHECK(test("(", record) == 'x');
    CHECK(test("\"", record) == 'x');
    CHECK(test("]", record) == 'x');
    CHECK(test("$x", record) == 'x');
}

/* Each reaches outside, or tries to hide that it does. */
static const char *const hostile[] = {
    "env",
    "$ENV",
    "$ENV.HOME",
    "$ ENV",
    "$#comment\nENV",
    "env.PATH | length > 0",
    ".a | env",
    "..|env",
    "1env",
    "1e5input",
    "1.env",
    "\"\\(env)\"",
    "\"a\\\"\\(\"b\\(input)\")\"",
    "@base64 \"\\($ENV.HOME)\"",
    "{a: env}",
    "{a: 1, (env|tojson): 2}",
    "{$ENV}",
    "[{}, env]",
    "{a: [1, input]}",
    "# env\nenv",
    "\"#\" | env",
    "def env: 1; env",
    "def f(env): env; f(1)",
    "def f: $ENV; f",
    "input",
    "[inputs]",
    "first(inputs)",
    "reduce inputs as $x (0; .+1)",
    "try input catch true",
    "stderr",
    "input_filename",
    "input_line_number",
    "get_search_list",
    "$__prog_args",
    "\"x\" | modulemeta",
    "import \"a\" as a; .",
    "include \"a\"; .",
    "module {}; .",
    "halt",
    "halt_error",
    "{} | halt_error(1)",
};

/* The same words where they call nothing. */
static const char *const harmless[] = {
    ".env",
    "has(\"env\")",
    "\"$ENV\"",
    ".[\"input\"]",
    "# $ENV\n.n",
    "{env}",
    "{env: 1, input, halt: 2}",
    "{a: 1, env} | .env",
    ". as {env: $e, input: $input} | $e, $input",
    ".\"env\"",
    "\"\\\\(env)\"",
    "\"a\\\\\" | . + \"input\"",
    "@text \"env\"",
    "try error(\"env\") catch .",
    ".a as [$env] | $env",
};

static void test_hostile(void)
{
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        char got = test(hostile[i], record);
        CHECK(got == 'x' && strstr(f.text, "reaches outside"));
        if (got != 'x')
            fprintf(stderr, "  %s\n", hostile[i]);
    }
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++) {
        char got = test(harmless[i], record);
        CHECK(got == 'y');
        if (got != 'y')
            fprintf(stderr, "  %s: %c %s\n", harmless[i], got, f.text);
    }
}

/* Endless work, endless memory, a crash of libjq: one bad record each, and the next is served. */
static void test_bounds(void)
{
    static const char *const endless[] = {
        "def f: f; f",
        "[range(1e9)]",
        "[limit(1e9; repeat(1))]",
        "reduce range(1e9) as $i (.; .)",
        "last(range(1e12))",
        "def f: [f]; f",
        "def f: . + . | f; .s | f",
        "[recurse(. + 1; true)] | length",
        "(\"x\" * 1e9) | test(\"(x+x+)+y\")",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" | test(\"^(a|aa)+$b\")",
        "reduce range(1e6) as $i (0; [.]) | tojson",
    };
    for (size_t i = 0; i < sizeof endless / sizeof endless[0]; i++) {
        char expression[256];
        bool yes = false;
        snprintf(expression, sizeof expression, "if .go then (%s) else true end", endless[i]);
        struct query *q = compile(expression);
        CHECK(q);
        CHECK(query_test(q, span_of("{\"go\":false}"), &yes, &f) == 0 && yes);
        int r = query_test(q, span_of("{\"go\":true,\"s\":\"CANARY\"}"), &yes, &f);
        CHECK(r == 0 || f.status == STATUS_BAD_RECORD);
        CHECK(r == -1 || i == 9); /* Oniguruma may be quick to say no */
        CHECK(!strstr(f.text, "CANARY"));
        CHECK(query_test(q, span_of("{\"go\":false}"), &yes, &f) == 0 && yes);
        query_free(q);
    }
    CHECK(waitpid(-1, NULL, 0) == -1 && errno == ECHILD); /* no process is left behind */
}

static void test_no_environment(void)
{
    setenv("CANARY_NAME", "canary", 1);
    struct buf out = BUF(0);
    struct query *q = compile("builtins | length > 100");
    bool yes = false;
    CHECK(q && query_test(q, span_of("null"), &yes, &f) == 0 && yes);
    query_free(q);
    q = compile(".[] | tojson, error");
    CHECK(q && query_run(q, span_of("[1,\"\\u0000\xc3\xa9\"]"), &out, &f) == -1);
    CHECK(span_is(buf_view(&out), "\"1\"\n"));
    query_free(q);
    buf_free(&out);
}

static void test_large(void)
{
    struct buf text = BUF(0), out = BUF(0);
    buf_byte(&text, '[');
    for (int i = 0; i < 300000; i++)
        buf_text(&text, i ? ",123456" : "123456");
    buf_byte(&text, ']');
    struct query *q = query_new(".[]", QUERY_AUTO, 0, 0, &f);
    CHECK(q && query_run(q, buf_view(&text), &out, &f) == 0 && out.len == 7 * 300000);
    query_free(q);
    buf_free(&text);
    buf_free(&out);
}

int main(void)
{
    test_answers();
    test_wrong();
    test_hostile();
    test_bounds();
    test_no_environment();
    test_large();
    return check_end();
}
