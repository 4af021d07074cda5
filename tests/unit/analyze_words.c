/* Words, their stems, and the ranking of monologues by them. */
#include "tests/unit/check.h"

#include <string.h>
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

int main(void)
{
    check_words();
    check_rank();
    return check_end();
}
