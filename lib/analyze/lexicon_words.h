#ifndef ANALYZE_LEXICON_WORDS_H
#define ANALYZE_LEXICON_WORDS_H

/* The English words that the lexicon knows something about. */

#include <stddef.h>
#include <stdint.h>

struct lexicon_list {
    const char *words; /* separated by blanks */
    uint16_t flag;     /* enum word_flag */
};
extern const struct lexicon_list lexicon_lists[];
extern const size_t nlexicon_lists;

#endif
