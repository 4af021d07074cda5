#ifndef ARCHIVE_TRASH_H
#define ARCHIVE_TRASH_H

/* The trash: bundles that somebody has removed, until their grace is over. Each is as it was, in
 * trash/ID.UNTIL.tar.zst, UNTIL being the second from which on prune deletes it (20261203T120000Z).
 * The name says all of it, so there is no index to keep. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/archive/class.h"
#include "lib/archive/names.h"
#include "lib/archive/shelf.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"

enum { TRASH_DAYS = 7 /* of grace, unless told otherwise */ };

struct trash_item {
    char id[NAME_ID];
    when until;
    int64_t size;
    char class[CLASS_NAME]; /* "": it cannot be read */
    when created;
};

struct trash {
    struct trash_item *at; /* by id, then by time */
    size_t n, room;
};

/* What is in it; without a trash, nothing. */
int trash_open(struct trash *t, struct shelf *s, struct fault *f);
void trash_close(struct trash *t);
/* Of that id the one that stays longest; NULL: none. */
const struct trash_item *trash_find(const struct trash *t, const char *id);
/* Its path, valid until the shelf's next; NULL with a fault. */
const char *trash_path(struct shelf *s, const char *id, when until, struct fault *f);

#endif
