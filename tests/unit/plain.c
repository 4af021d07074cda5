/* lib/base/plain, buf: nothing that a terminal obeys gets through; limits hold. */
#include "lib/base/plain.h"
#include "tests/unit/check.h"

static bool shows(const char *text, const char *want)
{
    struct buf b = {0};
    plain_add(&b, span_of(text));
    bool good = span_is(buf_view(&b), want);
    buf_free(&b);
    return good;
}

int main(void)
{
    CHECK(shows("caf\xc3\xa9 \xe6\x97\xa5", "caf\xc3\xa9 \xe6\x97\xa5"));
    CHECK(shows("a\x1b[31mb", "a\\x1b[31mb"));
    CHECK(shows("\xc2\x9b"
                "31m",
                "\\u{9b}31m"));
    CHECK(shows("\xe2\x80\xaegpj", "\\u{202e}gpj"));
    CHECK(shows(
        "a\xe2\x80\x8b\xc2\xad\xef\xbb\xbf\xe3\x85\xa4\xe1\x85\x9f\xe1\xa0\x8e\xe2\x81\xa4"
        "\xf3\xa0\x80\xa0\xf3\xa0\x81\xbf",
        "a\\u{200b}\\u{ad}\\u{feff}\\u{3164}\\u{115f}\\u{180e}\\u{2064}\\u{e0020}\\u{e007f}"));
    /* Joiners: a family, and a Persian plural. */
    CHECK(shows("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xe2\x80\x8c",
                "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xe2\x80\x8c"));
    CHECK(shows("a\nb\tc\r", "a b c\\x0d"));
    CHECK(shows("\xff\xc3", "\\xff\\xc3"));
    CHECK(plain_width(span_of("caf\xc3\xa9")) == 4 &&
          plain_width(span_of("\xe6\x97\xa5\xe6\x9c\xac")) == 4);
    CHECK(plain_width(span_of("e\xcc\x81")) == 1);

    struct buf b = BUF(8);
    struct fault f = {0};
    buf_text(&b, "12345678");
    CHECK(buf_check(&b, "it", &f) == 0 && b.len == 8);
    buf_byte(&b, '9');
    buf_text(&b, "");
    CHECK(buf_check(&b, "it", &f) == -1 && f.status == STATUS_BAD_RECORD && b.len == 8);
    buf_clear(&b);
    buf_format(&b, "%d", 12345678);
    CHECK(buf_check(&b, "it", &f) == 0 && span_is(buf_view(&b), "12345678"));
    buf_free(&b);
    fault(&f, STATUS_USAGE, "\x1b]0;x\x07");
    CHECK(!strchr(f.text, 0x1b));
    return check_end();
}
