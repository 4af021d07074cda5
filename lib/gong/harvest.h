#ifndef GONG_HARVEST_H
#define GONG_HARVEST_H

/* Where a fetcher's records go: to stdout, or to the end of a file that outlives the run (--append
 * FILE).
 *
 * A run that was killed is run again with the same arguments and the same FILE: the line that was
 * torn is taken off, the ids that are there are known, and what is missing is added. A page is on
 * disk before the next one is asked for, a line is whole or not there, and no id is there twice.
 * Two runs cannot have the file at once. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/lock.h"
#include "lib/base/out.h"
#include "lib/base/span.h"
#include "lib/json/ids.h"

struct harvest {
    const char *path; /* NULL: stdout */
    struct lock lock; /* on FILE itself: it is never renamed */
    int fd;
    struct out out;
    struct ids ids; /* of the records in FILE, and what harvest_seen was asked */
};

#define ROW_APPEND(to)                                                                             \
    {                                                                                              \
        "append", 0, OPTION_FILE, (to), "FILE",                                                    \
            "add to FILE what it does not hold yet, instead of writing to stdout", NULL            \
    }

/* STATUS_TRY_LATER when another run has FILE; STATUS_BAD_RECORD when it holds something else. */
int harvest_open(struct harvest *h, const char *path, struct fault *f);
/* *seen: whether this id (a JSON string token) is there or was asked before. */
int harvest_seen(struct harvest *h, struct span id, bool *seen, struct fault *f);
void harvest_put(struct harvest *h, struct span record); /* checked by harvest_page */
/* A page is complete: readers have it, and FILE is on disk. */
int harvest_page(struct harvest *h, struct fault *f);
void harvest_close(struct harvest *h); /* what no harvest_page followed is dropped */

#endif
