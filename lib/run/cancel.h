#ifndef RUN_CANCEL_H
#define RUN_CANCEL_H

/* A run is called off: its record says so first, then whoever holds the run is told to stop. */

#include "lib/run/host.h"

/* STATUS_REFUSED: it has ended, or was archived before it could be cancelled. STATUS_TRY_LATER: who
 * works on it does not stop. */
int cancel_run(const struct host *h, const char *id, struct fault *f);

#endif
