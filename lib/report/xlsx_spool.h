#ifndef REPORT_XLSX_SPOOL_H
#define REPORT_XLSX_SPOOL_H

/* Where libxlsxwriter writes: into files without a name in $TMPDIR (file_nameless), so that nothing
 * a customer said is left there when the process is killed.
 *
 * The library makes a file with a name for each part of a workbook, asks no stream whether what it
 * wrote is there, and tells of errors on stderr. Its lxw_tmpfile and its zipOpen are therefore
 * ours: the dynamic linker takes a program's own function before a library's of the same name.
 * Theirs always go well, and what went wrong is told by xlsx_spool_end. One spool at a time in a
 * thread. */

#include <sys/types.h>
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/report/xlsx_library.h"

struct xlsx_part;

struct xlsx_spool {
    const struct xlsx_library *lib;
    int fd;                  /* the workbook */
    off_t at, size;          /* of it */
    struct xlsx_part *parts; /* those that are open */
    int64_t made;            /* parts so far */
    struct fault fault;      /* the first */
};

/* From here on this thread's parts and workbook go there. */
int xlsx_spool_begin(struct xlsx_spool *s, const struct xlsx_library *lib, struct fault *f);
/* What is still open is closed, and the workbook goes out if `out` is not NULL. -1: not all of it
 * could be written, or the library did not write here. Call it once after begin. */
int xlsx_spool_end(struct xlsx_spool *s, struct out *out, struct fault *f);

#endif
