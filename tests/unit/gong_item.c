/* A record of Gong's item: ids as text, guides without HTML, every other byte as it came. */

#include <string.h>
#include "lib/gong/html_text.h"
#include "lib/gong/item.h"
#include "lib/json/json.h"
#include "tests/unit/check.h"

static struct buf b;
static struct item item;

static bool becomes(const char *html, const char *text)
{
    buf_clear(&b);
    html_text(&b, span_of(html));
    bool same = span_is(b.len ? buf_view(&b) : span_of(""), text);
    if (!same)
        fprintf(stderr, "%s\n became [%.*s]\n", html, (int)b.len, b.at ? b.at : "");
    return same;
}

static void html(void)
{
    CHECK(becomes("", ""));
    CHECK(becomes("plain", "plain"));
    CHECK(becomes("<div>Name the steps.</div>", "Name the steps."));
    CHECK(becomes("<div>one</div><div>two</div>", "one\ntwo"));
    CHECK(becomes("<p>one</p>\n\n  <p>two<br/>three</p>", "one\ntwo\nthree"));
    CHECK(becomes("<ul><li>a</li><li>b <b>bold</b> c</li></ul>after", "a\nb bold c\nafter"));
    CHECK(becomes("<span>a</span><span>b</span>", "ab"));
    CHECK(becomes("  a \t\n b  ", "a b"));
    CHECK(becomes("a<!-- not > this -->b", "ab"));
    CHECK(becomes("a<!-- never closed", "a"));
    CHECK(becomes("<script>alert(1 < 2)</script>a<STYLE>p{}</STYLE >b", "ab"));
    CHECK(becomes("<script>never closed", ""));
    CHECK(becomes("<a href=\"x>y\" title='<b>'>link</a>", "link"));
    CHECK(becomes("a <div", "a <div"));
    CHECK(becomes("a<b title=\"never closed>c</b> d", "ac d"));
    CHECK(becomes("</div>a", "a"));
}

static void references(void)
{
    CHECK(becomes("Q&amp;A &lt;b&gt; &quot;x&quot; it&#39;s", "Q&A <b> \"x\" it's"));
    CHECK(becomes("a&nbsp;b&#160;c&#xA0;d", "a b c d"));
    CHECK(becomes("&#8211;&#x2013;&ndash;", "\u2013\u2013\u2013"));
    CHECK(becomes("&#x1F600;", "\U0001F600"));
    CHECK(becomes("&auml;&Auml;&szlig;", "\u00e4\u00c4\u00df"));
    CHECK(becomes("a & b &; &nosuch; &#; &#x; &#12", "a & b &; &nosuch; &#; &#x; &#12"));
    CHECK(becomes("&#xD800;&#1114112;&#99999999999999999999;", "\uFFFD\uFFFD\uFFFD"));
    /* No control character comes out of it, C1 neither. */
    CHECK(becomes("a&#27;[2J&#0;b&#x9B;c&#127;d", "a [2J b c d"));
    CHECK(becomes("score < 3 or <5, x<y", "score < 3 or <5, x<y"));
    CHECK(becomes("1<2 & 3 < 4", "1<2 & 3 < 4"));
    CHECK(becomes("\u00dc\u4e2d <b>\u0416</b>", "\u00dc\u4e2d \u0416"));
    CHECK(!html_text_any(span_of("a < b & c, 1<2 &nosuch;")));
    CHECK(html_text_any(span_of("a<br>b")) && html_text_any(span_of("a&amp;b")) &&
          html_text_any(span_of("a</p>")));
}

static bool record_is(const char *in, const char *want)
{
    struct fault f = {0};
    struct span value, record, again;
    bool good = json_check(span_of(in), &value, &f) == 0 &&
                item_record(&item, value, &record, &f) == 0 && span_is(record, want) &&
                json_check(record, &again, &f) == 0;
    if (!good)
        fprintf(stderr, "%s\n became [%.*s] %s\n", in, (int)record.len, record.at, f.text);
    return good;
}

static bool stays(const char *in)
{
    return record_is(in, in);
}

static void bytes(void)
{
    CHECK(stays("{}"));
    CHECK(
        stays("{ \"id\" : \"1\" , \"x\":[1.50, 1e3,-0.0 ,{\"score\":  4}],\"t\":\"\\u0041\\/\"}"));
    CHECK(stays("{\"callsAsHost\":9,\"duration\":1800,\"saidAtInterval\":10,\"score\":null}"));
    CHECK(stays("{\"id\":null,\"xId\":true,\"Id\":{},\"ids\":[1],\"callId\":[1]}"));
    CHECK(stays("{\"answerGuide\":null}") && stays("{\"answerGuide\":\"\"}"));
    CHECK(stays("{\"answerGuide\":\"two\\nlines, 1 < 2\"}"));
    CHECK(stays("{\"brief\":\"<b>\"}"));
}

static void ids(void)
{
    CHECK(record_is("{\"id\":9223372036854775807}", "{\"id\":\"9223372036854775807\"}"));
    CHECK(record_is("{\"id\": 18446744073709551615 ,\"a\":1}",
                    "{\"id\": \"18446744073709551615\" ,\"a\":1}"));
    CHECK(record_is("{\"updaterUserId\":-1,\"minRange\":1,\"maxRange\":5,\"createdBy\":7,"
                    "\"addedBy\":8}",
                    "{\"updaterUserId\":\"-1\",\"minRange\":\"1\",\"maxRange\":\"5\","
                    "\"createdBy\":\"7\",\"addedBy\":\"8\"}"));
    CHECK(record_is("{\"a\":[{\"b\":{\"questionId\":1}}]}",
                    "{\"a\":[{\"b\":{\"questionId\":\"1\"}}]}"));
    CHECK(record_is("{\"callsAsHost\":[1,\"2\"],\"ownCallsListenedTo\":[3],\"userIds\":[4],"
                    "\"selectedOptions\":[5]}",
                    "{\"callsAsHost\":[\"1\",\"2\"],\"ownCallsListenedTo\":[\"3\"],"
                    "\"userIds\":[\"4\"],\"selectedOptions\":[\"5\"]}"));
    /* Calls in a list of calls are no ids. */
    CHECK(record_is("{\"calls\":[{\"id\":1,\"n\":2}]}", "{\"calls\":[{\"id\":\"1\",\"n\":2}]}"));
    CHECK(record_is("{\"\\u0069d\":1,\"id\":2,\"id\":3}",
                    "{\"\\u0069d\":\"1\",\"id\":\"2\",\"id\":\"3\"}"));
}

static void guides(void)
{
    CHECK(record_is("{\"answerGuide\":\"<div>a<\\/div><div>\\u0022b\\u0022 &amp; \\\"c\\\"</div>\","
                    "\"id\":1}",
                    "{\"answerGuide\":\"a\\n\\\"b\\\" & \\\"c\\\"\",\"id\":\"1\"}"));
    CHECK(record_is("{\"q\":[{\"answerGuide\":\"<br>\"}]}", "{\"q\":[{\"answerGuide\":\"\"}]}"));
    CHECK(record_is("{\"answerGuide\":\"<b>\\ud83d\\ude00</b>\"}",
                    "{\"answerGuide\":\"\U0001F600\"}"));
}

int main(void)
{
    html();
    references();
    bytes();
    ids();
    guides();
    item_clear(&item);
    buf_free(&b);
    return check_end();
}
