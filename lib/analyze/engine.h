#ifndef ANALYZE_ENGINE_H
#define ANALYZE_ENGINE_H

/* Who answers. An engine gets a call's transcript and fills in the answers; code around it makes
 * sure that every quote is the transcript's. The offline engine is the only one that needs nothing.
 */

#include <stdbool.h>
#include "lib/analyze/answer.h"
#include "lib/analyze/cue.h"
#include "lib/analyze/rank.h"
#include "lib/analyze/transcript.h"
#include "lib/base/fault.h"

struct inquiry {
    const struct transcript *transcript;
    const struct cue_book *book; /* of the call's language */
    const char *language;        /* the book's */
    const bool *skip;            /* by answer: not asked; NULL: all are */
    int round;                   /* asked for the n-th time, from 0 */
    bool *counted;               /* the call is among those that were asked: told by the engine */
};

struct engine {
    const char *name;
    const char *model; /* NULL: none */
    /* Fill in what answers_begin has set to not discussed. */
    int (*ask)(void *self, const struct inquiry *i, struct answers *answers, struct fault *f);
    void (*free)(void *self);
    void *self;
};

int engine_offline(struct engine *e, struct fault *f);

#endif
