#include "lib/analyze/transcript.h"
#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/json/json.h"

enum { TEXT_LIMIT = 512 << 20 };

/* Whole milliseconds; Gong sends whole numbers, other sources may not. */
static int64_t time_of(struct span value)
{
    double n;
    if (json_kind(value) != JSON_NUMBER || !json_number(value, &n) || !(n >= 0 && n < 1e15))
        return NO_TIME;
    return (int64_t)n;
}

/* A lone surrogate has no bytes in UTF-8; it reads as U+FFFD, which the transcript does not say. */
static bool is_damaged(struct span json, struct span text)
{
    if (!json.at || !memmem(text.at, text.len, "\xef\xbf\xbd", 3))
        return false;
    return memmem(json.at, json.len, "\\ud", 3) || memmem(json.at, json.len, "\\uD", 3);
}

/* Members by one walk: a call has thousands of sentences. */
static int add_sentence(struct transcript *t, struct span value, struct fault *f)
{
    if (array_room(&t->sentences, &t->room_sentences, t->nsentences + 1, sizeof *t->sentences, f) !=
        0)
        return -1;
    struct sentence s = {
        .start = NO_TIME, .end = NO_TIME, .monologue = (uint32_t)(t->nmonologues - 1)};
    struct span text = SPAN_NONE;
    struct json_walk w;
    if (json_kind(value) == JSON_OBJECT)
        for (json_walk(&w, value); json_next(&w);) {
            if (json_text_is(w.key, "text"))
                text = w.value;
            else if (json_text_is(w.key, "start"))
                s.start = time_of(w.value);
            else if (json_text_is(w.key, "end"))
                s.end = time_of(w.value);
        }
    if (s.end < s.start)
        s.end = s.start;
    if (t->nsentences > t->monologues[s.monologue].sentence)
        buf_byte(&t->text, ' ');
    /* Spans are made when the buffer no longer moves; until then the offset stands in for the
     * pointer. */
    s.word = (uint32_t)t->text.len;
    json_text(&t->text, text);
    s.text.len = t->text.len - s.word;
    if (buf_check(&t->text, "the transcript", f) != 0)
        return -1;
    s.quotable =
        s.text.len > 0 && !is_damaged(text, (struct span){t->text.at + s.word, s.text.len});
    t->sentences[t->nsentences++] = s;
    return 0;
}

/* The parties by speaker id. An id that several have tells nobody who speaks. */
static int place_parties(struct transcript *t, struct fault *f)
{
    ids_empty(&t->placed);
    for (size_t i = 0; i < t->call->nparties; i++) {
        const struct party *p = &t->call->parties[i];
        size_t number;
        bool fresh;
        if (json_kind(p->speaker_id) != JSON_STRING)
            continue;
        if (ids_add(&t->placed, p->speaker_id, &number, &fresh, f) != 0 ||
            array_room(&t->parties, &t->room_parties, number + 1, sizeof *t->parties, f) != 0)
            return -1;
        t->parties[number] = fresh ? p : NULL;
    }
    return 0;
}

static int find_speaker(struct transcript *t, struct monologue *m, struct fault *f)
{
    size_t voice;
    if (!m->speaker_id.at)
        return 0;
    if (ids_add_text(&t->voices, m->speaker_id, &voice, NULL, f) != 0)
        return -1;
    t->nspeakers = t->voices.n;
    m->speaker = (uint32_t)voice + 1;
    long party = json_kind(m->speaker_id) == JSON_STRING ? ids_find(&t->placed, m->speaker_id) : -1;
    m->party = party >= 0 ? t->parties[party] : NULL;
    return 0;
}

static int add_monologue(struct transcript *t, struct span value, struct fault *f)
{
    if (array_room(&t->monologues, &t->room_monologues, t->nmonologues + 1, sizeof *t->monologues,
                   f) != 0)
        return -1;
    struct monologue *m = &t->monologues[t->nmonologues++];
    *m = (struct monologue){.sentence = (uint32_t)t->nsentences};
    struct span sentences = SPAN_NONE;
    struct json_walk w;
    if (json_kind(value) == JSON_OBJECT)
        for (json_walk(&w, value); json_next(&w);) {
            if (json_text_is(w.key, "speakerId"))
                m->speaker_id = w.value;
            else if (json_text_is(w.key, "sentences"))
                sentences = w.value;
        }
    enum json_kind kind = json_kind(m->speaker_id);
    if (kind != JSON_STRING && kind != JSON_NUMBER)
        m->speaker_id = SPAN_NONE;
    if (find_speaker(t, m, f) != 0)
        return -1;
    m->side = m->party ? m->party->side : SIDE_UNKNOWN;
    if (json_kind(sentences) != JSON_ARRAY)
        return 0;
    for (json_walk(&w, sentences); json_next(&w);)
        if (add_sentence(t, w.value, f) != 0)
            return -1;
    m->nsentences = (uint32_t)t->nsentences - m->sentence;
    return 0;
}

static int read_words(struct transcript *t, struct lexicon *l, struct fault *f)
{
    for (size_t i = 0; i < t->nsentences; i++) {
        struct sentence *s = &t->sentences[i];
        s->text.at = t->text.at ? t->text.at + s->word : "";
        s->word = (uint32_t)t->words.n;
        if (s->quotable && words_read(&t->words, l, s->text, f) != 0)
            return -1;
        s->nwords = (uint32_t)t->words.n - s->word;
        size_t end = s->text.len;
        while (end > 0 && strchr(" \"')]", s->text.at[end - 1]) && s->text.at[end - 1])
            end--;
        s->question = end > 0 && s->text.at[end - 1] == '?';
    }
    return 0;
}

int transcript_read(struct transcript *t, const struct call *c, struct lexicon *l, struct fault *f)
{
    t->call = c;
    t->nsentences = t->nmonologues = t->nspeakers = t->words.n = 0;
    t->text.limit = TEXT_LIMIT;
    buf_clear(&t->text);
    ids_empty(&t->voices);
    enum json_kind kind = json_kind(c->transcript);
    if (kind == JSON_NONE || kind == JSON_NULL)
        return 0;
    if (kind != JSON_ARRAY)
        return fault(f, STATUS_BAD_RECORD, "transcript is not an array");
    if (place_parties(t, f) != 0)
        return -1;
    struct json_walk w;
    for (json_walk(&w, c->transcript); json_next(&w);)
        if (add_monologue(t, w.value, f) != 0)
            return -1;
    return read_words(t, l, f);
}

void transcript_clear(struct transcript *t)
{
    free(t->sentences);
    free(t->monologues);
    free(t->parties);
    ids_clear(&t->voices);
    ids_clear(&t->placed);
    words_clear(&t->words);
    buf_free(&t->text);
    *t = (struct transcript){0};
}

struct span transcript_run(const struct transcript *t, uint32_t from, uint32_t to)
{
    const char *at = t->sentences[from].text.at;
    const struct sentence *last = &t->sentences[to];
    return (struct span){at, (size_t)(last->text.at + last->text.len - at)};
}

enum side transcript_side(const struct transcript *t, uint32_t sentence)
{
    return t->monologues[t->sentences[sentence].monologue].side;
}
