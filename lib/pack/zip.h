#ifndef PACK_ZIP_H
#define PACK_ZIP_H

/* Zip files through libarchive (APPNOTE 6.3), written as they come to be: an entry's length need
 * not be known before it is written. Entries are deflated, have no times (1980-01-01, the format's
 * first day, whatever the zone), no owner and mode 0600, so that the bytes depend on names and
 * contents alone. An entry is at most 4 GiB: there is no zip64, which readers of office files do
 * not all know. */

#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/base/span.h"

struct zip_writer;

struct zip_writer *zip_new(struct out *out, struct fault *f); /* out: the caller's, and stays */
int zip_entry(struct zip_writer *w, const char *name, struct fault *f);
int zip_data(struct zip_writer *w, struct span bytes, struct fault *f);
int zip_end(struct zip_writer *w, struct fault *f); /* the directory, at the file's end */
void zip_free(struct zip_writer *w);

#endif
