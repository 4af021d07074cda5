#ifndef JSON_KEEPER_H
#define JSON_KEEPER_H

/* The keeper of a cell (cell.h): starts one when there is something to ask, sees how it ends, and
 * says which record was its end. One keeper serves one thread. */

#include <sys/types.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/cell.h"

struct keeper {
    const char *program; /* somebody else's */
    double seconds;
    pid_t cell; /* 0 = none */
    int fd;
    int64_t served; /* records, by this cell */
    struct cell_board *board;
    struct buf answer;
};

/* What became of a record. */
enum verdict {
    VERDICT_NO,
    VERDICT_YES,
    VERDICT_FAILED, /* the expression did */
    VERDICT_TIME,   /* too much of it was taken */
    VERDICT_MEMORY,
    VERDICT_CRASH
};
int verdict_fault(enum verdict v, double seconds, struct fault *f); /* 0 for NO and YES */

/* A cell that has compiled the program. STATUS_USAGE with what jq says of the expression. */
int keeper_start(struct keeper *k, struct fault *f);
void keeper_end(struct keeper *k);

/* n records, at most CELL_BATCH, lie in `batch` as CELL_TEST wants them, the i-th at starts[i]. */
int keeper_test(struct keeper *k, struct span batch, const size_t *starts, size_t n,
                enum verdict *verdicts, struct fault *f);
/* All outputs of one record; k->answer holds them, also those before a failure. */
int keeper_run(struct keeper *k, struct span record, enum verdict *v, struct fault *f);

#endif
