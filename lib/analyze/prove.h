#ifndef ANALYZE_PROVE_H
#define ANALYZE_PROVE_H

/* What a model says becomes an answer here, as far as the transcript bears it out: each quote is
 * looked for, replaced by the transcript's own words or dropped, and what is left without a quote
 * is unsupported. */

#include <stdint.h>
#include "lib/analyze/answer.h"
#include "lib/analyze/ground.h"
#include "lib/analyze/pseudonym.h"
#include "lib/analyze/transcript.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"

struct prove {
    struct ground *ground; /* made with the first claim */
    bool ready;            /* for the call at hand */
    const struct transcript *transcript;
    struct pseudonyms *hide; /* NULL: nothing was hidden */
    struct buf text, shown;  /* working room */
};

/* A call, which must stay while its answers are proved. Zero *p at first. */
int prove_call(struct prove *p, const struct transcript *t, struct pseudonyms *hide,
               struct fault *f);

/* said: an object that reply_check has passed. *a is filled in but for its spend; texts go into
 * the arena. failed: NULL, or where the quotes that were not found are added, JSON strings with
 * commas between. */
int prove_answer(struct prove *p, struct span said, struct answer *a, struct arena *arena,
                 struct buf *failed, struct fault *f);
void prove_clear(struct prove *p);

#endif
