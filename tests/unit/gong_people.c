/* Ids, people and merging: the pure parts of the fetchers. */

#include <stdlib.h>
#include "lib/gong/basic.h"
#include "lib/json/ids.h"
#include "lib/gong/merge.h"
#include "lib/gong/namer.h"
#include "lib/gong/people.h"
#include "lib/json/json.h"
#include "tests/unit/check.h"

static struct fault f;

static void ids(void)
{
    struct ids s = {0};
    struct buf token = {0};
    size_t number;
    bool fresh;
    CHECK(ids_find(&s, span_of("\"1\"")) == -1);
    for (long i = 0; i < 5000; i++) {
        buf_clear(&token);
        buf_format(&token, "\"%ld\"", 9007199254740990 + i);
        CHECK(ids_add(&s, buf_view(&token), &number, &fresh, &f) == 0 && fresh &&
              number == (size_t)i);
    }
    CHECK(ids_find(&s, span_of("\"9007199254740993\"")) == 3);
    CHECK(ids_find(&s, span_of("\"900719925474099\\u0033\"")) == 3);
    CHECK(ids_find(&s, span_of("\"90071992547409\"")) == -1);
    CHECK(ids_add(&s, span_of("\"9007199254740993\""), &number, &fresh, &f) == 0 && !fresh &&
          number == 3);
    CHECK(s.n == 5000 && span_is(ids_at(&s, 3), "9007199254740993"));
    ids_empty(&s);
    CHECK(s.n == 0 && ids_find(&s, span_of("\"9007199254740993\"")) == -1);
    CHECK(ids_add(&s, span_of("\"7\""), &number, &fresh, &f) == 0 && fresh && number == 0);
    ids_clear(&s);
    buf_free(&token);
}

static bool credential(const char *user, const char *password, const char *wanted)
{
    struct buf b = {0};
    basic_credential(&b, span_of(user), span_of(password));
    bool same = span_is(buf_view(&b), wanted);
    buf_free(&b);
    return same;
}

static bool merged(const char *record, const char *item, const char *wanted)
{
    static const char *const but[] = {"media", NULL};
    struct merge m = {0};
    struct span whole;
    bool same = merge_item(&m, span_of(record), span_of(item), but, &whole, &f) == 0 &&
                span_is(whole, wanted);
    merge_clear(&m);
    return same;
}

static bool enriched(struct people *p, const char *record, const char *wanted)
{
    struct namer n = {.people = p};
    struct buf out = {0};
    bool same = call_read(&n.call, span_of(record), &f) == 0 &&
                namer_enrich(&n, &n.call, &out, &f) == 0 && span_is(buf_view(&out), wanted);
    if (!same)
        fprintf(stderr, "%s\n", out.at);
    namer_clear(&n);
    buf_free(&out);
    return same;
}

static void people(void)
{
    struct people p = {0};
    CHECK(
        people_add(
            &p,
            span_of(
                "{\"id\":\"31\",\"firstName\":\"Ana\",\"lastName\":\"Ru\\u0069z\",\"emailAddress\":"
                "\"a@x\",\"title\":null,\"active\":false}"),
            &f) == 0);
    CHECK(people_add(
              &p, span_of("{\"id\":\"32\",\"firstName\":null,\"lastName\":\"\",\"active\":true}"),
              &f) == 0);
    CHECK(people_add(&p, span_of("{\"id\":\"31\",\"firstName\":\"Later\"}"), &f) == 0);
    CHECK(people_add(&p, span_of("{\"name\":\"x\"}"), &f) == -1 && f.status == STATUS_BAD_RECORD);
    CHECK(enriched(
        &p,
        "{\"metaData\":{\"id\":\"1\",\"primaryUserId\":\"31\"},\"parties\":[{\"userId\":\"31\"},"
        "{\"userId\":\"31\"},{\"userId\":null},{\"userId\":\"99\",\"name\":\"Q\"},{\"userId\":"
        "\"32\"}]}",
        "{\"metaData\":{\"id\":\"1\",\"primaryUserId\":\"31\"},\"parties\":[{\"userId\":\"31\"},"
        "{\"userId\":\"31\"},{\"userId\":null},{\"userId\":\"99\",\"name\":\"Q\"},{\"userId\":"
        "\"32\"}],"
        "\"callmine\":{\"v\":1,"
        "\"host\":{\"id\":\"31\",\"name\":\"Ana Ruiz\",\"email\":\"a@x\",\"title\":null},"
        "\"users\":[{\"id\":\"31\",\"name\":\"Ana "
        "Ruiz\",\"email\":\"a@x\",\"title\":null,\"active\":false},"
        "{\"id\":\"99\",\"name\":\"Q\",\"email\":null,\"title\":null,\"active\":null},"
        "{\"id\":\"32\",\"name\":null,\"email\":null,\"title\":null,\"active\":true}]}}"));
    CHECK(enriched(&p, "{\"metaData\":{\"id\":\"1\",\"primaryUserId\":null}}",
                   "{\"metaData\":{\"id\":\"1\",\"primaryUserId\":null},\"callmine\":{\"v\":1,"
                   "\"host\":null,\"users\":[]}}"));
    people_clear(&p);
}

int main(void)
{
    ids();
    /* RFC 7617 section 2, and every length of padding. */
    CHECK(credential("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    CHECK(credential("", "", "Og==") && credential("a", "", "YTo=") &&
          credential("a", "b", "YTpi"));
    CHECK(merged(
        "{\"metaData\": {\"id\":\"1\"}, \"x\" : 1e400}",
        "{\"metaData\":{\"id\":\"1\",\"n\":12345678901234567890},\"media\":{},\"new\":[]}",
        "{\"metaData\": {\"id\":\"1\",\"n\":12345678901234567890}, \"x\" : 1e400,\"new\":[]}"));
    CHECK(merged("{\"id\":\"1\"}", "{}", "{\"id\":\"1\"}"));
    CHECK(merged("{\"id\":\"1\"}", "[]", "{\"id\":\"1\"}"));
    /* Of a doubled member of the item the last counts; of the record's the last is replaced. */
    CHECK(merged("{\"b\":1,\"a\":2, \"b\" : 3}", "{\"c\":4,\"b\":5,\"\\u0063\":6,\"a\":{}}",
                 "{\"b\":1,\"a\":{}, \"b\" : 5,\"c\":6}"));
    CHECK(merged("{ }", "{\"m\\u0065dia\":1,\"\":2,\"a.b\":3,\"\\u00e9\":4}",
                 "{ \"a.b\":3,\"\xc3\xa9\":4}"));
    people();
    return check_end();
}
