#ifndef STATE_HELD_ADD_H
#define STATE_HELD_ADD_H

/* Call records, of any stage, against the held-calls index. */

#include "lib/json/stream.h"
#include "lib/state/held.h"

/* The calls of these files are held if one of the files has their transcript, else they wait for
 * it; those of the file `final` (NULL: none) are held without. whole: nothing else is held any
 * more, and what was held before counts for nothing. Committed at the end; after a fault the index
 * must not be. */
int held_add(struct held *h, struct stream *files, const char *final, bool whole, struct fault *f);
/* Print a line (held_put_change) for each call of which the holder has not what the files have,
 * which together are a complete listing. The index must not be committed after it. */
int held_diff(struct held *h, struct stream *files, struct fault *f);
/* Print the records of those calls instead, as they came. */
int held_new(struct held *h, struct stream *files, struct fault *f);

#endif
