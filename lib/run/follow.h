#ifndef RUN_FOLLOW_H
#define RUN_FOLLOW_H

/* Watching a run that works elsewhere, until it is at its end; its status is then ours. */

#include "lib/run/host.h"

int follow_run(const struct host *h, const char *id, struct fault *f);

#endif
