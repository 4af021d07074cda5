#ifndef ANALYZE_VOICES_H
#define ANALYZE_VOICES_H

/* Who speaks in a call, by name, and whom a question names: "What did Grad D think of it?" asks for
 * what Grad D said. Words that many names share (PhD, Manager) say less than a name of one's own.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/transcript.h"
#include "lib/analyze/words.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct voice {
    uint32_t name, nnames; /* in voices.names */
    bool named;            /* by the question read last */
};

struct voices {
    struct voice *at; /* by monologue.speaker */
    size_t n;
    bool any_named;
    /* kept from call to call */
    struct words names;
    double *weight; /* of each word of the names */
    size_t room, room_weight;
};

/* Zero *v at first; it is reused from call to call. */
int voices_read(struct voices *v, const struct transcript *t, struct lexicon *l, struct fault *f);
void voices_clear(struct voices *v);

/* Set who is named in a question; `words` are those of its text. A question that names more than
 * half of those who speak names nobody. */
void voices_name(struct voices *v, struct span text, const struct words *words);
/* The word of a question is part of the name of someone it names. */
bool voices_hold(const struct voices *v, uint32_t word);

#endif
