/* lib/json/splice: every byte outside the member stays as it came. */
#include <stdlib.h>
#include "lib/json/json.h"
#include "lib/json/splice.h"
#include "tests/unit/check.h"
#include "tests/unit/naive_splice.h"

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

/* ---- against the same by the book, on records of all shapes ---- */

static unsigned seed = 1;

static unsigned any(unsigned n)
{
    return (unsigned)rand_r(&seed) % n;
}

static void blanks(struct buf *b)
{
    static const char *const some[] = {"", "", "", " ", "\t", "  "};
    buf_text(b, some[any(6)]);
}

static const char *const names[] = {
    "a",        "b", "v",   "callmine", "deal", "host", "\\u0061", "\\u0063allmine",
    "e\\u006c", "",  "a.b", "\\\"",     "\\\\"};

static void value(struct buf *b, int depth);

static void object(struct buf *b, int depth)
{
    unsigned n = any(5);
    buf_byte(b, '{');
    blanks(b);
    for (unsigned i = 0; i < n; i++) {
        buf_text(b, i ? "," : "");
        blanks(b);
        buf_format(b, "\"%s\"", names[any(sizeof names / sizeof names[0])]);
        blanks(b);
        buf_byte(b, ':');
        blanks(b);
        value(b, depth);
        blanks(b);
    }
    buf_byte(b, '}');
}

static void value(struct buf *b, int depth)
{
    static const char *const plain[] = {"null",     "true",
                                        "-1.50E+2", "7782342274025937895",
                                        "\"\"",     "\"}\\\",{\\\\\"",
                                        "[]",       "[1, {\"a\":[2]} ,3]"};
    if (depth > 0 && any(2))
        object(b, depth - 1);
    else
        buf_text(b, plain[any(8)]);
}

static bool same(struct buf *got, struct buf *want, struct span record)
{
    struct span whole;
    struct fault f = {0};
    bool good = span_equal(buf_view(got), buf_view(want)) &&
                json_check(buf_view(got), &whole, &f) == 0 && whole.len == got->len;
    if (!good)
        fprintf(stderr, "%.*s\n gave %s\n and not %s\n", (int)record.len, record.at, got->at,
                want->at);
    buf_clear(got);
    buf_clear(want);
    return good;
}

static void members(struct span record, struct span to, struct buf *got, struct buf *want)
{
    static const char *const texts[] = {"deal", "a", "new", "\"\\"};
    struct splice what[4];
    struct buf part = BUF(0);
    size_t n = any(5);
    buf_span(want, record);
    for (size_t i = 0; i < n; i++) {
        what[i] = (struct splice){.name = span_of(texts[i]), .value = to};
        naive_set(&part, buf_view(want), what[i].name, to);
        buf_clear(want);
        buf_span(want, buf_view(&part));
        buf_clear(&part);
    }
    splice_members(got, record, what, n);
    CHECK(same(got, want, record));
    buf_span(want, record);
    for (size_t i = 0; i < n; i++) {
        naive_record(&part, buf_view(want), what[i].name, to);
        buf_clear(want);
        buf_span(want, buf_view(&part));
        buf_clear(&part);
    }
    if (n)
        splice_callmine(got, record, what, n);
    else
        buf_span(got, record);
    CHECK(same(got, want, record));
    buf_free(&part);
}

static void by_the_book(void)
{
    static const char *const paths[] = {"a", "callmine", "callmine.deal", "a.b.v", "new.b", "el"};
    struct buf record = BUF(0), to = BUF(0), got = BUF(0), want = BUF(0);
    for (int i = 0; i < 20000; i++) {
        buf_clear(&record);
        buf_clear(&to);
        object(&record, 3);
        value(&to, 1);
        const char *path = paths[any(6)];
        splice_set(&got, buf_view(&record), path, buf_view(&to));
        naive_path(&want, buf_view(&record), path, buf_view(&to));
        CHECK(same(&got, &want, buf_view(&record)));
        splice_record(&got, buf_view(&record), "host", buf_view(&to));
        naive_record(&want, buf_view(&record), span_of("host"), buf_view(&to));
        CHECK(same(&got, &want, buf_view(&record)));
        members(buf_view(&record), buf_view(&to), &got, &want);
    }
    buf_free(&record);
    buf_free(&to);
    buf_free(&got);
    buf_free(&want);
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
    by_the_book();
    return check_end();
}
