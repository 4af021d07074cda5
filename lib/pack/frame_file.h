#ifndef PACK_FRAME_FILE_H
#define PACK_FRAME_FILE_H

/* A file of records written as .zst: independent frames of about 1 MiB that end with a record
 * (cut.h), each with content size and checksum, and a seek table (frame.h). zstd(1) reads it as it
 * reads any other, and several threads can unpack it. Whole or not at all (file.h). */

#include "lib/base/fault.h"
#include "lib/base/file.h"
#include "lib/base/out.h"
#include "lib/base/span.h"
#include "lib/pack/cut.h"
#include "lib/pack/frame.h"

enum { FRAME_FILE_LEVEL = 3 };

/* Stays where it is from begin to the end. */
struct frame_file {
    struct file file;
    struct out out; /* packed bytes, to the file */
    struct frame_writer frames;
    struct cut cut;
};

/* Whether the name of a file says that it is to be packed: it ends with ".zst". */
bool frame_file_named(const char *path);

/* threads: that compress; 0 = as many as there are cores. abandon also after a begin that failed,
 * and after commit. */
int frame_file_begin(struct frame_file *w, const char *path, mode_t mode, int64_t threads,
                     struct fault *f);
int frame_file_add(struct frame_file *w, struct span bytes, struct fault *f);
int frame_file_commit(struct frame_file *w, struct fault *f);
void frame_file_abandon(struct frame_file *w);

/* The same as the sink of a struct out (out_to): out_to(&out, frame_file_sink, &w, path). */
int frame_file_sink(void *who, struct span bytes, struct fault *f);

#endif
