/* What a sentence may claim: by hand a run of 40 calls, of which question 1 (price) was answered
 * yes on 9, and 12 of 50 before; question 2 (rivals) has two values. */

#include <string.h>
#include "lib/report/claims.h"
#include "lib/report/claims_scan.h"
#include "tests/unit/check.h"

static struct claims claims;

static struct fact share(size_t topic, const char *name, bool must, int64_t part, int64_t of,
                         double low, double high)
{
    return (struct fact){.kind = FACT_SHARE,
                         .noun = NOUN_CALLS,
                         .topic = topic,
                         .must = must,
                         .part = part,
                         .of = of,
                         .value = low,
                         .high = high,
                         .name = span_of(name)};
}

static void fact(struct fact f)
{
    claims_fact(&claims, f);
}

static void number(enum fact_kind kind, enum claim_noun noun, size_t topic, double value,
                   const char *name, const char *text)
{
    fact((struct fact){.kind = kind,
                       .noun = noun,
                       .topic = topic,
                       .must = name != NULL,
                       .value = value,
                       .name = span_of(name),
                       .text = span_of(text)});
}

static void set_up(void)
{
    static const char *const names[] = {"not discussed", "unclear",  "Acme",        "Bright 24/7",
                                        "Negotiation",   "median",   "Forty Winks", "Talk share",
                                        "asked on",      "No call 9"};
    number(FACT_COUNT, NOUN_CALLS, TOPIC_ALL, 40, NULL, NULL);
    number(FACT_COUNT, NOUN_ACCOUNTS, TOPIC_ALL, 13, NULL, NULL);
    number(FACT_PERCENT, NOUN_ANY, TOPIC_ALL, .431, "Talk share", NULL);
    number(FACT_CLOCK, NOUN_ANY, TOPIC_ALL, 151900, "median", NULL);
    number(FACT_DATE, NOUN_ANY, TOPIC_ALL, 0, NULL, "2026-10-06");
    fact(share(1, NULL, false, 9, 40, .1232, .3754));
    fact(share(1, "not discussed", true, 30, 40, .5981, .8581));
    fact(share(1, "unclear", true, 1, 40, .0044, .1288));
    struct fact then = share(1, NULL, false, 12, 50, .143, .374);
    then.then = true;
    fact(then);
    struct fact group = share(1, NULL, false, 3, 5, .2307, .8824);
    group.group = span_of("Negotiation");
    group.scant = true;
    fact(group);
    number(FACT_COUNT, NOUN_CALLS, 1, 40, "asked on", NULL);
    number(FACT_POINTS, NOUN_ANY, 1, -.015, NULL, NULL);
    fact(share(2, "Acme", true, 20, 40, .352, .648));
    fact(share(2, "Bright 24/7", true, 13, 40, .2008, .4799));
    number(FACT_COUNT, NOUN_ACCOUNTS, 2, 6, "Acme", NULL);
    number(FACT_AMOUNT, NOUN_ANY, 2, 12500.4, "Acme", "USD");
    number(FACT_AMOUNT, NOUN_ANY, 3, -1250.5, "median", NULL);
    fact(share(4, NULL, false, 40, 40, .9124, 1));
    fact(share(4, "unclear", true, 0, 40, 0, .0876));
    fact(share(3, NULL, false, 1, 1000, .0002, .0056));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        claims_name(&claims, span_of(names[i]), false);
    claims_name(&claims, span_of("Forty of 40 calls"), false); /* hides numbers: is no name */
    claims_name(&claims, span_of("seven"), false);
    claims_name(&claims, span_of("who said “we love it”"), false); /* hides a quote */
    claims_topic(&claims, (struct claim_topic){span_of("a.price"), 1, SPAN_NONE});
    claims_topic(&claims, (struct claim_topic){span_of("a.rivals"), 2, SPAN_NONE});
    claims_topic(&claims, (struct claim_topic){span_of("a.rivals=acme"), 2, span_of("Acme")});
    claims_topic(&claims, (struct claim_topic){span_of("d.all"), 4, SPAN_NONE});
    claims_topic(&claims, (struct claim_topic){span_of("b.gain"), 3, SPAN_NONE});
    claims_topic(&claims, (struct claim_topic){span_of("twice"), 1, SPAN_NONE});
    claims_topic(&claims, (struct claim_topic){span_of("twice"), 2, SPAN_NONE});
    claims_quote(&claims, span_of("We pay 90% less today."), 1);
    claims_quote(&claims, span_of("It is \"the expensive one\"."), 1);
    claims_quote(&claims, span_of("We like Acme."), 2);
}

static int passes(const char *sentence)
{
    struct fault f = {0};
    struct claim_said said;
    int rc = claims_check(&claims, span_of(sentence), &said, &f);
    if (rc != 0 && f.status != STATUS_BAD_RECORD)
        fprintf(stderr, "status %d\n", f.status);
    return rc == 0;
}

/* Each of the rows, and which it was. */
static void all(const char *const *rows, size_t n, bool good)
{
    for (size_t i = 0; i < n; i++) {
        bool right = passes(rows[i]) == good;
        if (!right)
            fprintf(stderr, "%s: %s\n", good ? "refused" : "passed", rows[i]);
        CHECK(right);
    }
}

static void held(void)
{
    static const char *const rows[] = {
        "",
        "No number and no quote.",
        "40 calls, 13 accounts.",
        "Forty calls with thirteen accounts.",
        "9 of 40 calls [a.price]",
        "Nine of the forty calls [a.price]",
        "9 out of all 40 (23%) [a.price]",
        "9/40 [a.price]",
        "9 calls of 40 [a.price]",
        "Of 40 calls, 9 said so [a.price]",
        "9 of 40 (22.5%, 95% Wilson score interval 12–38%) [a.price]",
        "9 of 40 (22.5 percent, 12% to 38%) [a.price]",
        "23% (9 of 40) [a.price]",
        "23% of the 40 calls [a.price]",
        "three quarters not discussed [a.price]",
        "Not discussed on 30 of 40, unclear on one [a.price]",
        "asked on 40 calls [a.price]",
        "9 of 40, down from 12 of 50 (24%) [a.price]",
        "down 1.5 points [a.price]",
        "In Negotiation it was 3 of 5 [a.price]",
        "Acme on half the calls [a.rivals]",
        "Acme and Bright 24/7 on 20 and 13 of 40 [a.rivals]",
        "it was 20 of 40 [a.rivals=acme]",
        "Acme: 20 calls, 6 accounts, USD 12,500 [a.rivals]",
        "Acme: $12.5k [a.rivals]",
        "9 of 40 [a.price] and Acme on 20 of 40 [a.rivals]",
        "[a.price] 9 of 40",
        "median -1,250.5 [b.gain]",
        "median −1250.5 [b.gain]",
        "<1% [b.gain]",
        "0.1% [b.gain]",
        "Talk share was 43%.",
        "median 2:31.",
        "On 6 Oct 2026, October 6, 2026 and 2026-10-06.",
        "In Oct 2026.",
        "One said “We pay 90% less today.” on 1, unclear. [a.price]",
        "\"It is \"the expensive one\".\" [a.price]",
        "‘We like Acme.’ [a.rivals]",
        "the customers' third-party, one-off view, don't you think",
        "this one and that one",
        "across all calls",
        "no number",
        "not all of them, but 9 of 40, and not more [a.price]",
        "Every call [d.all]",
        "no call, unclear [d.all]",
        "None unclear [d.all]",
        "At Forty Winks it was 9 of 40 [a.price]",
    };
    all(rows, sizeof rows / sizeof rows[0], true);
}

static void refused(void)
{
    static const char *const rows[] = {
        "41 calls.",
        "forty-one calls.",
        "13 calls.",
        "40 accounts.",
        "seven calls.",
        "Forty of 40 calls",
        "9 of 40.",
        "40 of 9 [a.price]",
        "9 of 50 [a.price]",
        "12 of 40 [a.price]",
        "12 of 50 [a.price]",
        "30 of 40 [a.price]",
        "9 of 40 (24%) [a.price]",
        "9 of 40 (23%, 12–39%) [a.price]",
        "9 of 40 (75%) [a.price]",
        "24% (9 of 40) [a.price]",
        "23% of the 50 calls [a.price]",
        "Of 9 calls, 40 [a.price]",
        "Of 40 calls, 12 [a.price]",
        "9 in 10 [a.price]",
        "one in four [a.price]",
        "unclear on 30 [a.price]",
        "unclear on 9 of 40 [a.price]",
        "40 calls [a.price]",
        "up from 12 of 50: 9 of 40, up from 12 of 50 [a.price]",
        "up 1.5 points [a.price]",
        "3 points [a.price]",
        "3 of 5 [a.price]",
        "In Negotiation 9 of 40 [a.price]",
        "In Negotiation 3 of 5 (60%) [a.price]",
        "20 of 40 [a.rivals]",
        "Acme on 13 of 40 [a.rivals]",
        "Bright 24/7 on half [a.rivals]",
        "it was 13 of 40 [a.rivals=acme]",
        "Acme: EUR 12,500 [a.rivals]",
        "Acme: $12,600 [a.rivals]",
        "Acme: 13 accounts [a.rivals]",
        "9 of 40 [a.rivals]",
        "9 of 40 [a.price] and 9 of 40 [a.rivals]",
        "9 of 40 [a.nothing]",
        "9 of 40 [twice]",
        "9 of 40 [a.price",
        "median 1,250.5 [b.gain]",
        "0% [b.gain]",
        ">99% [b.gain]",
        "<2% [b.gain]",
        "twice as many [a.price]",
        "doubled [a.price]",
        "hundreds of calls",
        "a dozen calls",
        "a couple of calls",
        "a third [a.price]",
        "two thirds [a.price]",
        "a quarter of the calls [a.price]",
        "Q3",
        "9th",
        "x9",
        "9x",
        "５",
        "½",
        "Ⅳ",
        "²",
        "2026",
        "7 Oct 2026",
        "Sep 2026",
        "2:32",
        "Talk share was 44%.",
        "“We pay 90% less”",
        "“we pay 90% less today.”",
        "\"We pay 90% less today\"",
        "‘we love it’",
        "'we love it'",
        "«we love it»",
        "`we love it`",
        "”",
        "“",
        "\"",
        "“We like Acme.” [a.price]",
        "“We pay 90% less today. And more.”",
        "not on 9 of 40 [a.price]",
        "9 of 40 did not [a.price]",
        "they didn't on 9 of 40 [a.price]",
        "9 of 40 never did [a.price]",
        "they don’t: 9 of 40 [a.price]",
        "who said “we love it”",
        "nobody said so [a.price]",
        "no call [a.price]",
        "None of the calls [a.price]",
        "no one [a.price]",
        "every call [a.price]",
        "all calls [a.price]",
        "one thousand calls",
        "1.2 million calls",
        "nine hundred calls",
        "-40 calls.",
    };
    all(rows, sizeof rows / sizeof rows[0], false);
}

/* What a sentence is filed under: its first count. */
static void said(void)
{
    struct fault f = {0};
    struct claim_said s;
    CHECK(claims_check(&claims, span_of("Acme on 20 of 40 [a.rivals], 9 of 40 [a.price]"), &s,
                       &f) == 0);
    CHECK(s.topic == 2 && s.part == 20 && s.of == 40);
    CHECK(claims_check(&claims, span_of("40 calls."), &s, &f) == 0 && s.topic == TOPIC_ALL &&
          s.of == -1);
}

/* A refusal says where and what, and no word of a quote. */
static void words(void)
{
    static const char *const rows[][2] = {
        {"x 9 of 50 [a.price]",
         "byte 3: \"9 of 50\": the roll-up holds no such count of what is named here"},
        {"9 of 40 (24%) [a.price]", "byte 10: \"24%\": not the share of the count in front of it"},
        {"a “Zwetschgen”",
         "byte 3: what stands in quote marks is, byte for byte, no whole quote of "
         "the evidence"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fault f = {0};
        CHECK(claims_check(&claims, span_of(rows[i][0]), NULL, &f) != 0);
        CHECK(strcmp(f.text, rows[i][1]) == 0);
    }
}

/* Every sentence that ends too early or too late, as a span without a NUL behind it. */
static void edges(void)
{
    static const char text[] =
        "Of 40 “We like Acme.” 9/40 (23%, 12–38%) 2026-10-06 1:02:31 -1.5k $9 "
        "USD 3 [a.price=x] Ⅳ ‘ ½ 9. 9, 95% one hundred and 5 points of";
    struct fault f = {0};
    static char copy[sizeof text];
    for (size_t from = 0; from < sizeof text - 1; from++)
        for (size_t len = 1; from + len < sizeof text; len += 7) {
            char *end = copy + sizeof copy - len; /* so that a byte too many is seen */
            memcpy(end, text + from, len);
            claims_check(&claims, (struct span){end, len}, NULL, &f);
        }
    char many[4 * CLAIM_TOKENS];
    for (size_t i = 0; i < sizeof many; i++)
        many[i] = i % 2 ? ' ' : 'a';
    CHECK(claims_check(&claims, (struct span){many, sizeof many}, NULL, &f) != 0);
}

int main(void)
{
    set_up();
    held();
    refused();
    said();
    words();
    edges();
    claims_clear(&claims);
    return check_end();
}
