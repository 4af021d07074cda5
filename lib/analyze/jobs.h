#ifndef ANALYZE_JOBS_H
#define ANALYZE_JOBS_H

/* Calls that are analysed at once, each by a thread with an analysis of its own, and given back in
 * the order in which they came: so many requests are on their way as there are threads. */

#include <stdint.h>
#include "lib/analyze/analysis.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct job {
    struct buf record; /* as it came */
    struct buf made;   /* what the analysis made of it */
    struct buf id;     /* the call's, as JSON */
    enum analysis_outcome outcome;
    struct grounding grounding;
    struct fault fault; /* status 0: none */
};

/* What is done with each: in a thread. */
typedef int job_work(struct analysis *a, struct job *j, void *self, struct fault *f);

struct jobs;

/* threads: 0 = as many as there are cores. */
struct jobs *jobs_new(int64_t threads, const struct analysis_order *order, job_work *work,
                      void *self, struct fault *f);
void jobs_free(struct jobs *j);

bool jobs_full(const struct jobs *j); /* one must be taken before the next is put */
bool jobs_empty(const struct jobs *j);
int jobs_put(struct jobs *j, struct span record, struct fault *f);
/* The oldest, when it is done; the caller's until the next put. */
struct job *jobs_take(struct jobs *j);

#endif
