#ifndef JSON_REGEX_H
#define JSON_REGEX_H

/* Regular expressions as jq 1.6's test() takes them: Oniguruma's, in UTF-8, Perl's syntax with
 * named groups, the letters gimnpslx as flags. One regex serves one thread. */

#include <stdbool.h>
#include "lib/base/span.h"

struct regex;

enum regex_answer {
    REGEX_NO,
    REGEX_YES,
    REGEX_WRONG, /* the pattern or the flags are no good: an error in jq */
    REGEX_UNSURE /* it takes too long to say */
};

void regex_begin(void); /* once, before there are threads */

/* NULL without memory. A wrong pattern or flags (absent: none) make a regex that answers so. */
struct regex *regex_new(struct span pattern, struct span flags);
void regex_free(struct regex *r);

enum regex_answer regex_search(struct regex *r, struct span text);

#endif
