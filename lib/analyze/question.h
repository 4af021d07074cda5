#ifndef ANALYZE_QUESTION_H
#define ANALYZE_QUESTION_H

/* A set of questions, as its author wrote it: callmine-questions(5), schemas/questions.json.
 * Everything belongs to the set's arena. */

#include <stddef.h>
#include "lib/analyze/choice.h"
#include "lib/analyze/codebook.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/json/call.h"

enum answer_type {
    ANSWER_BOOL,
    ANSWER_ENUM,
    ANSWER_MULTI_ENUM,
    ANSWER_SHORT,
    ANSWER_PARA,
    ANSWER_NUMBER,
    ANSWER_DATE,
    ANSWER_LIST, /* of objects, whose members are the question's fields */
};

enum asked_side { ASKED_CUSTOMER, ASKED_REP, ASKED_ANY };

/* Of several values of an enum: the one with the most evidence, the one said first or last, the one
 * listed first. */
enum pick { PICK_MOST, PICK_FIRST, PICK_LAST, PICK_LISTED };

/* What the offline engine takes for one object of a list: what one speaker says of it at a time, or
 * each sentence. */
enum each { EACH_PASSAGE, EACH_SENTENCE };

/* Where in a call the offline engine looks: everywhere; not in talk that is aside (aside.h); or
 * there and only in the call's last third, where it is said what happens next. */
enum where { WHERE_ALL, WHERE_SUBJECT, WHERE_LATE };

enum unit { UNIT_ANY, UNIT_MONEY, UNIT_PERCENT, UNIT_COUNT };

struct question {
    const char *id, *text,
        *silence; /* silence: what to print when nobody spoke about it; may be NULL */
    const char *cues_of, *near_to;
    const char *values_of; /* "codebook", "side" or another question; NULL: values of its own */
    int type, side, pick, unit, each, where; /* the enums above */
    int max_items, min_evidence;
    const struct question *like; /* whose values' cues are this one's cues too; NULL for none */
    const struct question
        *near; /* counts only a few sentences from what that one finds; NULL: anywhere */
    const struct question *lender; /* the question that the values are from; NULL for none */
    struct cue_list cues, hints, denials;
    const struct choice *choices;
    size_t nchoices;
    struct question *fields; /* of a list: what each of its objects tells; none is a list */
    size_t nfields;
    int line, column;
    char sha256[65]; /* of all that an answer depends on, cues apart: what is asked */
};

struct named_list {
    const char *name;
    struct cue_list words;
};

struct question_set {
    const char *id, *title, *about, *language;
    int version;
    int where; /* enum where, of questions that do not say it */
    struct codebook codebook;
    struct named_list *lists;
    size_t nlists;
    struct question *questions;
    size_t n;
    const char *path;
    struct arena arena;
};

/* Read a file, YAML or JSON. A wrong one is STATUS_CONFIG with "path:line:column: what was
 * expected"; a missing one STATUS_NO_INPUT. Clear *s in any case. */
int question_set_read(struct question_set *s, const char *path, struct fault *f);
void question_set_clear(struct question_set *s);

const struct question *question_find(const struct question_set *s, const char *id); /* or NULL */

/* Any cue or hint, or another question's: without one the offline engine cannot answer it. */
bool question_has_cues(const struct question *q);
/* Answered by who spoke, not by words: `values_of: side`. */
bool question_asks_side(const struct question *q);

const char *answer_type_name(int type); /* "bool", "enum", ... */
const char *asked_side_name(int side);  /* "customer", "rep", "any" */
bool asked_side_fits(int asked, enum side said);

#endif
