#ifndef ANALYZE_TOLL_H
#define ANALYZE_TOLL_H

/* What the calls of a run take of the quota (lib/state/quota.h). A call is let in when its analysis
 * begins, if there is a unit left for it beside those that are at work, and takes it when that has
 * ended. The unit's key is the call's id, what is asked and who answers: the same again takes
 * nothing in the same period. Where no quota was ever set, every call is let in and nothing taken.
 */

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include "lib/analyze/analysis.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"
#include "lib/state/quota_counter.h"

struct toll {
    bool counts; /* there is a quota */
    bool plans;  /* nothing is taken or refused, only counted */
    when now;    /* 0: the clock's */
    char asked[DIGEST_TEXT];
    pthread_mutex_t mutex; /* of what follows: threads work on several calls at once */
    struct quota_counter counter;
    struct quota quota;   /* as it was seen last */
    int64_t inside;       /* let in, and not out again */
    int64_t taken;        /* units, or with plans, units that would be */
    struct fault refused; /* STATUS_OK: no call was */
};

/* Of one call. */
struct toll_pass {
    char key[DIGEST_TEXT];
    bool in, held; /* held: a unit is set aside for it */
};

/* Without a lock, and nothing is written. Clear it in any case, once it was opened or is zero. */
int toll_open(struct toll *t, const struct analysis_order *o, bool plans, when now,
              struct fault *f);
void toll_clear(struct toll *t);

/* id: a JSON string. Unless pass->in is set then, the quota is exceeded. */
int toll_in(struct toll *t, struct toll_pass *pass, struct span id, struct fault *f);
/* Its analysis has ended; analysed: with something that is worth a unit. pass->in is false where
 * another process has taken the last one meanwhile. */
int toll_out(struct toll *t, struct toll_pass *pass, bool analysed, struct fault *f);

/* Add to a plan what a run would take; nothing where there is no quota. */
void toll_plan(struct buf *b, const struct toll *t);

#endif
