#ifndef RUN_MANAGER_H
#define RUN_MANAGER_H

/* systemd's manager, of the system or of a person: where its units are, and systemctl. */

#include <stdbool.h>
#include "lib/base/arena.h"
#include "lib/base/fault.h"
#include "lib/run/names.h"

enum manager_kind {
    MANAGER_SYSTEM, /* units in /etc/systemd/system */
    MANAGER_USER,   /* in $XDG_CONFIG_HOME/systemd/user, systemctl --user */
    MANAGER_NONE    /* a directory that was named: nobody is told */
};

struct manager {
    enum manager_kind kind;
    char dir[4096];
    const struct listener *listener;
};

/* dir: of MANAGER_NONE. STATUS_CONFIG. */
int manager_begin(struct manager *m, enum manager_kind kind, const char *dir, struct fault *f);

/* Whether its units can be written by us: the system's are root's. STATUS_USAGE. */
int manager_check(const struct manager *m, struct fault *f);
/* Whether there is somebody to tell: systemctl is installed, and kind is not MANAGER_NONE. */
bool manager_there(const struct manager *m);

/* The units have changed; the schedule's timer fires from here on (or not), also after the next
 * start. Where nobody is there to be told, the listener hears what is to be run later.
 * STATUS_TRY_LATER when systemctl fails, which says why itself: what is on the disk stays. */
int manager_start(const struct manager *m, const char *name, struct fault *f);
int manager_stop(const struct manager *m, const char *name, struct fault *f);
int manager_reload(const struct manager *m, struct fault *f);
/* When the timer fired last, which systemd keeps of a timer with Persistent=, is kept no longer.
 * The timer is stopped, and its units are still there. Nobody misses it: that it failed is said. */
int manager_forget(const struct manager *m, const char *name, struct fault *f);

/* Of each name whether its timer is active and enabled. known: false where nobody is there to be
 * asked; then nothing is said. */
int manager_ask(const struct manager *m, const struct names *names, bool *known, bool *active,
                struct fault *f);

#endif
