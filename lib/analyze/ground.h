#ifndef ANALYZE_GROUND_H
#define ANALYZE_GROUND_H

/* Grounding: finding in a call's transcript what a model claims to have quoted from it.
 *
 * A claim is sought in the sentences it cites, then three sentences around them, in the monologues
 * of the same speaker, in the whole call. All of its tokens (token.h) win over fragments with "..."
 * between them wherever these stand, and fragments over a run that has most of its words; among
 * places of the same kind the nearer wins, and of two as near the one that is byte for byte so. A
 * place that the asked side did not say is passed over.
 *
 * Fuzzy is LangExtract's rule (github.com/google/langextract, resolver): at least 3/4 of the
 * claim's tokens, in order, in a run of at most three times as many. A wrong amount is a wrong
 * quote: every number, currency, percent sign, weekday and month of the claim has to be there; and
 * both have to have the same negations. Labels such as "[S42 12:31 customer Jane]" or "Jane Doe:"
 * that were copied along do not count. */

#include <stdint.h>
#include "lib/analyze/answer.h"
#include "lib/analyze/transcript.h"

enum { CLAIM_NOWHERE = UINT32_MAX };
enum { GROUND_BYTES = 500, GROUND_SENTENCES = 12 }; /* of what is printed, at most */
enum { GROUND_TOKENS = 300 };                       /* of a claim, at most */

struct claim {
    uint32_t from, to; /* the sentences it cites, inclusive; CLAIM_NOWHERE: unknown */
    struct span quote; /* unescaped, UTF-8 */
};

enum ground_refusal {
    GROUND_FOUND,
    GROUND_TOO_SHORT,  /* under 12 characters and under 3 words: it proves nothing */
    GROUND_TOO_LONG,   /* over GROUND_TOKENS words: no quote */
    GROUND_NOT_SAID,   /* nobody said it, or not with this amount or negation */
    GROUND_WRONG_SIDE, /* only the side that was not asked said it */
    GROUND_UNQUOTABLE, /* stands in text that is no characters (lone surrogates), or has no end */
};
const char *ground_refusal_name(enum ground_refusal why); /* "too_short", "wrong_side", ... */

struct ground;

struct ground *ground_new(struct fault *f);
void ground_free(struct ground *g);

/* Make ready for the claims about a call; *t and its call must stay while they are sought. Costs a
 * pass over the text, so it is called only when there are claims. */
int ground_call(struct ground *g, const struct transcript *t, struct fault *f);

/* Find a claim. Fills in e->tier, and if it was found e->from, e->to and e->quote: a contiguous
 * part of transcript_run(from, to), of one monologue, cut at word borders where it is too long.
 * Else the tier is TIER_UNVERIFIED and *why says why. Other members are left alone. asked_side:
 * enum asked_side. -1 only without memory. */
int ground_find(struct ground *g, const struct claim *c, int asked_side, struct evidence *e,
                enum ground_refusal *why, struct fault *f);

#endif
