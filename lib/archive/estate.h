#ifndef ARCHIVE_ESTATE_H
#define ARCHIVE_ESTATE_H

/* All that callmine keeps in STATE and CACHE, by the names that stand there, and whether it came
 * from calls, so that a purge deletes it. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/archive/hold.h"
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/state/place.h"

struct estate {
    enum place place;
    const char *name;
    const char *stays; /* why a purge leaves it; NULL: it does not */
    bool by_id;        /* what is in there is a bundle's or a run's, and may be on hold */
};

/* In the order in which they go, the archive last. */
extern const struct estate estates[];
extern const size_t estate_count;

/* Of a path below STATE or deeper ("/weekly/lock", "/runs/locks/records"). Locks are empty, and
 * never removed: somebody may wait at one. */
bool estate_is_lock(const char *below);
/* Of the path of something below one ("/weekly-1.tar.zst", "/trash/...", "/weekly-1/calls"),
 * whether it is on hold, or is needed for what is. */
bool estate_is_held(const struct estate *e, const char *below, const struct holds *h);

/* Of the path of something below, whether it says where a sync's folder is, or is the journal of a
 * forgetting, which may wait for that folder. */
bool estate_is_out(const struct estate *e, const char *below);

/* What is there after a purge, told line by line. */
struct estate_left {
    const struct holds *holds;
    bool exported;          /* something is left in a sync's folder */
    int64_t links;          /* that were not followed */
    int64_t strays;         /* files that should not be there */
    int64_t bundles, bytes; /* of bundles, also of those on hold */
};
int estate_tell(struct estate_left *l, struct out *out, struct fault *f);

#endif
