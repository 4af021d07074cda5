#include "lib/archive/grip.h"

#include <fcntl.h>
#include <sys/file.h>
#include "lib/base/buf.h"

static bool take_one(struct lock *l, const char *path)
{
    l->fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    return l->fd < 0 || flock(l->fd, LOCK_EX | LOCK_NB) == 0;
}

int grip_take(struct grip *g, const char *dir, bool *ours, struct fault *f)
{
    struct buf log = BUF(8192);
    *g = GRIP;
    buf_format(&log, "%s.log", dir);
    int done = buf_check(&log, dir, f);
    *ours = done == 0 && take_one(&g->dir, dir) && take_one(&g->log, log.at);
    buf_free(&log);
    return done;
}

void grip_drop(struct grip *g)
{
    lock_drop(&g->dir);
    lock_drop(&g->log);
}
