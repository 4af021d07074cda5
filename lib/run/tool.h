#ifndef RUN_TOOL_H
#define RUN_TOOL_H

/* A program of ours, run to its end for what it says. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"

/* argv[0] is looked for in PATH (host_begin). in, out: open files; in 0: nothing comes. A program
 * that fails: its own status, and its own words, the last line of its standard error. */
int tool_run(char *const *argv, int in, int out, struct fault *f);
/* The same, its standard output added to *b. */
int tool_read(char *const *argv, int in, struct buf *b, struct fault *f);

/* The file, from its beginning, as standard input of the next. STATUS_IO. */
int tool_rewind(int file, struct fault *f);

#endif
