#ifndef ARCHIVE_RETAIN_H
#define ARCHIVE_RETAIN_H

/* The verbs of cm-retain. */

#include <stdbool.h>
#include "lib/archive/rerender.h"
#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/base/out.h"
#include "lib/base/when.h"

struct retain {
    const char *dir;        /* the archive; NULL: STATE/archive */
    const char *class, *id; /* add: NULL = what the run's manifest says, else the defaults */
    int64_t level;          /* zstd's */
    bool replace;           /* add: in place of a bundle of that id */
    bool has_now;
    when now;
    bool json, quick, dry_run, force_clock, allow_empty;
    recipe_make *make; /* verify: make the reports again by this, and compare; NULL: do not */
    int64_t threads;   /* add, search; 0: as many as there are cores */
    struct out *out;
    const struct listener *listener;
};

/* Each run directory becomes a bundle; its id is printed. A bundle that is there already with the
 * same bytes is left as it is; with other bytes it is STATUS_CANT_CREATE (replace: it goes). */
int retain_add(const struct retain *r, char *const *runs, int n, struct fault *f);
int retain_list(const struct retain *r, struct fault *f);
int retain_show(const struct retain *r, const char *id, struct fault *f);
int retain_cat(const struct retain *r, const char *id, char *const *members, int n,
               struct fault *f);
/* A line a finding, and one for each sound bundle; one more for each report that was made again.
 * STATUS_BAD_RECORD when there is a finding. */
int retain_verify(const struct retain *r, char *const *ids, int n, struct fault *f);
/* Each call of these bundles, or of all, in which somebody says the text (phrase.h). What cannot be
 * read is named, and STATUS_BAD_RECORD at the end. */
int retain_search(const struct retain *r, const char *text, char *const *ids, int n,
                  struct fault *f);
int retain_prune(const struct retain *r, struct fault *f);
int retain_reindex(const struct retain *r, struct fault *f);

#endif
