#include "lib/analyze/rank.h"
#include <math.h>
#include <stdlib.h>
#include "lib/analyze/array.h"

/* Chosen with the weights of the signs, on the same meetings. */
enum { SPREAD = 5 };
static const double taken_share = .6, taken_reach = 10;
static const double sharpness = .8, usual_share = .07, usual_least = 1;
/* An act is done by one cue that says so, or by two that hint at it. */
static const double act_done = .7;

int rank_call(struct rank *r, const struct transcript *t, struct lexicon *l, struct fault *f)
{
    r->lexicon = l;
    r->n = t->nmonologues;
    r->nevidence = 0;
    if (array_room(&r->order, &r->room_order, r->n, sizeof *r->order, f) != 0 ||
        array_room(&r->evidence, &r->room_evidence, r->n, sizeof *r->evidence, f) != 0 ||
        array_room(&r->score, &r->room_score, r->n, sizeof *r->score, f) != 0 ||
        array_room(&r->odds, &r->room_odds, r->n, sizeof *r->odds, f) != 0 ||
        documents_read(&r->documents, t, f) != 0 || voices_read(&r->voices, t, l, f) != 0)
        return -1;
    return speech_acts_begin(&r->acts, t, l, f);
}

void rank_clear(struct rank *r)
{
    documents_clear(&r->documents);
    voices_clear(&r->voices);
    focus_clear(&r->focus);
    signs_clear(&r->signs);
    speech_acts_clear(&r->acts);
    free(r->order);
    free(r->evidence);
    free(r->score);
    free(r->odds);
    *r = (struct rank){0};
}

static int by_score(const void *left, const void *right, void *rank)
{
    const struct rank *r = rank;
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    const struct document *d = r->documents.at;
    if (r->score[x] != r->score[y])
        return r->score[x] > r->score[y] ? -1 : 1;
    if (d[x].nwords != d[y].nwords)
        return d[x].nwords > d[y].nwords ? -1 : 1;
    return x < y ? -1 : 1;
}

static void sort(struct rank *r)
{
    for (size_t i = 0; i < r->n; i++)
        r->order[i] = (uint32_t)i;
    if (r->n)
        qsort_r(r->order, r->n, sizeof *r->order, by_score, r);
}

/* odds[i] = the score's exponential, the best being 1. */
static void read_odds(struct rank *r, double steepness)
{
    double most = -INFINITY;
    for (size_t i = 0; i < r->n; i++)
        most = fmax(most, r->score[i]);
    for (size_t i = 0; i < r->n; i++)
        r->odds[i] = exp(steepness * (r->score[i] - most));
}

/* The first few are taken from different places, for as long as these are likely enough: each one
 * taken makes its neighbours less worth seeing, as they stand and fall with it (maximal marginal
 * relevance, Carbonell and Goldstein 1998). */
static void spread_head(struct rank *r)
{
    read_odds(r, 1);
    double reach = taken_reach * r->documents.scale;
    for (size_t k = 0; k < SPREAD && k < r->n; k++) {
        size_t best = k;
        for (size_t i = k + 1; i < r->n; i++)
            if (r->odds[r->order[i]] > r->odds[r->order[best]])
                best = i;
        uint32_t taken = r->order[best];
        memmove(r->order + k + 1, r->order + k, (best - k) * sizeof *r->order);
        r->order[k] = taken;
        for (size_t i = 0; i < r->n; i++)
            r->odds[i] *= 1 - taken_share * exp(-fabs((double)i - taken) / reach);
    }
}

/* The stretch from..to that wins most at a rate by length: what is in it, less rate for each
 * monologue. */
static double best_stretch(const struct rank *r, double rate, size_t *from, size_t *to)
{
    double best = -INFINITY, here = 0;
    size_t start = 0;
    for (size_t i = 0; i < r->n; i++) {
        if (here <= 0) {
            here = 0;
            start = i;
        }
        here += r->odds[i] - rate;
        if (here > best) {
            best = here;
            *from = start;
            *to = i + 1;
        }
    }
    double held = 0;
    for (size_t i = *from; i < *to; i++)
        held += r->odds[i];
    return held;
}

/* The stretch with the largest share of the odds by length, where a usual length stands in for
 * that of the evidence: F1 of the two if the odds are right. The largest ratio is found by raising
 * the rate until nothing wins (Dinkelbach 1967). */
static void find_stretch(struct rank *r)
{
    for (size_t i = 0; i < r->n; i++)
        r->score[i] = signs_stretch(&r->signs, i);
    read_odds(r, sharpness);
    double usual = usual_least + usual_share * (double)r->n, rate = 0;
    size_t from = 0, to = 0;
    for (int turn = 0; turn < 50; turn++) {
        size_t a = 0, b = 0;
        double held = best_stretch(r, rate, &a, &b), now = held / ((double)(b - a) + usual);
        if (turn > 0 && now <= rate)
            break;
        rate = now;
        from = a;
        to = b;
    }
    for (size_t i = from; i < to; i++)
        r->evidence[r->nevidence++] = (uint32_t)i;
}

static int rank_subject(struct rank *r, struct fault *f)
{
    if (signs_read(&r->signs, &r->focus, &r->documents, &r->voices, f) != 0)
        return -1;
    for (size_t i = 0; i < r->n; i++)
        r->score[i] = signs_head(&r->signs, i);
    sort(r);
    bool spoken_of = r->focus.all > 0 || (r->focus.names && r->voices.any_named);
    if (!spoken_of || r->n == 0)
        return 0;
    spread_head(r);
    find_stretch(r);
    return 0;
}

static int rank_act(struct rank *r, struct fault *f)
{
    if (speech_acts_score(&r->acts, r->act, r->score, f) != 0)
        return -1;
    /* "What did Zoe promise?" is answered by Zoe. */
    const struct monologue *m = r->documents.transcript->monologues;
    for (size_t i = 0; i < r->n; i++)
        if (r->voices.any_named && !r->voices.at[m[i].speaker].named)
            r->score[i] = 0;
    sort(r);
    for (size_t i = 0; i < r->n; i++)
        if (r->score[i] >= act_done)
            r->evidence[r->nevidence++] = (uint32_t)i;
    return 0;
}

int rank_question(struct rank *r, struct span question, struct fault *f)
{
    r->nevidence = 0;
    if (focus_read(&r->focus, question, &r->documents, &r->voices, r->lexicon, f) != 0)
        return -1;
    r->act = speech_acts_asked(&r->acts, &r->focus);
    return r->act == NO_ACT ? rank_subject(r, f) : rank_act(r, f);
}

double rank_share(const struct rank *r, uint32_t monologue)
{
    if (r->act != NO_ACT)
        return r->score[monologue] >= act_done;
    size_t from = monologue > 0 ? monologue - 1 : 0,
           to = monologue + 2 < r->n ? monologue + 2 : r->n;
    double held = 0;
    for (size_t k = 0; k < r->focus.n; k++) {
        bool stands = false;
        for (size_t i = from; i < to; i++)
            stands = stands || focus_counts(&r->focus, &r->documents, k)[i] > 0;
        held += stands ? r->focus.terms[k].weight : 0;
    }
    return r->focus.all > 0 ? held / r->focus.all : 0;
}

static double in_sentence(const struct rank *r, uint32_t sentence)
{
    if (r->act != NO_ACT)
        return r->acts.sentence[sentence];
    const struct transcript *t = r->documents.transcript;
    const struct sentence *s = &t->sentences[sentence];
    double held = 0;
    for (uint32_t k = 0; k < s->nwords; k++)
        for (size_t term = 0; term < r->focus.n; term++)
            if (t->words.at[s->word + k].stem == r->focus.terms[term].stem)
                held += r->focus.terms[term].weight;
    return held;
}

uint32_t rank_sentence(const struct rank *r, uint32_t monologue)
{
    const struct monologue *m = &r->documents.transcript->monologues[monologue];
    uint32_t best = m->sentence;
    double most = 0;
    for (uint32_t i = m->sentence; i < m->sentence + m->nsentences; i++) {
        double held = in_sentence(r, i);
        if (held > most) {
            most = held;
            best = i;
        }
    }
    return best;
}
