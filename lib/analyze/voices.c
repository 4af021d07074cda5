#include "lib/analyze/voices.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/base/buf.h"
#include "lib/json/json.h"

/* Of a name's weight, so much must stand in the question, and so much of what the best has. */
static const double least_share = .4, of_best = .75;
/* "the professor" is half a name, "a marketing plan" hardly names Marketing. */
static const double uncapitalized = .6;

static int read_name(struct voices *v, struct voice *voice, const struct party *p,
                     struct lexicon *l, struct fault *f)
{
    struct buf name = BUF(1 << 16);
    json_text(&name, p->name);
    voice->name = (uint32_t)v->names.n;
    int status = buf_check(&name, "a name", f);
    if (status == 0)
        status = words_read(&v->names, l, buf_view(&name), f);
    buf_free(&name);
    voice->nnames = (uint32_t)v->names.n - voice->name;
    return status;
}

static bool has(const struct voices *v, const struct voice *voice, uint32_t word)
{
    for (uint32_t i = 0; i < voice->nnames; i++)
        if (v->names.at[voice->name + i].word == word)
            return true;
    return false;
}

static int weigh_names(struct voices *v, struct fault *f)
{
    if (array_room(&v->weight, &v->room_weight, v->names.n + 1, sizeof *v->weight, f) != 0)
        return -1;
    for (size_t i = 0; i < v->names.n; i++) {
        size_t in = 0;
        for (size_t k = 0; k < v->n; k++)
            in += has(v, &v->at[k], v->names.at[i].word);
        v->weight[i] = log(1 + (double)v->n / (double)in);
    }
    return 0;
}

int voices_read(struct voices *v, const struct transcript *t, struct lexicon *l, struct fault *f)
{
    v->n = t->nspeakers + 1;
    v->names.n = 0;
    v->any_named = false;
    if (array_room(&v->at, &v->room, v->n, sizeof *v->at, f) != 0)
        return -1;
    memset(v->at, 0, v->n * sizeof *v->at);
    for (size_t i = 0; i < t->nmonologues; i++) {
        const struct monologue *m = &t->monologues[i];
        struct voice *voice = &v->at[m->speaker];
        if (voice->nnames == 0 && m->party && json_kind(m->party->name) == JSON_STRING &&
            read_name(v, voice, m->party, l, f) != 0)
            return -1;
    }
    return weigh_names(v, f);
}

void voices_clear(struct voices *v)
{
    words_clear(&v->names);
    free(v->at);
    free(v->weight);
    *v = (struct voices){0};
}

/* How much a word of the question counts as a name: a capital that no beginning explains names
 * even with a stop word, "A". */
static double as_name(struct span text, const struct words *words, uint32_t word)
{
    double most = 0;
    for (size_t i = 0; i < words->n; i++) {
        const struct word_seen *w = &words->at[i];
        if (w->word != word)
            continue;
        bool capital = i > 0 && isupper((unsigned char)text.at[w->at]);
        double counts = capital ? 1 : w->flags & WORD_STOP ? 0 : uncapitalized;
        most = counts > most ? counts : most;
    }
    return most;
}

static double share_named(const struct voices *v, const struct voice *voice, struct span text,
                          const struct words *words)
{
    double all = 0, held = 0;
    for (uint32_t i = voice->name; i < voice->name + voice->nnames; i++) {
        all += v->weight[i];
        held += v->weight[i] * as_name(text, words, v->names.at[i].word);
    }
    return all > 0 ? held / all : 0;
}

void voices_name(struct voices *v, struct span text, const struct words *words)
{
    double best = 0;
    for (size_t i = 0; i < v->n; i++)
        best = fmax(best, share_named(v, &v->at[i], text, words));
    size_t named = 0;
    for (size_t i = 0; i < v->n; i++) {
        double share = share_named(v, &v->at[i], text, words);
        v->at[i].named = share >= least_share && share >= of_best * best;
        named += v->at[i].named;
    }
    v->any_named = named > 0 && named <= v->n / 2;
    for (size_t i = 0; i < v->n; i++)
        v->at[i].named = v->at[i].named && v->any_named;
}

bool voices_hold(const struct voices *v, uint32_t word)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->at[i].named && has(v, &v->at[i], word))
            return true;
    return false;
}
