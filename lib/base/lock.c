#include "lib/base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

int lock_take(struct lock *l, const char *path, bool wait, struct fault *f)
{
    l->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (l->fd < 0)
        return fault_errno(f, STATUS_CANT_CREATE, "lock %s", path);
    while (flock(l->fd, LOCK_EX | (wait ? 0 : LOCK_NB)) != 0) {
        if (errno == EINTR)
            continue;
        int error = errno;
        lock_drop(l);
        errno = error;
        if (error == EWOULDBLOCK)
            return fault(f, STATUS_TRY_LATER,
                         "%s is held by another run; try again when it has ended", path);
        return fault_errno(f, STATUS_IO, "lock %s", path);
    }
    return 0;
}

void lock_drop(struct lock *l)
{
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
}
