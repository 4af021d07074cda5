#include "lib/analyze/speech_act.h"
#include <stdlib.h>
#include "lib/analyze/act_cues.h"
#include "lib/analyze/array.h"

static const double hint_weight = .4, denial_weight = -1;

static int add_cues(struct cue_book *b, const struct cue_text *texts, struct cue as,
                    struct fault *f)
{
    static const struct question_set set = {.path = "the cues of speech acts"};
    for (; texts->text; texts++)
        if (cue_add(b, &set, texts, as, f) != 0)
            return -1;
    return 0;
}

static int make_book(struct cue_book *b, struct lexicon *l, struct fault *f)
{
    b->lexicon = l;
    for (size_t i = 0; i < nact_cues; i++) {
        struct cue as = {.question = (uint32_t)i, .choice = NO_CHOICE, .role = CUE_SAYS};
        if (add_cues(b, act_cues[i].says, as, f) != 0)
            return -1;
        as.role = CUE_HINTS;
        if (add_cues(b, act_cues[i].hints, as, f) != 0)
            return -1;
        as.role = CUE_DENIES;
        if (add_cues(b, act_cues[i].denies, as, f) != 0)
            return -1;
    }
    return cue_book_index(b, f);
}

static void forget_book(struct speech_acts *a)
{
    a->book.lexicon = NULL;
    cue_book_clear(&a->book);
    match_clear(&a->match);
}

int speech_acts_begin(struct speech_acts *a, const struct transcript *t, struct lexicon *l,
                      struct fault *f)
{
    a->transcript = t;
    a->matched = false;
    struct lexicon *english = lexicon_english(l) ? l : NULL;
    if (a->book.lexicon == english)
        return 0;
    forget_book(a);
    return english ? make_book(&a->book, english, f) : 0;
}

void speech_acts_clear(struct speech_acts *a)
{
    forget_book(a);
    free(a->sentence);
    *a = (struct speech_acts){0};
}

/* How many words of the question stand in a group of words "need own", all of which must; 0 if one
 * does not. Sets their bits. */
static int holds_group(const struct lexicon *l, const struct words *q, struct span group,
                       uint64_t *used)
{
    int n = 0;
    uint64_t found = 0;
    while (group.len > 0) {
        const char *blank = memchr(group.at, ' ', group.len);
        struct span word = {group.at, blank ? (size_t)(blank - group.at) : group.len};
        bool stands = false;
        for (size_t i = 0; i < q->n && i < 64; i++)
            if (span_equal(lexicon_text(l, q->at[i].stem), word)) {
                stands = true;
                found |= (uint64_t)1 << i;
            }
        if (!stands)
            return 0;
        n++;
        group.at += word.len + (blank != NULL);
        group.len -= word.len + (blank != NULL);
    }
    *used |= found;
    return n;
}

/* The largest group of a list "small talk|greet" that the question holds. */
static int holds_any(const struct lexicon *l, const struct words *q, const char *list,
                     uint64_t *used)
{
    int most = 0;
    for (const char *at = list; *at; at += *at == '|') {
        size_t len = strcspn(at, "|");
        int n = holds_group(l, q, (struct span){at, len}, used);
        most = n > most ? n : most;
        at += len;
    }
    return most;
}

/* Every word that would be looked for names the act, or only says that somebody does something. */
static bool only_act(const struct focus *q, uint64_t used)
{
    for (size_t i = 0; i < q->n; i++)
        if (q->terms[i].at >= 64 || !(used >> q->terms[i].at & 1))
            return false;
    return true;
}

int speech_acts_asked(const struct speech_acts *a, const struct focus *q)
{
    if (!a->book.lexicon)
        return NO_ACT;
    int asked = NO_ACT, most = 0;
    for (size_t i = 0; i < nact_cues; i++) {
        uint64_t used = 0;
        int n = holds_any(a->book.lexicon, &q->words, act_cues[i].asked, &used);
        if (n <= most)
            continue;
        holds_any(a->book.lexicon, &q->words, act_besides, &used);
        if (only_act(q, used)) {
            most = n;
            asked = (int)i;
        }
    }
    return asked;
}

int speech_acts_score(struct speech_acts *a, int act, double *score, struct fault *f)
{
    const struct transcript *t = a->transcript;
    if (!a->matched && match_run(&a->match, &a->book, t, f) != 0)
        return -1;
    a->matched = true;
    if (array_room(&a->sentence, &a->room, t->nsentences, sizeof *a->sentence, f) != 0)
        return -1;
    for (size_t i = 0; i < t->nsentences; i++)
        a->sentence[i] = 0;
    for (size_t i = 0; i < t->nmonologues; i++)
        score[i] = 0;
    for (size_t i = 0; i < a->match.n; i++) {
        const struct hit *h = &a->match.hits[i];
        if (h->question != (uint32_t)act || h->negated)
            continue;
        a->sentence[h->sentence] += h->role == CUE_SAYS    ? 1
                                    : h->role == CUE_HINTS ? hint_weight
                                                           : denial_weight;
    }
    for (size_t i = 0; i < t->nsentences; i++)
        score[t->sentences[i].monologue] += a->sentence[i];
    return 0;
}
