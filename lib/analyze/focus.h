#ifndef ANALYZE_FOCUS_H
#define ANALYZE_FOCUS_H

/* What a question is about: its words apart from those that only ask (what, summarize, discuss) and
 * from the names of those whose talk it asks for, and where they stand in a call. Weights and
 * saturated counts are BM25's (Robertson and Zaragoza, "The Probabilistic Relevance Framework:
 * BM25 and Beyond", 2009). */

#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/documents.h"
#include "lib/analyze/lexicon.h"
#include "lib/analyze/voices.h"
#include "lib/analyze/words.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum { FOCUS_TERMS = 64 }; /* different words of a question that count */

struct focus_term {
    uint32_t stem;
    uint32_t at;   /* in the question, in words */
    double weight; /* 0 when the call never says it */
};

struct focus {
    struct words words; /* all of the question's */
    struct focus_term terms[FOCUS_TERMS];
    size_t n;
    double all;     /* of the terms' weights */
    bool names;     /* its terms are but names of who speaks */
    double *counts; /* saturated: of term k in document i [k * documents + i] */
    uint8_t *slots; /* by stem: term + 1; all 0 in between */
    size_t room_counts, room_slots;
};

/* Read a question about a call. Zero *q at first; it is reused from question to question. */
int focus_read(struct focus *q, struct span question, const struct documents *d, struct voices *v,
               struct lexicon *l, struct fault *f);
void focus_clear(struct focus *q);

static inline const double *focus_counts(const struct focus *q, const struct documents *d,
                                         size_t term)
{
    return q->counts + term * d->n;
}

#endif
