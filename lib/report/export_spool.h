#ifndef REPORT_EXPORT_SPOOL_H
#define REPORT_EXPORT_SPOOL_H

/* Text that waits for what must stand above it, in a file without a name: nobody else sees it, and
 * nothing of it is left, however the process ends.
 *
 * It lies beside the file that is to be written, on the disk whose room is wanted anyway; for
 * stdout in $TMPDIR, else /tmp. */

#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/report/export_roster.h"

struct spool {
    int fd;
    const char *name; /* for faults */
    struct out out;   /* what is put here waits */
};

/* A mark for an id whose name may be known later: SPOOL_MARK id SPOOL_MARK. No dressed text has
 * this byte in it. */
enum { SPOOL_MARK = 1, SPOOL_ID = 64 /* bytes of an id at most */ };

/* beside: the file to be written; NULL: stdout. STATUS_CANT_CREATE. */
int spool_open(struct spool *s, const char *beside, struct fault *f);
/* All of it, marked ids named. */
int spool_copy(struct spool *s, const struct export_roster *names, struct out *to, struct fault *f);
void spool_close(struct spool *s);

#endif
