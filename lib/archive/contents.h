#ifndef ARCHIVE_CONTENTS_H
#define ARCHIVE_CONTENTS_H

/* A bundle's list of contents: lines of NDJSON (schemas/bundle.json), kept behind the frames in a
 * skippable one.
 *
 *   {"v":1,"kind":"bundle","id":...,"class":"90d","created":...,"callmine":"0.1.0","members":2,"bytes":345,"frames":1}
 *   {"name":"calls.ndjson","frame":0,"offset":512,"size":300,"sha256":...}   a member each, sorted
 * by name
 *   {"frame":0,"sha256":...}                                            a frame each, as it is in
 * the file
 *   {"seal":...}                                                        SHA-256 of all the lines
 * above
 *
 * `offset` is where the member's first byte stands in the unpacked frame; a large member goes on in
 * the frames that follow. So a flipped bit anywhere is noticed, and one member is found and checked
 * without the others. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/archive/class.h"
#include "lib/archive/names.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"
#include "lib/state/digest.h"

enum { CONTENTS_LIMIT = 512 << 20, CONTENTS_LINE = 4096 };

struct contents_head {
    char id[NAME_ID], class[CLASS_NAME], callmine[33];
    when created;
    int64_t members, bytes, frames;
};

struct contents_member {
    struct span name;
    int64_t frame, offset, size;
    char sha256[DIGEST_TEXT];
};

/* Writing, line by line, in the order above. */
void contents_add_head(struct buf *b, const struct contents_head *head);
void contents_add_member(struct buf *b, const struct contents_member *m);
void contents_add_frame(struct buf *b, int64_t frame, const char *sha256);
void contents_seal(struct buf *b);

/* Reading. Whatever is not as above is STATUS_BAD_RECORD. */
int contents_head(struct contents_head *head, struct span text,
                  struct fault *f);                    /* the first line only */
int contents_check(struct span text, struct fault *f); /* seal, every line, order and counts */
/* One member, without reading the whole: 1 found, 0 not there. */
int contents_find(struct contents_member *m, struct span text, struct span name, struct fault *f);
/* The same when the list is not in memory: halve the range of bytes in which the member's line
 * begins, by the first whole line in `piece`, which is `at` bytes into the list. Until the range is
 * a span to give to contents_find. A piece of CONTENTS_LINE bytes always holds a whole line; one
 * that does not is damage. */
struct contents_range {
    size_t low, high; /* low is where a line begins */
};
int contents_narrow(struct contents_range *range, struct span piece, size_t at, struct span name,
                    struct fault *f);

/* Walk the lines of checked contents:  for (contents_walk(&w, text); contents_next(&w);)  uses
 * w.kind. */
struct contents_walk {
    struct span rest, line;
    enum { CONTENTS_HEAD, CONTENTS_MEMBER, CONTENTS_FRAME, CONTENTS_SEAL, CONTENTS_BAD } kind;
    struct contents_member member; /* CONTENTS_MEMBER, and CONTENTS_FRAME: .frame and .sha256 */
};
void contents_walk(struct contents_walk *w, struct span text);
bool contents_next(struct contents_walk *w);

#endif
