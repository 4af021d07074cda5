#include "lib/archive/retain.h"

#include "lib/archive/prune.h"
#include "lib/archive/purge.h"
#include "lib/archive/reach.h"
#include "lib/archive/shelf.h"
#include "lib/state/purging.h"

int retain_prune(const struct retain *r, char *const *operands, int n, struct fault *f)
{
    (void)operands, (void)n;
    struct shelf s;
    struct buf path = BUF(4000);
    struct prune p = {.now = r->now,
                      .dry_run = r->dry_run,
                      .force_clock = r->force_clock,
                      .allow_empty = r->allow_empty,
                      .json = r->json};
    purging_tell(r->listener);
    int done = reach_shelf(r, &s, &path, r->dry_run ? SHELF_PLAN : SHELF_CHANGE, false, f);
    if (done == 0)
        done = prune_run(&p, &s, r->out, f);
    shelf_close(&s);
    buf_free(&path);
    return done;
}

int retain_reindex(const struct retain *r, char *const *operands, int n, struct fault *f)
{
    (void)operands, (void)n;
    struct shelf s = {.lock = {.fd = -1}};
    struct buf path = BUF(4000);
    int done = reach_place(r, &path, f);
    if (done == 0)
        done = shelf_reindex(&s, path.at, r->listener, f);
    shelf_close(&s);
    buf_free(&path);
    return done;
}

int retain_purge(const struct retain *r, char *const *operands, int n, struct fault *f)
{
    (void)operands, (void)n;
    struct shelf s;
    struct buf path = BUF(4000);
    struct purge p = {.now = r->now,
                      .dry_run = r->dry_run,
                      .held_too = r->held_too,
                      .confirm = r->confirm,
                      .ask = r->ask};
    if (r->dir)
        return fault(f, STATUS_USAGE,
                     "purge is of all that callmine keeps, and takes no --archive; an archive of "
                     "its own is a directory to remove");
    int done = reach_shelf(r, &s, &path, r->dry_run ? SHELF_PLAN : SHELF_CHANGE, false, f);
    if (done == 0)
        done = purge_run(&p, &s, r->out, f);
    shelf_close(&s);
    buf_free(&path);
    return done;
}
