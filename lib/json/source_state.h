#ifndef JSON_SOURCE_STATE_H
#define JSON_SOURCE_STATE_H

/* What source.c and source_packed.c share. */

#include <pthread.h>
#include "lib/json/source.h"

enum kind { CLOSED, RANGES, BYTES, ZSTD };

/* What is read begins at a multiple of so many bytes, in the file and in memory: it is copied four
 * times as fast. */
enum { LINE = 64 };

/* A regular file that pieces read from: it is open as long as one of them, or the source, uses it.
 */
struct shared {
    int fd, uses;
};

struct source {
    char *const *files;
    int n, next; /* the file to open next */
    size_t limit;
    enum kind kind; /* of the file at hand */
    int fd;
    const char *name;
    bool fresh;            /* nothing was claimed of it yet */
    bool eof;              /* its end was read */
    bool over;             /* all of it was claimed */
    off_t at, end;         /* RANGES */
    struct shared *shared; /* RANGES */
    struct buf rest;       /* BYTES: an unfinished line; ZSTD: packed bytes not yet claimed */
    struct zst_unpacker feeder;
    bool feeding; /* amid a frame that is unpacked as a stream */
    /* Frames are stitched where lines cross from one to the next. */
    pthread_mutex_t lock;
    pthread_cond_t turned;
    int64_t turns, turn; /* given out; whose it is */
    struct buf tail;     /* the unfinished line at the end of what was stitched */
    bool broken;         /* a frame is damaged: nothing behind it counts */
};

/* Up to `most` bytes more at the end of *b; 0 at the end of the file. */
ssize_t source_read(struct source *s, struct piece *p, struct buf *b, size_t most);

void packed_claim(struct source *s, struct piece *p);
/* In turn: the unfinished line before comes in front, the unfinished one at the end goes on. */
void packed_stitch(struct source *s, struct piece *p);

#endif
