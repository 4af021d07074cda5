#ifndef GONG_CALL_LIST_H
#define GONG_CALL_LIST_H

/* Listing the calls of a window, as Gong shows them: late ones, private ones, ones that are held
 * already, ones whose transcript is still to come.
 *
 * The window is fixed when it begins and is asked for in one chain of pages; a page is where it
 * goes, and known to the index, before the next is asked for. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/gong/gong.h"
#include "lib/state/ledger.h"

struct call_list_settings {
    const char *from, *to, *last, *zone; /* as window_arguments wants them */
    const char *workspace;               /* NULL: all */
    bool with_private;
    bool window;           /* only print the window, "FROM TO", and ask nothing */
    int64_t limit;         /* stop after so many records, as if there were no more; 0: never */
    const char *append;    /* FILE that is added to; NULL: stdout */
    const char *held;      /* the index of this name says what is new; NULL: everything is listed */
    int64_t lookback;      /* days that are listed again behind what has been listed */
    int64_t give_up;       /* days after which a transcript is not waited for any more */
    const char *reconcile; /* instead: what changed in this stretch, as --last has it */
};

/* One call is one record, {"metaData":{...}}. Of an index, only calls that are not held are listed:
 * new ones, and those that wait for their transcript; what came late says so in callmine.late.
 *
 * With `reconcile`, a record for each call that differs from what the index knew, in
 * callmine.change: "appeared", "changed", "became_private", "became_public", "vanished". Of the
 * last there is only metaData.id. */
int call_list_run(const struct call_list_settings *s, const struct gong_settings *session,
                  struct ledger *ledger, const struct listener *l, struct fault *f);

#endif
