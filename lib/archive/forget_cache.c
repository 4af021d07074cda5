/* The cache of answers, of which what is found goes. */

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/forget_file.h"
#include "lib/archive/forget_state.h"
#include "lib/archive/tree.h"
#include "lib/base/file.h"
#include "lib/state/cache.h"
#include "lib/state/place.h"

struct look {
    struct forget_state *s;
    bool drop; /* not only counted */
};

/* CACHE/NAME/ab/KEY.ndjson (lib/state/cache.h): nobody else has it open while it goes. */
static int drop(const char *path, struct fault *f)
{
    char name[65] = "", key[DIGEST_TEXT] = "";
    const char *file = strrchr(path, '/'), *shard = file, *kind;
    struct cache cache = {0};
    struct cache_entry entry = CACHE_ENTRY;
    for (shard = file - 1; shard > path && *shard != '/'; shard--)
        continue;
    for (kind = shard - 1; kind > path && *kind != '/'; kind--)
        continue;
    size_t len = strlen(file + 1);
    if (len != DIGEST_TEXT - 1 + strlen(".ndjson") || (size_t)(shard - kind) > sizeof name)
        return file_remove(path, f);
    memcpy(key, file + 1, DIGEST_TEXT - 1);
    memcpy(name, kind + 1, (size_t)(shard - kind) - 1);
    int rc = cache_open(&cache, name, f);
    if (rc == 0)
        rc = cache_enter(&entry, &cache, key, f);
    if (rc == 0)
        rc = file_remove(path, f);
    cache_entry_clear(&entry);
    cache_clear(&cache);
    return rc;
}

static int see_cached(void *who, const struct tree_entry *e, struct fault *f)
{
    const struct look *l = who;
    struct forgot n = {0};
    bool yes = false;
    if (S_ISLNK(e->st.st_mode))
        return forget_state_link(l->s, e->path, !l->drop);
    if (S_ISDIR(e->st.st_mode) && l->drop)
        file_sweep_dir(e->path);
    if (!S_ISREG(e->st.st_mode) || forget_kind(e->name) != FORGET_RECORDS)
        return 0;
    if (forget_reminds(l->s->by, e->path, &yes, &n, f) != 0) {
        if (f->status != STATUS_NO_INPUT || access(e->path, F_OK) == 0 || errno != ENOENT)
            return -1;
        *f = (struct fault){0}; /* the cache was trimmed meanwhile */
        return 0;
    }
    yes |= forgot_all(&n) > 0;
    if (yes && l->s->tell)
        notice(l->s->listener, "left in %s", e->path);
    l->s->cache += yes;
    return yes && l->drop ? drop(e->path, f) : 0;
}

static int go_through_cache(struct forget_state *s, bool drop, struct fault *f)
{
    struct look l = {s, drop};
    struct buf root = BUF(4096);
    s->cache = 0;
    int rc = place_find(&root, PLACE_CACHE, "", f);
    if (rc == 0)
        rc = tree_walk_place(root.at, see_cached, &l, f);
    buf_free(&root);
    return rc;
}

int forget_cache_count(struct forget_state *s, struct fault *f)
{
    return go_through_cache(s, false, f);
}

int forget_cache_drop(struct forget_state *s, struct fault *f)
{
    return go_through_cache(s, true, f);
}
