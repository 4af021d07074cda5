#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

/* Records of one type of Gong's data as a text that a person reads: a header that says what,
 * whence, which window, how many and when; then the records, numbered.
 *
 * The header tells how many records there are, which is known at their end, so the text of the
 * records waits in a file without a name (export_spool.h) and memory does not grow with them. What
 * comes out is whole or nothing: it goes out in the stage's finish, at a clean end. */

#include "lib/base/fault.h"
#include "lib/base/when.h"
#include "lib/json/stream.h"

#define EXPORT_TYPES                                                                               \
    "calls|transcripts|users|user-stats|scorecards|answered-scorecards|libraries|trackers|"        \
    "crm-deals|crm-contacts|crm-accounts"

struct export_options {
    const char *type;      /* one of EXPORT_TYPES */
    const char *zone;      /* that times are given in; NULL: UTC */
    const char *from, *to; /* the window, for the header; NULL: it has no such end */
    const char *source; /* whence, for the header; NULL: as the first call's link says, else Gong */
    const char *beside; /* the file that will be written; NULL: stdout */
    when now;
    int64_t limit; /* the first so many records; 0: all */
};

struct export;

/* The options' texts must stay. NULL and a fault: STATUS_USAGE, STATUS_CANT_CREATE. */
struct export *export_new(const struct export_options *o, struct fault *f);
void export_free(struct export *e);

/* Users, scorecards and calls, from whose records ids get names. Before the stage below. */
struct stage export_names(struct export *e);
struct stage export_stage(struct export *e);

#endif
