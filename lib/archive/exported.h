#ifndef ARCHIVE_EXPORTED_H
#define ARCHIVE_EXPORTED_H

/* The folders that syncs write their files into: they are somebody's own, and STATE/sync/NAME/out
 * says where each is (pipelines/sync.mk). A purge deletes what cm-export wrote there,
 * gong_TYPE_YYYYMMDD_HHMMSS.txt, and nothing else. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"

struct exported {
    bool dry_run;
    struct buf told; /* a line for each folder in which something is or was */
    int64_t left; /* files, and folders that cannot be read: what says where they are must stay */
};

/* Whether a name is that of such a file, or of what a killed cm-export left beside one. */
bool exported_is(const char *name);
/* Add the folder that STATE/sync/NAME/out names; nothing where it names none. */
int exported_folder(struct buf *path, const char *out, struct fault *f);

int exported_purge(struct exported *x, struct fault *f);

#endif
