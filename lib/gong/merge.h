#ifndef GONG_MERGE_H
#define GONG_MERGE_H

/* A record with every member that Gong's item has: those it has already are replaced, the others go
 * last, and all other bytes stay. Unknown members too: only those named in `but` (ends with NULL)
 * are left out. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/splice.h"

struct merge { /* zero it at first; reused from record to record */
    struct splice *what;
    size_t room;
    struct buf names, whole;
};

/* *whole: the new record, in the merge's buffer until the next one. */
int merge_item(struct merge *m, struct span record, struct span item, const char *const *but,
               struct span *whole, struct fault *f);
void merge_clear(struct merge *m);

#endif
