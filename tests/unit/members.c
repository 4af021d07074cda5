/* Members by name: with and without an index they are what json_get says. */
#include "tests/unit/check.h"

#include <string.h>
#include "lib/base/buf.h"
#include "lib/json/index.h"
#include "lib/json/json.h"
#include "lib/json/members.h"

struct some {
    struct span id, name, value, primary, empty;
};

static const struct member rows[] = {
    MEMBER(struct some, "", empty),
    MEMBER(struct some, "id", id),
    MEMBER(struct some, "name", name),
    MEMBER(struct some, "value", value),
    MEMBER(struct some, "primaryUserIdOfThisVeryCall", primary),
};

static uint32_t seed = 1;

static unsigned below(unsigned n)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 16) % n;
}

static void add_object(struct buf *b, int depth);

static void add_value(struct buf *b, int depth)
{
    static const char *const values[] = {"1",
                                         "-2.5e3",
                                         "true",
                                         "null",
                                         "\"\"",
                                         "\"x\"",
                                         "\"a\\\"}b\"",
                                         "\"\\u0041 long enough to cross a "
                                         "block of sixty-four bytes, or so\"",
                                         "[]",
                                         "[1,{\"id\":2}]",
                                         "{}"};
    if (depth < 3 && below(5) == 0)
        add_object(b, depth + 1);
    else
        buf_text(b, values[below(sizeof values / sizeof values[0])]);
}

static void add_object(struct buf *b, int depth)
{
    static const char *const names[] = {
        "id", "name",     "value",      "primaryUserIdOfThisVeryCall",
        "",   "i\\u0064", "n\\u0061me", "\\u0076alue",
        "ID", "nam",      "values",     "a\\\"b"};
    static const char *const blanks[] = {"", "", "", " ", "\t "};
    buf_byte(b, '{');
    for (unsigned n = below(6), i = 0; i < n; i++) {
        buf_format(b, "%s%s\"%s\"%s:%s", i ? "," : "", blanks[below(5)],
                   names[below(sizeof names / sizeof names[0])], blanks[below(5)],
                   blanks[below(5)]);
        add_value(b, depth);
        buf_text(b, blanks[below(5)]);
    }
    buf_byte(b, '}');
}

static void same(struct span object, const struct some *s)
{
    static const struct {
        const char *name;
        size_t at;
    } all[] = {{"id", offsetof(struct some, id)},
               {"name", offsetof(struct some, name)},
               {"value", offsetof(struct some, value)},
               {"primaryUserIdOfThisVeryCall", offsetof(struct some, primary)},
               {"", offsetof(struct some, empty)}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct span want = json_member(object, span_of(all[i].name)), got;
        memcpy(&got, (const char *)s + all[i].at, sizeof got);
        CHECK(got.at == want.at && got.len == want.len);
    }
}

/* The object, and all objects in it. */
static void check(struct span value)
{
    struct some s;
    struct member_pair pair, want;
    struct json_walk w, pairs;
    members_read(value, rows, sizeof rows / sizeof rows[0], &s);
    same(value, &s);
    members_pair(value, &pair);
    CHECK(pair.name.at == s.name.at && pair.name.len == s.name.len);
    CHECK(pair.value.at == s.value.at && pair.value.len == s.value.len);
    json_walk(&pairs, value);
    for (json_walk(&w, value); json_next(&w);) {
        members_pair(w.value, &want);
        CHECK(members_next_pair(&pairs, &pair) && pair.name.at == want.name.at &&
              pair.name.len == want.name.len && pair.value.at == want.value.at &&
              pair.value.len == want.value.len);
        check(w.value);
    }
    CHECK(!members_next_pair(&pairs, &pair));
}

int main(void)
{
    struct fault f = {0};
    struct index x = {0};
    struct buf b = BUF(0);
    struct span value;
    static const char *const pairs[] = {
        "{\"name\":\"a\",\"value\":1}",         "{\"name\":\"a\",\"value\":[1,{}]}",
        "{\"value\":1,\"name\":\"a\"}",         "{\"name\":\"a\",\"value\":1,\"name\":2}",
        "{\"name\":[1],\"value\":{}}",          "{\"name\":\"a\"}",
        "{\"name\":1,\"v\\u0061lue\":2}",       "{ \"name\" : \"a\" , \"value\" : \"b\" }",
        "{\"name\":\"a\",\"value\":1,\"x\":2}", "{\"names\":\"a\",\"value\":1}"};
    for (size_t i = 0; i < 20000; i++) {
        buf_clear(&b);
        if (i < sizeof pairs / sizeof pairs[0])
            buf_text(&b, pairs[i]);
        else
            add_object(&b, 0);
        CHECK(index_read(&x, buf_view(&b), &value, &f) == 0);
        check(value);
        json_enter(&x);
        check(value);
        json_leave();
    }
    struct some none;
    members_read(SPAN_NONE, rows, sizeof rows / sizeof rows[0], &none);
    CHECK(!none.id.at && !none.empty.at);
    struct member_pair pair;
    members_pair(SPAN_NONE, &pair);
    members_pair(span_of("[1]"), &pair);
    CHECK(!pair.name.at && !pair.value.at);
    buf_free(&b);
    index_free(&x);
    return check_end();
}
