/* lib/json/json, number, writer: the strict reader, spans, strings, numbers. */
#include "lib/json/json.h"

#include <stdlib.h>
#include "lib/json/index.h"
#include "tests/unit/check.h"

static struct fault f;

static bool accepts(const char *text)
{
    struct span v;
    return json_check(span_of(text), &v, &f) == 0;
}

static struct span parsed(const char *text)
{
    struct span v = SPAN_NONE;
    if (json_check(span_of(text), &v, &f) != 0)
        fprintf(stderr, "%s\n", f.text);
    return v;
}

static bool text_of(const char *string, const char *text)
{
    struct buf b = {0};
    json_text(&b, parsed(string));
    bool good = span_is(buf_view(&b), text);
    buf_free(&b);
    return good;
}

static void strictness(void)
{
    static const char *const good[] = {
        "{}",      "[]",          " {\"a\":1}\t",      "0",        "-0",
        "1.5e+10", "\"\\ud83d\"", "[null,true,false]", "\"\x7f\"", "\"\xf0\x9f\x99\x82\""};
    static const char *const bad[] = {"",
                                      " ",
                                      "{",
                                      "[",
                                      "[1,]",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "01",
                                      "-",
                                      "+1",
                                      "1.",
                                      ".5",
                                      "1e",
                                      "NaN",
                                      "nan",
                                      "Infinity",
                                      "'a'",
                                      "\"a",
                                      "\"\\x\"",
                                      "\"\\u12\"",
                                      "\"\t\"",
                                      "{} {}",
                                      "[1 2]",
                                      "{\"a\" 1}",
                                      "tru",
                                      "\"\xc0\x80\"",
                                      "\"\xed\xa0\x80\"",
                                      "\"\xff\"",
                                      "\"\xf4\x90\x80\x80\"",
                                      "\xef\xbb\xbf{}",
                                      "{\"a\":}",
                                      "[,1]",
                                      "{,}",
                                      "]",
                                      "\"\\",
                                      "{\"a\":1}x",
                                      "-01",
                                      "1e+",
                                      "nul",
                                      "\"\xc3\""};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        CHECK(accepts(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK(!accepts(bad[i]) && f.status == STATUS_BAD_RECORD);
    char deep[2 * JSON_DEPTH + 8];
    for (int d = JSON_DEPTH; d <= JSON_DEPTH + 1; d++) {
        memset(deep, '[', (size_t)d);
        memset(deep + d, ']', (size_t)d);
        deep[2 * d] = '\0';
        CHECK(accepts(deep) == (d == JSON_DEPTH));
    }
    CHECK(!accepts("{\"secret\":nope}") && !strstr(f.text, "secret") && strstr(f.text, "byte 11"));
}

static void spans(void)
{
    struct span v = parsed("{ \"a\" : {\"b\":[1, 2 ,{\"c\":\"x\\\"}\"}]} , "
                           "\"n\":7782342274025937895, \"a\\u0062\":true, "
                           "\"d\":1,\"d\":2 }");
    CHECK(span_is(json_get(v, "n"), "7782342274025937895"));
    CHECK(span_is(json_get(v, "a.b"), "[1, 2 ,{\"c\":\"x\\\"}\"}]"));
    CHECK(span_is(json_get(v, "ab"), "true"));
    CHECK(span_is(json_get(v, "d"), "2"));
    CHECK(!json_get(v, "a.b.c").at && !json_get(v, "zz").at && !json_get(v, "").at);
    CHECK(json_count(json_get(v, "a.b")) == 3 && json_count(v) == 5 &&
          json_count(json_get(v, "n")) == 0);
    struct json_walk w;
    json_walk(&w, json_get(v, "a.b"));
    CHECK(json_next(&w) && span_is(w.value, "1"));
    CHECK(json_next(&w) && span_is(w.value, "2"));
    CHECK(json_next(&w) && json_kind(w.value) == JSON_OBJECT);
    CHECK(!json_next(&w) && !json_next(&w));
    json_walk(&w, parsed("[ ]"));
    CHECK(!json_next(&w));
    json_walk(&w, parsed("{\"x\":[],\"y\":{}}"));
    CHECK(json_next(&w) && span_is(w.value, "[]") && json_next(&w) && span_is(w.value, "{}"));
}

static void strings(void)
{
    CHECK(text_of("\"a\\n\\u00e9\\ud83d\\ude42\\/\"", "a\n\xc3\xa9\xf0\x9f\x99\x82/"));
    CHECK(text_of("\"\\ud83dx\"", "\xef\xbf\xbdx"));
    CHECK(text_of("\"\\ude42\"", "\xef\xbf\xbd"));
    CHECK(text_of("\"\\ud83d\\ud83d\\ude42\"", "\xef\xbf\xbd\xf0\x9f\x99\x82"));
    CHECK(text_of("12", ""));
    CHECK(json_text_is(parsed("\"caf\\u00e9\""), "caf\xc3\xa9") &&
          !json_text_is(parsed("\"cafe\""), "caf"));
    CHECK(json_text_equal(parsed("\"\\u0061b\""), parsed("\"a\\u0062\"")));
    CHECK(!json_text_equal(parsed("\"a\""), parsed("\"ab\"")) &&
          !json_text_equal(parsed("1"), parsed("1")));
    struct buf b = {0};
    json_quote(&b, (struct span){"a\"\\\n\x01\xff\0z", 8});
    CHECK(span_is(buf_view(&b), "\"a\\\"\\\\\\n\\u0001\xef\xbf\xbd\\u0000z\""));
    buf_free(&b);
}

static void numbers(void)
{
    double d;
    int64_t n;
    CHECK(json_integer(parsed("9223372036854775807"), &n) && n == INT64_MAX);
    CHECK(!json_integer(parsed("9223372036854775808"), &n) && !json_integer(parsed("1.0"), &n));
    CHECK(json_number(parsed("1.25e2"), &d) && d == 125 && !json_number(parsed("\"1\""), &d));
    CHECK(json_amount(parsed("\"$1,250.50\""), &d) && d == 1250.5);
    CHECK(json_amount(parsed("\"48000\""), &d) && d == 48000 && json_amount(parsed("48000"), &d));
    CHECK(json_amount(parsed("\"12 000 \\u20ac\""), &d) && d == 12000);
    CHECK(!json_amount(parsed("null"), &d) && !json_amount(parsed("\"\""), &d));
    CHECK(!json_amount(parsed("\"about 5\""), &d) && !json_amount(parsed("\"1-2\""), &d));
}

static void writing(void)
{
    struct buf b = {0};
    struct json_writer w = {.b = &b};
    json_open(&w, NULL, '{');
    json_put_int(&w, "n", -3);
    json_open(&w, "a", '[');
    json_put_text(&w, NULL, span_of("x\"y"));
    json_put_bool(&w, NULL, true);
    json_open(&w, NULL, '{');
    json_close(&w, '}');
    json_close(&w, ']');
    json_put_real(&w, "r", 0.1);
    json_put_real(&w, "i", 48000);
    json_put(&w, "z", SPAN_NONE);
    json_close(&w, '}');
    CHECK(span_is(buf_view(&b),
                  "{\"n\":-3,\"a\":[\"x\\\"y\",true,{}],\"r\":0.1,\"i\":48000,\"z\":null}"));
    buf_free(&b);
}

/* A member by its name alone, also where the index knows the way. */
static void names(void)
{
    static const char *const none[] = {"a\":{\"b", "a\":", "\"a", "b", "", "{"};
    struct index x = {0};
    struct span record;
    CHECK(index_read(&x, span_of("{\"a\":{\"b\":1},\"c\":2,\"c\":3}"), &record, &f) == 0);
    json_enter(&x);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        CHECK(!json_member(record, span_of(none[i])).at);
    CHECK(span_is(json_member(record, span_of("a")), "{\"b\":1}"));
    CHECK(span_is(json_member(record, span_of("c")), "3"));
    json_leave();
    index_free(&x);
}

static void equality(void)
{
    static const struct {
        const char *a, *b;
        bool equal;
    } cases[] = {
        {"{\"a\":[1,\"x\",null],\"b\":{}}",
         " { \"b\" : { } , \"a\" : [ 1 , \"\\u0078\" , null ] } ", true},
        {"{\"\":1,\"a\":2}", "{\"a\":2,\"\":1}", true},
        {"0.25", "2.5e-1", true},
        {"48000", "48000.0", true},
        {"9007199254740993", "9007199254740992", false},
        {"1e999", "1e999", true},
        {"1e999", "2e999", false},
        {"[1,2]", "[2,1]", false},
        {"[1]", "[1,1]", false},
        {"[]", "{}", false},
        {"true", "false", false},
        {"null", "0", false},
        {"\"1\"", "1", false},
        {"{\"a\":1}", "{\"b\":1}", false},
        {"{\"a\":1}", "{\"a\":1,\"b\":1}", false},
        {"{\"a\":1,\"b\":1}", "{\"a\":1}", false},
        {"{\"a\":1,\"b\":2}", "{\"a\":1,\"a\":2}", false},
        {"{\"a\":1}", "{\"a\":1,\"a\":1}", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(json_equal(parsed(cases[i].a), parsed(cases[i].b)) == cases[i].equal);
    CHECK(json_equal(SPAN_NONE, SPAN_NONE) && !json_equal(SPAN_NONE, parsed("null")));
}

int main(void)
{
    equality();
    names();
    strictness();
    spans();
    strings();
    numbers();
    writing();
    return check_end();
}
