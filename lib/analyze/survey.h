#ifndef ANALYZE_SURVEY_H
#define ANALYZE_SURVEY_H

/* One run of asking the same questions of every call: what was said to it, what is made ready of
 * that, and what it has to say at its end. The calls themselves go by in an interview. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/analyze/analysis.h"
#include "lib/analyze/ask.h"
#include "lib/analyze/batch.h"
#include "lib/analyze/interview.h"
#include "lib/analyze/settings.h"
#include "lib/analyze/toll.h"
#include "lib/base/option.h"
#include "lib/json/stream.h"
#include "lib/state/ledger.h"

struct survey {
    /* set before survey_begin: */
    struct texts questions;
    struct model_settings model;
    int64_t min_words, jobs; /* 0 jobs: as many as the engine is good for */
    struct number min_grounding;
    const char *ledger_path, *ask_path;
    const char *now; /* the time to go by, NULL: the clock's */
    bool rank;       /* put out rankings instead */
    /* made of it: */
    struct analysis_order order;
    struct model_setup setup;
    struct batches batches;
    struct ask ask;
    struct ledger ledger;
    struct toll toll;
    struct interview interview;
    const struct listener *listener;
};

/* Everything that is needed is read, so that the records can go by in *stage. STATUS_USAGE for what
 * does not go together. `who` names the stage in the ledger. Clear *s in any case. */
int survey_begin(struct survey *s, struct stage *stage, const char *who, const struct listener *l,
                 struct fault *f);
/* After the records, of which `status` (0 or -1) has come: what was learned is kept, and said.
 * Statuses as cm-analyze has them. */
int survey_end(struct survey *s, int status, struct fault *f);
void survey_clear(struct survey *s);

/* Whether records are not written: a plan is a table instead, and what goes into a batch has no
 * answer yet. Then there is no ledger either. */
bool survey_is_silent(const struct survey *s);

/* Add what a question set asks for, for a person to read; what is wrong with it is the fault. */
int survey_check(struct buf *text, const char *name, struct fault *f);

#endif
