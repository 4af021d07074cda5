#include "lib/archive/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/buf.h"

enum { DEPTH = 64 };

struct walk {
    struct buf path;
    tree_see *see;
    void *who;
    int depth, follow; /* links above that depth */
};

static int no_dots(const struct dirent *e)
{
    return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

static int visit(struct walk *w, int dir, const char *name, struct fault *f);

static int descend(struct walk *w, int dir, const char *name, bool link, struct fault *f)
{
    struct dirent **entries;
    size_t len = w->path.len;
    if (w->depth == DEPTH)
        return fault(f, STATUS_IO, "%s: directories go too deep", w->path.at);
    int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (link ? 0 : O_NOFOLLOW));
    if (fd < 0 && errno == ENOENT)
        return 0;
    int n = fd < 0 ? -1 : scandirat(fd, ".", &entries, no_dots, alphasort), done = 0;
    if (n < 0)
        done = fault_errno(f, STATUS_IO, "%s", w->path.at);
    w->depth++;
    for (int i = 0; i < n; i++) {
        buf_byte(&w->path, '/');
        buf_text(&w->path, entries[i]->d_name);
        if (done == 0)
            done = visit(w, fd, entries[i]->d_name, f);
        w->path.len = len;
        w->path.at[len] = '\0';
        free(entries[i]);
    }
    w->depth--;
    if (n >= 0)
        free(entries);
    if (fd >= 0)
        close(fd);
    return done;
}

static int visit(struct walk *w, int dir, const char *name, struct fault *f)
{
    struct tree_entry e = {.dir = dir, .name = name};
    struct stat behind;
    if (buf_check(&w->path, "a path", f) != 0)
        return -1;
    if (fstatat(dir, name, &e.st, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : fault_errno(f, STATUS_IO, "%s", w->path.at);
    bool link = S_ISLNK(e.st.st_mode) && w->depth < w->follow &&
                fstatat(dir, name, &behind, 0) == 0 && S_ISDIR(behind.st_mode);
    if (link)
        e.st = behind;
    if (S_ISDIR(e.st.st_mode) && descend(w, dir, name, link, f) != 0)
        return -1;
    e.path = w->path.at;
    return w->see(w->who, &e, f);
}

static int walk(const char *path, int follow, tree_see *see, void *who, struct fault *f)
{
    struct walk w = {.path = BUF(8192), .see = see, .who = who, .follow = follow};
    buf_text(&w.path, path);
    int done = visit(&w, AT_FDCWD, path, f);
    buf_free(&w.path);
    return done;
}

int tree_walk(const char *path, tree_see *see, void *who, struct fault *f)
{
    return walk(path, 1, see, who, f);
}

int tree_walk_place(const char *path, tree_see *see, void *who, struct fault *f)
{
    return walk(path, 2, see, who, f);
}

static int measure(void *who, const struct tree_entry *e, struct fault *f)
{
    struct tree_size *size = who;
    (void)f;
    size->files += S_ISREG(e->st.st_mode);
    size->bytes += S_ISREG(e->st.st_mode) ? e->st.st_size : 0;
    return 0;
}

int tree_measure(struct tree_size *size, const char *path, struct fault *f)
{
    return tree_walk(path, measure, size, f);
}

static int away(void *who, const struct tree_entry *e, struct fault *f)
{
    (void)who;
    if (unlinkat(e->dir, e->name, S_ISDIR(e->st.st_mode) ? AT_REMOVEDIR : 0) == 0 ||
        errno == ENOENT)
        return 0;
    return fault_errno(f, STATUS_IO, "%s", e->path);
}

int tree_remove(const char *path, struct fault *f)
{
    return walk(path, 0, away, NULL, f);
}

static int settle(void *who, const struct tree_entry *e, struct fault *f)
{
    (void)who;
    if (!S_ISDIR(e->st.st_mode))
        return 0;
    int fd = openat(e->dir, e->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return 0;
    int done = fd >= 0 && fsync(fd) == 0 ? 0 : fault_errno(f, STATUS_IO, "%s", e->path);
    if (fd >= 0)
        close(fd);
    return done;
}

int tree_sync_place(const char *path, struct fault *f)
{
    return tree_walk_place(path, settle, NULL, f);
}
