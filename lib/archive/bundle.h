#ifndef ARCHIVE_BUNDLE_H
#define ARCHIVE_BUNDLE_H

/* A bundle opened for reading: its list of contents at once, its members one by one, without the
 * others. */

#include <stddef.h>
#include <stdint.h>
#include "lib/archive/card.h"
#include "lib/archive/contents.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/pack/frame.h"

struct bundle {
    const char *path; /* the caller's */
    int fd;
    int64_t threads; /* that unpack a large member; 0: as many as there are cores */
    struct frame_reader frames;
    struct buf text; /* the list of contents, once it was asked for */
    struct contents_head head;
};

/* STATUS_NO_INPUT: not there. STATUS_BAD_RECORD: damaged, or not the bundle that `id` (may be NULL)
 * names. */
int bundle_open(struct bundle *b, const char *path, const char *id, struct fault *f);
void bundle_close(struct bundle *b);

/* The whole list of contents, checked; STATUS_BAD_RECORD when it is damaged. */
int bundle_contents(struct bundle *b, struct fault *f);

/* Give the bytes of a member to `take`, frame by frame. Only bytes whose frame was sound are given;
 * STATUS_BAD_RECORD when one is not, or when all of them together are not what the list says. */
typedef int bundle_take(void *who, struct span bytes, struct fault *f);
int bundle_member(struct bundle *b, const struct contents_member *m, bundle_take *take, void *who,
                  struct fault *f);
int bundle_has(struct bundle *b, const char *name, struct fault *f); /* 1: there is such a member */
/* Add the member to *out. STATUS_NO_INPUT when there is none of that name. */
int bundle_cat(struct bundle *b, const char *name, struct out *out, struct fault *f);

/* SHA-256 of the whole file, which is read for it. */
int bundle_digest(struct bundle *b, char sha256[static DIGEST_TEXT], struct fault *f);

/* The card of a bundle, from the bundle: reads all of it, for its digest. */
int bundle_card(struct card *card, const char *path, const char *id, struct fault *f);

#endif
