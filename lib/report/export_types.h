#ifndef REPORT_EXPORT_TYPES_H
#define REPORT_EXPORT_TYPES_H

/* How a record of each type is written: a row each, a function each. To add a type: write it, add
 * its row, and its name to EXPORT_TYPES. */

#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/report/export_sheet.h"

typedef int export_writer(struct sheet *s, int64_t number, struct span record, struct fault *f);

struct export_type {
    const char *name;       /* "user-stats" */
    const char *title;      /* "Gong user statistics" */
    const char *one, *many; /* "user", "users" */
    const char *key;        /* the member that a record of it has; NULL: the writer knows */
    export_writer *write;
};

/* Each record is checked JSON. STATUS_BAD_RECORD when it is none of the type. */
export_writer export_call, export_transcript, export_user, export_user_stats, export_scorecard,
    export_answered, export_library, export_tracker, export_deal, export_contact, export_account;

#endif
