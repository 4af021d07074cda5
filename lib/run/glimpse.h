#ifndef RUN_GLIMPSE_H
#define RUN_GLIMPSE_H

/* What a run of a schedule would find now, asked of Gong: the calls of its window, those that its
 * filter lets pass, and where a model is to answer, what that would cost, by a sample of them.
 * Files in between have no names and are gone with the process. */

#include "lib/base/out.h"
#include "lib/run/host.h"
#include "lib/run/schedule.h"

/* As the programs say it (cm-filter --preview, cm-analyze --plan, the goal estimate of sync.mk).
 * Without a connection, or with one that needs reconnecting, the listener hears what is to be done
 * and nothing is asked. The status of the program that failed, and its words. */
int glimpse(const struct host *h, const struct schedule *s, struct out *out, struct fault *f);

#endif
