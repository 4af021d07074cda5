#ifndef ANALYZE_LEXEME_H
#define ANALYZE_LEXEME_H

/* Text cut for amounts and days, where digits and signs matter: words, numbers, signs. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/span.h"

enum lexeme_kind { LEXEME_END, LEXEME_WORD, LEXEME_NUMBER, LEXEME_SIGN };

struct lexeme {
    enum lexeme_kind kind;
    size_t at, end; /* bytes in the text */
    char word[16];  /* in lower case, cut; of a number what is written behind it: "k", "rd", "" */
    double value;   /* of a number */
    int digits;     /* before the point */
    bool grouped;   /* 48,000 */
    bool fraction;  /* 1.2 */
    bool capital;   /* a word with a capital first */
    bool spaced;    /* white space stands before it */
    unsigned long sign; /* code point */
};

/* The lexeme at byte `from` of the text or after it; LEXEME_END at the end. */
struct lexeme lexeme_at(struct span text, size_t from);
bool lexeme_is(const struct lexeme *l, const char *word);

/* The place of the word in a list "mon|tue|wed", from 0; -1 when it is not in it. */
int lexeme_among(const struct lexeme *l, const char *list);

/* 3 for three and third: number words below a hundred, at *at, which moves behind them; -1 when
 * there is none. */
int lexeme_cardinal(struct span text, size_t *at);
int lexeme_ordinal(struct span text, size_t *at); /* third, twenty-first, 3rd: 1 to 31 */

#endif
