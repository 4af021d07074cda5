#ifndef REPORT_EXPORT_ROSTER_H
#define REPORT_EXPORT_ROSTER_H

/* What ids stand for: users' names, the titles of calls, the questions of scorecards. Holds at most
 * ROSTER_MOST of them, so that an export's memory has a bound; what comes later has no name here,
 * and `full` says so. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/ids.h"

enum { ROSTER_MOST = 50000, ROSTER_TEXT = 6 << 20 };

struct export_roster {
    struct ids ids;
    struct buf text; /* all names, one behind the other */
    struct export_roster_name {
        size_t at, len;
    } * names;
    size_t room;
    bool full;
};

/* What a record says: a user's, a call's or a scorecard's; of others nothing is taken. */
int export_roster_add(struct export_roster *r, struct span record, struct fault *f);
/* id: a JSON string or number. SPAN_NONE: not known. Ends with the next add. */
struct span export_roster_find(const struct export_roster *r, struct span id);
struct span export_roster_find_text(const struct export_roster *r,
                                    struct span id); /* the id as it reads */
void export_roster_clear(struct export_roster *r);

/* "Dana Ruiz", of a user's record; else the address; nothing is added where there is neither. */
void export_roster_user(struct buf *b, struct span user);

#endif
