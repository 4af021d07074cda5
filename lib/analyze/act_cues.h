#ifndef ANALYZE_ACT_CUES_H
#define ANALYZE_ACT_CUES_H

/* The table of speech acts: words a question asks for them with, and cues of those who do them. */

#include <stddef.h>
#include "lib/analyze/question.h"

enum { ACT_SAYS = 24, ACT_HINTS = 20, ACT_DENIES = 8 };

struct act_cues {
    const char *asked; /* stems that must all be in the question: "need own|own need" */
    /* the lists end with one without text */
    struct cue_text says[ACT_SAYS], hints[ACT_HINTS], denies[ACT_DENIES];
};

extern const struct act_cues act_cues[];
extern const size_t nact_cues;
extern const char act_besides[]; /* stems that stand beside these: someone, customer, argue */

#endif
