#ifndef RUN_OUTLET_H
#define RUN_OUTLET_H

/* The folder that a schedule of the kind sync writes to, as its unit sees it: what system.conf and
 * user.conf in systemd/ close, and what a drop-in (dropin.h) opens again. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/run/manager.h"
#include "lib/run/schedule.h"

/* Add what will keep the unit from writing there, and what to do about it, without a newline;
 * nothing where nothing is seen, or the schedule has no folder. */
int outlet_look(struct buf *b, const struct schedule *s, const struct manager *m, struct fault *f);

/* The same of another schedule that is active and writes there: two would replace each other's
 * files. */
int outlet_shared(struct buf *b, const struct schedule *s, struct fault *f);

#endif
