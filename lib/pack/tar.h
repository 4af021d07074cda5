#ifndef PACK_TAR_H
#define PACK_TAR_H

/* Tar streams through libarchive: PAX (POSIX.1-2001), written as ustar where that suffices. Every
 * member is a regular file of user and group 0, mode 0600 and one time, so the bytes depend on
 * names, contents and that time alone. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

/* Writing: the stream goes, piece by piece as it comes to be, to a sink that returns 0 or -1 with a
 * fault. */
struct tar_writer;
typedef int tar_sink(void *who, struct span bytes, struct fault *f);
struct tar_writer *tar_new(tar_sink *sink, void *who, int64_t seconds, struct fault *f);
int tar_member(struct tar_writer *w, const char *name, int64_t size, struct fault *f);
int tar_data(struct tar_writer *w, struct span bytes, struct fault *f);
int tar_end(struct tar_writer *w,
            struct fault *f); /* the member before is padded, and the stream ended */
void tar_free(struct tar_writer *w);

/* Reading: the stream comes from a source: *bytes (valid until it is asked again; empty = the end).
 */
struct tar_reader;
typedef int tar_source(void *who, struct span *bytes, struct fault *f);
struct tar_reader *tar_open(tar_source *source, void *who, struct fault *f);
/* 1: a member, with its name (valid until the next), size and whether it is a plain file; 0: the
 * end. */
struct tar_entry {
    const char *name;
    int64_t size;
    bool regular;
};
int tar_next(struct tar_reader *r, struct tar_entry *entry, struct fault *f);
void tar_close(struct tar_reader *r);

#endif
