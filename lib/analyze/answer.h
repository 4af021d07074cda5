#ifndef ANALYZE_ANSWER_H
#define ANALYZE_ANSWER_H

/* An answer to one question about one call, with the evidence for it. What an engine gives back. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/calendar.h"
#include "lib/analyze/question.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum answer_status { ANSWER_GIVEN, ANSWER_NOT_DISCUSSED, ANSWER_UNCLEAR };
enum confidence { CONFIDENCE_NONE, CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH };

/* A quote: a part of sentences from..to (inclusive, in one monologue) joined by one space. */
struct evidence {
    uint32_t from, to;
    struct span quote; /* into the transcript's text */
    int choice;        /* of the question's values that it shows, or NO_CHOICE */
    double weight;
};

struct answer {
    const struct question_set *set;
    const struct question *question;
    enum answer_status status;
    enum confidence confidence;
    /* the value, by the question's type; of no meaning unless answered */
    bool truth;
    int choice;
    uint64_t chosen[4]; /* multi_enum: a bit a choice */
    struct span text;   /* into the transcript's text */
    double number;
    struct day day;
    struct evidence *evidence; /* max_items have room; best first */
    size_t n;
};

/* The answers to all questions of all sets, in order. Zero at first; made ready for the sets once.
 */
struct answers {
    struct answer *at;
    size_t n;
    struct evidence *pool;
};
int answers_make(struct answers *a, const struct question_set *sets, size_t n, struct fault *f);
void answers_begin(struct answers *a); /* all of them not discussed */
void answers_clear(struct answers *a);

static inline bool answer_chose(const struct answer *a, int choice)
{
    return a->chosen[choice / 64] >> (choice % 64) & 1;
}
static inline void answer_choose(struct answer *a, int choice)
{
    a->chosen[choice / 64] |= (uint64_t)1 << (choice % 64);
}

const char *answer_status_name(enum answer_status s);
const char *confidence_name(enum confidence c); /* NULL for none */

#endif
