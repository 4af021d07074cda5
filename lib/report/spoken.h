#ifndef REPORT_SPOKEN_H
#define REPORT_SPOKEN_H

/* A transcript's sentences, for checking quotes: each monologue's sentences joined by one space.
 * Most of them are never quoted, so a monologue's text is made when the first quote from it comes.
 * Zero it at first; reused from record to record. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct spoken {
    struct monologue {
        size_t first, n; /* sentences */
        bool read;
    } * monologues;
    struct sentence {
        struct span json;
        size_t from, to; /* in the text, once its monologue is read */
        size_t monologue;
    } * sentences;
    size_t nmonologues, nsentences, room_monologues, room_sentences;
    struct buf text;
};

/* The spans must stay while quotes are looked up. */
int spoken_read(struct spoken *t, struct span monologues, struct fault *f);
/* True when the quote is, byte for byte, part of sentences from..to and they are of one monologue.
 * That the texts could be made is for buf_check of t->text. */
bool spoken_has(struct spoken *t, int64_t from, int64_t to, struct span quote);
void spoken_clear(struct spoken *t);

#endif
