#ifndef REPORT_COLUMN_H
#define REPORT_COLUMN_H

/* Columns: paths into records of any kind, all of them followed in one walk of each object on the
 * way.
 *
 * A path is names of members with dots between, "metaData.id"; a number is also an element's place
 * in an array, from 0: "parties.0.name". Names are written as they are, so that those with a dot, a
 * comma or a backslash in them cannot be reached. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum { COLUMNS_MAX = 256, COLUMN_DEPTH = 64 };

/* A name on the way of some path; those that begin alike share it. */
struct column_step {
    struct span name;
    size_t place;            /* in an array; SIZE_MAX: the name is no number */
    uint32_t child, sibling; /* 0: none */
    size_t places;           /* 1 + the highest place of a child; 0: none is a number */
    size_t first, n;         /* the children again, as rows */
};

struct column {
    struct span heading;
    size_t step;
};

struct columns {
    struct column *at;
    size_t n;
    struct column_step *steps; /* the first is the record */
    size_t nsteps;
    struct member *rows; /* into the values that columns_fetch is given */
    size_t nrows;
    struct arena arena; /* of the names */
};

/* "id,metaData.title,phase=callmine.deal.stage": heading=path, or a path that is its own heading,
 * or one of the short names of column.c. A path that begins with a dot is never a short name. The
 * list must stay while the columns are used. STATUS_USAGE says which part of it is wrong. */
int columns_read(struct columns *c, const char *list, struct fault *f);
void columns_clear(struct columns *c);

/* Follow them through a record: values[at[i].step] is what column i has there, SPAN_NONE where
 * there is nothing. `values` has room for nsteps. */
void columns_fetch(const struct columns *c, struct span record, struct span *values);

#endif
