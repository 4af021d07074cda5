/* lib/analyze/erase: what is theirs goes, what is somebody else's stays, to the byte. */

#include "lib/analyze/erase.h"
#include <stdlib.h>
#include "lib/json/json.h"
#include "tests/unit/check.h"

static struct fault f;
static const char secret[] = "0123456789abcdef0123456789abcdef";

static const char call_of_two[] =
    "{\"metaData\":{\"id\":\"1\",\"title\":\"Ana & Ana "
    "Lopez\",\"primaryUserId\":\"31\"},\"parties\":["
    "{\"id\":\"11\",\"userId\":\"31\",\"speakerId\":\"1\",\"name\":\"Ana Ruiz\",\"title\":\"VP\","
    "\"emailAddress\":\"ana.ruiz@acme.example\",\"phoneNumber\":\"+1 (555) 010-4477\","
    "\"affiliation\":\"Internal\",\"context\":[{\"system\":\"x\"}]},"
    "{\"id\":\"12\",\"speakerId\":\"2\",\"name\":\"Ana "
    "Lopez\",\"emailAddress\":\"a.lopez@else.example\"}],"
    "\"n\": [31, \"31\", 1.50],"
    "\"transcript\":[{\"speakerId\":\"1\",\"sentences\":["
    "{\"start\":1,\"end\":2,\"text\":\"We cannot pay so much for it.\"},"
    "{\"start\":2,\"end\":3,\"text\":\"No.\"}]},"
    "{\"speakerId\":\"2\",\"sentences\":[{\"start\":4,\"end\":5,\"text\":\"ANA, said Ana Lopez, "
    "call "
    "555 010 4477 or ana.ruiz@acme.example.\"}]}],"
    "\"callmine\":{\"host\":{\"id\":\"31\",\"name\":\"Ana Ruiz\",\"email\":null,\"title\":\"VP\"},"
    "\"analysis\":{\"answers\":["
    "{\"value\":\"price\",\"evidence\":[{\"quote\":\"pay so much for it.\",\"sentences\":[0,0],"
    "\"speaker_id\":\"1\",\"speaker\":\"Ana "
    "Ruiz\",\"title\":\"VP\",\"side\":\"rep\",\"start_ms\":1}]},"
    "{\"value\":\"cannot pay so much for it\",\"evidence\":[{\"quote\":\"said Ana Lopez, call 555 "
    "010 "
    "4477\",\"sentences\":[2,2],\"speaker_id\":\"2\",\"speaker\":\"Ana "
    "Lopez\",\"title\":null}]}]}}}";

/* Both say the same, and somebody who is not known does. */
static const char same_words[] =
    "{\"metaData\":{\"id\":\"3\"},\"parties\":[{\"id\":\"11\",\"userId\":\"31\",\"speakerId\":"
    "\"1\","
    "\"emailAddress\":\"ana.ruiz@acme.example\"},{\"id\":\"12\",\"speakerId\":\"2\",\"name\":"
    "\"Bo\"}],"
    "\"transcript\":["
    "{\"speakerId\":\"1\",\"sentences\":[{\"text\":\"That makes sense to me.\"}]},"
    "{\"speakerId\":\"2\",\"sentences\":[{\"text\":\"That makes sense to me.\"}]},"
    "{\"speakerId\":null,\"sentences\":[{\"text\":\"That makes sense to me.\"}]}],"
    "\"callmine\":{\"analysis\":{\"answers\":[{\"value\":\"makes sense to me\",\"evidence\":["
    "{\"quote\":\"That makes sense to me.\",\"sentences\":[1,1],\"speaker_id\":\"2\"}]}]}}}";

static const char elsewhere[] =
    "{\"metaData\":{\"id\":\"2\",\"title\":\"Ana, or Ruiz, "
    "Ana\"},\"parties\":[{\"speakerId\":\"1\","
    "\"name\":\"Ana Lopez\",\"emailAddress\":\"a.lopez@else.example\"}],\"transcript\":[{"
    "\"speakerId\":\"1\",\"sentences\":[{\"start\":1,\"end\":2,\"text\":\"\\u00c1na Ru\\u00edz "
    "told "
    "Ana.\"}]}]}";

static const char user[] =
    "{\"id\":\"31\",\"emailAddress\":\"ana.ruiz@acme.example\",\"firstName\":"
    "\"Ana\",\"lastName\":\"Ruiz\"}";

static struct span checked(const char *json)
{
    struct span value = SPAN_NONE;
    CHECK(json_check(span_of(json), &value, &f) == 0);
    return value;
}

static void know(struct subject *s, const char *who, enum subject_as as, bool all, size_t want)
{
    struct roster r = {0};
    size_t several;
    CHECK(roster_add(&r, checked(call_of_two), &f) == 0);
    CHECK(roster_add(&r, checked(elsewhere), &f) == 0);
    CHECK(roster_add(&r, checked(user), &f) == 0);
    CHECK(subject_find(s, &r, span_of(who), as, all, &several, &f) == 0);
    CHECK(several == want);
    roster_clear(&r);
}

static void begin(struct erase *e, const struct subject *s)
{
    e->person = s;
    CHECK(erase_begin(e, (struct span){secret, 32}, span_of("ana"), &f) == 0);
}

/* The record without them, as text, with "@" for their mark. */
static char *without(struct erase *e, const char *json, bool *gone)
{
    struct buf b = BUF(1 << 20), shown = BUF(1 << 20);
    CHECK(erase_record(e, checked(json), &b, gone, &f) == 0);
    struct span rest = buf_view(&b);
    size_t mark = strlen(e->blot.mark);
    while (rest.len) {
        bool is = rest.len >= mark && memcmp(rest.at, e->blot.mark, mark) == 0;
        buf_add(&shown, is ? "@" : rest.at, 1);
        rest.at += is ? mark : 1;
        rest.len -= is ? mark : 1;
    }
    buf_byte(&shown, '\0');
    buf_free(&b);
    return shown.at;
}

static void test_person(void)
{
    struct subject s = {0};
    struct erase e = {0};
    bool gone;
    know(&s, "ANA.RUIZ@acme.example", SUBJECT_MAIL, false, 1);
    begin(&e, &s);
    char *now = without(&e, call_of_two, &gone);
    CHECK(!gone && e.n.calls == 1 && e.n.sentences == 2);
    CHECK(strstr(now, "\"title\":\"@ & Ana Lopez\",\"primaryUserId\":\"@\""));
    CHECK(strstr(now,
                 "{\"id\":\"@\",\"userId\":\"@\",\"speakerId\":\"@\",\"name\":\"@\",\"title\":null,"
                 "\"emailAddress\":\"@\",\"phoneNumber\":\"@\",\"affiliation\":\"Internal\","
                 "\"context\":[]}"));
    CHECK(strstr(now, "{\"id\":\"12\",\"speakerId\":\"2\",\"name\":\"Ana Lopez\","));
    CHECK(
        strstr(now, "\"n\": [31, \"31\", 1.50],")); /* so short an id is one only where ids stand */
    CHECK(strstr(now, "\"text\":\"@, said Ana Lopez, call @ or @.\""));
    CHECK(strstr(now, "\"host\":{\"id\":\"@\",\"name\":\"@\",\"email\":null,\"title\":null}"));
    CHECK(strstr(now, "\"value\":\"price\""));
    CHECK(strstr(now, "\"quote\":\"said Ana Lopez, call @\"") && !strstr(now, "pay so much"));
    /* A quote is a part of what stands for its sentence, and as long as it was. */
    const char *said = strstr(now, "\"text\":\"[erased "),
               *quote = strstr(now, "\"quote\":\"[erased ");
    CHECK(said && quote && strcspn(said + 8, "]") == strlen("We cannot pay so much for it.") - 1);
    CHECK(strcspn(quote + 9, "\"") == strlen("pay so much for it."));
    CHECK(said && quote && memcmp(said + 8, quote + 9, strlen("pay so much for it.")) == 0);
    CHECK(strstr(now, "\"text\":\"[erased]\""));
    struct buf again = BUF(1 << 20), twice = BUF(1 << 20);
    CHECK(erase_record(&e, checked(call_of_two), &again, &gone, &f) == 0);
    struct erased then = e.n;
    buf_byte(&again, '\0');
    CHECK(erase_record(&e, checked(again.at), &twice, &gone, &f) == 0);
    CHECK(memcmp(&then, &e.n, sizeof then) == 0 && strncmp(again.at, twice.at, twice.len) == 0);
    free(now);
    now = without(&e, elsewhere, &gone);
    CHECK(strstr(now, "\"title\":\"Ana, or @\"") && strstr(now, "\"text\":\"@ told Ana.\""));
    free(now);
    free(without(&e, user, &gone));
    CHECK(gone);
    buf_free(&again);
    buf_free(&twice);
    erase_clear(&e);
    subject_clear(&s);
}

/* Ids and numbers that are JSON numbers; and what else stands beside their words. */
static void test_values(void)
{
    static const struct {
        const char *was, *is;
    } rows[] = {
        {"{\"primaryUserId\":31,\"duration\":31}", "{\"primaryUserId\":null,\"duration\":31}"},
        {"{\"id\":31,\"emailAddress\":\"ana.ruiz@acme.example\",\"phoneNumber\":15550104477}",
         "{\"id\":null,\"emailAddress\":\"@\",\"phoneNumber\":null}"},
        {"{\"account\":\"Ana Ruiz Ltd\",\"quote\":\"No.\",\"speaker_id\":null,\"speaker\":\"Ana "
         "Ruiz\",\"side\":\"rep\"}",
         "{\"account\":\"@ Ltd\",\"quote\":\"[erased]\",\"speaker_id\":null,\"speaker\":\"@\","
         "\"side\":\"rep\"}"},
        {"{\"speakerId\":\"31\",\"topic\":\"Ana Ruiz asks\",\"sentences\":[{\"start\":1,\"text\":"
         "\"No.\"}]}",
         "{\"speakerId\":\"@\",\"topic\":\"@ asks\",\"sentences\":[{\"start\":1,\"text\":"
         "\"[erased]\"}]}"},
    };
    struct subject s = {0};
    struct erase e = {0};
    bool gone;
    know(&s, "ANA.RUIZ@acme.example", SUBJECT_MAIL, false, 1);
    begin(&e, &s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *now = without(&e, rows[i].was, &gone);
        if (strcmp(now, rows[i].is) != 0)
            fprintf(stderr, "%s\n", now);
        CHECK(strcmp(now, rows[i].is) == 0);
        free(now);
    }
    char *now = without(&e, same_words, &gone);
    const char *bo = strstr(now, "{\"speakerId\":\"2\"");
    CHECK(bo && strstr(now, "[erased ") < bo &&
          strstr(bo, "{\"text\":\"That makes sense to me.\""));
    CHECK(bo && strstr(bo, "{\"speakerId\":null,\"sentences\":[{\"text\":\"[erased "));
    CHECK(strstr(now, "\"value\":\"[erased ") &&
          strstr(now, "\"quote\":\"That makes sense to me.\""));
    free(now);
    erase_clear(&e);
    subject_clear(&s);
}

/* However a name is written, in text of calls that they were not in. */
static void test_spellings(void)
{
    static const char *const gone[] = {"Zo\u00eb \u00c5ngstr\u00f6m-Pe\u00f1a",
                                       "ZOE ANGSTROM PENA",
                                       "Angstrom-Pena, Zoe",
                                       "ANGSTROM-PENA Zoe",
                                       "Zoe Maria Angstrom-Pena",
                                       "Zoe M. Angstrom-Pena",
                                       "Zoe Maria\u00adLuz Angstrom-Pena",
                                       "Zo\u00ad\u00eb \u00c5ng\u200bstr\u00f6m-Pe\u2060\u00f1a",
                                       "ZoeAngstrom-Pena",
                                       "zoeangstrompena",
                                       "AngstromPenaZoe",
                                       "Z. \u00c5ngstr\u00f6m-Pe\u00f1a",
                                       "zoe.angstrom-pena%40canary.example",
                                       "zoe.angstrom-pena@canary.example",
                                       "Zo%C3%AB%20%C3%85ngstr%C3%B6m-Pe%C3%B1a",
                                       "zo%c3%ab+%c3%85ngstr%c3%b6m-pe%c3%b1a"};
    static const char *const stays[] = {"Zoe and Tom Angstrom-Pena", "Zoe Angstrom",
                                        "zoe.angstrom%40canary.example", "Angstrom-Pena's Zoe",
                                        "Zoetrope Maria"};
    static const char party[] =
        "{\"metaData\":{\"id\":\"1\"},\"parties\":[{\"speakerId\":\"1\",\"name\":\"Zo\\u00eb "
        "\\u00c5ngstr\\u00f6m-Pe\\u00f1a\",\"emailAddress\":\"zoe.angstrom-pena@canary.example\"}]"
        "}";
    struct subject s = {0};
    struct roster r = {0};
    struct erase e = {0};
    size_t several;
    CHECK(roster_add(&r, checked(party), &f) == 0);
    CHECK(subject_find(&s, &r, span_of("zoe.angstrom-pena@canary.example"), SUBJECT_MAIL, false,
                       &several, &f) == 0);
    begin(&e, &s);
    for (size_t i = 0; i < sizeof gone / sizeof *gone + sizeof stays / sizeof *stays; i++) {
        size_t first = sizeof gone / sizeof *gone;
        struct buf b = BUF(4096), line = BUF(4096);
        buf_format(&line, "asked <%s>\n", i < first ? gone[i] : stays[i - first]);
        CHECK(erase_text(&e, "x.log", buf_view(&line), &b, &f) == 0);
        bool all = memmem(b.at, b.len, "<[erased ", 9) && memmem(b.at, b.len, "]>\n", 3);
        if (i < first ? !all : !span_equal(buf_view(&b), buf_view(&line)))
            fprintf(stderr, "%.*s: %.*s", (int)line.len, line.at, (int)b.len, b.at);
        CHECK(i < first ? all : span_equal(buf_view(&b), buf_view(&line)));
        buf_free(&b);
        buf_free(&line);
    }
    erase_clear(&e);
    subject_clear(&s);
    roster_clear(&r);
}

static void test_calls(void)
{
    static const struct {
        const char *was, *is;
    } rows[] = {
        {"[{\"call\":\"1\"}]", "[]"},
        {"[ {\"call\":\"1\"} , {\"call\":\"2\"} ]", "[ {\"call\":\"2\"} ]"},
        {"[{\"call\":\"2\"},{\"call\":\"1\"}]", "[{\"call\":\"2\"}]"},
        {"[{\"call\":\"2\"},{\"call\":\"1\"},{\"call\":\"1\"},7]", "[{\"call\":\"2\"},7]"},
        {"{\"calls\":[\"1\",\"2\"],\"ids\":[\"1\"]}", "{\"calls\":[\"2\"],\"ids\":[\"1\"]}"},
        {"{\"calls\":[\"2\",\"1\"],\"n\":1}", "{\"calls\":[\"2\"],\"n\":1}"},
        {"[{\"call\":\"1\"},{\"call\":\"1\"},[{\"call\":\"1\"},\"x\"]]", "[[\"x\"]]"},
    };
    struct ids calls = {0};
    struct erase e = {.calls = &calls};
    bool gone;
    CHECK(ids_add_text(&calls, span_of("1"), NULL, NULL, &f) == 0);
    begin(&e, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *now = without(&e, rows[i].was, &gone);
        CHECK(strcmp(now, rows[i].is) == 0);
        free(now);
    }
    free(without(&e, call_of_two, &gone));
    CHECK(gone && e.left.n == 1);
    char *now = without(&e, elsewhere, &gone);
    CHECK(!gone && strcmp(now, elsewhere) == 0);
    free(now);
    static const char deal[] =
        "1. A deal\n   Stage:      won\n   Calls:      Price, call 1\n"
        "               Demo, call 2\n               call 1\n   Owner:      call 1\n";
    struct buf b = BUF(4096);
    CHECK(erase_text(&e, "gong_crm-deals_20260101_000000.txt", span_of(deal), &b, &f) == 0);
    CHECK(span_is(buf_view(&b), "1. A deal\n   Stage:      won\n   Calls:      Demo, call 2\n"
                                "   Owner:      call 1\n"));
    buf_free(&b);
    erase_clear(&e);
    ids_clear(&calls);
}

static void test_subject(void)
{
    struct subject s = {0}, other = {0};
    struct roster r = {0};
    size_t several;
    struct buf json = BUF(1 << 16), twice = BUF(1 << 16);
    know(&s, "31", SUBJECT_ID, false, 1);
    CHECK(s.mails.n == 1 && s.names.n == 1 && s.phones.n == 1);
    subject_write(&s, &json);
    buf_byte(&json, '\0');
    CHECK(subject_read(&other, checked(json.at), &f) == 0);
    subject_write(&other, &twice);
    CHECK(strncmp(json.at, twice.at, twice.len) == 0);
    CHECK(subject_find(&other, &r, span_of("Ana"), SUBJECT_NAME, false, &several, &f) == -1);
    CHECK(f.status == STATUS_USAGE);
    CHECK(subject_guess(span_of("a@b")) == SUBJECT_MAIL);
    CHECK(subject_guess(span_of("+1 (555) 010")) == SUBJECT_PHONE);
    CHECK(subject_guess(span_of("8643389309245084296")) == SUBJECT_ID);
    CHECK(subject_guess(span_of("Ana 3")) == SUBJECT_NAME);
    roster_clear(&r);
    subject_clear(&s);
    subject_clear(&other);
    buf_free(&json);
    buf_free(&twice);
}

int main(void)
{
    test_person();
    test_values();
    test_spellings();
    test_calls();
    test_subject();
    return check_end();
}
