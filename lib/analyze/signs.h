#ifndef ANALYZE_SIGNS_H
#define ANALYZE_SIGNS_H

/* Signs that a monologue is part of the talk a question asks for. Each is a number, most between 0
 * and 1; what they are worth together was fitted (signs.c says how). */

#include <stddef.h>
#include "lib/analyze/documents.h"
#include "lib/analyze/focus.h"
#include "lib/analyze/voices.h"
#include "lib/base/fault.h"

enum sign {
    SIGN_OWN,       /* the monologue's own words: BM25, as a share of the question's weight */
    SIGN_AROUND,    /* the same of the talk around it */
    SIGN_JUST_SAID, /* the question's words a few monologues before, or here */
    SIGN_BEHIND,    /* longer before, or here */
    SIGN_AHEAD,     /* after it */
    SIGN_FAR,       /* in the pages of talk before it */
    SIGN_CLUMPED,   /* near it, words that stand in clumps counting more */
    SIGN_TOGETHER,  /* two neighbours of the question stand together near it */
    SIGN_NAMED,     /* who is named in the question speaks, here or next to it */
    SIGN_NAMED_BY,  /* in the talk around it */
    SIGN_LENGTH,    /* in words, as a logarithm */
    SIGN_FIRST,     /* the question's words were said for the first time, some time before it */
    SIGNS
};

struct signs {
    double *at; /* [i * SIGNS + sign] */
    size_t n;   /* documents */
    double *sum, *part;
    size_t room, room_sum, room_part;
};

/* Read the signs of every document. Zero *s at first; it is reused. */
int signs_read(struct signs *s, const struct focus *q, const struct documents *d,
               const struct voices *v, struct fault *f);
void signs_clear(struct signs *s);

/* Logarithms of odds, against the other monologues of the call. */
double signs_stretch(const struct signs *s, size_t document); /* that it is part of the evidence */
double signs_head(const struct signs *s, size_t document);    /* that it shows where that is */

#endif
