#ifndef ARCHIVE_TREE_H
#define ARCHIVE_TREE_H

/* A directory and all that is below it, in the order of the names, a directory after what is in it.
 * Links are seen, not followed, but for one to a directory that a walk begins with. */

#include <stdint.h>
#include <sys/stat.h>
#include "lib/base/fault.h"

struct tree_entry {
    int dir;          /* where it is */
    const char *name; /* in there */
    const char *path; /* from where the walk began, with what was said there */
    struct stat st;
};

/* What is not there has no entries. Stops at -1. */
typedef int tree_see(void *who, const struct tree_entry *e, struct fault *f);
int tree_walk(const char *path, tree_see *see, void *who, struct fault *f);
/* Of all of STATE or CACHE: links to directories that stand right in it are followed too, as they
 * are by whoever works there (an archive on another disk). */
int tree_walk_place(const char *path, tree_see *see, void *who, struct fault *f);

struct tree_size {
    int64_t files, bytes; /* of regular files */
};
int tree_measure(struct tree_size *size, const char *path, struct fault *f); /* adds */
int tree_remove(const char *path, struct fault *f); /* begins with no link */
/* What has come into the directories of STATE or CACHE, or gone. */
int tree_sync_place(const char *path, struct fault *f);

#endif
