/* Words, their stems, and the ranking of monologues by them. */
#include "tests/unit/check.h"

#include <string.h>
#include <math.h>
#include "lib/analyze/rank.h"
#include "lib/analyze/words.h"
#include "lib/base/buf.h"
#include "lib/json/json.h"

static struct fault f;

/* The words of a text with a bar between them; a break is shown as a dot before the word. */
static const char *read(struct lexicon *l, const char *text)
{
    static char shown[400];
    struct words w = {0};
    struct buf b = BUF(sizeof shown - 1);
    CHECK(words_read(&w, l, span_of(text), &f) == 0);
    for (size_t i = 0; i < w.n; i++) {
        buf_text(&b, i ? "|" : "");
        buf_text(&b, i && w.at[i].after_break ? "." : "");
        buf_span(&b, lexicon_text(l, w.at[i].word));
    }
    memcpy(shown, b.len ? b.at : "", b.len);
    shown[b.len] = '\0';
    buf_free(&b);
    words_clear(&w);
    return shown;
}

static bool same_stem(struct lexicon *l, const char *x, const char *y)
{
    uint32_t a = 0, b = 0;
    CHECK(lexicon_word(l, span_of(x), &a, &f) == 0 && lexicon_word(l, span_of(y), &b, &f) == 0);
    return lexicon_stem(l, a) == lexicon_stem(l, b);
}

static void check_words(void)
{
    struct lexicon *l = lexicon_new(NULL, &f);
    CHECK(l != NULL);
    CHECK(strcmp(read(l, "We're NOT, um, sure."), "we|are|not|.sure") == 0);
    CHECK(strcmp(read(l, "don\xe2\x80\x99t won't can't let's it's"),
                 "do|not|will|not|can|not|let|us|it|is") == 0);
    CHECK(strcmp(read(l, "the customer's follow-up"), "the|customer|follow|up") == 0);
    CHECK(strcmp(read(l, "STRASSE Stra\xc3\x9f"
                         "e \xc3\x9c"
                         "ber"),
                 "strasse|strasse|\xc3\xbc"
                 "ber") == 0);
    CHECK(strcmp(read(l, "\xe4\xbe\xa1\xe6\xa0\xbc"), "\xe4\xbe\xa1|\xe6\xa0\xbc") == 0);
    CHECK(strcmp(read(l, "'quoted' '' '"), "quoted") == 0);
    CHECK(strcmp(read(l, ""), "") == 0);
    CHECK(same_stem(l, "pricing", "prices") && !same_stem(l, "price", "prize"));
    lexicon_keep(l);
    uint32_t number = 0;
    for (int i = 0; i < 450000; i++) {
        char word[16];
        snprintf(word, sizeof word, "w%d", i);
        if (i % 1000 == 0)
            lexicon_forget(l);
        CHECK(lexicon_word(l, span_of(word), &number, &f) == 0);
    }
    CHECK(lexicon_size(l) < 300000);
    CHECK(same_stem(l, "pricing", "prices"));
    lexicon_free(l);

    CHECK(strcmp(lexicon_language(span_of("fra")), "fra") == 0);
    CHECK(strcmp(lexicon_language(span_of("")), "eng") == 0 &&
          strcmp(lexicon_language(span_of("jpn")), "und") == 0);
    l = lexicon_new("ger", &f);
    CHECK(same_stem(l, "h\xc3\xa4user", "h\xc3\xa4usern"));
    lexicon_free(l);
    l = lexicon_new("und", &f);
    CHECK(!same_stem(l, "pricing", "prices"));
    lexicon_free(l);
}

static void check_rank(void)
{
    static const char record[] =
        "{\"metaData\":{\"id\":\"1\"},\"parties\":[{\"speakerId\":\"z\",\"name\":\"Zoe\"}],"
        "\"transcript\":["
        "{\"speakerId\":\"a\",\"sentences\":[{\"text\":\"Good morning everybody.\"}]},"
        "{\"speakerId\":\"z\",\"sentences\":[{\"text\":\"Hello.\"},{\"text\":\"The renewal price "
        "is fine.\"}]},"
        "{\"speakerId\":\"a\",\"sentences\":[{\"text\":\"Something else entirely.\"}]},{}]}";
    struct call c = {0};
    struct transcript t = {0};
    struct rank r = {0};
    struct lexicon *l = lexicon_new(NULL, &f);
    CHECK(call_read(&c, span_of(record), &f) == 0 && transcript_read(&t, &c, l, &f) == 0);
    CHECK(rank_call(&r, &t, l, &f) == 0);
    CHECK(rank_question(&r, span_of("What was said about renewal pricing?"), &f) == 0);
    CHECK(r.n == 4 && r.order[0] == 1 && rank_sentence(&r, 1) == 2 && rank_share(&r, 1) == 1);
    CHECK(r.nevidence > 0 && r.evidence[0] <= 1 && r.evidence[r.nevidence - 1] >= 1);
    CHECK(rank_question(&r, span_of("Zoe?"), &f) == 0 && r.order[0] == 1);
    CHECK(rank_question(&r, span_of("zeppelin"), &f) == 0 && rank_share(&r, 0) == 0);
    CHECK(rank_question(&r, span_of(""), &f) == 0);
    rank_clear(&r);
    transcript_clear(&t);
    call_clear(&c);
    lexicon_free(l);
}

/* Talk of n monologues; `line` gives each of them by its number. */
static struct span talk(struct buf *b, size_t n, const char *(*line)(size_t i))
{
    buf_clear(b);
    buf_text(b, "{\"metaData\":{\"id\":\"1\"},\"parties\":["
                "{\"speakerId\":\"a\",\"name\":\"PhD Ada\"},"
                "{\"speakerId\":\"b\",\"name\":\"PhD Bo\"},"
                "{\"speakerId\":\"c\",\"name\":\"Marketing\"}],\"transcript\":[");
    for (size_t i = 0; i < n; i++)
        buf_format(b, "%s{\"speakerId\":\"%c\",\"sentences\":[{\"text\":\"%s\"}]}", i ? "," : "",
                   "abc"[i % 3], line(i));
    buf_text(b, "]}");
    return buf_view(b);
}

static const char *of_meeting(size_t i)
{
    return i == 12              ? "Let us speak about the battery price."
           : i >= 60 && i <= 75 ? (i % 2 ? "The battery lasts." : "Its charger costs a price.")
           : i % 7 == 0         ? "A price for it."
                                : "We will see about that one day.";
}

static const char *of_bargain(size_t i)
{
    static const char *const lines[] = {
        "Hello, how are you?",     "I will send it over.",
        "The lake has fish.",      "Would you be willing to split it?",
        "That sounds fair to me.", "The lake has boats."};
    return lines[i % 6];
}

static void check_voices(void)
{
    static const struct {
        const char *question, *named;
    } rows[] = {{"What did PhD Ada think?", "a"},
                {"What did Bo say about Ada?", "ab"},
                {"Why did Marketing agree?", "c"},
                {"What about a marketing plan?", "c"},
                {"What did the PhD students do?", "ab"},
                {"Did PhD Ada, PhD Bo and Marketing agree?", ""},
                {"price", ""}};
    struct buf b = BUF(1 << 20);
    struct call c = {0};
    struct transcript t = {0};
    struct voices v = {0};
    struct words w = {0};
    struct lexicon *l = lexicon_new(NULL, &f);
    CHECK(call_read(&c, talk(&b, 9, of_bargain), &f) == 0 && transcript_read(&t, &c, l, &f) == 0);
    CHECK(voices_read(&v, &t, l, &f) == 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        w.n = 0;
        CHECK(words_read(&w, l, span_of(rows[i].question), &f) == 0);
        voices_name(&v, span_of(rows[i].question), &w);
        for (size_t k = 0; k < 3; k++)
            CHECK(v.at[t.monologues[k].speaker].named == (strchr(rows[i].named, "abc"[k]) != NULL));
        CHECK(v.any_named == (*rows[i].named != 0));
    }
    words_clear(&w);
    voices_clear(&v);
    transcript_clear(&t);
    call_clear(&c);
    lexicon_free(l);
    buf_free(&b);
}

static void check_reach(void)
{
    const double words[] = {0, 1, 1, 3}, x[] = {0, 1, 0, 0}, step = exp(-.5);
    struct gaps g = {words, 4};
    double sum[4];
    reach_sum(sum, x, &g, (struct reach){2, 0, REACH_BOTH});
    CHECK(sum[1] == 1 && fabs(sum[0] - step) < 1e-12 && fabs(sum[3] - step * step) < 1e-12);
    reach_sum(sum, x, &g, (struct reach){2, 0, REACH_BEHIND});
    CHECK(sum[0] == 0 && sum[1] == 1 && fabs(sum[2] - step) < 1e-12);
    reach_sum(sum, x, &g, (struct reach){2, 0, REACH_BEFORE});
    CHECK(fabs(sum[0] - step) < 1e-12 && sum[1] == 0 && sum[2] == 0);
    reach_sum(sum, x, &g, (struct reach){2, 1, REACH_BEHIND});
    CHECK(fabs(sum[3] - exp(-2)) < 1e-12);
}

/* Evidence is the stretch where the question's words meet, not where one of them is said most. */
static void check_evidence(void)
{
    struct buf b = BUF(1 << 20);
    struct call c = {0};
    struct transcript t = {0};
    struct rank r = {0};
    struct lexicon *l = lexicon_new(NULL, &f);
    CHECK(call_read(&c, talk(&b, 120, of_meeting), &f) == 0 &&
          transcript_read(&t, &c, l, &f) == 0 && rank_call(&r, &t, l, &f) == 0);
    CHECK(rank_question(&r, span_of("Summarize the discussion about the battery charger"), &f) ==
          0);
    CHECK(r.nevidence >= 10 && r.nevidence <= 30);
    CHECK(r.evidence[0] >= 50 && r.evidence[r.nevidence - 1] <= 85);
    for (size_t i = 1; i < r.nevidence; i++)
        CHECK(r.evidence[i] == r.evidence[i - 1] + 1);
    /* The head is spread: none of the first five stands next to another. */
    for (size_t i = 0; i < 5; i++) {
        CHECK(r.order[i] >= 60 && r.order[i] <= 75);
        for (size_t k = 0; k < i; k++)
            CHECK(r.order[i] + 1 != r.order[k] && r.order[k] + 1 != r.order[i]);
    }
    CHECK(rank_question(&r, span_of("What about zeppelins?"), &f) == 0 && r.nevidence == 0);
    rank_clear(&r);
    transcript_clear(&t);
    call_clear(&c);
    lexicon_free(l);
    buf_free(&b);
}

static void check_acts(void)
{
    static const struct {
        const char *question;
        uint32_t first;
    } rows[] = {{"Where do they make small talk?", 0},
                {"Which commitments did they make?", 1},
                {"Where does someone propose a compromise?", 3},
                {"Where does someone appeal to fairness?", 4}};
    struct buf b = BUF(1 << 20);
    struct call c = {0};
    struct transcript t = {0};
    struct rank r = {0};
    for (int english = 1; english >= 0; english--) {
        struct lexicon *l = lexicon_new(english ? "eng" : "ger", &f);
        CHECK(call_read(&c, talk(&b, 6, of_bargain), &f) == 0 &&
              transcript_read(&t, &c, l, &f) == 0 && rank_call(&r, &t, l, &f) == 0);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            CHECK(rank_question(&r, span_of(rows[i].question), &f) == 0);
            CHECK((r.act != NO_ACT) == (english == 1));
            if (english)
                CHECK(r.nevidence == 1 && r.evidence[0] == rows[i].first &&
                      r.order[0] == rows[i].first && rank_share(&r, rows[i].first) == 1 &&
                      rank_share(&r, 2) == 0 && rank_sentence(&r, rows[i].first) == rows[i].first);
        }
        /* A subject beside the act, and who is named, count. */
        CHECK(rank_question(&r, span_of("What did they promise about the lake?"), &f) == 0);
        CHECK(r.act == NO_ACT && (r.order[0] == 2 || r.order[0] == 5));
        if (english) {
            CHECK(rank_question(&r, span_of("What did Marketing promise?"), &f) == 0);
            CHECK(r.act != NO_ACT && r.nevidence == 0);
            CHECK(rank_question(&r, span_of("What did PhD Bo promise?"), &f) == 0);
            CHECK(r.nevidence == 1 && r.evidence[0] == 1);
        }
        rank_clear(&r);
        lexicon_free(l);
    }
    transcript_clear(&t);
    call_clear(&c);
    buf_free(&b);
}

int main(void)
{
    check_words();
    check_rank();
    check_voices();
    check_reach();
    check_evidence();
    check_acts();
    return check_end();
}
