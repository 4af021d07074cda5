#ifndef RUN_WHOSE_H
#define RUN_WHOSE_H

/* Whose schedules: the system's, whose units run as a user of their own, or a person's. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/run/manager.h"

struct whose {
    bool system, user; /* said so; else root's are the system's, anybody else's are that person's */
    const char *units; /* a directory for drop-ins, instead of systemd's */
};

/* Decide, and go by it from here on: places of state and configuration, as whom files are touched
 * (actor.h), and *m. */
int whose_begin(struct manager *m, const struct whose *w, struct fault *f);

/* Of the system's, where systemd runs: go on as its user with its credentials, as `sudo callmine`
 * does, and do not come back. Comes back where that is not so, or cannot be. argv[0] is the
 * program's name. */
void whose_become(const struct manager *m, char *const *argv);

#endif
