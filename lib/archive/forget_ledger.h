#ifndef ARCHIVE_FORGET_LEDGER_H
#define ARCHIVE_FORGET_LEDGER_H

/* Calls that are forgotten leave a run as others do, by a line of its ledger (lib/state/ledger.h),
 * so that it closes as before. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/json/ids.h"

/* Add a line for each of them. */
int forget_ledger_lines(struct buf *lines, const struct ids *calls, struct fault *f);
/* In a run's directory, before its records are changed: they leave where they were listed, whatever
 * they left by until now, for a stage that is done again does not find them. Nothing where no call
 * is listed yet; the same twice changes nothing. */
int forget_ledger_put(const char *run, const struct ids *calls, struct fault *f);

#endif
