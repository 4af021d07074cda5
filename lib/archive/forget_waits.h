#ifndef ARCHIVE_FORGET_WAITS_H
#define ARCHIVE_FORGET_WAITS_H

/* The journals of forgettings, in the archive's directory: forget.json of the one at hand, and a
 * forget-HASH.json of each that could not reach all, until it can. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/ids.h"

#define FORGET_JOURNAL "forget.json"

bool forget_is_journal(const char *name);
/* Their names, in order; of a directory that is not there, none. */
int forget_waits(struct ids *names, const char *dir, struct fault *f);
/* FORGET_JOURNAL, which says this, waits from now on. */
int forget_wait(const char *dir, struct span journal, struct fault *f);

#endif
