#ifndef PACK_FRAME_H
#define PACK_FRAME_H

/* A .zst file made of independent zstd frames, each with its content size and checksum, and at its
 * end the seek table of the zstd seekable format (facebook/zstd, contrib/seekable_format): any
 * reader of zstd sees one stream, and whoever knows the table reads one frame without the others. A
 * skippable frame, which readers of zstd pass over, may carry other bytes; in the table it is an
 * entry with nothing in it. */

#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/base/span.h"

enum { FRAME_MOST = 16 << 20 }; /* plain bytes in one frame; a reader refuses more */

struct press;

struct frame {
    int64_t at; /* where it begins in the file */
    uint32_t packed, plain;
};

/* Writing. Frames are made by several threads (press.h) and go out in order, some time after they
 * were put. */
struct frame_writer {
    /* The caller's, NULL if nobody wants to know: told each frame as it goes out, and at the end
     * the seek table, as if it were one more. */
    int (*wrote)(void *who, size_t i, struct span packed, struct fault *f);
    void *who;
    struct out *out; /* the caller's */
    struct press *press;
    struct frame *frames;
    size_t n, room, out_n; /* n: put so far; out_n: out so far */
    int64_t at;            /* bytes out */
};
/* The struct zeroed but for wrote and who. threads: 0 = as many as there are cores. */
int frame_begin(struct frame_writer *w, struct out *out, int level, int64_t threads,
                struct fault *f);
int frame_put(struct frame_writer *w, struct span plain, struct fault *f);
int frame_put_skippable(struct frame_writer *w, struct span content, struct fault *f);
int frame_settle(struct frame_writer *w, struct fault *f); /* all that was put goes out */
/* The seek table; the file's length is then w->at. */
int frame_end(struct frame_writer *w, struct fault *f);
void frame_clear(struct frame_writer *w);

/* Reading: the seek table of an open file, checked to account for every byte of it.
 * STATUS_BAD_RECORD when it does not. `name` is for messages and must stay. */
struct frame_reader {
    int fd;
    const char *name;
    void *context;
    struct buf packed, plain; /* the frame last read */
    struct frame *frames;
    size_t n;
    int64_t size; /* of the file */
};
int frame_open(struct frame_reader *r, int fd, const char *name, struct fault *f);
/* The frame's bytes as they are in the file, into r->packed; no check but that they are there. */
int frame_fetch(struct frame_reader *r, size_t i, struct fault *f);
/* Unpack what frame_fetch got into r->plain, its checksum checked. STATUS_BAD_RECORD when it is
 * damaged. */
int frame_unpack(struct frame_reader *r, size_t i, struct fault *f);
/* At most len bytes, from byte `from` on, of what a skippable frame of ours carries; a view into
 * r->packed. */
int frame_note(struct frame_reader *r, size_t i, size_t from, size_t len, struct span *part,
               struct fault *f);
void frame_close(struct frame_reader *r); /* frees; the fd is the caller's */

#endif
