#ifndef REPORT_CLAIMS_H
#define REPORT_CLAIMS_H

/* What a sentence may claim: the numbers that a roll-up holds for what the sentence is about, and
 * the quotes that are evidence. claims_check refuses any other, whoever wrote the sentence.
 *
 * A mark [set.question] or [set.question=value] (of a list: field.value) says what the text before
 * it is about, back to the mark before; the last one also what stands behind it. Without marks the
 * sentence is about the run as a whole.
 *
 * Numbers are digits (with separators, units, signs) and English numerals. "9 of 40" must be the
 * part and the whole of one share; a percentage behind it that share, a range its interval. Behind
 * a name of a value, a state or a group ("Acmeware", "unclear", "Negotiation") a number must be
 * that one's; and what belongs to one of several values, to a state or a group can only be said
 * with its name. What earlier runs had may stand only behind a word that says so ("from", "before",
 * "than"). A number with a "not" beside it is nobody's. A text in quote marks must be, byte for
 * byte, a whole quote of the evidence. What cannot be read as one of these is refused: a sentence
 * that is right can be put so that it passes. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum claim_noun {
    NOUN_ANY,
    NOUN_CALLS,
    NOUN_ACCOUNTS,
    NOUN_DEALS,
    NOUN_QUOTES,
    NOUN_QUESTIONS,
    NOUN_OBJECTS,
    NOUN_ANSWERS,
    NOUN_TOKENS,
};

enum fact_kind {
    FACT_SHARE,   /* part of of: a count, its share and its interval */
    FACT_COUNT,   /* value, of what the noun says */
    FACT_AMOUNT,  /* value; text: its currency */
    FACT_PERCENT, /* value, from 0 to 1, of a thing that is no share of calls */
    FACT_CLOCK,   /* value in ms */
    FACT_POINTS,  /* value, from -1 to 1: a difference of shares */
    FACT_DATE,    /* text: 2026-10-06 */
};

enum { TOPIC_ALL }; /* the run as a whole; others are questions, from 1 */

struct fact {
    enum fact_kind kind;
    enum claim_noun noun;
    size_t topic;
    bool then;  /* of an earlier run */
    bool must;  /* be said with its name */
    bool scant; /* too few calls for a share */
    int64_t part, of;
    double value, high; /* of a share: its interval */
    struct span name;   /* of the value or state that it is about */
    struct span group;  /* of a breakdown: the group */
    struct span text;
};

/* A name that may hold digits or numerals and says what a number is about, or nothing. */
struct claim_name {
    struct span text;
    bool exact; /* upper and lower case matter */
};

struct claim_topic {
    struct span name;
    size_t topic;
    struct span value; /* the name of the facts that are meant; absent: any */
};

struct claim_quote {
    struct span text;
    size_t topic;
};

/* Zero at first. Texts stay whoever's they are. */
struct claims {
    struct arena arena;
    struct fact *facts;
    struct claim_name *names;
    struct claim_topic *topics;
    struct claim_quote *quotes;
    size_t nfacts, nnames, ntopics, nquotes;
    size_t room_facts, room_names, room_topics, room_quotes;
    bool broken; /* no memory */
};

void claims_fact(struct claims *c, struct fact fact);
void claims_name(struct claims *c, struct span text, bool exact); /* one that is no mere number */
void claims_topic(struct claims *c, struct claim_topic topic);
void claims_quote(struct claims *c, struct span text, size_t topic);
void claims_clear(struct claims *c);

/* All that a roll-up holds. The roll-up must stay. */
struct rollup;
int claims_read(struct claims *c, const struct rollup *u, struct fault *f);

/* The topic of that name; NULL: none, or more than one. */
const struct claim_topic *claims_find(const struct claims *c, struct span name);

/* 0, and *said its first "part of of" (NULL: not asked; of -1: none). STATUS_BAD_RECORD says where
 * in the sentence (byte, from 1), what and why; never a word of a quote. */
struct claim_said {
    size_t topic;
    int64_t part, of;
};
int claims_check(const struct claims *c, struct span sentence, struct claim_said *said,
                 struct fault *f);

#endif
