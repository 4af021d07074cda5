#ifndef RUN_WAYS_H
#define RUN_WAYS_H

/* Whether there is a way to whom a schedule tells of its reports: Slack's webhook, or what
 * notify.conf has to say of a mail. It is asked before a first run is done and cannot be told of.
 */

#include "lib/run/host.h"
#include "lib/run/schedule.h"

/* The listener hears of each way that is not there, or cannot be used, and what to do. */
void ways_say(const struct host *h, const struct schedule *s);

#endif
