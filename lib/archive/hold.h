#ifndef ARCHIVE_HOLD_H
#define ARCHIVE_HOLD_H

/* Legal holds: what stays until somebody releases it, whatever its class says. They are in the
 * archive, in holds.ndjson, a line each (schemas/retain-hold.json), and in no bundle: reindexing
 * leaves them as they are. Whatever deletes a bundle asks here first. */

#include <stddef.h>
#include "lib/archive/names.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

enum { HOLD_WHY = 1000 /* bytes of a reason at most */ };

struct hold {
    char id[NAME_ID]; /* of the bundle */
    when time;
    const char *who, *why;
};

struct holds {
    struct hold *at; /* by id */
    size_t n, room;
    struct arena text;
};

/* A line of holds.ndjson more. STATUS_BAD_RECORD when it is none. */
int holds_take(struct holds *h, struct span line, struct fault *f);
const struct hold *holds_find(const struct holds *h, const char *id);     /* NULL: not held */
int holds_put(struct holds *h, const struct hold *hold, struct fault *f); /* its texts are copied */
void holds_drop(struct holds *h, const char *id);
void hold_line(struct buf *b, const struct hold *h); /* with its newline */
void holds_clear(struct holds *h);

#endif
