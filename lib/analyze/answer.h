#ifndef ANALYZE_ANSWER_H
#define ANALYZE_ANSWER_H

/* An answer to one question about one call, with the evidence for it. What an engine gives back. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/calendar.h"
#include "lib/analyze/question.h"
#include "lib/base/arena.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum answer_status {
    ANSWER_GIVEN,
    ANSWER_NOT_DISCUSSED,
    ANSWER_UNCLEAR,
    ANSWER_UNSUPPORTED, /* said, but no quote of it was found */
    ANSWER_REFUSED,     /* by the model */
    ANSWER_FAILED,      /* nothing that can be used came; `reason` says why */
};
enum confidence { CONFIDENCE_NONE, CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH };

/* How a quote was found in the transcript. What is printed is the transcript's own text in every
 * tier. */
enum tier {
    TIER_EXACT,      /* byte for byte */
    TIER_NORMALIZED, /* but for case, type, white space, punctuation, contractions */
    TIER_STITCHED,   /* fragments of one monologue, in order */
    TIER_FUZZY,      /* most of its words, close together */
    TIER_UNVERIFIED, /* not found: never printed */
};

/* A quote: a part of sentences from..to (inclusive, in one monologue) joined by one space. */
struct evidence {
    uint32_t from, to;
    struct span quote; /* into the transcript's text */
    int choice;        /* of the question's values that it shows, or NO_CHOICE */
    int item;          /* of a list: which of its objects it shows */
    enum tier tier;
    double weight;
};

/* What an answer says, by the type of the question or field. */
struct value {
    bool given; /* of a field: false is null */
    bool truth;
    int choice;
    uint64_t chosen[4]; /* multi_enum: a bit a choice */
    struct span text;   /* into the transcript's text, or the answers' arena */
    double number;
    struct day day;
};

/* What asking cost, in tokens and money. */
struct spend {
    int64_t input, cached, output;
    double cost; /* NAN: the price is not known */
};

struct answer {
    const struct question_set *set;
    const struct question *question;
    enum answer_status status;
    enum confidence confidence;
    struct value value;  /* of no meaning unless answered */
    struct value *items; /* of a list: nitems rows of a value for each field */
    size_t nitems;
    struct evidence *evidence; /* max_items have room, of a list LIST_QUOTES times as many; best
                                  first */
    size_t n;
    struct span note;   /* a few words of the model's; SPAN_NONE: none */
    const char *reason; /* refused or failed: why, as a word; else NULL */
    struct spend spend; /* this answer's part of what its call cost */
    int unverified;     /* quotes that were claimed and not found */
    const char *gate;   /* "yes", "no", "audited": what a gate found; NULL: there was none */
    double stability;   /* share of repeats that agree; NAN: asked once */
};

enum { LIST_QUOTES = 2 };

/* The answers to all questions of all sets, in order. Zero at first; made ready for the sets once.
 */
struct answers {
    struct answer *at;
    size_t n;
    struct evidence *pool;
    struct value *rows;
    struct arena arena; /* texts of one call's answers */
};
int answers_make(struct answers *a, const struct question_set *sets, size_t n, struct fault *f);
void answers_begin(struct answers *a); /* all of them not discussed */
void answers_clear(struct answers *a);

static inline bool value_chose(const struct value *v, int choice)
{
    return v->chosen[choice / 64] >> (choice % 64) & 1;
}
static inline void value_choose(struct value *v, int choice)
{
    v->chosen[choice / 64] |= (uint64_t)1 << (choice % 64);
}

void spend_add(struct spend *s, const struct spend *more); /* an unknown cost adds nothing known */
const char *answer_status_name(enum answer_status s);
const char *tier_name(enum tier t);
const char *confidence_name(enum confidence c); /* NULL for none */

#endif
