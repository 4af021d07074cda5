#ifndef RUN_MAKE_H
#define RUN_MAKE_H

/* GNU Make, which runs the pipelines: what it is told of a run, and what came of it. */

#include "lib/run/host.h"
#include "lib/run/runs.h"
#include "lib/run/stages.h"

/* A variable of a pipeline that a person or a schedule may set. */
struct make_variable {
    const char *name;
    bool analyze, sync;
};
extern const struct make_variable make_variables[]; /* ends with a NULL name */
/* What is said to cm-run and not to make: DELIVER, LINK, ATTACH. */

/* NAME=VALUE operands as a JSON object, later ones winning; on top of *settings, if that is one.
 * STATUS_USAGE names what is no variable. */
int make_settings(struct buf *b, struct span settings, char *const *operands, int n, bool sync,
                  struct fault *f);

struct make_order {
    const struct host *host;
    const struct runs_entry *run;
    const char *phase, *goal;
    const char *against; /* the file that stands for "last-run"; NULL: none */
    int log;             /* the run's, locked by us */
    void (*look)(void *who);
    void *who;
};
/* 0: the goal was reached, if only in part (s->partial). -1 with the status of the stage that was
 * not, and its last words. */
int make_run(const struct make_order *o, struct stages *s, struct fault *f);

#endif
