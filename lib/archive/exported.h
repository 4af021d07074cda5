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

int exported_purge(struct exported *x, struct fault *f);

#endif
