#ifndef REPORT_EXPORT_FILE_H
#define REPORT_EXPORT_FILE_H

/* The files of a data set: DIR/gong_TYPE_YYYYMMDD_HHMMSS.txt, one of each type. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"

/* *path = the file's name at this time in this zone. The directory is made (0700) if it is not
 * there. STATUS_CANT_CREATE also where something stands in its place that is no regular file, a
 * symbolic link too. */
int export_file_path(struct buf *path, const char *dir, const char *type, when now,
                     const char *zone, struct fault *f);

/* After the file of that path is durable: the directory's other regular files of exactly such a
 * name and the same type go, and what killed runs left of them; nothing else is touched. Of two
 * runs that end together one file stays. */
int export_file_tidy(const char *path, struct fault *f);

#endif
