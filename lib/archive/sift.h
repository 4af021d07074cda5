#ifndef ARCHIVE_SIFT_H
#define ARCHIVE_SIFT_H

/* A stream of records, given frame by frame, through which several threads look for a phrase; what
 * they find is told in the order of the stream. Frames are best cut at the ends of lines: a line
 * that crosses one is put together by the caller's thread. */

#include <stdbool.h>
#include "lib/archive/ear.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct sift;

/* How it tells, on the caller's thread, while it is given more. A fault of `call` ends the sifting.
 */
struct sift_teller {
    int (*call)(void *who, struct span id, struct span told,
                struct fault *f);             /* as ear_line has it */
    void (*bad)(void *who, const char *what); /* a frame or a line that could not be read */
    void *who;
};

struct sift *sift_new(const struct phrase *p, bool json, int64_t threads,
                      const struct sift_teller *teller, struct fault *f);
void sift_free(struct sift *s);

/* What comes now is a member of a bundle; the names must stay until sift_end. */
void sift_begin(struct sift *s, struct span bundle, struct span member);
/* The content of a zstd frame from byte `from` on, at most `most` bytes of it. The frame is copied.
 */
int sift_frame(struct sift *s, struct span packed, size_t from, size_t most, struct fault *f);
int sift_bytes(struct sift *s, struct span bytes, struct fault *f); /* not packed; copied */
int sift_end(struct sift *s, struct fault *f);                      /* all is told */
void sift_drop(struct sift *s); /* what is not told never will be: after a fault, of whomever */

#endif
