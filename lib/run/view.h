#ifndef RUN_VIEW_H
#define RUN_VIEW_H

/* A run as one watches it: the lines that its stages say, and on a terminal one more, in which
 * stage it is, how far, how fast, and how long that will go on. It is read from what the run
 * writes, so that it can be watched from anywhere on the machine. */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "lib/base/buf.h"
#include "lib/run/host.h"
#include "lib/run/runs.h"

/* A file that grows by lines; only what is new of it is read. */
struct view_file {
    char path[4096];
    off_t at;
    int64_t lines;
};

struct view {
    const struct listener *listener;
    const struct runs_entry *run;
    const char *dir;
    int log;    /* -1: there is none */
    off_t told; /* of the log */
    int stage;
    int64_t began_ms, began_n; /* when the stage at hand was seen first, and how far it was then */
    struct view_file counted;
    struct runs_counts counts;
};

/* What is pointed to stays until view_end. from: where in the log the first new line begins. */
void view_begin(struct view *v, const struct host *h, const struct runs_entry *run, const char *dir,
                int log, off_t from);
void view_look(void *view); /* tell what is new */
void view_end(struct view *v);

#endif
