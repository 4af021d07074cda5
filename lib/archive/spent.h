#ifndef ARCHIVE_SPENT_H
#define ARCHIVE_SPENT_H

/* Run directories that nobody needs any more: a run (STATE/runs, schemas/run.json) that has ended
 * is gone on with, or looked into, within SPENT_DAYS, or never. What goes is the directory that
 * make worked in, ID/, and ID.log and ID.against.json; the run's record stays. A run on which a
 * process works stays. */

#include <stddef.h>
#include <stdint.h>
#include "lib/archive/hold.h"
#include "lib/archive/names.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"

enum { SPENT_DAYS = 30 };

struct spent_run {
    char id[NAME_ID];
    const char *state; /* as the record says: "failed" */
    when ended;
    int64_t bytes;
};

struct spent {
    struct spent_run *at; /* by id */
    size_t n, room;
    when newest; /* the latest change of any run; INT64_MIN: there is none */
};

/* Those of which the time is over now. A record that cannot be read is named, and its run stays. */
int spent_open(struct spent *p, when now, const struct holds *h, const struct listener *l,
               struct fault *f);
/* They go, and what a process that was killed has left of others. */
int spent_remove(const struct spent *p, struct fault *f);
void spent_close(struct spent *p);

#endif
