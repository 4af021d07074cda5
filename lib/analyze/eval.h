#ifndef ANALYZE_EVAL_H
#define ANALYZE_EVAL_H

/* How well answers agree with a gold: a file of corrections, of which call, question and value
 * count. One run of a question set over the golden calls, or two, before and after a change.
 *
 * Agreement: the same status and, where answered, the same value; of text and lists only that there
 * is an answer, as words are for people to judge. What counts is what was answered, before anybody
 * corrected it. A gold whose call, or whose question in it, is not in a run is missing there. A run
 * before the last whose question cannot say what the gold says (its wording had no such value) does
 * not agree. */

#include <stdint.h>
#include "lib/analyze/analysed.h"
#include "lib/analyze/analysis.h"
#include "lib/analyze/correction.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/json/call.h"

enum { EVAL_RUNS = 2, EVAL_STATUSES = ANSWER_FAILED + 1 };

/* A value that can be counted: an id, true, false. */
struct eval_value {
    struct span id;
    struct eval_hits {
        int64_t gold, said, both; /* answers that have it */
    } run[EVAL_RUNS];
};

struct eval_question {
    struct span name; /* set.question */
    int kind;         /* enum answer_type, as the last run has it; -1: no run asked it */
    int64_t gold;
    struct eval_value *values;
    size_t nvalues, room;
    struct eval_tally {
        int64_t compared, agreed;
        int64_t invented; /* answered, where the gold has no answer */
        int64_t missed;   /* not answered, where it has one */
    } run[EVAL_RUNS];
};

enum eval_outcome { EVAL_MISSING, EVAL_AGREES, EVAL_DIFFERS };

/* All answers of a run, those without a gold too. */
struct eval_run {
    const char *path;
    int64_t calls, answers, status[EVAL_STATUSES];
    struct grounding quotes;       /* those of corrected answers are a person's, and not counted */
    int64_t input, cached, output; /* tokens */
    double cost;
    int64_t unpriced; /* answers that cost something, nobody knows how much */
    struct eval_tally all;
    unsigned char *outcome; /* enum eval_outcome, by the gold */
};

struct eval {
    struct corrections gold;
    struct eval_question *questions; /* in the order of the file */
    size_t nquestions;
    size_t *question_of; /* by the gold */
    struct eval_run run[EVAL_RUNS];
    int nruns;
    struct call call;
    struct buf value;
    struct arena arena;
};

/* paths: of the runs, in order; for the result. */
int eval_make(struct eval *e, const char *gold, char *const *paths, int nruns, struct fault *f);
void eval_clear(struct eval *e);

/* A record of a run; the runs come one after the other. STATUS_BAD_RECORD when it is not analysed,
 * or its call is in the gold and was here before; STATUS_CONFIG names a gold that is no value of
 * its question. */
int eval_add(struct eval *e, int run, struct span record, struct fault *f);

/* Share of the gold that the last run agrees with; what is missing does not. */
double eval_agreement(const struct eval *e);
/* What the last run agrees with less what the first does, as shares of what each has; NAN where one
 * has nothing. question NULL: of all. */
double eval_difference(const struct eval *e, const struct eval_question *question);
/* Whether the runs disagree on the i-th gold, and the last one is right (or is wrong). */
bool eval_flipped(const struct eval *e, size_t i, bool right);

#endif
