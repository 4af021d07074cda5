#ifndef ARCHIVE_REACH_H
#define ARCHIVE_REACH_H

/* From what was asked to the archive and what is in it. `path` holds the place and must stay as
 * long as what was opened; all may be closed after a failure too. */

#include <stdbool.h>
#include "lib/archive/bundle.h"
#include "lib/archive/retain.h"
#include "lib/archive/shelf.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"

int reach_id(const char *id, struct fault *f); /* STATUS_USAGE when it cannot be a bundle's */
/* The archive's directory; only the usual one is made when it is not there. */
int reach_place(const struct retain *r, struct buf *path, struct fault *f);
int reach_shelf(const struct retain *r, struct shelf *s, struct buf *path, enum shelf_use use,
                bool make, struct fault *f);
/* Whether a run of that id has a directory in STATE/runs, and that archive is STATE's: one that was
 * never archived may be on hold too. */
bool reach_run(const char *dir, const char *id);
/* A bundle; it knows what is in it, so the index is not read. */
int reach_bundle(const struct retain *r, struct bundle *b, struct buf *path, const char *id,
                 struct fault *f);

#endif
