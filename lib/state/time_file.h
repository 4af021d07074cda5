#ifndef STATE_TIME_FILE_H
#define STATE_TIME_FILE_H

/* A file that says when something was done last: one line, RFC 3339. */

#include "lib/base/fault.h"
#include "lib/base/when.h"

int time_file_put(const char *path, when t, struct fault *f); /* replaced durably, 0600 */
/* *there: false, and *t as it was: there is none. 1: it says no time. */
int time_file_read(const char *path, bool *there, when *t, struct fault *f);

#endif
