/* The filter flags: what each matches, on one deal, in which order a call fails. */
#include "tests/unit/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/gong/criteria.h"
#include "lib/json/fold.h"
#include "lib/json/json.h"
#include "lib/json/sieve.h"

static const char record[] =
    "{\"metaData\":{\"id\":\"1\",\"title\":\"\\u00dcber  Gr\\u00f6\\u00dfe: Pricing\","
    "\"started\":\"2026-10-06T09:01:12.48-07:00\",\"duration\":1984,\"primaryUserId\":\"77\","
    "\"direction\":\"Conference\",\"scope\":\"External\",\"language\":\"eng\"},"
    "\"context\":[{\"system\":\"HubSpot\",\"objects\":["
    "{\"objectType\":\"Company\",\"objectId\":\"c1\",\"fields\":[{\"name\":\"name\",\"value\":"
    "\"Helio Freight\"},"
    "{\"name\":\"domain\",\"value\":\"helio.example\"},{\"name\":\"numberofemployees\",\"value\":"
    "\"340\"}]},"
    "{\"objectType\":\"Company\",\"objectId\":\"c2\",\"fields\":[{\"name\":\"name\",\"value\":"
    "\"Kestrel\"},"
    "{\"name\":\"numberofemployees\",\"value\":85}]},"
    "{\"objectType\":\"Deal\",\"objectId\":\"d1\",\"timing\":\"Now\",\"fields\":["
    "{\"name\":\"dealstage\",\"value\":\"Negotiation\"},{\"name\":\"amount\",\"value\":\"20,000\"},"
    "{\"name\":\"hubspot_owner_id\",\"value\":\"7\"}]},"
    "{\"objectType\":\"Deal\",\"objectId\":\"d1\",\"timing\":\"TimeOfCall\",\"fields\":["
    "{\"name\":\"dealstage\",\"value\":\"Discovery\"},{\"name\":\"amount\",\"value\":90000},"
    "{\"name\":\"hubspot_owner_id\",\"value\":\"8\"}]},"
    "{\"objectType\":\"Deal\",\"objectId\":\"d3\",\"fields\":[{\"name\":\"dealstage\",\"value\":"
    "\"Won\"},"
    "{\"name\":\"amount\",\"value\":null}]}]}],"
    "\"parties\":[{\"id\":\"p1\",\"userId\":\"77\",\"name\":\"Dana "
    "Ruiz\",\"emailAddress\":\"dana@ours.example\"},"
    "{\"id\":\"p2\",\"name\":\"\\u03a3\\u03af\\u03c3\\u03c5\\u03c6\\u03bf\\u03c2\",\"context\":[{"
    "\"objects\":["
    "{\"objectType\":\"User\",\"objectId\":\"8\"}]}]},{\"id\":\"p3\",\"name\":null}],"
    "\"transcript\":[{\"sentences\":[{\"text\":\"We are too\"},{\"text\":\" expensive for you. "
    "\"}]},"
    "{\"sentences\":[{\"text\":\"Too bad.\"}]}]}";

static struct fault f;
static struct criteria_args a;
static const char *said; /* the reason of the last test */

static char answer_of(struct criteria *c, struct span json, const char **reason)
{
    return criteria_test(c, json, reason, &f) != 0 ? 'b' : *reason ? 'n' : 'y';
}

/* The same record by a fork, after a look at it and another one, and with any reason; and what
 * passes has what the sieve wants. */
static void test_same(struct criteria *c, struct span json, char answer)
{
    struct span other = span_of("{\"metaData\":{\"id\":\"2\",\"title\":\"x\"}}");
    const char *reason;
    bool looked[2];
    struct criteria *fork = criteria_fork(c, &f);
    CHECK(fork && answer_of(fork, json, &reason) == answer);
    CHECK(answer == 'b' || reason == said);
    criteria_begin(fork);
    looked[0] = criteria_look(fork, json, &f) == 0;
    looked[1] = criteria_look(fork, other, &f) == 0;
    CHECK((looked[1] || answer == 'b') && criteria_ready(fork, &f) == 0);
    CHECK((looked[0] ? answer_of(fork, json, &reason) : 'b') == answer);
    CHECK(answer == 'b' || reason == said);
    CHECK(answer == 'b' || !looked[0] || !criteria_call(fork, &f) ||
          criteria_call(fork, &f)->record.at == json.at);
    answer_of(fork, other, &reason);
    criteria_free(fork);
    a.any_reason = true;
    struct criteria *any = criteria_new(&a, &f);
    CHECK(any && answer_of(any, json, &reason) == answer);
    criteria_free(any);
    const struct sieve *s = criteria_sieve(c);
    CHECK(!s || answer != 'y' || sieve_find(s, json));
    f = (struct fault){.status = answer == 'b' ? STATUS_BAD_RECORD : STATUS_OK};
}

/* 'y' passes, 'n' does not, 'b' bad record, 'u' wrong usage. Empties the flags. */
static char test_on(const char *json)
{
    char answer = 'u';
    f = (struct fault){0};
    struct criteria *c = criteria_new(&a, &f);
    if (c) {
        answer = answer_of(c, span_of(json), &said);
        CHECK(answer != 'b' || f.status == STATUS_BAD_RECORD);
        test_same(c, span_of(json), answer);
    }
    CHECK(answer != 'u' || f.status == STATUS_USAGE);
    criteria_free(c);
    a = (struct criteria_args){0};
    return answer;
}

static char test(void)
{
    return test_on(record);
}

#define SET(flag, ...)                                                                             \
    (a.flag = (struct texts){(const char *[]){__VA_ARGS__},                                        \
                             sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)})
#define ONE(flag, text) (SET(flag, text), test())
#define NUMBER(n)       ((struct number){(n), true, #n})

static void test_deal(void)
{
    CHECK(ONE(stage, "negotiation") == 'y');
    CHECK(ONE(stage, "DISCOVERY") == 'y');
    CHECK(ONE(stage, "negot") == 'n' && strcmp(said, "filtered:stage") == 0);
    SET(stage, "x", "Won");
    CHECK(test() == 'y');
    SET(stage, "Discovery");
    a.timing = "now";
    CHECK(test() == 'n');
    SET(stage, "Negotiation");
    a.timing = "call";
    CHECK(test() == 'n');
    SET(stage, "Won"); /* no timing: of any time */
    a.timing = "call";
    CHECK(test() == 'y');
    a.amount_min = NUMBER(20000);
    a.amount_max = NUMBER(20000);
    CHECK(test() == 'y');
    a.amount_min = NUMBER(90001);
    CHECK(test() == 'n' && strcmp(said, "filtered:amount") == 0);
    /* one deal must have both */
    SET(stage, "Negotiation");
    a.amount_min = NUMBER(50000);
    CHECK(test() == 'n' && strcmp(said, "filtered:amount") == 0);
    SET(stage, "Discovery");
    a.amount_min = NUMBER(50000);
    CHECK(test() == 'y');
    /* null or absent never matches a bound */
    SET(stage, "Won");
    a.amount_min = NUMBER(-1e300);
    CHECK(test() == 'n');
    CHECK(ONE(owner, "8") == 'y');
    CHECK(ONE(owner, "\u03c3\u038a\u03a3\u03a5\u03a6\u039f\u03a3") == 'y');
    CHECK(ONE(owner, "Dana Ruiz") == 'n' && strcmp(said, "filtered:owner") == 0);
}

static void test_company(void)
{
    CHECK(ONE(company, "helio") == 'y');
    CHECK(ONE(company, "LIO.EX") == 'y');
    CHECK(ONE(company, "c2") == 'y');
    CHECK(ONE(company, "acme") == 'n' && strcmp(said, "filtered:company") == 0);
    a.size_min = NUMBER(340);
    CHECK(test() == 'y');
    a.size_min = NUMBER(341);
    CHECK(test() == 'n' && strcmp(said, "filtered:company-size") == 0);
    SET(company, "kestrel");
    a.size_min = NUMBER(100); /* one company must have both */
    CHECK(test() == 'n');
    SET(company, "kestrel");
    a.size_max = NUMBER(100);
    CHECK(test() == 'y');
}

static void test_people(void)
{
    CHECK(ONE(host, "77") == 'y');
    CHECK(ONE(host, "7") == 'n' && strcmp(said, "filtered:host") == 0);
    CHECK(ONE(host, "ruiz") == 'y');
    CHECK(ONE(host, "@ours.") == 'y');
    CHECK(ONE(host, "\u03c3\u03af\u03c3") == 'n');
    CHECK(ONE(participant, "\u03c3\u03af\u03c3") == 'y');
    CHECK(ONE(participant, "p3") == 'y');
    CHECK(ONE(participant, "nobody") == 'n' && strcmp(said, "filtered:participant") == 0);
}

static void test_call(void)
{
    CHECK(ONE(direction, "conference") == 'y');
    CHECK(ONE(direction, "Inbound") == 'n' && strcmp(said, "filtered:direction") == 0);
    CHECK(ONE(scope, "EXTERNAL") == 'y');
    CHECK(ONE(scope, "Internal") == 'n' && strcmp(said, "filtered:scope") == 0);
    CHECK(ONE(language, "ENG") == 'y');
    CHECK(ONE(language, "deu") == 'n' && strcmp(said, "filtered:language") == 0);
    CHECK(ONE(title, "\u00fcber gr\u00f6\u00dfe") == 'y');
    CHECK(ONE(title, "GR\u00d6\u00dfE:\tPRI") == 'y');
    CHECK(ONE(title, "uber") == 'n' && strcmp(said, "filtered:title") == 0);
    CHECK(ONE(phrase, "TOO  expensive") == 'y'); /* across two sentences of one monologue */
    CHECK(ONE(phrase, "you. too") == 'n' && strcmp(said, "filtered:phrase") == 0);
}

static void test_time(void)
{
    static const struct {
        const char *min, *max;
        char answer;
    } durations[] = {
        {"1984", NULL, 'y'},  {"1985s", NULL, 'n'}, {"33m", "34m", 'y'},    {"1h", NULL, 'n'},
        {NULL, "33m4s", 'y'}, {NULL, "33m3s", 'n'}, {"0h33m4s", NULL, 'y'}, {"x", NULL, 'u'},
        {"", NULL, 'u'},      {"1h30", NULL, 'u'},  {"-5", NULL, 'u'},      {"10m ", NULL, 'u'},
        {"2h", "1h", 'u'},
    };
    for (size_t i = 0; i < sizeof durations / sizeof durations[0]; i++) {
        a.duration_min = durations[i].min;
        a.duration_max = durations[i].max;
        CHECK(test() == durations[i].answer);
    }
    static const struct {
        const char *from, *to, *zone;
        char answer;
    } windows[] = {
        {"2026-10-06T16:01:12.48Z", NULL, NULL, 'y'},
        {NULL, "2026-10-06T16:01:12.48Z", NULL, 'n'},
        {"2026-10-06", "2026-10-07", "UTC", 'y'},
        {"2026-10-07", NULL, "Asia/Tokyo", 'y'},
        {"2026-10-07", NULL, "UTC", 'n'},
        {"2026-10-07", "2026-10-07", "UTC", 'u'},
        {"yesterday", NULL, NULL, 'u'},
        {NULL, "2026-10-07", "Mars/Olympus", 'u'},
    };
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        a.from = windows[i].from;
        a.to = windows[i].to;
        a.zone = windows[i].zone;
        char got = test();
        CHECK(got == windows[i].answer);
        if (got != windows[i].answer)
            fprintf(stderr, "  %zu: %c %s\n", i, got, f.text);
    }
}

static void test_combined(void)
{
    SET(jq, ".metaData.duration > 100", ".metaData.id == \"1\"");
    CHECK(test() == 'y');
    SET(jq, ".metaData.duration > 100", "false");
    CHECK(test() == 'n' && strcmp(said, "filtered:jq") == 0);
    SET(jq, "error");
    CHECK(test() == 'b');
    SET(jq, "error"); /* comes last, so it is not reached */
    SET(stage, "x");
    CHECK(test() == 'n' && strcmp(said, "filtered:stage") == 0);
    SET(title, "x");
    SET(scope, "x");
    CHECK(test() == 'n' && strcmp(said, "filtered:scope") == 0);
    a.invert = true;
    SET(stage, "Won");
    CHECK(test() == 'n' && strcmp(said, "filtered:not") == 0);
    a.invert = true;
    SET(stage, "x");
    CHECK(test() == 'y');
    a.invert = true;
    CHECK(test() == 'u');
    CHECK(test() == 'y'); /* no flags */
    CHECK(test_on("{\"no\":\"call\"}") == 'y');
    SET(jq, ".no");
    CHECK(test_on("{\"no\":\"call\"}") == 'y');
    SET(stage, "x");
    CHECK(test_on("{\"no\":\"call\"}") == 'b');
    SET(stage, " ");
    CHECK(test() == 'u');
    a.amount_min = NUMBER(2);
    a.amount_max = NUMBER(1);
    CHECK(test() == 'u');
    SET(jq, ".a ==");
    CHECK(test() == 'u' && strncmp(f.text, "--jq: ", 6) == 0);
}

/* A phrase cannot be looked for where there is no transcript, whichever way it is asked. */
static void test_no_transcript(void)
{
    static const char *const bare[] = {"{\"metaData\":{\"id\":\"1\"}}",
                                       "{\"metaData\":{\"id\":\"1\"},\"transcript\":null}"};
    for (size_t i = 0; i < 2; i++)
        for (int invert = 0; invert < 2; invert++) {
            a.invert = invert;
            SET(phrase, "price");
            CHECK(test_on(bare[i]) == 'n' && strcmp(said, "no_transcript_yet") == 0);
        }
    a.invert = true;
    SET(phrase, "price");
    SET(stage, "Won"); /* decided by the stage */
    CHECK(test_on(bare[0]) == 'y');
    SET(phrase, "price");
    CHECK(test_on("{\"metaData\":{\"id\":\"1\"},\"transcript\":[]}") == 'n' &&
          strcmp(said, "filtered:phrase") == 0);
}

/* What a stage before us read from the CRM counts, unless other names are given. */
static void test_callmine(void)
{
    static const char added[] = "{\"metaData\":{\"id\":\"1\"},\"context\":[{\"objects\":[{"
                                "\"objectType\":\"Deal\",\"fields\":["
                                "{\"name\":\"Phase\",\"value\":\"B\"}]}]}],\"callmine\":{\"v\":1,"
                                "\"deals\":[{\"stage\":\"A\"}]}}";
    char path[] = "/tmp/criteria-unit-XXXXXX";
    static const char names[] = "{\"deal\":{\"stage\":[\"Phase\"]}}";
    int fd = mkstemp(path);
    CHECK(fd >= 0 && write(fd, names, sizeof names - 1) == sizeof names - 1);
    close(fd);
    SET(stage, "a");
    CHECK(test_on(added) == 'y');
    SET(stage, "b");
    CHECK(test_on(added) == 'n');
    SET(stage, "b");
    a.crm = path;
    CHECK(test_on(added) == 'y');
    unlink(path);
}

static void test_fold(void)
{
    static const char *const cases[][2] = {
        {"  A \t\n B\u00a0C ", "a b c"},
        {"\u00c4\u00d6\u00dc\u00df", "\u00e4\u00f6\u00fc\u00df"},
        {"\u0416\u0423\u041a", "\u0436\u0443\u043a"},
        {"\u03a3\u03c3\u03c2", "\u03c3\u03c3\u03c3"},
        {"\u0141\U00010400", "\u0142\U00010428"},
        {"", ""},
        {"   ", ""},
        {"\u65e5\u672c", "\u65e5\u672c"},
    };
    struct buf b = BUF(0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        buf_clear(&b);
        fold_add(&b, span_of(cases[i][0]));
        CHECK(span_is(buf_view(&b), cases[i][1]));
    }
    buf_free(&b);
}

/* A text compared where it stands is the same as one that was folded first. */
static void test_in_place(void)
{
    static const char *const parts[] = {"a",      "B",      "b", " ",      "\t",     "  ",
                                        "\u00a0", "\u2003", "K", "\u212a", "\u017f", "s",
                                        "\u00c4", "\xff",   "-", "ab"};
    struct buf text = BUF(0), needle = BUF(0), folded = BUF(0), room = BUF(0);
    uint32_t seed = 7;
    for (int i = 0; i < 40000; i++) {
        buf_clear(&text);
        buf_clear(&room);
        for (int k = 0; k < 9; k++)
            if ((seed = seed * 1664525 + 1013904223) >> 31)
                buf_text(&text, parts[seed >> 24 & 15]);
        for (int k = 0; k < 3; k++)
            buf_text(&room, parts[(seed = seed * 1664525 + 1013904223) >> 24 & 15]);
        buf_clear(&folded);
        buf_clear(&needle);
        fold_add(&folded, buf_view(&text));
        fold_add(&needle, i % 3 ? buf_view(&room) : buf_view(&text));
        if (needle.len == 0)
            continue;
        CHECK(fold_is(buf_view(&text), buf_view(&needle), &room) ==
              span_equal(buf_view(&folded), buf_view(&needle)));
        CHECK(fold_within(buf_view(&text), buf_view(&needle), &room) ==
              fold_has(buf_view(&folded), buf_view(&needle)));
    }
    buf_free(&text);
    buf_free(&needle);
    buf_free(&folded);
    buf_free(&room);
}

static bool sifted(const char *line)
{
    struct criteria *c = criteria_new(&a, &f);
    CHECK(c);
    const struct sieve *s = c ? criteria_sieve(c) : NULL;
    bool held = s && !sieve_find(s, span_of(line));
    criteria_free(c);
    return held;
}

/* What must be in the line of a record that passes, and where nothing must. */
static void test_sieve(void)
{
    a = (struct criteria_args){0};
    CHECK(!sifted("{}"));
    SET(direction, "Inbound");
    CHECK(sifted("{}") && !sifted("\"inbound\""));
    SET(title, "QBR");
    CHECK(sifted("\"inbound\"") && !sifted("q\\u0062r"));
    SET(phrase, "data residency");
    CHECK(sifted("\"qbr\"") && !sifted("\"RE\u017fiDENCY\""));
    SET(stage, "x", "y");
    a.phrase = a.title = a.direction = (struct texts){0};
    CHECK(!sifted("{}"));
    SET(owner, "Dana");
    CHECK(sifted("{}"));
    a.invert = true;
    CHECK(!sifted("{}"));
    a = (struct criteria_args){0};
    a.amount_min = NUMBER(1);
    CHECK(!sifted("{}"));
    SET(jq, ".metaData.title == \"Intro call\"");
    CHECK(sifted("intro call") && !sifted("Intro call"));
    a = (struct criteria_args){0};
}

int main(void)
{
    char dir[] = "/tmp/criteria-config-XXXXXX";
    CHECK(mkdtemp(dir) != NULL);
    setenv("CONFIGURATION_DIRECTORY", dir, 1);
    test_deal();
    test_company();
    test_people();
    test_call();
    test_time();
    test_combined();
    test_no_transcript();
    test_callmine();
    test_fold();
    test_in_place();
    test_sieve();
    rmdir(dir);
    return check_end();
}
