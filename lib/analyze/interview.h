#ifndef ANALYZE_INTERVIEW_H
#define ANALYZE_INTERVIEW_H

/* The stage that asks about each call that goes by: into the record loop as records, out of it as
 * records with callmine.analysis, in order, while several calls are worked on at once. Calls that
 * cannot be asked about go into the ledger. */

#include <stdint.h>
#include "lib/analyze/analysis.h"
#include "lib/analyze/jobs.h"
#include "lib/analyze/toll.h"
#include "lib/base/out.h"
#include "lib/state/ledger.h"

struct interview {
    /* set before interview_begin: */
    const struct analysis_order *order;
    int64_t min_words, threads;
    bool rank;       /* put out rankings instead: analysis_rank */
    bool silent;     /* put out nothing, and nothing into the ledger: what comes of it is counted */
    struct ask *ask; /* for these questions; NULL: the sets' own */
    struct toll *toll;
    struct ledger *ledger;
    const struct listener *listener;
    /* what has come of it: */
    int64_t calls, over, over_quota;
    struct grounding grounding;
    struct jobs *jobs;
    struct buf line;
    struct call call;
};

int interview_begin(struct interview *v, struct fault *f);
/* As struct stage has them: */
int interview_step(void *self, struct span record, struct out *out, struct fault *f);
int interview_flush(void *self, struct out *out, struct fault *f);
void interview_clear(struct interview *v);

#endif
