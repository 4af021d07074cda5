#ifndef ANALYZE_DOCUMENTS_H
#define ANALYZE_DOCUMENTS_H

/* A call's monologues as the documents of a search: where their words are, how long they are, how
 * far apart. */

#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/reach.h"
#include "lib/analyze/transcript.h"
#include "lib/base/fault.h"

struct document {
    uint32_t word, nwords; /* in transcript.words: all words of the monologue */
    uint32_t length;       /* of them those that are no stop words */
};

struct documents {
    const struct transcript *transcript;
    struct document *at;
    size_t n;
    double mean_length; /* more than 0 */
    double scale;       /* 1; less in a talk of few monologues, where a topic is a turn or two */
    struct gaps gaps;
    double *gap_words;
    size_t room, room_gaps;
};

/* The transcript must stay. Zero *d at first; it is reused from call to call. */
int documents_read(struct documents *d, const struct transcript *t, struct fault *f);
void documents_clear(struct documents *d);

#endif
