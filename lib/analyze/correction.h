#ifndef ANALYZE_CORRECTION_H
#define ANALYZE_CORRECTION_H

/* A file of corrections: what a person says that the answer to a question about a call is. The same
 * file is the gold that an evaluation goes by.
 *
 * Lines of cells with a tab between them, UTF-8; the first names the columns, in any order. Empty
 * lines and those that begin with # are passed over, and blanks around a cell are. Nothing is
 * quoted. cm-correct(1) has the whole of it. Of two lines for the same call and question the later
 * one counts. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/ids.h"

enum correction_column {
    CORRECTION_CALL,     /* the call's id */
    CORRECTION_QUESTION, /* set.question */
    CORRECTION_VALUE,    /* by the question's type, or not_discussed or unclear */
    CORRECTION_BY,
    CORRECTION_WHEN, /* YYYY-MM-DD, or RFC 3339 */
    CORRECTION_WHY,
    CORRECTION_EVIDENCE, /* S12-S13, S20: sentences of the call */
    CORRECTION_COLUMNS
};

/* Everything lies in the file's bytes. */
struct correction {
    struct span cell[CORRECTION_COLUMNS]; /* one that is not there is empty */
    struct span set, question;            /* the two halves of CORRECTION_QUESTION */
    struct span line;
    long number; /* of the line, from 1 */
    size_t next; /* 1 + the index of another one for the same call; 0: none */
};

struct corrections {
    const char *path;
    struct buf file;
    struct correction *at; /* as they stand in the file, none of them outdone */
    size_t n, room;
    struct ids calls;
    size_t *heads; /* by the call's number: 1 + the index of one for it */
    size_t room_heads;
    int columns[CORRECTION_COLUMNS]; /* which is where */
    int ncolumns;
};

/* Read it. signed_: each line needs by, when and why. STATUS_CONFIG names path:line:column, the
 * column in characters. Zero *c at first; clear it in any case. */
int corrections_read(struct corrections *c, const char *path, bool signed_, struct fault *f);
void corrections_clear(struct corrections *c);

/* 1 + the index of the first for this call, a JSON string; 0: none. The others follow by `next`. */
size_t corrections_of(const struct corrections *c, struct span call);

/* STATUS_CONFIG with the place of a cell in front. Cells are not quoted in it: they may hold what a
 * customer said. */
int correction_fault(const struct corrections *c, const struct correction *k,
                     enum correction_column column, struct fault *f, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
