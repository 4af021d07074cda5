/* lib/json/lists: what the brackets tell is what walking finds. */

#include <stdlib.h>
#include "lib/json/index.h"
#include "lib/json/json.h"
#include "lib/json/lists.h"
#include "tests/unit/check.h"

static unsigned seed = 1;
static struct index x;

static unsigned any(unsigned n)
{
    return (unsigned)rand_r(&seed) % n;
}

static void add(struct buf *b, const char *const *some, unsigned n)
{
    buf_text(b, some[any(n)]);
}

/* Mostly what a transcript has; now and then something else. */
static void transcript(struct buf *b, unsigned odd)
{
    static const char *const sentences[] = {"{\"start\":1,\"end\":2,\"text\":\"So, [what]?\"}",
                                            "{}",
                                            "{\"text\":\"\"}",
                                            "{\"text\":\"\\\"sentences\\\":[\"}",
                                            " {\"a\":1}",
                                            "{\"a\":1} ",
                                            "5",
                                            "{\"a\":[]}",
                                            "{\"a\":{\"b\":{}}}",
                                            "[]",
                                            "\"{\"",
                                            "null"};
    static const char *const before[] = {"\"speakerId\":\"1\",\"topic\":null,",
                                         "",
                                         "\"x\":[1],",
                                         "\"sentences\":7,",
                                         "\"sentences\":[{},{}],",
                                         "\"a\\\"b\":0, ",
                                         "\"sentence\":[],",
                                         "\"\\\"sentences\":[],"};
    static const char *const name[] = {
        "\"sentences\":",     "\"sentences\" :",          "\"sentences\": ",
        "\"Sentences\":",     "\"\\u0073entences\":",     "\"xsentences\":",
        "\"\\\"sentences\":", "\"sentences\":null,\"x\":"};
    static const char *const after[] = {"", " ", ",\"x\":0", ",\"sentences\":null", ",\"y\":[{}]"};
    static const char *const others[] = {"{}", "5", "[]", "[{\"sentences\":[]}]", "null", " {}"};
    unsigned n = any(6);
    buf_byte(b, '[');
    for (unsigned i = 0; i < n; i++) {
        buf_text(b, i ? any(odd) ? "," : ", " : "");
        if (!any(odd)) {
            add(b, others, 6);
            continue;
        }
        buf_byte(b, '{');
        add(b, before, any(odd) ? 2 : 8);
        add(b, name, any(odd) ? 1 : 8);
        buf_byte(b, '[');
        unsigned m = any(5);
        for (unsigned k = 0; k < m; k++) {
            buf_text(b, k ? "," : "");
            add(b, sentences, any(odd) ? 4 : 12);
        }
        buf_byte(b, ']');
        add(b, after, any(odd) ? 1 : 5);
        buf_byte(b, '}');
    }
    buf_byte(b, ']');
}

static bool same(struct span array)
{
    struct json_walk w;
    struct lists l;
    json_enter(&x);
    lists_walk(&l, array, "sentences");
    json_leave();
    for (json_walk(&w, array); json_next(&w);) {
        struct span list = json_member(w.value, span_of("sentences"));
        json_enter(&x);
        bool more = lists_next(&l);
        json_leave();
        if (!more || l.list.at != list.at || l.list.len != list.len || l.n != json_count(list))
            return false;
    }
    json_enter(&x);
    bool more = lists_next(&l);
    json_leave();
    return !more;
}

int main(void)
{
    struct buf b = BUF(0);
    struct fault f = {0};
    struct span value;
    for (int i = 0; i < 40000; i++) {
        buf_clear(&b);
        for (unsigned before = any(70); before > 0; before--)
            buf_byte(&b, ' ');
        transcript(&b, i % 2 ? 40 : 6);
        CHECK(index_read(&x, buf_view(&b), &value, &f) == 0);
        bool good = same(value);
        CHECK(good);
        if (!good)
            fprintf(stderr, "%s\n", b.at);
    }
    struct lists l;
    lists_walk(&l, span_of("[{\"a\":[1,2]},{}]"), "a");
    CHECK(lists_next(&l) && l.n == 2 && span_is(l.list, "[1,2]"));
    CHECK(lists_next(&l) && l.n == 0 && !l.list.at);
    CHECK(!lists_next(&l));
    lists_walk(&l, SPAN_NONE, "a");
    CHECK(!lists_next(&l));
    index_free(&x);
    buf_free(&b);
    return check_end();
}
