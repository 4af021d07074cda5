#ifndef ANALYZE_ANALYSIS_H
#define ANALYZE_ANALYSIS_H

/* A call record in, what callmine.analysis holds out. */

#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/answer.h"
#include "lib/analyze/ask.h"
#include "lib/analyze/cue.h"
#include "lib/analyze/engine.h"
#include "lib/analyze/gate.h"
#include "lib/analyze/hosted.h"
#include "lib/analyze/question.h"
#include "lib/analyze/rank.h"
#include "lib/analyze/shelf.h"
#include "lib/analyze/transcript.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/json/call.h"

enum { BOOKS = 40 };

/* The cues in one language, made when the first call in it comes. */
struct language_book {
    const char *language;
    struct cue_book book;
};

/* What of the quotes was found, and which answers have none that could be. */
struct grounding {
    int64_t found[TIER_UNVERIFIED], unverified; /* quotes */
    int64_t unsupported, refused, failed;       /* answers */
};
void grounding_add(struct grounding *g, const struct grounding *more);
double grounding_rate(const struct grounding *g); /* of the quotes that were claimed; 1 of none */

/* What is asked, and of whom: one for all threads, and not written to while they work. */
struct analysis_order {
    struct question_set *sets;
    size_t n;
    struct buf sets_json;  /* the member "sets" is the same in every record */
    struct hosted *hosted; /* NULL: the offline engine answers */
    struct gate *gate;     /* NULL: every question is asked at once; else first of */
    struct hosted *cheap;  /* this one, or of the offline engine where it is NULL */
    int repeat;            /* each question is asked so often; 0 is 1 */
};

/* Read the sets by name or file; two with one id are STATUS_USAGE. Clear *o in any case. */
int analysis_order_read(struct analysis_order *o, const struct texts *names, struct fault *f);
void analysis_order_clear(struct analysis_order *o);

struct analysis {
    const struct analysis_order *order;
    struct engine engine;
    struct answers answers;
    struct language_book *books[BOOKS];
    size_t nbooks;
    struct call call;
    struct transcript transcript;
    struct rank rank;
    struct buf text;
    struct grounding grounding;  /* of the call that was answered last */
    const struct cue_book *book; /* of the call's language */
    const char *language;
};

/* Clear *a in any case; *o must stay. */
int analysis_make(struct analysis *a, const struct analysis_order *o, struct fault *f);
void analysis_clear(struct analysis *a);

/* What a record is good for. */
enum analysis_outcome {
    ANALYSIS_READ,
    ANALYSIS_NO_TRANSCRIPT,
    ANALYSIS_EMPTY,
    ANALYSIS_TOO_SHORT,
    ANALYSIS_OVER_BUDGET, /* a ceiling was reached before it */
    ANALYSIS_WAITS,       /* for its batch */
    ANALYSIS_OVER_QUOTA,  /* no unit of the quota was left for it */
};
const char *analysis_reason(enum analysis_outcome o); /* for the ledger; NULL for ANALYSIS_READ */

/* Read a record's call and transcript, which stay in *a until the next. */
int analysis_read(struct analysis *a, struct span record, int64_t least_words,
                  enum analysis_outcome *o, struct fault *f);
/* Answer the questions about the call that was read; add the object to *value, unless *o says that
 * there is none. */
int analysis_answer(struct analysis *a, struct buf *value, enum analysis_outcome *o,
                    struct fault *f);
/* Add a line for each question of the sets, or of *ask if it has any: the ranking of the call's
 * monologues. */
int analysis_rank(struct analysis *a, struct ask *ask, struct buf *lines, struct fault *f);

#endif
