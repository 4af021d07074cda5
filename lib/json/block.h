#ifndef JSON_BLOCK_H
#define JSON_BLOCK_H

/* A piece of the input and what a stage makes of it: each of its lines is read, and stepped on if
 * it is a record. Nothing leaves a block but through its owner, so that blocks may be worked on by
 * several threads and be put out in order. */

#include "lib/base/out.h"
#include "lib/json/index.h"
#include "lib/json/source.h"
#include "lib/json/stream.h"

struct seen;

struct block {
    struct piece piece;
    struct seen *seen; /* its records, where they are read before they are stepped on */
    size_t nseen, room;
    struct out out;   /* what the steps put out */
    struct buf notes; /* what they noted */
    struct buf bad;   /* lines set aside */
    int64_t lines, records, nbad;
    struct fault fault; /* it ended at the last of `lines`; status 0: it did not */
};

/* What a thread needs for it. */
struct worker {
    void *self; /* the stage's, or a fork of it */
    struct index index;
    struct zst_unpacker unpacker;
};

/* How the lines are taken: */
struct manner {
    const struct stage *stage;
    bool set_aside;  /* bad records; else the first ends the block */
    bool sift;       /* lines that the stage's sieve holds back are passed over unread */
    bool one_by_one; /* the real `out` is flushed after each record */
};

/* All lines of b->piece are read and stepped on, where the stage is parallel; else they are read,
 * each with an index of its own, and block_step does the rest. */
void block_work(struct block *b, struct worker *w, const struct manner *m, int64_t place);
void block_step(struct block *b, struct worker *w, const struct manner *m, struct out *out);
void block_begin(struct block *b);
void block_free(struct block *b);
void worker_free(struct worker *w);

#endif
