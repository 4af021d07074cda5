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

/* Would the text, folded, be the needle, or have it in it? The needle is folded and not empty. An
 * ASCII text is compared where it stands; *room is for the others. */
bool fold_is(struct span text, struct span needle, struct buf *room);
bool fold_within(struct span text, struct span needle, struct buf *room);

#endif
