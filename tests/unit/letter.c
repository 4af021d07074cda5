/* What a mail is made of: encoded words, parameters, quoted-printable, addresses. */

#include <string.h>
#include "lib/report/letter.h"
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

/* RFC 2045, 6.7. */
static void quoted_printable(void)
{
    SAYS(letter_quoted(&b, span_of("")), "");
    SAYS(letter_quoted(&b, span_of("a = b\n")), "a =3D b\r\n");
    SAYS(letter_quoted(&b, span_of("end \nend\t")), "end=20\r\nend=09");
    SAYS(letter_quoted(&b, span_of("\n.\n..\nFrom x\n")), "\r\n=2E\r\n=2E.\r\n=46rom x\r\n");
    SAYS(letter_quoted(&b, span_of("a\rb\x7f")), "a=0Db=7F");
    SAYS(letter_quoted(&b, span_of("é")), "=C3=A9");
    char line[80], want[96];
    memset(line, 'x', sizeof line);
    line[75] = '\0';
    SAYS(letter_quoted(&b, span_of(line)), line);
    line[75] = '.';
    line[76] = '\0'; /* the dot begins a line of its own */
    snprintf(want, sizeof want, "%.75s=\r\n=2E", line);
    SAYS(letter_quoted(&b, span_of(line)), want);
    line[73] = '=';
    line[74] = '\0'; /* a code is not torn */
    snprintf(want, sizeof want, "%.73s=\r\n=3D", line);
    SAYS(letter_quoted(&b, span_of(line)), want);
}

/* RFC 2047: at most 75 characters, and no character in two words. */
static void encoded_words(void)
{
    SAYS(letter_words(&b, span_of("Plain words: 57% of 7 calls")), "Plain words: 57% of 7 calls");
    SAYS(letter_words(&b, span_of("=?utf-8?q?x?=")), "=?UTF-8?B?PT91dGYtOD9xP3g/PQ==?=");
    SAYS(letter_words(&b, span_of("a\r\nBcc: b")), "=?UTF-8?B?YQ0KQmNjOiBi?=");
    SAYS(letter_words(&b, span_of(" a")), "=?UTF-8?B?IGE=?=");
    SAYS(letter_words(&b, span_of("123456789012345678901234567890123456789é")),
         "=?UTF-8?B?MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5?=\r\n "
         "=?UTF-8?B?w6k=?=");
    SAYS(letter_words(&b, span_of("12345678901234567890123456789012345678é")),
         "=?UTF-8?B?MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg=?=\r\n "
         "=?UTF-8?B?w6k=?=");
}

/* RFC 2231. */
static void parameters(void)
{
    SAYS(letter_parameter(&b, "filename", span_of("report-1.html")),
         ";\r\n filename=\"report-1.html\"");
    SAYS(letter_parameter(&b, "filename", span_of("a b\".pdf")),
         ";\r\n filename*0*=UTF-8''a%20b%22.pdf");
    SAYS(letter_parameter(&b, "filename",
                          span_of("12345678901234567890123456789012345678901234567890ü.csv")),
         ";\r\n filename*0*=UTF-8''12345678901234567890123456789012345678901234567890"
         ";\r\n filename*1*=%C3%BC.csv");
}

static void addresses(void)
{
    static const char *const good[] = {"a@b", "a.b+c@d-e.example", "Ana <a@b>", "<a@b>",
                                       " Ana, of us <a@b> "};
    static const char *const bad[] = {"",        "a",       "@b",         "a@",        "a@b@c",
                                      "a b@c",   "a@b c",   "a..b@c",     ".a@b",      "a.@b",
                                      "a@.b",    "a@b.",    "a@b\r\n",    "a@b>",      "<a@b",
                                      "\"a\"@b", "a@[::1]", "a@b\nTo: c", "\xc3\xa4@b"};
    struct letter l = {0};
    struct fault f;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        CHECK(letter_from(&l, good[i], "from", &f) == 0 && strchr(l.from.address, '@'));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK(letter_from(&l, bad[i], "from", &f) == -1 && f.status == STATUS_CONFIG);
    CHECK(letter_to(&l, "a@b, Cy <c@d>,e@f", "to", &f) == 0 && l.nto == 3);
    CHECK(strcmp(l.to[1].address, "c@d") == 0 && span_is(l.to[1].name, "Cy"));
    letter_clear(&l);
}

int main(void)
{
    quoted_printable();
    encoded_words();
    parameters();
    addresses();
    return check_end();
}
