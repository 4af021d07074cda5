#include "lib/analyze/focus.h"
#include <math.h>
#include <stdlib.h>
#include "lib/analyze/array.h"

static const double k1 = 1.2, b = .75;
/* Words that tell how something was said rather than what: they find the place less often. */
static const double manner_weight = .4;

static bool known(const struct focus *q, uint32_t stem)
{
    for (size_t i = 0; i < q->n; i++)
        if (q->terms[i].stem == stem)
            return true;
    return false;
}

/* The words that say what it is about and name nobody; if none does, those that are no stop words;
 * else all, names among them. */
static void read_terms(struct focus *q, const struct voices *v)
{
    static const unsigned passed_over[] = {WORD_STOP | WORD_FRAME, WORD_STOP, 0, 0};
    q->n = 0;
    q->names = false;
    for (size_t level = 0; level < 4 && q->n == 0; level++) {
        q->names = level == 3;
        for (size_t i = 0; i < q->words.n && q->n < FOCUS_TERMS; i++) {
            const struct word_seen *w = &q->words.at[i];
            if ((w->flags & passed_over[level]) || known(q, w->stem) ||
                (level < 3 && voices_hold(v, w->word)))
                continue;
            q->terms[q->n++] = (struct focus_term){.stem = w->stem, .at = (uint32_t)i};
        }
    }
}

static int count_terms(struct focus *q, const struct documents *d, size_t stems, struct fault *f)
{
    size_t had = q->room_slots, all = d->n * q->n;
    if (array_room(&q->counts, &q->room_counts, all + 1, sizeof *q->counts, f) != 0 ||
        array_room(&q->slots, &q->room_slots, stems, sizeof *q->slots, f) != 0)
        return -1;
    memset(q->slots + had, 0, q->room_slots - had);
    for (size_t k = 0; k < q->n; k++)
        q->slots[q->terms[k].stem] = (uint8_t)(k + 1);
    for (size_t i = 0; i < all; i++)
        q->counts[i] = 0;
    for (size_t i = 0; i < d->n; i++)
        for (uint32_t k = 0; k < d->at[i].nwords; k++) {
            const struct word_seen *w = &d->transcript->words.at[d->at[i].word + k];
            size_t slot = w->flags & WORD_STOP ? 0 : q->slots[w->stem];
            if (slot)
                q->counts[(slot - 1) * d->n + i]++;
        }
    for (size_t k = 0; k < q->n; k++)
        q->slots[q->terms[k].stem] = 0;
    return 0;
}

static void weigh(struct focus *q, const struct documents *d, const struct lexicon *l)
{
    q->all = 0;
    for (size_t k = 0; k < q->n; k++) {
        double *counts = q->counts + k * d->n, in = 0;
        for (size_t i = 0; i < d->n; i++) {
            in += counts[i] > 0;
            double norm = k1 * (1 - b + b * d->at[i].length / d->mean_length);
            counts[i] *= (k1 + 1) / (counts[i] + norm);
        }
        struct focus_term *t = &q->terms[k];
        t->weight = in > 0 ? log(1 + ((double)d->n - in + .5) / (in + .5)) : 0;
        if (lexicon_flags(l, t->stem) & WORD_MANNER)
            t->weight *= manner_weight;
        q->all += t->weight;
    }
}

int focus_read(struct focus *q, struct span question, const struct documents *d, struct voices *v,
               struct lexicon *l, struct fault *f)
{
    q->words.n = 0;
    if (words_read(&q->words, l, question, f) != 0)
        return -1;
    voices_name(v, question, &q->words);
    read_terms(q, v);
    if (count_terms(q, d, lexicon_size(l), f) != 0)
        return -1;
    weigh(q, d, l);
    return 0;
}

void focus_clear(struct focus *q)
{
    words_clear(&q->words);
    free(q->counts);
    free(q->slots);
    *q = (struct focus){0};
}
