/* A phrase and what somebody says: the first line is the phrase, each other the inside of a JSON
 * string, a sentence; an empty one ends a monologue. What phrase.h finds is what joining and
 * folding finds, the sieve never holds back a record that has it, and a quote has the phrase in it.
 */

#include "lib/json/fold.h"
#include "lib/json/phrase.h"
#include "lib/json/sieve.h"
#include "tests/fuzz/fuzz.h"

static bool said(struct span transcript, struct span needle)
{
    struct json_walk monologues, sentences;
    struct buf text = BUF(0), raw = BUF(0);
    bool found = false;
    for (json_walk(&monologues, transcript); !found && json_next(&monologues);) {
        buf_clear(&text);
        for (json_walk(&sentences, json_get(monologues.value, "sentences"));
             json_next(&sentences);) {
            buf_clear(&raw);
            json_text(&raw, json_get(sentences.value, "text"));
            fold_add(&text, buf_view(&raw));
        }
        found = fold_has(buf_view(&text), needle);
    }
    buf_free(&text);
    buf_free(&raw);
    return found;
}

static void build(struct buf *b, struct span lines)
{
    bool first = true;
    buf_text(b, "{\"transcript\":[{\"sentences\":[");
    while (lines.len) {
        struct span line = fuzz_part(&lines);
        if (line.len == 0) {
            buf_text(b, "]},{\"sentences\":[");
            first = true;
            continue;
        }
        buf_text(b, first ? "{\"text\":\"" : ",{\"text\":\"");
        buf_span(b, line);
        buf_text(b, "\"}");
        first = false;
    }
    buf_text(b, "]}]}");
}

static void compare(const struct phrase *p, struct span needle, struct span record)
{
    static struct phrase_walk walk;
    struct phrase_place place;
    struct fault f = {0};
    struct buf quote = BUF(0), folded = BUF(0);
    struct span transcript = json_get(record, "transcript");
    int64_t last = -1;
    int there;
    bool any = false;
    phrase_walk(&walk, p, transcript);
    while ((there = phrase_next(&walk, &place, &f)) == 1) {
        buf_clear(&quote);
        buf_clear(&folded);
        phrase_quote(&walk, &place, &quote);
        fold_add(&folded, buf_view(&quote));
        MUST(fold_has(buf_view(&folded), needle));
        MUST(place.first > last && place.last >= place.first && place.number >= 0);
        last = place.first;
        any = true;
    }
    MUST(there == 0);
    MUST(any == said(transcript, needle));
    MUST(!any || sieve_find(phrase_sieve(p), record));
    buf_free(&quote);
    buf_free(&folded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault f = {0};
    struct buf record = BUF(0), folded = BUF(0);
    struct span rest = fuzz_span(data, size), value, text = fuzz_part(&rest);
    struct phrase *p = phrase_new(text, &f);
    fold_add(&folded, text);
    MUST(p ? folded.len > 0 : f.status == STATUS_USAGE && folded.len == 0);
    build(&record, rest);
    if (p && json_check(buf_view(&record), &value, &f) == 0)
        compare(p, buf_view(&folded), value);
    phrase_free(p);
    buf_free(&folded);
    buf_free(&record);
    return 0;
}
