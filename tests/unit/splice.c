/* lib/json/splice: every byte outside the member stays as it came. */
#include "lib/json/splice.h"
#include "tests/unit/check.h"

static bool gives(const char *record, const char *path, const char *value, const char *want)
{
    struct buf b = {0};
    splice_set(&b, span_of(record), path, span_of(value));
    bool good = span_is(buf_view(&b), want);
    if (!good)
        fprintf(stderr, "%s\n", b.at);
    buf_free(&b);
    return good;
}

int main(void)
{
    CHECK(gives("{}", "a", "1", "{\"a\":1}"));
    CHECK(gives("{ }", "a", "1", "{ \"a\":1}"));
    CHECK(gives("{ \"x\" : 007e }", "a", "1", "{ \"x\" : 007e ,\"a\":1}"));
    CHECK(gives("{\"a\" : {\"deep\":[1,2]} , \"b\":2}", "a", "[]", "{\"a\" : [] , \"b\":2}"));
    CHECK(gives("{\"a\":1}", "a.b.c", "2", "{\"a\":{\"b\":{\"c\":2}}}"));
    CHECK(gives("{\"a\":{\"b\":{\"c\": 1, \"d\":9}}}", "a.b.c", "2",
                "{\"a\":{\"b\":{\"c\": 2, \"d\":9}}}"));
    CHECK(gives("{\"z\":0}", "a.b", "2", "{\"z\":0,\"a\":{\"b\":2}}"));
    CHECK(gives("{\"\\u0061\":1,\"a\":2}", "a", "3", "{\"\\u0061\":1,\"a\":3}"));

    struct buf b = {0};
    splice_record(&b, span_of("{\"id\":7782342274025937895}"), "deal", span_of("null"));
    CHECK(
        span_is(buf_view(&b), "{\"id\":7782342274025937895,\"callmine\":{\"v\":1,\"deal\":null}}"));
    struct buf c = {0};
    splice_record(&c, buf_view(&b), "host", span_of("{}"));
    CHECK(span_is(buf_view(&c),
                  "{\"id\":7782342274025937895,\"callmine\":{\"v\":1,\"deal\":null,\"host\":{}}}"));
    buf_free(&b);
    buf_free(&c);
    return check_end();
}
