#ifndef ANALYZE_MATCH_H
#define ANALYZE_MATCH_H

/* Where the cues of a book stand in a transcript. */

#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/cue.h"
#include "lib/analyze/transcript.h"
#include "lib/base/fault.h"

struct hit {
    uint32_t question; /* as in the book */
    uint32_t sentence;
    uint32_t word,
        nwords; /* in transcript.words: where the cue's first part stands; nwords 0: nowhere */
    uint32_t cue;
    int16_t choice; /* or NO_CHOICE */
    uint8_t role;   /* enum cue_role */
    bool negated;   /* behind a "not", and the cue minds it */
    bool apart;     /* too far from what the question must be near to */
};

struct match {
    struct hit *hits; /* by question, then by sentence, then as in the book */
    size_t n;
    /* kept from call to call */
    struct match_part *parts;
    uint32_t *cue_seen, *touched;
    uint32_t tick;                   /* of a sentence; counts on through all calls */
    unsigned classes, classes_asked; /* of the sentence, as far as they were asked for */
    size_t ntouched, room, room_parts, room_cues, room_touched;
};

/* Zero *m at first; it is reused from call to call, always with the same book. */
int match_run(struct match *m, const struct cue_book *b, const struct transcript *t,
              struct fault *f);
void match_clear(struct match *m);

#endif
