#include "lib/archive/meant.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include "lib/state/place.h"

struct finding {
    struct ids *all;
    int64_t later;
    const struct purging *p;
    struct buf line;
};

static int enter_one(struct finding *g, bool younger, struct fault *f)
{
    if (buf_check(&g->line, "what a purge is about", f) != 0)
        return -1;
    struct span line = buf_view(&g->line);
    g->later += g->p->begun && (younger || ids_find_text(&g->p->meant, line) < 0);
    int rc = ids_add_text(g->all, line, NULL, NULL, f);
    buf_clear(&g->line);
    return rc;
}

static bool is_younger(const struct stat *st, const struct timespec *than)
{
    return st->st_mtim.tv_sec != than->tv_sec ? st->st_mtim.tv_sec > than->tv_sec
                                              : st->st_mtim.tv_nsec > than->tv_nsec;
}

/* All that has the name of a run, and the records themselves. */
static int find_run(struct finding *g, int dir, const char *name, const struct holds *h,
                    struct fault *f)
{
    struct stat st;
    char id[NAME_ID] = "";
    size_t len = strcspn(name, ".");
    if (len == 0 || len >= sizeof id || strcmp(name, "locks") == 0)
        return 0;
    memcpy(id, name, len);
    if (holds_find(h, id) || fstatat(dir, name, &st, 0) != 0)
        return 0;
    buf_format(&g->line, "run %s", id);
    return enter_one(g, S_ISREG(st.st_mode) && is_younger(&st, &g->p->since), f);
}

static int find_runs(struct finding *g, const struct holds *h, struct fault *f)
{
    struct buf path = BUF(4096);
    int rc = place_find(&path, PLACE_STATE, "runs", f);
    DIR *d = rc == 0 ? opendir(path.at) : NULL;
    for (struct dirent *e; d && rc == 0 && (e = readdir(d));)
        rc = find_run(g, dirfd(d), e->d_name, h, f);
    if (d)
        closedir(d);
    buf_free(&path);
    return rc;
}

int meant_find(struct ids *all, int64_t *later, const struct purging *p, const struct shelf *s,
               const struct trash *t, const struct holds *h, struct fault *f)
{
    struct finding g = {.all = all, .p = p, .line = BUF(1024)};
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < s->n; i++)
        if (!holds_find(h, s->cards[i].id)) {
            buf_format(&g.line, "bundle %s %s", s->cards[i].id, s->cards[i].sha256);
            rc = enter_one(&g, false, f);
        }
    for (size_t i = 0; rc == 0 && i < t->n; i++)
        if (!holds_find(h, t->at[i].id)) {
            buf_format(&g.line, "trash %s %lld", t->at[i].id, (long long)t->at[i].until);
            rc = enter_one(&g, false, f);
        }
    if (rc == 0)
        rc = find_runs(&g, h, f);
    *later = g.later;
    buf_free(&g.line);
    return rc;
}
