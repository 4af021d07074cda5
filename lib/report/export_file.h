#ifndef REPORT_EXPORT_FILE_H
#define REPORT_EXPORT_FILE_H

/* The files of a data set: DIR/gong_TYPE_YYYYMMDD_HHMMSS.txt, one of each type. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"

/* Whether a file is read by whoever writes, and so neither replaced nor removed. */
typedef bool export_file_read(void *who, const char *path);

/* *path = the file's name at this time in this zone. The directory is made (0700) if it is not
 * there. STATUS_CANT_CREATE also where something stands in its place that is no regular file, a
 * symbolic link too; STATUS_USAGE where it is read. */
int export_file_path(struct buf *path, const char *dir, const char *type, when now,
                     const char *zone, export_file_read *is_read, void *who, struct fault *f);

/* After the file of that path is durable: the directory's older regular files of exactly such a
 * name and the same type go, and what killed runs left of any; nothing else is touched. Older is
 * whose name has a time that there is, and before this one's. Of runs that end together the file of
 * the latest time stays, beside those that ended after it until the next run. */
int export_file_tidy(const char *path, export_file_read *is_read, void *who, struct fault *f);

#endif
