#ifndef GONG_PREVIEW_H
#define GONG_PREVIEW_H

/* What a filter would pass: counted, broken down, and what an analysis of it would cost in calls.
 */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/gong/criteria.h"
#include "lib/gong/tally.h"

enum { PREVIEW_FIRST = 10 }; /* matches shown */

struct preview_match {
    char *title, *company, *stage, *currency; /* NULL = none */
    char day[11];                             /* UTC; "" = not known */
    double amount;                            /* NAN = none */
    int64_t seconds;
    struct call_id id;
};

struct preview {
    int64_t in, out;            /* calls */
    int64_t seconds;            /* of those out */
    int64_t without_transcript; /* of those out */
    struct tally reasons, stages, owners, sizes;
    struct preview_match first[PREVIEW_FIRST];
    size_t nfirst;
    struct buf scratch;
};

/* The record that `c` tested last. */
int preview_add(struct preview *p, struct criteria *c, const char *reason, struct fault *f);
void preview_text(struct preview *p, struct buf *out); /* for people */
void preview_json(struct preview *p, struct buf *out); /* one line, schemas/preview.json */
void preview_clear(struct preview *p);

#endif
