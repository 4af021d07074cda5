#include "lib/archive/exported.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/archive/tree.h"
#include "lib/base/file.h"
#include "lib/base/plain.h"
#include "lib/state/place.h"

struct folder {
    int64_t ours, others, stay; /* files; of ours, that could not be deleted */
};

bool exported_is(const char *name)
{
    static const char begins[] = "gong_", shape[] = "_dddddddd_dddddd.txt";
    size_t at = sizeof begins - 1, i = 0;
    if (strncmp(name, begins, at) != 0)
        return false;
    at += strspn(name + at, "abcdefghijklmnopqrstuvwxyz-");
    for (; shape[i]; i++) {
        char c = name[at + i];
        if (shape[i] == 'd' && i < 16 ? c < '0' || c > '9' : c != shape[i])
            return false;
    }
    return name[at + i] == '\0' || file_is_beside(name);
}

static void see_one(struct folder *to, int dir, const char *name, bool dry_run)
{
    struct stat st;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return;
    bool ours = exported_is(name) && fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
                S_ISREG(st.st_mode);
    to->ours += ours;
    to->others += !ours;
    to->stay += ours && !dry_run && unlinkat(dir, name, 0) != 0 && errno != ENOENT;
}

static void tell(struct exported *x, const char *word, const char *path, int64_t n,
                 const char *what)
{
    buf_format(&x->told, "%s  ", word);
    plain_add(&x->told, span_of(path));
    if (n > 0)
        buf_format(&x->told, "  %lld", (long long)n);
    buf_format(&x->told, "  %s\n", what);
}

static int purge_folder(struct exported *x, const char *path, struct fault *f)
{
    struct folder is = {0};
    DIR *d = opendir(path);
    if (!d && (errno == ENOENT || errno == ENOTDIR))
        return 0;
    if (!d) {
        x->left++;
        tell(x, "left", path, 0, strerror(errno));
        return buf_check(&x->told, path, f);
    }
    for (struct dirent *e; (e = readdir(d));)
        see_one(&is, dirfd(d), e->d_name, x->dry_run);
    /* EINVAL: there is no such thing where it is. */
    int rc = x->dry_run || fsync(dirfd(d)) == 0 || errno == EINVAL
                 ? 0
                 : fault_errno(f, STATUS_IO, "%s", path);
    closedir(d);
    if (rc != 0)
        return -1;
    x->left += is.stay;
    if (x->dry_run && is.ours)
        tell(x, "exported", path, is.ours, "files that a sync wrote");
    if (!x->dry_run && is.ours > is.stay)
        tell(x, "deleted", path, is.ours - is.stay, "files that a sync wrote");
    if (is.stay)
        tell(x, "left", path, is.stay, "files that a sync wrote: they cannot be deleted");
    if (is.others)
        tell(x, "left", path, is.others, "files that are not callmine's: look at them yourself");
    return buf_check(&x->told, path, f);
}

/* One line. */
int exported_folder(struct buf *path, const char *out, struct fault *f)
{
    int rc = file_read(path, out, f);
    while (rc == 0 && path->len && path->at[path->len - 1] == '\n')
        path->at[--path->len] = '\0';
    if (path->len && *path->at != '/')
        buf_clear(path);
    return rc;
}

static int see_out(void *who, const struct tree_entry *e, struct fault *f)
{
    struct buf path = BUF(4096);
    if (!S_ISREG(e->st.st_mode) || strcmp(e->name, "out") != 0)
        return 0;
    int rc = exported_folder(&path, e->path, f);
    if (rc == 0 && path.len)
        rc = purge_folder(who, path.at, f);
    buf_free(&path);
    return rc;
}

int exported_purge(struct exported *x, struct fault *f)
{
    struct buf path = BUF(4096);
    int rc = place_find(&path, PLACE_STATE, "sync", f);
    if (rc == 0)
        rc = tree_walk(path.at, see_out, x, f);
    buf_free(&path);
    return rc;
}
