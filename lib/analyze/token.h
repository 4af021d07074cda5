#ifndef ANALYZE_TOKEN_H
#define ANALYZE_TOKEN_H

/* Text read for proof: as tokens that are equal when two texts say the same in other type. Case,
 * white space, punctuation, markdown and emoji are left out; letters are compared by Unicode's
 * NFKC and case folding; contractions are opened ("don't" is do + not). Unlike words (words.h),
 * which are read to search, everything that was said stays, and numbers stay whole: 3.5 is no 35,
 * 1,000 is 1000, $ and % are tokens. A token begins and ends between grapheme clusters (UAX #29);
 * scripts without spaces between words (Han, kana, Thai and its neighbours) give one a cluster. */

#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/lexicon.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum token_flag {
    TOKEN_FIRM = 1,  /* says how much or when: a number, a currency, a weekday */
    TOKEN_NOT = 2,   /* negates */
    TOKEN_GLUED = 4, /* one written word with the token before it: "$500", "non-refundable" */
    TOKEN_ALONE = 8, /* of a script without spaces */
};

struct token {
    uint32_t word;     /* number in the reader's lexicon */
    uint32_t at, end;  /* bytes of the text; both halves of "don't" have all of it */
    uint32_t nots;     /* negating tokens before it; "no, no" is one */
    uint32_t sentence; /* for the caller */
    uint16_t letters;  /* characters; the second half of "don't" has none */
    uint8_t flags;     /* enum token_flag */
};

struct tokens {
    struct token *at;
    size_t n, room;
};

/* Knows the words that negate and those that are firm: the lexicon's first ones. */
struct token_reader {
    struct lexicon *lexicon;
    uint32_t nots, firms; /* a word below nots negates, one below firms is firm */
};

int token_reader_make(struct token_reader *r, struct fault *f); /* clear it in any case */
void token_reader_clear(struct token_reader *r);

/* Add the tokens of `text`, which begins `offset` bytes into what their places count from. */
int tokens_read(struct tokens *t, struct token_reader *r, struct span text, uint32_t offset,
                uint32_t sentence, struct fault *f);
void tokens_clear(struct tokens *t);

/* Whether byte `at` of the text, counted from its beginning, lies between two grapheme clusters. */
bool token_border(struct span text, size_t at);

/* Negating tokens in from..to (exclusive). */
uint32_t tokens_nots(const struct tokens *t, size_t from, size_t to);

#endif
