#ifndef ANALYZE_WORDS_H
#define ANALYZE_WORDS_H

/* Text read as words: case-folded, cut at what is neither letter nor digit, contractions opened
 * ("don't" is do + not, "we're" is we + are; "customer's" is customer), fillers such as "um" left
 * out. Scripts without spaces between words (Han, kana) give a word a character. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/lexicon.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct word_seen {
    uint32_t word, stem; /* numbers in the lexicon */
    uint32_t at, len;    /* bytes in the text; both halves of "don't" have all of it */
    uint16_t flags;      /* enum word_flag */
    bool after_break;    /* punctuation stands before it */
};

struct words {
    struct word_seen *at;
    size_t n, room;
};

/* Add the words of `text` to *w. */
int words_read(struct words *w, struct lexicon *l, struct span text, struct fault *f);
void words_clear(struct words *w);

#endif
