#ifndef ANALYZE_RANK_H
#define ANALYZE_RANK_H

/* Which monologues speak about a question, and which of them are its evidence.
 *
 * A question about a subject is answered by a stretch of talk: signs tell of each monologue how
 * likely it is part of it. A question that asks for an act of speech alone ("Where did they
 * object?") is answered by the monologues that do it, wherever they stand. */

#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/documents.h"
#include "lib/analyze/focus.h"
#include "lib/analyze/lexicon.h"
#include "lib/analyze/signs.h"
#include "lib/analyze/speech_act.h"
#include "lib/analyze/transcript.h"
#include "lib/analyze/voices.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct rank {
    uint32_t *order;    /* all monologues, best first; ties by length, then by place */
    size_t n;           /* of them */
    uint32_t *evidence; /* those that are the evidence, by place */
    size_t nevidence;   /* 0 when the call says nothing of the question */
    /* working room, kept from call to call */
    struct lexicon *lexicon;
    struct documents documents;
    struct voices voices;
    struct focus focus;
    struct signs signs;
    struct speech_acts acts;
    int act; /* that is asked for, or NO_ACT */
    double *score, *odds;
    size_t room_order, room_evidence, room_score, room_odds;
};

/* Look at a call, which must stay while questions are asked of it; then rank its monologues for a
 * question. Zero *r at first; it is reused from call to call. */
int rank_call(struct rank *r, const struct transcript *t, struct lexicon *l, struct fault *f);
int rank_question(struct rank *r, struct span question, struct fault *f);
void rank_clear(struct rank *r);

/* Of the question's weight, the share whose words stand in the monologue or in one next to it: 0
 * to 1; 1 where a monologue does what the question asks for. */
double rank_share(const struct rank *r, uint32_t monologue);
/* The sentence of the monologue that holds most of the question. */
uint32_t rank_sentence(const struct rank *r, uint32_t monologue);

#endif
