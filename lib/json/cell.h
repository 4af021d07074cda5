#ifndef JSON_CELL_H
#define JSON_CELL_H

/* The cell: the process in which libjq evaluates one expression, and how it is spoken to. It has
 * one open descriptor, an empty environment, no files, no system calls but those that libjq's
 * arithmetic needs, and bounds on memory and on processor time for each record. It ends when its
 * descriptor does.
 *
 * Both ways go a head and `len` bytes over a stream socket. The first message is the cell's own:
 * CELL_READY, or CELL_REFUSED with what jq says of the expression. What becomes of the records of a
 * batch stands on a board that both see, so that it is known how far a cell got that died. */

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"

enum cell_kind {
    CELL_TEST,    /* to the cell: records, each with its length (8 bytes) in front; is some output
                     neither null nor false? */
    CELL_RUN,     /* to the cell: a record; all outputs */
    CELL_READY,   /* from it: compiled */
    CELL_REFUSED, /* does not compile; why */
    CELL_DONE,    /* the batch is */
    CELL_OUTPUT,  /* the outputs, a line each */
    CELL_FAILED   /* the expression failed on the record, after these outputs */
};

enum cell_answer { CELL_NO, CELL_YES, CELL_WRONG };

enum { CELL_BATCH = 1024 }; /* records at most */

struct cell_board {
    atomic_uint done; /* records of this batch */
    unsigned char answer[CELL_BATCH];
};

/* How the cell ends when a bound is reached. */
enum { CELL_NO_MEMORY = 71, CELL_NO_TIME = 75 };

struct cell_head {
    uint64_t kind, len;
};

/* false: the other side is gone (or there is no memory for *body). */
bool cell_send(int fd, enum cell_kind kind, struct span body);
bool cell_receive(int fd, enum cell_kind *kind, struct buf *body);

/* Be the cell; never returns. seconds: processor time for one record. memory: bytes that it may
 * take beyond what the process has now. */
void cell_serve(int fd, const char *program, double seconds, size_t memory,
                struct cell_board *board) __attribute__((noreturn));

#endif
