#ifndef ARCHIVE_FORGET_BUNDLE_H
#define ARCHIVE_FORGET_BUNDLE_H

/* One bundle that something is forgotten in. It is unpacked beside the archive's bundles, into
 * forget.work, which is gone afterwards; what is found there is taken out of its records, its
 * reports are made again from them, and what it is then takes the place of what it was: whole, with
 * the same id, class and time, and a line more in its tombstone.ndjson (schemas/tombstone.json).
 *
 * Reports that are made again by this version from what they were made from come out as they were,
 * but for what was erased; that is tried first. Those of another version are made anew. What cannot
 * be made again is taken out where it cannot be looked into, or says again what was erased. */

#include "lib/archive/forget.h"
#include "lib/archive/shelf.h"
#include "lib/base/when.h"

struct forget_job {
    const struct forgetter *by;
    struct shelf *shelf; /* open for SHELF_CHANGE */
    const char *work;    /* the directory it is unpacked into */
    when now;
    const char *what, *who; /* "person", "calls"; a keyed hash of what was asked, or NULL */
    int64_t level, threads;
};

struct forgot_bundle {
    struct forgot n;
    const char *report; /* what became of its reports, in words */
    struct buf out;     /* names of files that were taken out, with ", " between */
};
void forgot_bundle_clear(struct forgot_bundle *b);

/* Unpacked, for whoever looks on. */
int forget_unpack(const struct forget_job *j, const char *path, struct fault *f);
/* The bundle in that file; card: the index's, NULL for one that is not in it. */
int forget_bundle(const struct forget_job *j, const char *path, const struct card *card,
                  struct forgot_bundle *b, struct fault *f);

#endif
