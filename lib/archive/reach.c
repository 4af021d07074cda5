#include "lib/archive/reach.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/journal.h"
#include "lib/state/place.h"

int reach_place(const struct retain *r, struct buf *path, struct fault *f)
{
    if (!r->dir)
        return place_path(path, PLACE_STATE, "archive", f);
    buf_text(path, r->dir);
    while (path->len > 1 && path->at[path->len - 1] == '/')
        path->at[--path->len] = '\0';
    return buf_check(path, "the archive", f);
}

int reach_shelf(const struct retain *r, struct shelf *s, struct buf *path, enum shelf_use use,
                bool make, struct fault *f)
{
    *s = (struct shelf){.lock = {.fd = -1}};
    if (reach_place(r, path, f) != 0)
        return -1;
    return shelf_open(s, path->at, use, make || !r->dir, r->listener, f);
}

int reach_id(const char *id, struct fault *f)
{
    if (name_is_id(span_of(id)))
        return 0;
    return fault(f, STATUS_USAGE,
                 "\"%s\" is no bundle's id: up to 64 of A-Z a-z 0-9 _ -, not beginning with -", id);
}

bool reach_run(const char *dir, const char *id)
{
    struct buf path = BUF(4096);
    struct fault ignored;
    bool there = journal_audits(dir) && place_find(&path, PLACE_STATE, "runs/", &ignored) == 0;
    buf_text(&path, id);
    there = there && path.state == BUF_SOUND && access(path.at, F_OK) == 0;
    buf_free(&path);
    return there;
}

int reach_bundle(const struct retain *r, struct bundle *b, struct buf *path, const char *id,
                 struct fault *f)
{
    *b = (struct bundle){.fd = -1, .frames = {.fd = -1}};
    if (reach_id(id, f) != 0 || reach_place(r, path, f) != 0)
        return -1;
    buf_format(path, "/%s" SHELF_SUFFIX, id);
    if (buf_check(path, "the archive", f) != 0)
        return -1;
    if (access(path->at, F_OK) != 0 && errno == ENOENT)
        return fault(f, STATUS_NO_INPUT, "%s: no such bundle; see cm-retain list", path->at);
    int done = bundle_open(b, path->at, id, f);
    b->threads = r->threads;
    return done;
}
