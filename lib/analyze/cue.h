#ifndef ANALYZE_CUE_H
#define ANALYZE_CUE_H

/* Cues: what people say when they speak about the subject of a question. The notation is in
 * callmine-questions(5):
 *
 *   budget for            these words in a row, by their stems        =plans       this form only
 *   too|very expensive    one word or the other                      (a lot|too much)
 *   push .. back          up to three words between                  *            any one word
 *   the? contract         with or without                            @competitor  a list of the set
 *   ^yes                  at the beginning of the sentence           [amount]     the sentence
 * holds one a + b                 both in one sentence, near each other         a - b        a, but
 * not in a sentence with b a >> b                b in the answer to a: a in the last three
 * sentences of the speaker before !a                    counts behind a "not" as well a ~ b
                                              a ?>> b  the same, and a stands in a question
 * a, and b in the sentence or in the eight before it, whoever spoke
 *
 * A book holds the cues of all sets, compiled to the stems of one language. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/lexicon.h"
#include "lib/analyze/question.h"
#include "lib/analyze/words.h"
#include "lib/base/fault.h"

enum cue_role { CUE_SAYS, CUE_HINTS, CUE_DENIES };

enum sentence_class {
    CLASS_QUESTION = 1,
    CLASS_AMOUNT = 2,
    CLASS_PERCENT = 4,
    CLASS_NUMBER = 8,
    CLASS_DATE = 16,
    CLASS_SHORT = 32,    /* at most six words */
    CLASS_DEADLINE = 64, /* by, before, until and a date */
};

enum { NO_CHOICE = -1, CUE_PARTS = 6 };

/* A word of a sequence: a number of the lexicon, a stem unless exact. */
struct cue_word {
    uint32_t number;
    bool exact;
};
struct cue_sequence {
    uint32_t word, n; /* in book.words */
    uint32_t first;   /* the number of the first of them */
};
struct cue_element {
    uint64_t begins[4];   /* a bit for each word that it can begin with: cue_may_begin */
    uint32_t sequence, n; /* in book.sequences; one of them must stand here */
    bool optional;
    uint8_t skip_least, skip_most; /* n = 0: so many words of any kind */
};

static inline void cue_begins(struct cue_element *e, uint32_t number)
{
    e->begins[number / 64 % 4] |= (uint64_t)1 << (number % 64);
}
/* False when no alternative begins with the word; true is to be looked into. */
static inline bool cue_may_begin(const struct cue_element *e, uint32_t number)
{
    return e->begins[number / 64 % 4] >> (number % 64) & 1;
}

enum cue_place { CUE_HERE, CUE_NOT_HERE, CUE_BEFORE, CUE_LATELY };
struct cue_part {
    uint32_t element, n; /* in book.elements; n = 0: classes only */
    uint32_t cue;
    enum cue_place place;
    bool first; /* at the beginning of the sentence */
    bool asks;  /* in a question */
    bool later; /* is sought when the cue's first part stands in the sentence */
    unsigned classes;
};

struct cue {
    uint32_t part, nparts; /* in book.parts */
    uint32_t question;     /* counted through all sets of the book; behind them come the fields */
    int choice;            /* of the question's values, or NO_CHOICE */
    enum cue_role role;
    bool keep; /* negation does not matter */
    int where; /* enum where */
    const struct cue_text *text;
};

/* A part that begins with this word: links of a chain by number. */
struct cue_start {
    uint32_t part, next;
};

struct cue_book {
    struct lexicon *lexicon;
    struct cue *cues;
    struct cue_part *parts;
    struct cue_element *elements;
    struct cue_sequence *sequences;
    struct cue_word *words;
    struct cue_start *starts; /* 0 is no link */
    uint32_t *heads;          /* by number, below nheads */
    uint32_t *replies;        /* cues that no word of their sentence finds */
    size_t ncues, nparts, nelements, nsequences, nwords, nstarts, nheads, nreplies;
    size_t room_cues, room_parts, room_elements, room_sequences, room_words, room_starts,
        room_replies;
    struct words scratch;
};

/* Compile the cues of n sets for a language ("eng", ...; NULL is "eng"). A cue that is not well
 * formed is STATUS_CONFIG with path:line:column. Clear *b in any case. */
int cue_book_make(struct cue_book *b, const struct question_set *sets, size_t n,
                  const char *language, struct fault *f);
void cue_book_clear(struct cue_book *b);

/* Add one cue; what a set's file does, and what tests do. */
int cue_add(struct cue_book *b, const struct question_set *set, const struct cue_text *text,
            struct cue as, struct fault *f);
int cue_book_index(struct cue_book *b, struct fault *f); /* after the last cue_add */

#endif
