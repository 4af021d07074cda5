#ifndef GONG_PEOPLE_H
#define GONG_PEOPLE_H

/* Gong's users by id, and what a call's record is given of them: callmine.host and callmine.users.
 */

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
/* The record with its host and users added. Who is in no user list is described by the call's own
 * party. */
int people_enrich(struct people *p, const struct call *call, struct buf *out, struct fault *f);
void people_clear(struct people *p);

#endif
