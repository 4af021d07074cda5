#ifndef RUN_REVIEW_H
#define RUN_REVIEW_H

/* What a schedule would do, for a person to read before it is set going: when it fires next, which
 * calls it would ask about and what, and, over the connection, how many calls there are and what
 * they would cost. That it was looked at is noted: reviewed.h. */

#include <stdbool.h>
#include "lib/base/out.h"
#include "lib/run/host.h"
#include "lib/run/manager.h"
#include "lib/run/schedule.h"

/* m: whose units it would be. offline: nothing is asked of Gong. STATUS_CONFIG where the schedule
 * does not hold; the status of a fetcher that failed, and then nothing is noted. */
int review(const struct host *h, const struct manager *m, const char *name, bool offline,
           struct out *out, struct fault *f);

#endif
