#ifndef ARCHIVE_PURGE_H
#define ARCHIVE_PURGE_H

/* Purging: everything that came from calls is deleted, at once, whatever its class and grace:
 * archive and trash, runs, syncs, batches, held indexes and connections, the cache, what was sent.
 * It stays for nobody but what is on hold (held_too: not even that). The audit log, the quota, the
 * budget of requests and the configuration stay, and so do lock files, which are empty and must not
 * be removed while somebody may wait at them.
 *
 * A person confirms it with a word. From then on STATE/purging stands until all is gone: killed
 * anywhere, the next purge goes on without asking, unless bundles or runs have come since, or
 * held_too was not confirmed (meant.h). At the end all of STATE and CACHE is walked again, and what
 * is left is told; when it was stands in STATE/purged (lib/state/purged.h). */

#include <stdbool.h>
#include "lib/archive/shelf.h"
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/base/when.h"

struct purge {
    when now;
    bool dry_run, held_too;
    const char *confirm; /* NULL: ask */
    int (*ask)(void *who, const char *prompt, bool hide, struct buf *answer, struct fault *f);
};

/* The shelf of STATE/archive, open for SHELF_CHANGE, or SHELF_PLAN with dry_run. STATUS_USAGE: the
 * word is not right, or there is nobody to ask. STATUS_TRY_LATER: somebody works in there; nothing
 * is deleted then, or not all. STATUS_PARTIAL: what is on hold is left. */
int purge_run(const struct purge *p, struct shelf *s, struct out *out, struct fault *f);

#endif
