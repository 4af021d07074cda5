/* lib/json: a phrase in a transcript, and the sieve in front of it. */

#include "lib/json/fold.h"
#include "lib/json/phrase.h"
#include "lib/json/sieve.h"
#include "tests/unit/check.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char talk[] =
    "[{\"speakerId\":\"1\",\"sentences\":[{\"text\":\"Hello.\",\"start\":0},"
    "{\"text\":\"It is too\"},{\"text\":\"\"},{\"text\":\"  EXPENSIVE\\nfor us, "
    "too\\u0020expensive.\"}]},"
    "{\"sentences\":null},{},7,"
    "{\"speakerId\":\"2\",\"sentences\":[{\"text\":7},{\"text\":\"Too ex\"},{\"text\":\"pensive\"},"
    "{\"text\":\"too expensive, too expensive\"},{\"text\":\"Stra\\u00dfe \\u212aein\"}]}]";

/* Where the phrase is: "monologue:first-last" a place, with what is said there. */
static const char *places(const char *text, struct span transcript)
{
    static char all[4096];
    struct phrase_walk w = {0};
    struct phrase_place place;
    struct fault f = {0};
    struct buf quote = BUF(0);
    struct phrase *p = phrase_new(span_of(text), &f);
    CHECK(p);
    all[0] = '\0';
    size_t n = 0;
    phrase_walk(&w, p, transcript);
    while (phrase_next(&w, &place, &f) == 1) {
        buf_clear(&quote);
        phrase_quote(&w, &place, &quote);
        n += (size_t)snprintf(all + n, sizeof all - n, "%s%d:%d-%d %s", n ? "|" : "",
                              (int)place.number, (int)place.first, (int)place.last, quote.at);
    }
    CHECK(f.status == 0);
    phrase_walk_clear(&w);
    phrase_free(p);
    buf_free(&quote);
    return all;
}

static void test_places(void)
{
    struct span t = span_of(talk);
    CHECK(strcmp(places("too  EXPENSIVE", t),
                 "0:1-3 It is too    EXPENSIVE\nfor us, too expensive.|"
                 "0:3-3   EXPENSIVE\nfor us, too expensive.|"
                 "4:7-7 too expensive, too expensive") == 0);
    CHECK(strcmp(places("hello", t), "0:0-0 Hello.") == 0);
    CHECK(strcmp(places("too ex pen", t), "4:5-6 Too ex pensive") == 0);
    CHECK(strcmp(places("stra\xc3\x9f"
                        "e kein",
                        t),
                 "4:8-8 Stra\xc3\x9f"
                 "e \xe2\x84\xaa"
                 "ein") == 0);
    CHECK(strcmp(places("hello too", t), "") == 0);      /* not side by side */
    CHECK(strcmp(places("expensive. too", t), "") == 0); /* not in one go */
    CHECK(strcmp(places("start", t), "") == 0);          /* not said */
    CHECK(strcmp(places("too", SPAN_NONE), "") == 0 &&
          strcmp(places("too", span_of("{}")), "") == 0);
    struct fault f = {0};
    CHECK(!phrase_new(span_of(" \t"), &f) && f.status == STATUS_USAGE);
}

/* ---- against joining, folding and comparing, on short texts of few letters ---- */

static uint64_t state = 1;

static unsigned draw(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % n;
}

static void add_text(struct buf *b, unsigned most, bool json)
{
    static const char *const pieces[] = {"a", "b", "B", " ", "k", "x1", "c", "\xc3\xa9"};
    static const char *const escaped[] = {"\\u0061", "\\n",     "\\u0042", "\\t",
                                          "\\u212a", "\\u00c9", "\\\\",    "\\u0020"};
    for (unsigned i = draw(most); i > 0; i--)
        buf_text(b, json && draw(8) == 0 ? escaped[draw(8)] : pieces[draw(8)]);
}

static void test_against_folding(void)
{
    struct buf record = BUF(0), joined = BUF(0), raw = BUF(0), text = BUF(0), needle = BUF(0);
    struct phrase_walk w = {0};
    int both = 0, sieved = 0;
    for (int i = 0; i < 60000; i++) {
        struct fault f = {0};
        struct json_walk sentences;
        struct phrase_place place;
        buf_clear(&record), buf_clear(&joined), buf_clear(&text), buf_clear(&needle);
        add_text(&text, 7, false);
        buf_text(&record, "[{\"sentences\":[");
        for (unsigned n = draw(5); n > 0; n--) {
            buf_text(&record, "{\"text\":\"");
            add_text(&record, 12, true);
            buf_text(&record, n > 1 ? "\"}," : "\"}");
        }
        buf_text(&record, "]}]");
        struct phrase *p = phrase_new(buf_view(&text), &f);
        if (!p)
            continue;
        struct json_walk one;
        json_walk(&one, buf_view(&record));
        CHECK(json_next(&one));
        for (json_walk(&sentences, json_get(one.value, "sentences")); json_next(&sentences);) {
            buf_clear(&raw);
            json_text(&raw, json_get(sentences.value, "text"));
            fold_add(&joined, buf_view(&raw));
        }
        fold_add(&needle, buf_view(&text));
        bool has = fold_has(buf_view(&joined), buf_view(&needle));
        bool passes = sieve_find(phrase_sieve(p), buf_view(&record)) != NULL;
        phrase_walk(&w, p, buf_view(&record));
        CHECK((phrase_next(&w, &place, &f) == 1) == has);
        CHECK(passes || !has);
        both += has;
        sieved += !passes;
        phrase_free(p);
    }
    CHECK(both > 2000 && sieved > 2000);
    phrase_walk_clear(&w);
    buf_free(&record), buf_free(&joined), buf_free(&raw), buf_free(&text), buf_free(&needle);
}

/* Not folded: as it stands, but for how JSON may write it. */
static void test_sieve_as_it_stands(void)
{
    struct fault f = {0};
    struct sieve *s = sieve_new(span_of("dealstage/\"x\""), false, &f);
    CHECK(sieve_find(s, span_of("{\"a\":\"dealstage/\\\"x\\\"\"}")));
    CHECK(sieve_find(s, span_of("{\"a\":\"\\u0064ealstage\\/\\u0022x\\\"\"}")));
    CHECK(!sieve_find(s, span_of("{\"a\":\"DealStage\"}")) && !sieve_find(s, span_of("")));
    CHECK(!sieve_find(s, span_of("{\"a\":\"dealstages\"}")));
    sieve_free(s);
    s = sieve_new(span_of("\xc3\xa9"), false, &f); /* nothing to look for in the raw bytes */
    CHECK(sieve_find(s, span_of("{}")));
    sieve_free(s);
}

int main(void)
{
    test_places();
    test_against_folding();
    test_sieve_as_it_stands();
    return check_end();
}
