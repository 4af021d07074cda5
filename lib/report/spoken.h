#ifndef REPORT_SPOKEN_H
#define REPORT_SPOKEN_H

/* A transcript's sentences, for checking quotes: each monologue's sentences joined by one space.
 * Most of them are never quoted, so a monologue is read when the first quote from it comes. Zero it
 * at first; reused from record to record. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct spoken {
    struct monologue {
        struct span json; /* its sentences */
        size_t first, n;  /* of the transcript's sentences */
        size_t read;      /* 1 + where they are in `sentences`; 0: not read */
    } * monologues;
    struct sentence {
        size_t from, to; /* in the text */
    } * sentences;       /* of the monologues that were read */
    size_t nmonologues, nsentences, room_monologues, room_sentences;
    size_t total; /* sentences of the transcript */
    struct buf text;
};

/* The spans must stay while quotes are looked up. */
int spoken_read(struct spoken *t, struct span monologues, struct fault *f);
/* *has: the quote is, byte for byte, part of sentences from..to and they are of one monologue. */
int spoken_has(struct spoken *t, int64_t from, int64_t to, struct span quote, bool *has,
               struct fault *f);
void spoken_clear(struct spoken *t);

#endif
