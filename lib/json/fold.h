#ifndef JSON_FOLD_H
#define JSON_FOLD_H

/* Text for comparing: lower case in all scripts (one character to one: "STRASSE" is not "straße"),
 * white space of any kind and length as one blank, none at the ends. Composed and decomposed
 * accents stay apart. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"

void fold_add(struct buf *b, struct span text); /* after what *b holds, a blank between */
bool fold_has(struct span folded, struct span needle);

#endif
