#ifndef ARCHIVE_FORGET_STATE_H
#define ARCHIVE_FORGET_STATE_H

/* What there is beside the archive: the state directory (runs that were not archived, what a sync
 * keeps, indexes, logs), the folders that a sync writes its files into (each sync's RUN/out says
 * where), and the cache of answers.
 *
 * A run that was not archived loses its reports, which it makes again when it goes on; a call that
 * goes from it stands in its ledger. A file
 * of the cache in which something is found, or that says again what was taken out, goes. The audit
 * log is looked through, and never changed. A link below the directories of STATE and CACHE, or one
 * that leads to no directory, is not followed. */

#include "lib/archive/forget.h"
#include "lib/archive/hold.h"

struct forget_state {
    const struct forgetter *by;
    const struct listener *listener;
    const struct holds *holds; /* runs that are on hold: looked through, and left as they are */
    bool tell;                 /* name each file in which something is */
    struct forgot n;
    int64_t files, cache; /* in which something is, or was */
    int64_t busy;         /* directories that somebody works in, folders that cannot be read */
    int64_t held;         /* files of runs on hold in which something is */
    int64_t kept;         /* places in files that are never changed: each is named */
    int64_t away;         /* folders of syncs that are not there, as on a disk that is not
                           * mounted: each is named */
    int64_t links;        /* that are not followed: each is named */
    struct ids runs;      /* directories of runs in which something is */
};
void forget_state_clear(struct forget_state *s);
/* One link more; tell: name it, but for in the last look. 0. */
int forget_state_link(struct forget_state *s, const char *path, bool tell);

/* Each record there is. */
int forget_state_meet(struct forget_state *s, struct fault *f);
/* What there is of it; or take it out. The cache comes last, and first: what is looked for in it is
 * what was found in all the rest. */
int forget_state_count(struct forget_state *s, struct fault *f);
int forget_state_edit(struct forget_state *s, struct fault *f);
int forget_cache_count(struct forget_state *s, struct fault *f);
int forget_cache_drop(struct forget_state *s, struct fault *f);

#endif
