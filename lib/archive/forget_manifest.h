#ifndef ARCHIVE_FORGET_MANIFEST_H
#define ARCHIVE_FORGET_MANIFEST_H

/* What a run that something was forgotten in says of itself: its manifest, with the files as they
 * are now, and its tombstone. */

#include <stdbool.h>
#include "lib/archive/forget.h"
#include "lib/base/when.h"

/* The manifest.json of a run directory; *said: absent where there is none. */
int forget_manifest_read(struct buf *text, const char *dir, struct span *said, struct fault *f);
/* Its files by their sizes and digests anew, if it listed them; ours: this version made the
 * reports.
 */
int forget_manifest_write(const char *dir, bool ours, struct fault *f);

struct forget_tomb {
    when time;
    const char *what, *who; /* who NULL: none */
    const char *was;        /* the bundle's SHA-256 */
    struct forgot n;
    const char *reports;
    struct span out; /* names, with ", " between */
};
/* A line more of DIR/tombstone.ndjson: schemas/tombstone.json. */
int forget_tomb_add(const struct forget_tomb *t, const char *dir, struct fault *f);

#define FORGET_TOMB "tombstone.ndjson"

#endif
