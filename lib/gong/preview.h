#ifndef GONG_PREVIEW_H
#define GONG_PREVIEW_H

/* What a filter would pass: counted, broken down, and what an analysis of it would cost in calls.
 */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/gong/criteria.h"
#include "lib/gong/tally.h"

enum { PREVIEW_FIRST = 10 }; /* matches shown */

struct preview {
    int64_t in, out;            /* calls */
    int64_t seconds;            /* of those out */
    int64_t without_transcript; /* of those out */
    struct tally reasons, stages, owners, sizes;
    struct buf first; /* a line of JSON each */
    size_t nfirst;    /* noted */
    struct buf scratch;
};

/* The record that `c` tested last. If it is among the first matches, *notes gets a line of it for
 * preview_note. */
int preview_add(struct preview *p, struct criteria *c, const char *reason, struct buf *notes,
                struct fault *f);
/* Matches that were noted, in the order of the input. */
int preview_note(struct preview *p, struct span notes, struct fault *f);
int preview_join(struct preview *p, const struct preview *other,
                 struct fault *f);                     /* add its counts */
void preview_text(struct preview *p, struct buf *out); /* for people */
void preview_json(struct preview *p, struct buf *out); /* one line, schemas/preview.json */
void preview_clear(struct preview *p);

#endif
