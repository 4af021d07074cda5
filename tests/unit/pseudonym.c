/* lib/analyze/pseudonym: what is hidden and what is not, and that all of it comes back. */

#include "lib/analyze/pseudonym.h"
#include <stdlib.h>
#include "lib/json/json.h"
#include "tests/unit/check.h"

static const char record[] =
    "{\"metaData\":{\"id\":\"1\",\"title\":\"Acme // Larkfield\"},"
    "\"parties\":["
    "{\"name\":\"Jane Doe\",\"emailAddress\":\"jane.doe@acme.com\",\"phoneNumber\":\"+1 (555) "
    "010-0134\"},"
    "{\"name\":\"Jane Roe\",\"emailAddress\":\"j.roe@gmail.com\"},"
    "{\"name\":\"Will Grant\",\"emailAddress\":\"info@larkfield.io\"},"
    "{\"name\":\"Zo\\u00eb S\\u00f8rensen-O'Brien\",\"emailAddress\":null,\"phoneNumber\":\"402\"},"
    "{\"name\":\"\\u4f50\\u85e4 \\u5065\\u592a\"},"
    "{\"name\":\"A\"},{\"name\":\"Mark\"},{\"name\":\"Grad D\"},{\"name\":\"Grad "
    "E\"},{\"name\":\"PhD B\"},"
    "{\"name\":\"Project Manager\"},{\"name\":null},{\"name\":\"\"},{\"name\":\"- -\"},"
    "{\"name\":\"Hon. Bill Blair (Scarborough Southwest, Lib.)\"},"
    "{\"name\":\"li.wei@umber.example\"},"
    "{\"name\":\"\\u00c7elik\",\"context\":[{\"system\":\"HubSpot\",\"objects\":[{\"objectType\":"
    "\"Contact\",\"fields\":[{\"name\":\"Mobile_Phone\",\"value\":\"0170 9988776\"}]}]}]}],"
    "\"context\":[{\"system\":\"Salesforce\",\"objects\":[{\"objectType\":\"Account\",\"fields\":["
    "{\"name\":\"Name\",\"value\":\"Kestrel Freight, Inc.\"},"
    "{\"name\":\"Website\",\"value\":\"https://www.kestrel-freight.co.uk/home\"}]},"
    "{\"objectType\":\"Opportunity\",\"fields\":[{\"name\":\"Name\",\"value\":\"Expansion\"}]}]}],"
    "\"callmine\":{\"companies\":[{\"name\":\"Garc\\u00eda Hermanos S.A.\",\"domain\":null}]}}";

static struct fault f;
static const char secret[] = "0123456789abcdef0123456789abcdef";

static struct span key(void)
{
    return (struct span){secret, sizeof secret - 1};
}

static void learn(struct pseudonyms *p, struct call *c, const char *json)
{
    struct span whole;
    CHECK(json_check(span_of(json), &whole, &f) == 0 && call_read(c, whole, &f) == 0);
    CHECK(pseudonyms_call(p, c, key(), &f) == 0);
}

/* Written apart from the library's: tokens become {P}, {C}, {M}, {N}, {T}. */
static void mask(struct span text, struct buf *to)
{
    static const char *const kinds[][2] = {{"Person-", "{P}"},
                                           {"Company-", "{C}"},
                                           {"Mail-", "{M}"},
                                           {"Phone-", "{N}"},
                                           {"Token-", "{T}"}};
    for (size_t i = 0; i < text.len;) {
        size_t k = 0, n = 0;
        for (; k < 5; k++) {
            n = strlen(kinds[k][0]);
            if (text.len - i > n && memcmp(text.at + i, kinds[k][0], n) == 0 &&
                text.at[i + n] >= '0' && text.at[i + n] <= '9')
                break;
        }
        if (k == 5) {
            buf_byte(to, text.at[i++]);
            continue;
        }
        for (i += n; i < text.len && strchr("0123456789abcdefghjkmnpqrstvwxyz", text.at[i]); i++)
            ;
        i += k == 2 ? strlen("@example.invalid") : 0;
        buf_text(to, kinds[k][1]);
    }
}

static void comes_back(struct pseudonyms *p, struct span text, struct buf *hidden)
{
    struct buf back = BUF(0);
    buf_clear(hidden);
    CHECK(pseudonyms_hide(p, text, hidden, &f) == 0);
    CHECK(pseudonyms_restore(p, buf_view(hidden), &back, &f) == 0);
    CHECK(span_equal(buf_view(&back), text));
    buf_free(&back);
}

static const struct {
    const char *text, *hidden;
} rows[] = {
    /* people */
    {"Hi Jane, it's Will.", "Hi {P}, it's {P}."},
    {"Jane Doe's plan, JANE DOE and jane doe", "{P}'s plan, {P} and {P}"},
    {"Doe, a deer. Janet does.", "{P}, a deer. Janet does."},
    {"I will not grant that. WILL GRANT will.", "I will not grant that. {P} will."},
    {"Zoe and ZO\xc3\x8b and Zoe\xcc\x88 Sorensen", "{P} and {P} and {P} {P}"},
    {"Mrs. O'Brien, S\xc3\xb8rensen O\xe2\x80\x99"
     "Brien",
     "Mrs. {P}, {P}"},
    {"\xe4\xbd\x90\xe8\x97\xa4\xe3\x81\x95\xe3\x82\x93\xe3\x81\xaf",
     "{P}\xe3\x81\x95\xe3\x82\x93\xe3\x81\xaf"},
    {"\xe4\xbd\x90\xe8\x97\xa4"
     "2x, \xe4\xbd\x90\xe8\x97\xa4\xe5\x81\xa5\xe5\xa4\xaa\xe4\xbd\x90\xe8\x97\xa4",
     "{P}, {P}{P}"},
    {"\xe4\xbd\x90\xe8\x97\xa4jane", "{P}{P}"},
    {"A is a letter, a Grad is not", "{P} is a letter, a {P} is not"},
    {"mark my words, Mark", "mark my words, {P}"},
    {"grad d, Grad E; the project manager of a project", "{P}, {P}; the {P} of a project"},
    {"B, a phd B, the PhD", "B, a {P}, the PhD"},
    {"Mr. Blair paid the bill, Bill Blair", "Mr. {P} paid the bill, {P}"},
    {"celik, \xc3\x87"
     "ELIK and Wei at Umber",
     "{P}, {P} and {P} at {C}"},
    /* companies */
    {"Kestrel Freight Inc and kestrel freight", "{C} and {C}"},
    {"at Kestrel, a kestrel flew", "at {C}, a kestrel flew"},
    {"see kestrel-freight.co.uk or Kestrelfreight", "see {C} or {C}"},
    {"kestrel dash freight dot co dot uk", "kestrel dash freight dot co dot uk"},
    {"garcia hermanos, Garc\xc3\xad"
     "a Hermanos S.A.",
     "{C}, {C}."},
    {"acme, Acme's acme dot com", "{C}, {C}'s {C}"},
    {"my gmail, an expansion", "my gmail, an expansion"},
    {"info for Larkfield", "info for {C}"},
    /* addresses */
    {"to JANE.DOE@acme.com.", "to {M}."},
    {"jane dot doe at acme dot com or jane doe at acme dot com", "{M} or {M}"},
    {"x_y+z@mail.other.org, q@other, 3 @ 4", "{M}, q@other, 3 @ 4"},
    {"write bob dot lee at other dot org today", "write {M} today"},
    {"\xe3\x81\xaf"
     "b@c.de\xe3\x81\xa7\xe3\x81\x99",
     "\xe3\x81\xaf{M}\xe3\x81\xa7\xe3\x81\x99"},
    /* phones */
    {"555 010 0134, 15550100134 or +1-555-010-0134", "{N}, {N} or +{N}"},
    {"extension 402, not 4020", "extension {N}, not 4020"},
    {"+49 170 9988776; (212) 555-0199", "+{N}; ({N}"},
    {"555-0199 or 02079460958", "{N} or {N}"},
    {"on 2026-10-06, 06.10.2026, in 2024-2025", "on 2026-10-06, 06.10.2026, in 2024-2025"},
    {"5000-6000 seats, 1.500.000 or 1 500 000 or 1500000",
     "5000-6000 seats, 1.500.000 or 1 500 000 or 1500000"},
    {"$1234567890 and \xe2\x82\xac"
     "4000000000",
     "$1234567890 and \xe2\x82\xac"
     "4000000000"},
    /* what looks like a token */
    {"Person-7kq2 and Mail-1@example.invalid", "{T} and {M}"},
    {"xPerson-1\xc3\xa9 Company-wide Phone-Jane", "{T} Company-wide Phone-{P}"},
    {"", ""},
    {NULL, ""},
};

static void tables(struct pseudonyms *p)
{
    struct buf hidden = BUF(0), masked = BUF(0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        comes_back(p, span_of(rows[i].text), &hidden);
        buf_clear(&masked);
        mask(buf_view(&hidden), &masked);
        bool good = span_is((struct span){masked.len ? masked.at : "", masked.len}, rows[i].hidden);
        if (!good)
            fprintf(stderr, "row %zu:\n  %s\n  not %s\n", i, masked.len ? masked.at : "",
                    rows[i].hidden);
        CHECK(good);
    }
    buf_free(&hidden);
    buf_free(&masked);
}

/* The same person has the same token in another call, and other letters under another key. */
static void tokens(struct pseudonyms *p)
{
    static const char other[] = "{\"metaData\":{\"id\":\"2\"},\"parties\":[{\"name\":\"Mark\"},"
                                "{\"name\":\"Jane Doe\"}]}";
    struct pseudonyms q = {0};
    struct call c = {0};
    struct buf a = BUF(0), b = BUF(0), name = BUF(0);
    learn(&q, &c, other);
    comes_back(p, span_of("Jane Doe"), &a);
    comes_back(&q, span_of("Jane Doe"), &b);
    CHECK(a.len == strlen("Person-7kq2") && span_equal(buf_view(&a), buf_view(&b)));
    /* Another spelling: the same letters, and more. */
    comes_back(&q, span_of("JANE DOE"), &name);
    CHECK(name.len > b.len && memcmp(name.at, b.at, b.len) == 0);
    comes_back(&q, span_of("Jane"), &name);
    CHECK(name.len > b.len && memcmp(name.at, b.at, b.len) == 0);
    /* Two Janes: the first name alone is neither. */
    comes_back(p, span_of("Jane"), &name);
    CHECK(name.len < a.len || memcmp(name.at, a.at, a.len) != 0);
    CHECK(pseudonyms_call(&q, &c, span_of("another key"), &f) == 0);
    comes_back(&q, span_of("Jane Doe"), &b);
    CHECK(!span_equal(buf_view(&a), buf_view(&b)));
    /* What no call gave out is not touched. */
    buf_clear(&b);
    CHECK(pseudonyms_restore(&q, span_of("Person-0000, Mail-1@example.invalid"), &b, &f) == 0);
    CHECK(span_is(buf_view(&b), "Person-0000, Mail-1@example.invalid"));
    buf_free(&a);
    buf_free(&b);
    buf_free(&name);
    call_clear(&c);
    pseudonyms_clear(&q);
}

/* Ten thousand people in one call: some letters are the same, no token is. */
static void crowd(void)
{
    enum { PEOPLE = 10000 };
    struct pseudonyms p = {0};
    struct call c = {0};
    struct buf json = BUF(0), text = BUF(0), hidden = BUF(0);
    buf_text(&json, "{\"metaData\":{\"id\":\"3\"},\"parties\":[{}");
    for (int i = 0; i < PEOPLE; i++)
        buf_format(&json, ",{\"name\":\"first%d last%d\"}", i, i);
    buf_text(&json, "]}");
    learn(&p, &c, json.at);
    for (int i = 0; i < PEOPLE; i++)
        buf_format(&text, "first%d last%d,", i, i);
    comes_back(&p, buf_view(&text), &hidden);
    CHECK(!memmem(hidden.at, hidden.len, "first", 5));
    CHECK(hidden.len > PEOPLE * strlen("Person-7kq2,"));
    buf_free(&json);
    buf_free(&text);
    buf_free(&hidden);
    call_clear(&c);
    pseudonyms_clear(&p);
}

/* Texts made of names, tokens, pieces of both, and noise. */
static void random_texts(struct pseudonyms *p)
{
    static const char *const pieces[] = {"Jane",     " ",       "Doe",
                                         "-",        "Person-", "Mail-",
                                         "7kq2",     "@",       "example.invalid",
                                         "acme",     ".com",    "\xe4\xbd\x90\xe8\x97\xa4",
                                         "a",        "1",       "555",
                                         "010",      "\xff",    "'",
                                         "\xcc\x88", "Will",    "Company-1",
                                         " dot ",    " at ",    "+",
                                         "(",        "0134",    "\xf0\x9f\x98\x80",
                                         "Grad",     "\n",      "Phone-",
                                         "Token-0"};
    struct buf text = BUF(0), hidden = BUF(0), twice = BUF(0);
    srand(1);
    for (int i = 0; i < 20000; i++) {
        buf_clear(&text);
        for (int n = rand() % 12; n >= 0; n--)
            buf_text(&text, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
        comes_back(p, buf_view(&text), &hidden);
        buf_clear(&text);
        buf_span(&text, buf_view(&hidden));
        comes_back(p, buf_view(&text), &twice); /* full of tokens that were given out */
    }
    buf_free(&text);
    buf_free(&hidden);
    buf_free(&twice);
}

int main(void)
{
    struct pseudonyms p = {0};
    struct call c = {0};
    learn(&p, &c, record);
    tables(&p);
    tokens(&p);
    random_texts(&p);
    crowd();
    call_clear(&c);
    pseudonyms_clear(&p);
    return check_end();
}
