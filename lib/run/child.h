#ifndef RUN_CHILD_H
#define RUN_CHILD_H

/* A program that works for a run, in a process group of its own, so that all of it can be stopped.
 * It is told to end (SIGTERM) when we are told, and when we die.
 *
 * Once child_guard was called, SIGTERM, SIGINT and SIGHUP no longer end this process wherever it
 * is: they are noticed here, and by whoever asks child_told. */

#include <stdbool.h>
#include "lib/base/fault.h"

void child_guard(void);
/* Wait so long, or shorter when something happens; then say whether we were told to stop: the
 * signal's number, or 0. */
int child_told(int ms);

struct child {
    char *const *argv;    /* the program is looked for in PATH; ends with NULL */
    char *const *without; /* what is taken out of its environment, ends with NULL; NULL: nothing */
    int in;               /* its standard input; 0: nothing comes */
    int out;              /* its standard output */
    int log;              /* its standard error */
    void (*look)(void *who); /* now and then, while it works; may be NULL */
    void *who;
};

/* Run it to its end. *status is what a shell would say: 128 + N if signal N ended it. -1 with
 * STATUS_TRY_LATER: it cannot be started, or we were told to stop before. */
int child_run(const struct child *c, int *status, struct fault *f);
/* The same with its standard output in a file, which is there, whole, when it ended with 0. */
int child_file(const struct child *c, const char *path, int *status, struct fault *f);

#endif
