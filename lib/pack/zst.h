#ifndef PACK_ZST_H
#define PACK_ZST_H

/* Reading Zstandard (RFC 8878) of any making: frames one behind the other, some of them skippable.
 * A reader holds compressed bytes that begin with a frame and asks zst_look what it is. A frame of
 * known size that is not too large is unpacked at once, by any thread that has an unpacker of its
 * own; any other frame is fed in pieces. Frames of a dictionary, and of zstd before 0.8, are
 * refused.
 *
 * Faults are sentences about "the zstd data"; put the file's name in front. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum {
    ZST_MAGIC = 4, /* bytes that zst_is wants to see */
    ZST_WINDOW_LOG =
        27, /* of a frame that is fed: 128 MiB, as much as zstd(1) grants without asking */
};

/* Whether these first bytes of a file are a frame's, skippable ones too. */
bool zst_is(struct span first_bytes);

/* The first frame in some bytes. */
struct zst_frame {
    size_t packed;  /* its length in them; 0: its end is not there yet */
    bool skippable; /* nothing of it is content */
    bool sized;     /* it says how long its content is: `plain` (a skippable one: 0) */
    uint64_t plain;
};

/* 1: all of the frame is there. 0: not all, but `skippable`, `sized` and `plain` are told as soon
 * as its head is there; at the end of the file that is zst_short. -1: STATUS_BAD_RECORD, no frame
 * or a damaged one. It steps from block to block, so ask again only when there is much more. */
int zst_look(struct zst_frame *frame, struct span bytes, struct fault *f);

/* One for each thread; reused from frame to frame, also after a fault. */
struct zst_unpacker {
    void *context;
    bool amid; /* of a frame that is fed */
};
int zst_init(struct zst_unpacker *u, struct fault *f);
void zst_clear(struct zst_unpacker *u);

/* Add the content of one whole frame, as zst_look has told it, to *plain, which must have room for
 * it: sized, not more than FRAME_MOST (frame.h). STATUS_BAD_RECORD when it is damaged or its
 * checksum is wrong; *plain is then as it was. Not while a frame is being fed. */
int zst_unpack(struct zst_unpacker *u, struct span packed, const struct zst_frame *frame,
               struct buf *plain, struct fault *f);

/* The same for bytes that are to be just one such frame: anything else is STATUS_BAD_RECORD. */
int zst_unpack_one(struct zst_unpacker *u, struct span packed, struct buf *plain, struct fault *f);

/* A frame in pieces, of any kind and length: takes bytes off the front of *packed and adds at most
 * `most` to *plain. 1: the frame is at its end, its checksum right; what is left in *packed is
 * behind it. 0: *packed is used up, or `most` reached. -1: as above, but what was added before
 * stays. A frame that wants a window of more than ZST_WINDOW_LOG is refused (STATUS_BAD_RECORD). */
int zst_feed(struct zst_unpacker *u, struct span *packed, struct buf *plain, size_t most,
             struct fault *f);

/* The fault of a file that ends in the middle of a frame: zst_look has said 0, or u->amid. */
int zst_short(struct fault *f);

#endif
