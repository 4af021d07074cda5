#include "lib/analyze/signs.h"
#include <math.h>
#include <stdlib.h>
#include "lib/analyze/array.h"

enum { BLOCKS = 20 };
static const double full = 2, floor_share = .05;

/* What sums up at a place of each term, full after a few occurrences: where all of the question's
 * words meet beats where a single one is repeated. */
static void sum_terms(struct signs *s, const struct focus *q, const struct documents *d,
                      struct reach r, double full_at, const double *weight)
{
    r.length *= d->scale;
    for (size_t i = 0; i < d->n; i++)
        s->sum[i] = 0;
    for (size_t k = 0; k < q->n; k++) {
        double worth = weight ? weight[k] : q->terms[k].weight;
        if (worth == 0)
            continue;
        reach_sum(s->part, focus_counts(q, d, k), &d->gaps, r);
        for (size_t i = 0; i < d->n; i++)
            s->sum[i] += worth * s->part[i] * (full_at + 1) / (s->part[i] + full_at);
    }
}

static void put(struct signs *s, enum sign sign, double by)
{
    for (size_t i = 0; i < s->n; i++)
        s->at[i * SIGNS + sign] = s->sum[i] * by;
}

/* As a share of the most there is. */
static void put_share(struct signs *s, enum sign sign)
{
    double most = 0;
    for (size_t i = 0; i < s->n; i++)
        most = fmax(most, s->sum[i]);
    put(s, sign, most > 0 ? 1 / most : 0);
}

static void read_own(struct signs *s, const struct focus *q, const struct documents *d)
{
    for (size_t i = 0; i < d->n; i++) {
        double *sign = s->at + i * SIGNS;
        sign[SIGN_OWN] = 0;
        for (size_t k = 0; k < q->n && q->all > 0; k++)
            sign[SIGN_OWN] += q->terms[k].weight / q->all * focus_counts(q, d, k)[i];
        sign[SIGN_LENGTH] = log(1 + d->at[i].nwords) / 5;
    }
}

static void read_around(struct signs *s, const struct focus *q, const struct documents *d)
{
    static const struct {
        enum sign sign;
        struct reach reach;
    } rows[] = {{SIGN_JUST_SAID, {4, 0, REACH_BEHIND}},
                {SIGN_BEHIND, {15, .5, REACH_BEHIND}},
                {SIGN_AHEAD, {15, .5, REACH_BEFORE}},
                {SIGN_FAR, {60, 1, REACH_BEHIND}}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sum_terms(s, q, d, rows[i].reach, full, NULL);
        put_share(s, rows[i].sign);
    }
    sum_terms(s, q, d, (struct reach){15, 0, REACH_BOTH}, 1, NULL);
    put(s, SIGN_AROUND, q->all > 0 ? 1 / (2 * q->all) : 0);
}

/* A word that fills few of the call's blocks, for how often it is said, tells of a place; one that
 * is strewn over all of them does not (Church and Gale, "Poisson mixtures", 1995). */
static double clumping(const double *counts, size_t n)
{
    bool block[BLOCKS] = {false};
    size_t in = 0, blocks = 0;
    for (size_t i = 0; i < n; i++)
        if (counts[i] > 0) {
            in++;
            blocks += !block[i * BLOCKS / n];
            block[i * BLOCKS / n] = true;
        }
    double expected = BLOCKS * (1 - pow(1 - 1. / BLOCKS, (double)in));
    return in > 1 ? expected / (double)blocks : 1;
}

static void read_clumped(struct signs *s, const struct focus *q, const struct documents *d)
{
    double weight[FOCUS_TERMS];
    for (size_t k = 0; k < q->n; k++)
        weight[k] = q->terms[k].weight * clumping(focus_counts(q, d, k), d->n);
    sum_terms(s, q, d, (struct reach){25, 1, REACH_BOTH}, full, weight);
    put_share(s, SIGN_CLUMPED);
}

/* How often b stands at most three words behind a. */
static size_t pairs(const struct documents *d, size_t document, uint32_t a, uint32_t b)
{
    const struct word_seen *w = d->transcript->words.at + d->at[document].word;
    size_t found = 0, since = 4;
    for (uint32_t i = 0; i < d->at[document].nwords; i++, since++) {
        if (w[i].stem == a)
            since = 0;
        else if (w[i].stem == b && since <= 3)
            found++;
    }
    return found;
}

static void read_together(struct signs *s, const struct focus *q, const struct documents *d)
{
    for (size_t i = 0; i < d->n; i++) {
        double found = 0;
        for (size_t k = 0; k + 1 < q->n; k++)
            if (q->terms[k + 1].at - q->terms[k].at <= 2 && focus_counts(q, d, k)[i] > 0 &&
                focus_counts(q, d, k + 1)[i] > 0)
                found += (q->terms[k].weight + q->terms[k + 1].weight) *
                         (double)pairs(d, i, q->terms[k].stem, q->terms[k + 1].stem);
        s->part[i] = found > 0 ? found / (found + q->all) : 0;
    }
    reach_sum(s->sum, s->part, &d->gaps, (struct reach){8 * d->scale, 0, REACH_BOTH});
    put_share(s, SIGN_TOGETHER);
}

/* The share of the words around a place that are said by who is named. */
static void read_named(struct signs *s, const struct documents *d, const struct voices *v,
                       enum sign sign, double length)
{
    struct reach r = {length * d->scale, 0, REACH_BOTH};
    for (size_t i = 0; i < d->n; i++) {
        const struct voice *voice = &v->at[d->transcript->monologues[i].speaker];
        s->part[i] = voice->named ? d->at[i].nwords : 0;
    }
    reach_sum(s->sum, s->part, &d->gaps, r);
    for (size_t i = 0; i < d->n; i++) {
        s->at[i * SIGNS + sign] = s->sum[i];
        s->part[i] = d->at[i].nwords + 1;
    }
    reach_sum(s->sum, s->part, &d->gaps, r);
    for (size_t i = 0; i < d->n; i++) {
        double *share = &s->at[i * SIGNS + sign];
        *share = v->any_named ? log(floor_share + *share / s->sum[i]) : 0;
    }
}

static void read_first(struct signs *s, const struct focus *q, const struct documents *d)
{
    for (size_t i = 0; i < d->n; i++)
        s->part[i] = 0;
    for (size_t k = 0; k < q->n && q->all > 0; k++) {
        const double *counts = focus_counts(q, d, k);
        size_t i = 0;
        while (i < d->n && counts[i] == 0)
            i++;
        if (i < d->n)
            s->part[i] += q->terms[k].weight / q->all;
    }
    reach_sum(s->sum, s->part, &d->gaps, (struct reach){40 * d->scale, 0, REACH_BEHIND});
    put(s, SIGN_FIRST, 1);
}

int signs_read(struct signs *s, const struct focus *q, const struct documents *d,
               const struct voices *v, struct fault *f)
{
    s->n = d->n;
    if (array_room(&s->at, &s->room, d->n * SIGNS, sizeof *s->at, f) != 0 ||
        array_room(&s->sum, &s->room_sum, d->n, sizeof *s->sum, f) != 0 ||
        array_room(&s->part, &s->room_part, d->n, sizeof *s->part, f) != 0)
        return -1;
    read_own(s, q, d);
    read_around(s, q, d);
    read_clumped(s, q, d);
    read_together(s, q, d);
    read_named(s, d, v, SIGN_NAMED, 3);
    read_named(s, d, v, SIGN_NAMED_BY, 12);
    read_first(s, q, d);
    return 0;
}

void signs_clear(struct signs *s)
{
    free(s->at);
    free(s->sum);
    free(s->part);
    *s = (struct signs){0};
}

/* Fitted on two thirds of QMSum's training meetings (by call), by gradient descent on the cross
 * entropy of a softmax over a call's monologues (ListNet, Cao et al. 2007), with a small L2
 * penalty. For the stretch all of the evidence is the target; for the head three parts of it, and
 * seven parts any of the evidence. */
static const struct {
    double stretch, head;
} weights[SIGNS] = {
    [SIGN_OWN] = {0.24, 0.69},      [SIGN_AROUND] = {1.00, 1.36},   [SIGN_JUST_SAID] = {0.05, 0.58},
    [SIGN_BEHIND] = {0.81, 1.18},   [SIGN_AHEAD] = {0.81, 0.85},    [SIGN_FAR] = {1.74, 1.75},
    [SIGN_CLUMPED] = {1.59, 1.15},  [SIGN_TOGETHER] = {1.37, 1.63}, [SIGN_NAMED] = {0.80, 1.75},
    [SIGN_NAMED_BY] = {0.82, 0.05}, [SIGN_LENGTH] = {0.23, 0.74},   [SIGN_FIRST] = {1.04, 1.24},
};

double signs_stretch(const struct signs *s, size_t document)
{
    double sum = 0;
    for (size_t i = 0; i < SIGNS; i++)
        sum += weights[i].stretch * s->at[document * SIGNS + i];
    return sum;
}

double signs_head(const struct signs *s, size_t document)
{
    double sum = 0;
    for (size_t i = 0; i < SIGNS; i++)
        sum += weights[i].head * s->at[document * SIGNS + i];
    return sum;
}
