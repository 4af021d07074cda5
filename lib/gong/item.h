#ifndef GONG_ITEM_H
#define GONG_ITEM_H

/* One of Gong's items as a record has it: its bytes, but for two things.
 *
 * - Ids are text. Gong's description of its API has numbers of 64 bits where the wire mostly has
 *   text, and programs that read numbers as doubles would make other ids of them. So the number in
 *   a member named "id", "...Id", "createdBy", "addedBy", "minRange" or "maxRange" (ranges come as
 *   text too), and in the lists of ids that statistics have, gets quotes around its digits.
 * - "answerGuide", which is HTML, is plain text. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct item { /* zero it at first; reused from item to item */
    struct buf record, text, html;
};

/* *record is in the item's buffer until the next one. Checked JSON in. STATUS_NO_MEMORY. */
int item_record(struct item *t, struct span item, struct span *record, struct fault *f);
void item_clear(struct item *t);

#endif
