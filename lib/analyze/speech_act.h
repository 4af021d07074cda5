#ifndef ANALYZE_SPEECH_ACT_H
#define ANALYZE_SPEECH_ACT_H

/* What people do by saying something: greet, ask, propose, object, promise. A question such as
 * "Where does the customer object?" names an act and no subject; its words need not be in the call.
 *
 * Acts are known by English cues, in the notation of callmine-questions(5) (speech_act.c has them
 * all); in other languages no question asks for an act. What counts as an act of speech follows
 * Searle ("A taxonomy of illocutionary acts", 1975) and, for bargaining, Chawla et al. ("CaSiNo",
 * 2021). */

#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/cue.h"
#include "lib/analyze/focus.h"
#include "lib/analyze/match.h"
#include "lib/analyze/transcript.h"
#include "lib/base/fault.h"

enum { NO_ACT = -1 };

struct speech_acts {
    struct cue_book book; /* its lexicon is borrowed; NULL when the call is not in English */
    struct match match;
    const struct transcript *transcript;
    bool matched;     /* in this call */
    double *sentence; /* how much of the act scored last is in each */
    size_t room;
};

/* Look at a call, which must stay, as must the lexicon of its words. Zero *a at first; it is reused
 * from call to call. */
int speech_acts_begin(struct speech_acts *a, const struct transcript *t, struct lexicon *l,
                      struct fault *f);
void speech_acts_clear(struct speech_acts *a);

/* The act that a question asks for and for nothing else; NO_ACT if there is none. */
int speech_acts_asked(const struct speech_acts *a, const struct focus *question);
/* score[i] = how much speaks for monologue i doing the act; 1 is one clear cue. */
int speech_acts_score(struct speech_acts *a, int act, double *score, struct fault *f);

#endif
