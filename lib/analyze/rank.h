#ifndef ANALYZE_RANK_H
#define ANALYZE_RANK_H

/* Which monologues speak about a question: BM25 over stems, once for the monologue's own words
 * (with its speaker's name among them) and once smoothed over its neighbours, because talk about
 * one thing stands together. The window finds the place, the own words pick the monologue in it. */

#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/lexicon.h"
#include "lib/analyze/transcript.h"
#include "lib/analyze/words.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum { RANK_TERMS = 64 }; /* different words of a question that count */

struct rank {
    double *score;     /* a monologue's, 0 or more */
    double *own;       /* by its own words only */
    uint32_t *order;   /* monologues, best first; ties by length, then by place */
    uint32_t from, to; /* the stretch that speaks about it most: from <= i < to */
    size_t n;          /* monologues */
    /* working room, kept from call to call */
    const struct transcript *transcript;
    struct lexicon *lexicon;
    struct words question, names;
    struct rank_document *documents;
    uint16_t *counts; /* how often term k is in monologue i: [i * nterms + k] */
    uint32_t terms[RANK_TERMS];
    double weight[RANK_TERMS], mean_length;
    size_t nterms;
    double *sums;
    uint8_t *slots; /* by stem: term + 1 */
    size_t room_documents, room_counts, room_score, room_own, room_order, room_sums, room_slots;
};

/* Look at a call, which must stay while questions are asked of it; then rank its monologues for a
 * question. Zero *r at first; it is reused from call to call. */
int rank_call(struct rank *r, const struct transcript *t, struct lexicon *l, struct fault *f);
int rank_question(struct rank *r, struct span question, struct fault *f);
void rank_clear(struct rank *r);

/* Of the question's weight, the share whose words stand in the monologue or in one next to it: 0
 * to 1. */
double rank_share(const struct rank *r, uint32_t monologue);
/* The sentence of the monologue that holds most of the question. */
uint32_t rank_sentence(const struct rank *r, uint32_t monologue);

#endif
