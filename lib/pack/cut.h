#ifndef PACK_CUT_H
#define PACK_CUT_H

/* Where a stream is cut into frames. Records: frames of 1 MiB, cut at line ends (a line of up to
 * FRAME_MOST bytes is not cut). A tar stream: small members share a frame of up to 256 KiB, cut
 * between members; a larger one begins a frame and goes on in frames of 1 MiB, cut at line ends if
 * it is made of lines. Smaller frames cost ratio, larger ones cost the reader of one report. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/pack/frame.h"

struct cut {
    struct frame_writer *frames; /* the caller's */
    struct buf held;             /* what the frame at hand holds so far */
    size_t goal;                 /* at which length it is cut */
    size_t from;                 /* where the member's own bytes begin in it */
    bool lines;
};

struct cut cut_records(struct frame_writer *frames);
struct cut cut_tar(struct frame_writer *frames);
/* A member of so many bytes comes next. */
int cut_member(struct cut *c, int64_t size, bool lines, struct fault *f);
int cut_add(struct cut *c, struct span bytes, struct fault *f);
void cut_content(struct cut *c); /* what comes now is the member's own bytes */
int cut_rest(struct cut *c, struct fault *f);
void cut_clear(struct cut *c);

#endif
