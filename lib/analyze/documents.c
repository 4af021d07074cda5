#include "lib/analyze/documents.h"
#include <stdlib.h>
#include "lib/analyze/array.h"

enum { SHORT_TALK = 64, WORDS_A_UNIT = 20 };

static struct document read_one(const struct transcript *t, const struct monologue *m)
{
    struct document d = {0};
    if (m->nsentences == 0)
        return d;
    const struct sentence *last = &t->sentences[m->sentence + m->nsentences - 1];
    d.word = t->sentences[m->sentence].word;
    d.nwords = last->word + last->nwords - d.word;
    for (uint32_t k = 0; k < d.nwords; k++)
        d.length += !(t->words.at[d.word + k].flags & WORD_STOP);
    return d;
}

int documents_read(struct documents *d, const struct transcript *t, struct fault *f)
{
    d->transcript = t;
    d->n = t->nmonologues;
    if (array_room(&d->at, &d->room, d->n, sizeof *d->at, f) != 0 ||
        array_room(&d->gap_words, &d->room_gaps, d->n, sizeof *d->gap_words, f) != 0)
        return -1;
    size_t all = 0;
    for (size_t i = 0; i < d->n; i++) {
        d->at[i] = read_one(t, &t->monologues[i]);
        all += d->at[i].length;
        uint32_t before = i > 0 ? d->at[i - 1].nwords : 0;
        d->gap_words[i] = (before + d->at[i].nwords) / 2. / WORDS_A_UNIT;
    }
    d->mean_length = all ? (double)all / (double)d->n : 1;
    d->scale = d->n < SHORT_TALK ? (double)(d->n + 1) / (SHORT_TALK + 1) : 1;
    d->gaps = (struct gaps){d->gap_words, d->n};
    return 0;
}

void documents_clear(struct documents *d)
{
    free(d->at);
    free(d->gap_words);
    *d = (struct documents){0};
}
