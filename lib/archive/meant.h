#ifndef ARCHIVE_MEANT_H
#define ARCHIVE_MEANT_H

/* What the word of a purge is about: the bundles there are, those of the trash, and the runs. A
 * bundle is known again by its id and SHA-256, a run by its id, if its record is not younger than
 * the word. */

#include "lib/archive/hold.h"
#include "lib/archive/trash.h"
#include "lib/state/purging.h"

/* All there are but those on hold, a line each; *later: how many of them came after the word of p,
 * where one was said. */
int meant_find(struct ids *all, int64_t *later, const struct purging *p, const struct shelf *s,
               const struct trash *t, const struct holds *h, struct fault *f);

#endif
