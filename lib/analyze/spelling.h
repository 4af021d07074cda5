#ifndef ANALYZE_SPELLING_H
#define ANALYZE_SPELLING_H

/* Text cut into words so that a name is found in it however it is spelled: words are the same that
 * differ in case, in width, or in marks on Latin, Greek and Cyrillic letters ("Zoe", "ZOË").
 *
 * A word is a run of letters, marks and digits; what nobody sees between them (a soft hyphen, a
 * joiner) parts no word, and does not count. Of scripts that are written without spaces, or
 * whose particles follow a name without one (Han, kana, Hangul, Thai, Lao, Khmer, Burmese), each
 * character is a word. Bytes that are not UTF-8 stand between words. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct spelled {
    uint64_t same;    /* equal for words that are the same */
    uint32_t at, end; /* bytes in the text */
    bool upper;       /* does not begin with a small letter */
    bool digits;      /* of ASCII, and nothing else */
    bool alone;       /* a character of such a script */
};

struct spelling {
    struct span text;
    struct spelled *at;
    size_t n, room;
};

/* Cut a text, which must stay; zero *s at first, it is reused. */
int spelling_read(struct spelling *s, struct span text, struct fault *f);
void spelling_clear(struct spelling *s);

struct span spelling_word(const struct spelling *s, size_t word);
/* From the start of one word to the end of another. */
struct span spelling_run(const struct spelling *s, size_t first, size_t last);
/* Between a word and the one after it. */
struct span spelling_gap(const struct spelling *s, size_t word);
bool spelling_is(const struct spelling *s, size_t word, const char *text); /* in small letters */

/* Add the word as all that are the same are: in small letters, without marks. */
void spelling_fold(struct buf *b, struct span word);

#endif
