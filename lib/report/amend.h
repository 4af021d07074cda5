#ifndef REPORT_AMEND_H
#define REPORT_AMEND_H

/* An amended report: the same window once more, with the calls that surfaced late. The analysed
 * calls of the earlier report say which are new here, which were transcribed anew since, and which
 * are not here any more. */

#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/report/model.h"

/* Files of analysed calls, plain or .zst: into r->amends and the calls' marks. Nothing where there
 * are none. After the last call. */
int amend_read(struct report *r, const struct texts *files, struct fault *f);

#endif
