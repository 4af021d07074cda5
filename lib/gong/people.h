#ifndef GONG_PEOPLE_H
#define GONG_PEOPLE_H

/* Gong's users by id, and what a call's record is given of them. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/json/ids.h"
#include "lib/json/call.h"

struct people {
    struct ids ids;
    struct people_user *user; /* by number of the id */
    size_t room;
    struct buf text;
};

int people_add(struct people *p, struct span user,
               struct fault *f); /* a user record; one with a known id is dropped */
/* Add an object that says who has this id; the party (may be NULL) speaks for one who is in no
 * list. Threads may ask at the same time. */
void people_describe(const struct people *p, struct span id, const struct party *party, bool active,
                     struct buf *b);
void people_clear(struct people *p);

#endif
