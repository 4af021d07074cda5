#ifndef ANALYZE_LEXICON_H
#define ANALYZE_LEXICON_H

/* The words of one language, each known by a number, with their stems (Snowball, where it has the
 * language).
 *
 * Words and stems share one set of numbers but never a number: a word is compared with words, a
 * stem with stems. What is learnt from calls is forgotten when it grows too large; what was learnt
 * before lexicon_keep (the words of the questions) stays. No result depends on the numbers. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum word_flag {
    WORD_STOP = 1,    /* says nothing about the subject: the, of, okay */
    WORD_FRAME = 2,   /* frames a question: summarize, discuss, opinion */
    WORD_NEGATES = 4, /* not, never, without */
    WORD_FILLER = 8,  /* um, uh: not read at all */
    WORD_HOME = 16,   /* of people's own lives: weekend, dog, train */
    WORD_KIN = 32,    /* the same, and never anything else: sister, dentist, holiday */
    WORD_TRADE = 64,  /* of what is sold and how: price, contract, report, rollout */
    WORD_SHOW = 128,  /* of what stands on a screen: click, column, tab */
    WORD_MANNER = 256, /* of a stem: tells how it was said or in what role: suggest, reason, issue */
};

struct lexicon;

/* The language that is used for a call in `language` (ISO 639-2, as text): itself if there is a
 * stemmer for it, "eng" when it is not known (absent, "und"), else "und", which is not stemmed. */
const char *lexicon_language(struct span language);

/* language: ISO 639-2 ("eng", "fre" or "fra"); NULL or unknown: words are not stemmed, but "eng" is
 * taken when it is NULL. */
struct lexicon *lexicon_new(const char *language, struct fault *f);
void lexicon_free(struct lexicon *l);

/* The number of a word that is case-folded already. */
int lexicon_word(struct lexicon *l, struct span word, uint32_t *number, struct fault *f);
uint32_t lexicon_stem(const struct lexicon *l, uint32_t word);
unsigned lexicon_flags(const struct lexicon *l, uint32_t number); /* enum word_flag */
bool lexicon_english(const struct lexicon *l);
struct span lexicon_text(const struct lexicon *l,
                         uint32_t number);    /* until the next lexicon_word */
size_t lexicon_size(const struct lexicon *l); /* numbers are below this */

void lexicon_keep(struct lexicon *l); /* what is known now stays */
void lexicon_forget(
    struct lexicon *l); /* the rest goes, if it has grown large; call between records */

#endif
