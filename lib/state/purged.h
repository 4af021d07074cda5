#ifndef STATE_PURGED_H
#define STATE_PURGED_H

/* STATE/purged: when all that came from calls was deleted, the records of runs too. What was due by
 * then is not fetched again. */

#include "lib/base/fault.h"
#include "lib/base/when.h"

int purged_set(when now, struct fault *f);
/* *t = 0: never. STATUS_CONFIG: the file says no time. */
int purged_read(when *t, struct fault *f);

#endif
