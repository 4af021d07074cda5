#ifndef GONG_NAMER_H
#define GONG_NAMER_H

/* Calls are given the names of their people: callmine.host and callmine.users. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/json/ids.h"
#include "lib/gong/people.h"
#include "lib/json/call.h"
#include "lib/json/stream.h"

/* Zero but for the people; several may go by the same, each in a thread. */
struct namer {
    const struct people *people;
    struct call call; /* of the record that it is at */
    struct buf host, users, line;
    struct ids named;
};

/* Add the record to *out with its host and users. Who is in no user list is described by the call's
 * own party. */
int namer_enrich(struct namer *n, const struct call *call, struct buf *out, struct fault *f);
/* The step of a stage whose self is a struct namer, and how it is for several threads. */
int namer_step(void *self, struct span record, struct out *out, struct fault *f);
extern const struct parallel namer_parallel;
void namer_clear(struct namer *n);

#endif
