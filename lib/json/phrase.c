#include "lib/json/phrase.h"

#include <stdlib.h>
#include "lib/json/fold.h"
#include "lib/json/sieve.h"

struct phrase {
    struct buf folded;
    struct sieve *sieve;
};

struct phrase *phrase_new(struct span text, struct fault *f)
{
    struct phrase *p = calloc(1, sizeof *p);
    if (!p) {
        fault(f, STATUS_NO_MEMORY, "no memory for a phrase");
        return NULL;
    }
    fold_add(&p->folded, text);
    int done = buf_check(&p->folded, "a phrase", f);
    if (done == 0 && p->folded.len == 0)
        done = fault(f, STATUS_USAGE, "a phrase of white space alone is said nowhere");
    if (done == 0 && (p->sieve = sieve_new(buf_view(&p->folded), true, f)))
        return p;
    phrase_free(p);
    return NULL;
}

void phrase_free(struct phrase *p)
{
    if (!p)
        return;
    buf_free(&p->folded);
    sieve_free(p->sieve);
    free(p);
}

const struct sieve *phrase_sieve(const struct phrase *p)
{
    return p->sieve;
}

void phrase_walk(struct phrase_walk *w, const struct phrase *p, struct span transcript)
{
    w->phrase = p;
    w->number = -1;
    w->before = w->upto = 0;
    w->n = w->next = 0;
    json_walk(&w->monologues, json_kind(transcript) == JSON_ARRAY ? transcript : SPAN_NONE);
    w->counted = w->monologues;
}

static int hear(struct phrase_walk *w, struct span sentence, struct fault *f)
{
    if (w->n == w->room) {
        size_t room = w->room ? 2 * w->room : 64;
        struct heard *more = realloc(w->heard, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for what is said");
        w->heard = more;
        w->room = room;
    }
    w->heard[w->n++] = (struct heard){sentence, w->text.len + (w->text.len > 0)};
    buf_clear(&w->raw);
    json_text(&w->raw, json_get(sentence, "text"));
    fold_add(&w->text, buf_view(&w->raw));
    return 0;
}

/* All that is said in the monologue, folded; nothing if the phrase cannot be in it. */
static int listen(struct phrase_walk *w, struct fault *f)
{
    struct json_walk sentences;
    w->n = w->next = 0;
    buf_clear(&w->text);
    if (!sieve_find(w->phrase->sieve, w->monologue))
        return 0;
    for (json_walk(&sentences, json_get(w->monologue, "sentences")); json_next(&sentences);)
        if (hear(w, sentences.value, f) != 0)
            return -1;
    return buf_check(&w->raw, "a sentence", f) == 0 ? buf_check(&w->text, "a monologue", f) : -1;
}

/* The sentence that this place of the text is in, from `low` on: empty ones begin where the one
 * behind them does. */
static size_t sentence_at(const struct phrase_walk *w, size_t low, size_t at)
{
    while (low + 1 < w->n && w->heard[low + 1].begins <= at)
        low++;
    return low;
}

static int64_t sentences_before(struct phrase_walk *w)
{
    for (; w->upto < w->number && json_next(&w->counted); w->upto++)
        w->before += (int64_t)json_count(json_get(w->counted.value, "sentences"));
    return w->before;
}

static bool find(struct phrase_walk *w, struct phrase_place *place)
{
    struct span needle = buf_view(&w->phrase->folded);
    if (w->next >= w->n || w->heard[w->next].begins >= w->text.len)
        return false;
    size_t from = w->heard[w->next].begins;
    const char *at = memmem(w->text.at + from, w->text.len - from, needle.at, needle.len);
    if (!at)
        return false;
    size_t begin = (size_t)(at - w->text.at);
    size_t first = sentence_at(w, w->next, begin);
    size_t last = sentence_at(w, first, begin + needle.len - 1);
    *place = (struct phrase_place){.monologue = w->monologue,
                                   .sentence = w->heard[first].sentence,
                                   .number = w->number,
                                   .first = sentences_before(w) + (int64_t)first,
                                   .last = w->before + (int64_t)last};
    w->next = first + 1;
    return true;
}

int phrase_next(struct phrase_walk *w, struct phrase_place *place, struct fault *f)
{
    while (!find(w, place)) {
        w->n = 0;
        if (!json_next(&w->monologues))
            return 0;
        w->number++;
        w->monologue = w->monologues.value;
        if (listen(w, f) != 0)
            return -1;
    }
    return 1;
}

void phrase_quote(struct phrase_walk *w, const struct phrase_place *place, struct buf *to)
{
    for (int64_t i = place->first; i <= place->last; i++) {
        if (i > place->first)
            buf_byte(to, ' ');
        json_text(to, json_get(w->heard[i - w->before].sentence, "text"));
    }
}

void phrase_walk_clear(struct phrase_walk *w)
{
    free(w->heard);
    buf_free(&w->text);
    buf_free(&w->raw);
    *w = (struct phrase_walk){0};
}
