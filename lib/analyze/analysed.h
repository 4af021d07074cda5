#ifndef ANALYZE_ANALYSED_H
#define ANALYZE_ANALYSED_H

/* callmine.analysis read back, as spans of JSON into the record: what was asked, and what was
 * answered. */

#include <stdbool.h>
#include "lib/analyze/answer.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

/* A record's analysis. STATUS_BAD_RECORD when there is none, or one of another version. */
int analysed_open(struct span record, struct span *analysis, struct fault *f);

/* A question as the analysis has it, or a field of one. */
struct analysed_question {
    struct span id, text, type, side, values, fields;
    int kind;  /* enum answer_type, */
    int asked; /* enum asked_side: of `type` and `side` */
};

/* Whether the set was asked at all, and whether it has the question. */
enum analysed_asked { ANALYSED_NO_SET, ANALYSED_NO_QUESTION, ANALYSED_ASKED };
enum analysed_asked analysed_find(struct span analysis, struct span set, struct span question,
                                  struct analysed_question *q);
/* A question, or a field of one; false when it is of no type known here. */
bool analysed_question(struct span json, struct analysed_question *q);

struct analysed_answer {
    struct span set, cost, value, usage, status, evidence, override, question, unverified;
    struct span was_status, was_value; /* what was answered before anybody corrected it */
};
/* STATUS_BAD_RECORD when it is no answer. */
int analysed_answer(struct span json, struct analysed_answer *a, struct fault *f);
/* Whether it answers this question: set and question as text. */
bool analysed_answers(const struct analysed_answer *a, struct span set, struct span question);

/* The status by its name, a JSON string; -1: none known here. */
int analysed_status(struct span name);
/* Whether two values are the same: of a list whatever its order, of numbers whatever their
 * spelling. */
bool analysed_same(struct span a, struct span b);

#endif
