#ifndef RUN_HOST_H
#define RUN_HOST_H

/* What the runs of one process go by: the time, who is told, CONFIG/run.conf, and where the
 * pipelines and our own programs are. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"

struct host {
    /* set before host_begin: */
    bool has_now;
    when now;          /* the time to go by, and not the clock */
    const char *clock; /* "simulated", for gong-sim; NULL: the clock's */
    const struct listener *listener;
    /* made of it: */
    int64_t at_once; /* runs that may work at the same time: run.conf, at_once */
    const char
        *alert; /* where failures go that are of no schedule: run.conf, alert; NULL: nowhere */
    char pipelines[4096];
    struct arena arena;
};

/* The programs beside ours come first in PATH from here on, and programs are started in C.UTF-8
 * where the locale that is asked for cannot be had. The pipelines are in
 * $CALLMINE_PIPELINES, else where they were installed. STATUS_CONFIG for what run.conf says wrong.
 */
int host_begin(struct host *h, struct fault *f);
void host_end(struct host *h);
when host_now(const struct host *h);

/* Add the time as when_format does, in whole seconds. */
void host_seconds(struct buf *b, when t);

#endif
