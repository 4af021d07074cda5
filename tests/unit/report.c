/* The report's small parts: intervals, words, dressing, and the check of a quote. */

#include <math.h>
#include <string.h>
#include "lib/report/column.h"
#include "lib/report/dress.h"
#include "lib/report/reading.h"
#include "lib/report/rollup.h"
#include "lib/report/words.h"
#include "tests/unit/check.h"

static bool is(struct buf *b, const char *text)
{
    bool same = span_is((struct span){b->at ? b->at : "", b->len}, text);
    if (!same)
        fprintf(stderr, "got: %.*s\n", (int)b->len, b->at ? b->at : "");
    buf_free(b);
    return same;
}

#define SAYS(call, text)                                                                           \
    do {                                                                                           \
        struct buf b = BUF(0);                                                                     \
        call;                                                                                      \
        CHECK(is(&b, text));                                                                       \
    } while (0)

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

/* Against published values: Newcombe 1998, table I (Wilson without continuity correction), 95 %. */
static void intervals(void)
{
    struct interval i = interval_of(81, 263);
    CHECK(near(i.low, .2553) && near(i.high, .3662));
    i = interval_of(15, 148);
    CHECK(near(i.low, .0624) && near(i.high, .1605));
    i = interval_of(0, 20);
    CHECK(i.low == 0 && near(i.high, .1611));
    i = interval_of(1, 29);
    CHECK(near(i.low, .0061) && near(i.high, .1718));
    i = interval_of(29, 29);
    CHECK(i.high == 1 && i.share == 1 && near(i.low, .8830));
    i = interval_of(0, 0);
    CHECK(i.low == 0 && i.high == 0);
}

/* Against published values: Newcombe 1998, Statistics in Medicine 17:873, table II, method 10. */
static void differences(void)
{
    static const struct {
        int64_t a, m, b, n;
        double low, high;
    } rows[] = {{56, 70, 48, 80, .0524, .3339}, {9, 10, 3, 10, .1705, .8090},
                {6, 7, 2, 7, .0582, .8062},     {5, 56, 0, 29, -.0381, .1926},
                {0, 10, 0, 20, -.1611, .2775},  {0, 10, 0, 10, -.2775, .2775},
                {10, 10, 0, 20, .6791, 1.0000}, {10, 10, 0, 10, .6075, 1.0000}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct interval d = difference_of(rows[i].a, rows[i].m, rows[i].b, rows[i].n);
        CHECK(near(d.low, rows[i].low) && near(d.high, rows[i].high));
        struct interval turned = difference_of(rows[i].b, rows[i].n, rows[i].a, rows[i].m);
        CHECK(near(turned.low, -d.high) && near(turned.high, -d.low));
    }
    CHECK(difference_of(1, 2, 0, 0).high == 0 && difference_of(0, 0, 1, 2).low == 0);
}

static void numbers(void)
{
    SAYS(words_number(&b, 0), "0");
    SAYS(words_number(&b, 999), "999");
    SAYS(words_number(&b, 1000), "1,000");
    SAYS(words_number(&b, -1234567), "−1,234,567");
    SAYS(words_number(&b, INT64_MIN), "−9,223,372,036,854,775,808");
    SAYS(words_real(&b, 1250.5), "1,250.5");
    SAYS(words_real(&b, .999), "1");
    SAYS(words_real(&b, -.25), "−0.25");
    SAYS(words_real(&b, -.001), "0");
    SAYS(words_real(&b, 1e300), "1e+300");
    SAYS(words_real(&b, -9007199254740994.), "−9,007,199,254,740,994");
    SAYS(words_answer(&b, 9007199254740992., span_of("9007199254740993")), "9,007,199,254,740,993");
    SAYS(words_answer(&b, 1e23, span_of("-123456789012345678901234")),
         "−123,456,789,012,345,678,901,234");
    SAYS(words_answer(&b, (double)NAN, span_of("1e999")), "1e999");
    SAYS(words_answer(&b, 1e20, span_of("1e20")), "1e20");
    SAYS(words_answer(&b, 1e3, span_of("1e3")), "1,000");
    SAYS(words_answer(&b, 2500000.005, span_of("2500000.005")), "2,500,000.01");
    SAYS(words_answer(&b, -.004, span_of("-0.004")), "-0.004");
    SAYS(words_answer(&b, -0., span_of("-0")), "0");
    SAYS(words_real(&b, (double)NAN), "");
    SAYS(words_count(&b, 1, "call", "calls"), "1 call");
    SAYS(words_count(&b, 0, "call", "calls"), "0 calls");
    SAYS(words_percent(&b, 31, 168), "18%");
    SAYS(words_percent(&b, 1, 8), "13%"); /* half up */
    SAYS(words_percent(&b, 1, 1000), "<1%");
    SAYS(words_percent(&b, 999, 1000), ">99%");
    SAYS(words_percent(&b, 0, 7), "0%");
    SAYS(words_percent(&b, 7, 7), "100%");
    SAYS(words_percent(&b, 0, 0), "–");
    SAYS(words_range(&b, .1336, .2502), "13–25%");
    SAYS(words_clock(&b, 751999), "12:31");
    SAYS(words_clock(&b, 3751000), "1:02:31");
    SAYS(words_clock(&b, -1), "0:00");
    SAYS(words_minutes(&b, 0), "0");
    SAYS(words_minutes(&b, 5), "1");
    SAYS(words_minutes(&b, 90), "2");
    SAYS(words_money(&b, 12500.4, span_of("USD")), "USD 12,500");
    SAYS(words_money(&b, 9.5, SPAN_NONE), "9.5");
    SAYS(words_date(&b, "2026-10-06"), "6 Oct 2026");
    SAYS(words_date(&b, "no date"), "no date");
    SAYS(words_date_span(&b, span_of("2026-99-06")), "2026-99-06");
    SAYS(words_label(&b, span_of("what_would-change")), "What would change");
    SAYS(words_reason(&b, "filtered:stage"), "filtered out by stage");
    SAYS(words_reason(&b, "some_new_one"), "some new one");
    SAYS(words_unquoted(&b, span_of("he said \"yes\", “no”, «si», 'ja', `a` and ‘b’")),
         "he said yes, no, si, ja, a and b");
    SAYS(words_unquoted(&b, span_of("don't, the buyer’s, 'tis, buyers' \xff\" 「x」")),
         "don't, the buyer’s, tis, buyers \xff x");
}

static void shown(void)
{
    struct span s = {"a\0b\x1b[2J\xc2\x9b", 9};
    SAYS(dress_quote(&b, s, DRESS_PLAIN), "a\\x00b\\x1b[2J\\x9b");
    SAYS(dress_quote(&b, span_of("\\x1b \\u \\\\ \\a \\"), DRESS_PLAIN),
         "\\\\x1b \\\\u \\\\\\ \\a \\");
    SAYS(dress_quote(&b, span_of("\\\x1b"), DRESS_PLAIN), "\\\\\\x1b");
    SAYS(dress_quote(&b, span_of("\xe2\x80\xaegnp"), DRESS_HTML), "\\u{202e}gnp");
    SAYS(dress_quote(&b, span_of("\xff"), DRESS_HTML), "\\xff");
    SAYS(dress_quote(&b, span_of("\xe2\x80\x8f yz"), DRESS_HTML), "\xe2\x80\x8f yz");
    SAYS(dress_quote(&b, span_of("\xe2\x80\x8f yz"), DRESS_PLAIN), "\\u{200f} yz");
    for (enum dress how = DRESS_HTML; how <= DRESS_CSV; how++)
        SAYS(dress_quote(&b, span_of("a\xe2\x80\x8b\xf3\xa0\x81\x81\xe2\x80\x8d"), how),
             how == DRESS_MARKDOWN ? "a\\\\u\\{200b\\}\\\\u\\{e0041\\}\xe2\x80\x8d"
                                   : "a\\u{200b}\\u{e0041}\xe2\x80\x8d");
    SAYS(dress_json(&b, span_of("[\"\xef\xbb\xbf\xf3\xa0\x81\x81\xef\xbc\x9d\"]")),
         "\"[\"\"\\ufeff\\udb40\\udc41\xef\xbc\x9d\"\"]\"");
    SAYS(dress_quote(&b, span_of(" a\n"), DRESS_PLAIN), " a\\x0a");
    SAYS(dress_name(&b, span_of(" a\n\tb "), DRESS_PLAIN), "a  b");
    SAYS(dress_quote(&b, span_of("<a href='x\">&"), DRESS_HTML),
         "&lt;a href=&#39;x&quot;&gt;&amp;");
    SAYS(dress_quote(&b, span_of("1. a*b_c_ [x](y) #"), DRESS_MARKDOWN),
         "1\\. a\\*b_c\\_ \\[x\\](y) \\#");
    SAYS(dress_quote(&b, span_of("- see www.x https://y"), DRESS_MARKDOWN),
         "\\- see www\\.x https\\://y");
    SAYS(dress_quote(&b, SPAN_NONE, DRESS_HTML), "");
}

static void fields(void)
{
    static const char *const rows[][2] = {{"plain", "plain"},
                                          {"a,b", "\"a,b\""},
                                          {"a\"b", "\"a\"\"b\""},
                                          {"", ""},
                                          {"-5", "-5"},
                                          {"+5.25", "+5.25"},
                                          {"-", "\"'-\""},
                                          {"-5-5", "\"'-5-5\""},
                                          {"+.5", "\"'+.5\""},
                                          {"=1", "\"'=1\""},
                                          {"@a", "\"'@a\""},
                                          {"'=1", "\"''=1\""},
                                          {" =1", "\"' =1\""},
                                          {"'", "'"},
                                          {"'a", "'a"},
                                          {"\xef\xbc\x9d"
                                           "1",
                                           "\"'\xef\xbc\x9d"
                                           "1\""},
                                          {"a=1", "a=1"},
                                          {"1.5e3", "1.5e3"},
                                          {"-1.5E+3", "-1.5E+3"},
                                          {"-1e", "\"'-1e\""},
                                          {"-1e5+A1", "\"'-1e5+A1\""},
                                          {"\xc2\xa0=1", "\"'\xc2\xa0=1\""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        SAYS(dress_field(&b, span_of(rows[i][0])), rows[i][1]);
    SAYS(dress_field(&b, span_of("\t=1")), "\"'\t=1\"");
    SAYS(dress_quote(&b, span_of("\t=\xc3\xa4"), DRESS_CSV), "\\x09=\xc3\xa4");
    SAYS(dress_quote(&b, span_of("\xc2\x85,\\x41"), DRESS_CSV), "\"\\x85,\\\\x41\"");
    SAYS(dress_quote(&b, SPAN_NONE, DRESS_CSV), "");
    SAYS(dress_json(&b, span_of("[\"a\\n\\\\x\xe2\x80\xae\x7f\xe2\x82\xac\",\t1]")),
         "\"[\"\"a\\n\\\\x\\u202e\\u007f\xe2\x82\xac\"\", 1]\"");
}

/* The columns of `list` in the record, with a | behind each. */
static const char *fetched(const char *list, const char *record)
{
    static char text[400];
    struct span values[40];
    struct columns c;
    struct fault f = {0};
    text[0] = '\0';
    if (columns_read(&c, list, &f) != 0)
        snprintf(text, sizeof text, "status %d", f.status);
    else
        columns_fetch(&c, span_of(record), values);
    for (size_t i = 0; !f.status && i < c.n; i++) {
        struct span v = values[c.at[i].step];
        snprintf(text + strlen(text), sizeof text - strlen(text), "%.*s|", (int)v.len, v.at);
    }
    columns_clear(&c);
    return text;
}

static void columns(void)
{
    static const char record[] =
        "{\"metaData\":{\"id\":\"1\",\"x\":0},\"id\":\"top\",\"a\":[{\"b\":1},[2,3]],"
        "\"metaData\":{\"id\":\"2\",\"\\u0074itle\":\"T\",\"id\":null},\"d\":{\"0\":\"zero\"}}";
    static const char *const rows[][2] = {
        {"id,title,metaData.x", "null|\"T\"||"}, /* the last of doubled members counts */
        {"I=id,.id,a.0.b,a.1.1,a.1.7,a.2", "null|\"top\"|1|3|||"},
        {"d.0,d.1,a.b,id.x,id.0", "\"zero\"|||||"},
        {"a.1,a,a.1.0,a", "[2,3]|[{\"b\":1},[2,3]]|2|[{\"b\":1},[2,3]]|"},
        {"a.00,a.4294967296", "||"},
        {"", "status 64"},
        {"a,", "status 64"},
        {"a..b", "status 64"},
        {"a=", "status 64"},
        {".", "status 64"},
        {"a\\", "status 64"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CHECK(strcmp(fetched(rows[i][0], record), rows[i][1]) == 0);
}

static bool has(struct spoken *t, int64_t from, int64_t to, const char *quote)
{
    struct fault f = {0};
    bool yes;
    return spoken_has(t, from, to, span_of(quote), &yes, &f) == 0 && yes;
}

static void quotes(void)
{
    struct spoken t = {0};
    struct fault f = {0};
    struct span monologues =
        span_of("[{\"sentences\":[{\"text\":\"One two.\"},{\"text\":\"Three\\u00e9.\"}]},"
                "{\"sentences\":null},5,{\"sentences\":[{\"text\":null},{\"text\":\"Four.\"}]},{},"
                "{\"sentences\":[7,{\"text\":\"Five.\"}],\"sentences\":[{\"text\":\"Six.\"}]}]");
    for (int again = 0; again < 2; again++) {
        CHECK(spoken_read(&t, monologues, &f) == 0 && t.total == 5);
        CHECK(has(&t, 0, 0, "One two."));
        CHECK(has(&t, 0, 1, "two. Three\xc3\xa9."));
        CHECK(!has(&t, 0, 0, "One two. Three")); /* not of that sentence */
        CHECK(!has(&t, 0, 1, "one two."));       /* byte for byte */
        CHECK(!has(&t, 1, 3, "Three\xc3\xa9.")); /* over two turns */
        CHECK(has(&t, 2, 3, "Four."));
        CHECK(has(&t, 4, 4, "Six.") && !has(&t, 4, 4, "Five."));
        CHECK(!has(&t, 3, 2, "Four."));
        CHECK(!has(&t, -1, 0, "One"));
        CHECK(!has(&t, 3, 4, "Four."));
        CHECK(!has(&t, 4, 5, "Six."));
        CHECK(!has(&t, 0, 0, ""));
    }
    spoken_clear(&t);
}

int main(void)
{
    intervals();
    differences();
    numbers();
    shown();
    fields();
    columns();
    quotes();
    return check_end();
}
