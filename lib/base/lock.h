#ifndef BASE_LOCK_H
#define BASE_LOCK_H

/* A lock between processes: flock on a file of its own that is never renamed or removed. The kernel
 * drops it when the holder dies. Local disks only. */

#include <stdbool.h>
#include "lib/base/fault.h"

struct lock {
    int fd; /* -1 = not held */
};

/* wait = false: STATUS_TRY_LATER when somebody else holds it. */
int lock_take(struct lock *l, const char *path, bool wait, struct fault *f);
void lock_drop(struct lock *l);

#endif
