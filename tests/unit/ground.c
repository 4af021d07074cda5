/* What a model claims to have quoted, sought in a call: every tier, every refusal, and that what is
 * found is the transcript's own. */
#include "tests/unit/check.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "lib/analyze/ground.h"
#include "lib/base/buf.h"

static struct fault f;

#define PARTIES                                                                                    \
    "\"parties\":[{\"speakerId\":\"r\",\"name\":\"Ray Stone\",\"affiliation\":\"Internal\"},"      \
    "{\"speakerId\":\"c\",\"name\":\"Jane Doe\",\"affiliation\":\"External\"}],"
#define SAYS(who, sentences) "{\"speakerId\":\"" who "\",\"sentences\":[" sentences "]}"
#define S(text)              "{\"text\":\"" text "\"}"

static const char record[] = "{\"metaData\":{\"id\":\"1\"}," PARTIES "\"transcript\":["
    /* 0 */ SAYS("r",
                 S("Hello, thanks for joining us today.") "," S("So what do you pay for it?")) ","
    /* 2 */ SAYS(
        "c",
        S("We pay 500 dollars per seat, and that is too much for a small team.") "," S(
            "Honestly, we don\u2019t want to renew it this year.") "," S("The deposit is "
                                                                         "non-refundable, which "
                                                                         "our legal team will "
                                                                         "never accept.")) ","
    /* 5 */ SAYS("r", S("Understood, we pay 500 dollars per seat too.") "," S(
                          "Our price is $1,250.50 a month or 12.5% off for two years.")) ","
    /* 7 */ SAYS(
        "c",
        S("Caf\u00e9 na\u00efve - that is what our \u201cbig\u201d boss calls "
          "it\u2026") "," S("We\u00a0would like\u00a0to see the \uff34\uff25\uff33\uff34 results "
                            "by "
                            "Friday.") "," S("\U0001F600 Great, thumbs up \U0001F44D\U0001F3FD for "
                                             "the new dashboard.") "," S("\u4fa1\u683c\u304c\u9ad8"
                                                                         "\u3059\u304e\u308b\u3068"
                                                                         "\u601d\u3044\u307e\u3059"
                                                                         "\u3002")) ","
    /* 11 */ SAYS("x", S("Somebody in the room said this aloud.")) ","
    /* 12 */ SAYS(
        "c",
        S("A broken \\ud800 character stands in this sentence.") "," S(
            "We pay 500 dollars per seat in every country.") "," S("") "," S("Everywhere.")) ","
    /* 16 */ SAYS(
        "r", S("That is what everybody pays.") "," S("Somebody in the back asked about it.")) "]}";

struct row {
    const char *quote;
    uint32_t cited, cited_to;
    int side;
    enum tier tier;
    uint32_t from, to;
    const char *found; /* what is printed */
    enum ground_refusal why;
};

#define ALL          CLAIM_NOWHERE, CLAIM_NOWHERE
#define NOT_SAID     TIER_UNVERIFIED, 0, 0, NULL, GROUND_NOT_SAID
#define REFUSED(why) TIER_UNVERIFIED, 0, 0, NULL, why

static const struct row rows[] = {
    /* Byte for byte. */
    {"We pay 500 dollars per seat, and that is too much for a small team.", 2, 2, ASKED_ANY,
     TIER_EXACT, 2, 2, "We pay 500 dollars per seat, and that is too much for a small team.", 0},
    {"  that is too much for a small team\n", 2, 2, ASKED_ANY, TIER_EXACT, 2, 2,
     "that is too much for a small team", 0},
    /* Over a sentence's end. */
    {"for a small team. Honestly, we", 2, 3, ASKED_ANY, TIER_EXACT, 2, 3,
     "for a small team. Honestly, we", 0},
    {"we don\u2019t want to renew it", 3, 3, ASKED_CUSTOMER, TIER_EXACT, 3, 3,
     "we don\u2019t want to renew it", 0},
    /* Over a sentence without text. */
    {"in every country. Everywhere.", 13, 15, ASKED_ANY, TIER_NORMALIZED, 13, 15,
     "in every country.  Everywhere.", 0},
    /* In other type. */
    {"we don't want to RENEW it this year", 3, 3, ASKED_ANY, TIER_NORMALIZED, 3, 3,
     "we don\u2019t want to renew it this year.", 0},
    {"We do not want to renew it this year", 3, 3, ASKED_ANY, TIER_NORMALIZED, 3, 3,
     "we don\u2019t want to renew it this year.", 0},
    {"**We pay 500 dollars** per\n seat", 2, 2, ASKED_ANY, TIER_NORMALIZED, 2, 2,
     "We pay 500 dollars per seat", 0},
    {"We would like to see the test results", 8, 8, ASKED_ANY, TIER_NORMALIZED, 8, 8,
     "We\u00a0would like\u00a0to see the \uff34\uff25\uff33\uff34 results", 0},
    {"cafe\u0301 nai\u0308ve \u2014 that is what our \"big\" boss calls it...", 7, 7, ASKED_ANY,
     TIER_NORMALIZED, 7, 7,
     "Caf\u00e9 na\u00efve - that is what our \u201cbig\u201d boss calls it\u2026", 0},
    {"great thumbs up for the new dashboard", 9, 9, ASKED_ANY, TIER_NORMALIZED, 9, 9,
     "\U0001F600 Great, thumbs up \U0001F44D\U0001F3FD for the new dashboard.", 0},
    {"thumbs up \U0001F44D for the new", 9, 9, ASKED_ANY, TIER_NORMALIZED, 9, 9,
     "thumbs up \U0001F44D\U0001F3FD for the new", 0},
    {"Our price is $1250.50 a month", 6, 6, ASKED_ANY, TIER_NORMALIZED, 6, 6,
     "Our price is $1,250.50 a month", 0},
    {"\uff11\uff12.\uff15\uff05 off for two years", 6, 6, ASKED_ANY, TIER_NORMALIZED, 6, 6,
     "12.5% off for two years.", 0},
    /* A cut never parts what is one character to a reader. */
    {"great, thumbs up \U0001F44D", 9, 9, ASKED_ANY, TIER_NORMALIZED, 9, 9,
     "\U0001F600 Great, thumbs up", 0},
    {"Great, thumbs up \U0001F44D", 9, 9, ASKED_ANY, TIER_EXACT, 9, 9, "Great, thumbs up", 0},
    {"Great, thumbs up \xf0\x9f", 9, 9, ASKED_ANY, TIER_EXACT, 9, 9, "Great, thumbs up", 0},
    {"\u304c\u9ad8\u3059\u304e\u308b\u3068\u601d\u3044", 10, 10, ASKED_ANY, TIER_EXACT, 10, 10,
     "\u304c\u9ad8\u3059\u304e\u308b\u3068\u601d\u3044", 0},
    {"\u4fa1\u683c\u304c \u9ad8\u3059\u304e\u308b", 10, 10, ASKED_ANY, TIER_NORMALIZED, 10, 10,
     "\u4fa1\u683c\u304c\u9ad8\u3059\u304e\u308b", 0},
    /* A part of a written word is no quote: all of it is taken, or none. */
    {"1,250.50 a month", 6, 6, ASKED_ANY, TIER_NORMALIZED, 6, 6, "$1,250.50 a month", 0},
    {"refundable, which our legal team", 4, 4, ASKED_ANY, NOT_SAID},
    {"onestly, we don\u2019t want to rene", 3, 3, ASKED_ANY, NOT_SAID},
    {"or 12 off for two years", 6, 6, ASKED_ANY, NOT_SAID},
    {"Honestly, we do", 3, 3, ASKED_ANY, NOT_SAID},
    /* Nor is what stands behind a "not". */
    {"want to renew it this year.", 3, 3, ASKED_ANY, TIER_EXACT, 3, 3,
     "don\u2019t want to renew it this year.", 0},
    {"legal team will never ever accept", 4, 4, ASKED_ANY, TIER_FUZZY, 4, 4,
     "legal team will never accept.", 0},
    {"want very much to renew it this year", 3, 3, ASKED_ANY, TIER_FUZZY, 3, 3,
     "don\u2019t want to renew it this year.", 0},
    {"clearly, want to renew it this year", 3, 3, ASKED_ANY, NOT_SAID},
    {"our legal team will accept", 4, 4, ASKED_ANY, NOT_SAID},
    {"renew it this year. The deposit is", 3, 4, ASKED_ANY, TIER_EXACT, 3, 4,
     "don\u2019t want to renew it this year. The deposit is", 0},
    /* Fragments. */
    {"We pay 500 dollars per seat ... too much for a small team", 2, 2, ASKED_ANY, TIER_STITCHED, 2,
     2, "We pay 500 dollars per seat, and that is too much for a small team.", 0},
    {"that is too much\u2026 the deposit is non-refundable", 2, 4, ASKED_ANY, TIER_STITCHED, 2, 4,
     "that is too much for a small team. Honestly, we don\u2019t want to renew it this year. The "
     "deposit is "
     "non-refundable",
     0},
    {"\u2026 per seat, and that [...] for a small team", 2, 2, ASKED_ANY, TIER_STITCHED, 2, 2,
     "per seat, and that is too much for a small team.", 0},
    {"too much for a small team ... We pay 500 dollars per seat", 2, 2, ASKED_ANY, NOT_SAID},
    {"Honestly, we [...] renew it this year", 3, 3, ASKED_ANY, NOT_SAID},
    {"too much for a small team ... want to renew it this year", 2, 3, ASKED_ANY, NOT_SAID},
    {"too much for a small team ... Our price is $1,250.50", 2, 6, ASKED_ANY, NOT_SAID},
    /* Most of the words. */
    {"We are paying 500 dollars per seat, and it is too much for a team.", 2, 2, ASKED_ANY,
     TIER_FUZZY, 2, 2, "We pay 500 dollars per seat, and that is too much for a small team.", 0},
    {"So ... what did you pay for it?", 1, 1, ASKED_ANY, TIER_FUZZY, 1, 1,
     "So what do you pay for it?", 0},
    {"Honestly, we really don't want to renew this year", 3, 3, ASKED_ANY, TIER_FUZZY, 3, 3,
     "Honestly, we don\u2019t want to renew it this year.", 0},
    {"We are paying 600 dollars per seat, and it is too much for a team.", 2, 2, ASKED_ANY,
     NOT_SAID},
    {"We pay \u20ac500 per seat, and that is too much for a small team", 2, 2, ASKED_ANY, NOT_SAID},
    {"Our price is $1,250.50 a month or 125% off for two years.", 6, 6, ASKED_ANY, NOT_SAID},
    {"Our price is $1,250.50 a month or 12.5% off for three years.", 6, 6, ASKED_ANY, NOT_SAID},
    {"We would like to see the test results by Monday", 8, 8, ASKED_ANY, NOT_SAID},
    {"Honestly, we want to renew it this year.", 3, 3, ASKED_ANY, NOT_SAID},
    {"We pay 500 dollars per seat, and that is not too much for a small team.", 2, 2, ASKED_ANY,
     NOT_SAID},
    {"We never want to renew it this year", 3, 3, ASKED_ANY, NOT_SAID},
    {"\u4fa1\u683c\u306f\u9ad8\u3059\u304e\u308b\u3068\u601d\u3044\u307e\u3059", 10, 10, ASKED_ANY,
     TIER_FUZZY, 10, 10,
     "\u4fa1\u683c\u304c\u9ad8\u3059\u304e\u308b\u3068\u601d\u3044\u307e\u3059\u3002", 0},
    {"Nobody ever said anything of this kind at all", 2, 2, ASKED_ANY, NOT_SAID},
    /* Where it stands: cited, around it, by the same speaker, anywhere. */
    {"we pay 500 dollars per seat", 2, 2, ASKED_ANY, TIER_NORMALIZED, 2, 2,
     "We pay 500 dollars per seat", 0},
    {"we pay 500 dollars per seat", ALL, ASKED_ANY, TIER_EXACT, 5, 5, "we pay 500 dollars per seat",
     0},
    {"pay 500 dollars per seat", ALL, ASKED_ANY, TIER_EXACT, 2, 2, "pay 500 dollars per seat", 0},
    {"pay 500 dollars per seat", 5, 5, ASKED_ANY, TIER_EXACT, 5, 5, "pay 500 dollars per seat", 0},
    {"pay 500 dollars per seat", 6, 6, ASKED_ANY, TIER_EXACT, 5, 5, "pay 500 dollars per seat", 0},
    {"pay 500 dollars per seat", 9, 9, ASKED_ANY, TIER_EXACT, 13, 13, "pay 500 dollars per seat",
     0},
    {"pay 500 dollars per seat", 17, 17, ASKED_ANY, TIER_EXACT, 5, 5, "pay 500 dollars per seat",
     0},
    {"pay 500 dollars per seat", 99, 100, ASKED_ANY, TIER_EXACT, 2, 2, "pay 500 dollars per seat",
     0},
    {"pay 500 dollars per seat", 13, 2, ASKED_ANY, TIER_EXACT, 13, 13, "pay 500 dollars per seat",
     0},
    {"That is what everybody pays.", 0, 17, ASKED_ANY, TIER_EXACT, 16, 16,
     "That is what everybody pays.", 0},
    /* Who was asked. */
    {"pay 500 dollars per seat", 2, 2, ASKED_REP, TIER_EXACT, 5, 5, "pay 500 dollars per seat", 0},
    {"pay 500 dollars per seat", 5, 5, ASKED_CUSTOMER, TIER_EXACT, 2, 2, "pay 500 dollars per seat",
     0},
    {"thanks for joining us today", 0, 0, ASKED_CUSTOMER, REFUSED(GROUND_WRONG_SIDE)},
    {"too much for a small team", 2, 2, ASKED_REP, REFUSED(GROUND_WRONG_SIDE)},
    {"We are paying 500 dollars per seat, and it is too much for a team.", 2, 2, ASKED_REP,
     REFUSED(GROUND_WRONG_SIDE)},
    {"too much ... for a small team", 2, 2, ASKED_REP, REFUSED(GROUND_WRONG_SIDE)},
    {"Somebody in the room said this", 11, 11, ASKED_CUSTOMER, REFUSED(GROUND_WRONG_SIDE)},
    {"Somebody in the room said this", 11, 11, ASKED_ANY, TIER_EXACT, 11, 11,
     "Somebody in the room said this", 0},
    /* Labels. */
    {"[S3 12:31 customer Jane Doe] Honestly, we don\u2019t want to renew it", 3, 3, ASKED_ANY,
     TIER_EXACT, 3, 3, "Honestly, we don\u2019t want to renew it", 0},
    {"for a small team. [S3 --:-- customer Jane Doe] Honestly, we", 2, 3, ASKED_ANY, TIER_EXACT, 2,
     3, "for a small team. Honestly, we", 0},
    {"Jane Doe: that is too much", 2, 2, ASKED_ANY, TIER_EXACT, 2, 2, "that is too much", 0},
    {"[12:31] CUSTOMER: that is too much", 2, 2, ASKED_ANY, TIER_EXACT, 2, 2, "that is too much",
     0},
    {"S2: that is too much", 2, 2, ASKED_ANY, TIER_EXACT, 2, 2, "that is too much", 0},
    {"[S2 12:31 customer Person 7] that is too much", 2, 2, ASKED_ANY, TIER_EXACT, 2, 2,
     "that is too much", 0},
    {"Budget: that is too much", 2, 2, ASKED_ANY, TIER_FUZZY, 2, 2, "that is too much", 0},
    {"700: that is too much", 2, 2, ASKED_ANY, NOT_SAID},
    {"[S2 12:31 customer Jane Doe]", 2, 2, ASKED_ANY, REFUSED(GROUND_TOO_SHORT)},
    /* What proves nothing, what is no quote. */
    {"", 2, 2, ASKED_ANY, REFUSED(GROUND_TOO_SHORT)},
    {"\U0001F600\U0001F600 ... !!! ---", 2, 2, ASKED_ANY, REFUSED(GROUND_TOO_SHORT)},
    {"small team.", 2, 2, ASKED_ANY, REFUSED(GROUND_TOO_SHORT)},
    {"a small team", 2, 2, ASKED_ANY, TIER_EXACT, 2, 2, "a small team", 0},
    {"Understood, we", 5, 5, ASKED_ANY, TIER_EXACT, 5, 5, "Understood, we", 0},
    {"\u9ad8\u3059\u304e\u308b", 10, 10, ASKED_ANY, REFUSED(GROUND_TOO_SHORT)},
    {"character stands in this sentence", 12, 12, ASKED_ANY, REFUSED(GROUND_UNQUOTABLE)},
    {"a broken \xef\xbf\xbd character stands in this sentence", 12, 12, ASKED_ANY,
     REFUSED(GROUND_UNQUOTABLE)},
    {"not \xff\xfe bytes \xc3 of UTF-8", 12, 12, ASKED_ANY, NOT_SAID},
};

struct heard {
    struct call call;
    struct transcript t;
    struct lexicon *lexicon;
    struct ground *ground;
};

static void hear(struct heard *h, struct span json)
{
    *h = (struct heard){.lexicon = lexicon_new(NULL, &f), .ground = ground_new(&f)};
    CHECK(h->lexicon && h->ground && call_read(&h->call, json, &f) == 0);
    CHECK(transcript_read(&h->t, &h->call, h->lexicon, &f) == 0);
    CHECK(ground_call(h->ground, &h->t, &f) == 0);
}

static void forget(struct heard *h)
{
    ground_free(h->ground);
    transcript_clear(&h->t);
    call_clear(&h->call);
    lexicon_free(h->lexicon);
}

/* What is found, as the transcript's own bytes. */
static struct span find(struct heard *h, const char *quote, uint32_t from, uint32_t to, int side,
                        struct evidence *e, enum ground_refusal *why)
{
    struct claim c = {from, to, span_of(quote)};
    *e = (struct evidence){.choice = 7, .item = 3, .weight = 2};
    CHECK(ground_find(h->ground, &c, side, e, why, &f) == 0);
    CHECK(e->choice == 7 && e->item == 3 && e->weight == 2);
    CHECK((e->tier == TIER_UNVERIFIED) == (*why != GROUND_FOUND));
    if (e->tier == TIER_UNVERIFIED)
        return SPAN_NONE;
    struct span run = transcript_run(&h->t, e->from, e->to);
    CHECK(h->t.sentences[e->from].monologue == h->t.sentences[e->to].monologue);
    CHECK(e->quote.at >= run.at && e->quote.at + e->quote.len <= run.at + run.len);
    CHECK(e->quote.len > 0 && e->quote.len <= GROUND_BYTES && e->to - e->from < GROUND_SENTENCES);
    return e->quote;
}

static void check_rows(void)
{
    struct heard h;
    hear(&h, span_of(record));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        struct evidence e;
        enum ground_refusal why;
        struct span found = find(&h, r->quote, r->cited, r->cited_to, r->side, &e, &why);
        bool as_said =
            e.tier == r->tier && why == r->why &&
            (!r->found || (span_is(found, r->found) && e.from == r->from && e.to == r->to));
        CHECK(as_said);
        if (!as_said)
            fprintf(stderr, "row %zu, %s: %s %s %u-%u '%.*s'\n", i, r->quote, tier_name(e.tier),
                    ground_refusal_name(why), e.from, e.to, (int)found.len,
                    found.at ? found.at : "");
    }
    forget(&h);
}

/* n times the words, in one monologue of sentences of `each` of them. */
static void repeat(struct buf *b, const char *words, int n, int each)
{
    buf_text(b, "{\"metaData\":{\"id\":\"1\"}," PARTIES
                "\"transcript\":[{\"speakerId\":\"c\",\"sentences\":[");
    for (int i = 0; i < n; i++)
        buf_format(b, "%s%s%s",
                   i % each ? " "
                   : i      ? "\"},{\"text\":\""
                            : "{\"text\":\"",
                   words, i + 1 == n ? "\"}]}]}" : "");
}

static char *times(const char *words, int n)
{
    struct buf b = BUF(0);
    for (int i = 0; i < n; i++)
        buf_text(&b, words);
    return b.at;
}

/* What is too long to be printed is cut between words, from its beginning. */
static void check_cuts(void)
{
    struct heard h;
    struct evidence e;
    enum ground_refusal why;
    struct buf b = BUF(0);
    repeat(&b, "lorem ipsum dolor", 100, 100);
    hear(&h, buf_view(&b));
    char *quote = times("lorem ipsum dolor ", 60);
    struct span found = find(&h, quote, 0, 0, ASKED_ANY, &e, &why);
    CHECK(e.tier == TIER_EXACT && found.len > GROUND_BYTES - 12 && found.at == h.t.text.at);
    CHECK(found.at[found.len] == ' ' && found.at[found.len - 1] != ' ');
    free(quote);
    quote = times("lorem ipsum dolor ", 101);
    find(&h, quote, 0, 0, ASKED_ANY, &e, &why);
    CHECK(why == GROUND_TOO_LONG);
    free(quote);
    forget(&h);

    buf_clear(&b);
    repeat(&b, "One two.", 30, 1);
    hear(&h, buf_view(&b));
    quote = times("one two ", 20);
    found = find(&h, quote, 3, 30, ASKED_ANY, &e, &why);
    CHECK(e.tier == TIER_NORMALIZED && e.from == 3 && e.to == 3 + GROUND_SENTENCES - 1);
    free(quote);
    forget(&h);

    /* Far apart: only the longest fragment. */
    buf_clear(&b);
    buf_text(&b, "{\"metaData\":{\"id\":\"1\"}," PARTIES "\"transcript\":["
                 "{\"speakerId\":\"c\",\"sentences\":[" S("It begins with this."));
    for (int i = 0; i < 20; i++)
        buf_text(&b, "," S("Many other words are between them here."));
    buf_text(&b, "," S("And it ends with the longest of the two.") "]}]}");
    hear(&h, buf_view(&b));
    found = find(&h, "It begins with this \u2026 ends with the longest of the two", 0, 21,
                 ASKED_ANY, &e, &why);
    CHECK(e.tier == TIER_STITCHED && e.from == 21 &&
          span_is(found, "ends with the longest of the two."));
    forget(&h);

    /* One word without an end: a quote of it would have no border. */
    buf_clear(&b);
    char *marks = times("\u0301", 400), *word = times("abcdefghij", 60);
    struct buf text = BUF(0);
    buf_format(&text, "begins %s and then %s ends", word, "e");
    buf_format(&text, "%s after that", marks);
    repeat(&b, text.at, 1, 1);
    hear(&h, buf_view(&b));
    buf_clear(&text);
    buf_format(&text, "%s and then", word);
    found = find(&h, text.at, 0, 0, ASKED_ANY, &e, &why);
    CHECK(why == GROUND_UNQUOTABLE || (e.tier == TIER_EXACT && found.len <= GROUND_BYTES));
    buf_clear(&text);
    buf_format(&text, "e%s after that", marks);
    find(&h, text.at, 0, 0, ASKED_ANY, &e, &why);
    CHECK(why == GROUND_NOT_SAID || why == GROUND_UNQUOTABLE);
    free(marks);
    free(word);
    buf_free(&text);
    forget(&h);
    buf_free(&b);
}

/* Calls and claims that would take for ever if anything were tried everywhere. */
static void check_hostile(void)
{
    static const char *const said[] = {"a", "a b", "a b c d e f g h", "not a 5", "x... y..."};
    static const char *const claimed[] = {"a ",
                                          "b a ",
                                          "a b c e d f g h ",
                                          "a ... ",
                                          "[S1 1:1 customer ",
                                          "\n: ",
                                          "aaaaaaaa bbbbbbbb... ",
                                          "a a ... a a a a a ...",
                                          "5 not "};
    clock_t begun = clock();
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct buf b = BUF(0);
        struct heard h;
        repeat(&b, said[i], 20000, 50);
        hear(&h, buf_view(&b));
        for (size_t k = 0; k < sizeof claimed / sizeof *claimed; k++)
            for (int n = 7; n <= 10000; n = n * 3 + 1) {
                struct evidence e;
                enum ground_refusal why;
                char *quote = times(claimed[k], n);
                find(&h, quote, 5, 5, ASKED_ANY, &e, &why);
                CHECK(n < 5000 || why == GROUND_TOO_LONG || why == GROUND_TOO_SHORT);
                free(quote);
            }
        forget(&h);
        buf_free(&b);
    }
    CHECK((double)(clock() - begun) / CLOCKS_PER_SEC < 60);
}

/* One ground for call after call, also for one without words. */
static void check_again(void)
{
    struct heard h, other;
    struct evidence e;
    enum ground_refusal why;
    hear(&h, span_of(record));
    hear(&other, span_of("{\"metaData\":{\"id\":\"2\"},\"transcript\":[{},{\"sentences\":[{}]}]}"));
    CHECK(ground_call(h.ground, &other.t, &f) == 0);
    struct claim c = {0, 0, span_of("too much for a small team")};
    CHECK(ground_find(h.ground, &c, ASKED_ANY, &e, &why, &f) == 0 && why == GROUND_NOT_SAID);
    CHECK(ground_call(h.ground, &h.t, &f) == 0);
    find(&h, "too much for a small team", 0, 0, ASKED_ANY, &e, &why);
    CHECK(e.tier == TIER_EXACT && e.from == 2);
    forget(&other);
    forget(&h);
}

int main(void)
{
    check_rows();
    check_cuts();
    check_hostile();
    check_again();
    return check_end();
}
