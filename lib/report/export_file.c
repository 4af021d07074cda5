#include "lib/report/export_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"

int export_file_path(struct buf *path, const char *dir, const char *type, when now,
                     const char *zone, struct fault *f)
{
    struct civil c;
    struct stat st;
    if (when_civil(&c, now, zone, f) != 0 || file_make_dirs(dir, 0700, f) != 0)
        return -1;
    buf_format(path, "%s/gong_%s_%04d%02d%02d_%02d%02d%02d.txt", dir, type, c.year, c.month, c.day,
               c.hour, c.minute, c.second);
    if (buf_check(path, "the file's name", f) != 0)
        return -1;
    if (lstat(path->at, &st) == 0 && !S_ISREG(st.st_mode))
        return fault(f, STATUS_CANT_CREATE, "%s: not a regular file, so it is not replaced",
                     path->at);
    return 0;
}

/* Where the name of `stamp` bytes before its date goes on behind "YYYYMMDD_HHMMSS.txt"; NULL if it
 * is no such name. */
static const char *behind(const char *name, const char *like, size_t stamp)
{
    static const char shape[] = "dddddddd_dddddd.txt";
    size_t i = 0;
    if (strncmp(name, like, stamp) != 0)
        return NULL;
    for (name += stamp; shape[i] != '\0'; i++)
        if (shape[i] == 'd' ? name[i] < '0' || name[i] > '9' : name[i] != shape[i])
            return NULL;
    return name + i;
}

static int remove_one(int dir, const char *path, struct dirent *e, struct fault *f)
{
    struct stat st;
    if (fstatat(dir, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
        return 0;
    if (unlinkat(dir, e->d_name, 0) != 0 && errno != ENOENT)
        return fault_errno(f, STATUS_IO, "%s: it is written, but the older %s stays", path,
                           e->d_name);
    return 0;
}

/* What a killed run left of it: DIR/NAME.tmp.N, the name without its end. */
static void sweep(const char *path, size_t dir, const char *name, size_t len)
{
    struct buf left = BUF(0);
    buf_add(&left, path, dir);
    buf_add(&left, name, len);
    if (left.state == BUF_SOUND)
        file_sweep(left.at);
    buf_free(&left);
}

static int tidy(DIR *d, const char *path, const char *own, struct fault *f)
{
    struct stat st;
    size_t stamp = strlen(own) - strlen("YYYYMMDD_HHMMSS.txt");
    if (fstatat(dirfd(d), own, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return 0; /* another run has ended since, and its file took the place of this one */
    for (struct dirent *e; (e = readdir(d));) {
        const char *end = behind(e->d_name, own, stamp);
        if (end && *end == '\0' && strcmp(e->d_name, own) != 0) {
            if (remove_one(dirfd(d), path, e, f) != 0)
                return -1;
        } else if (end && strncmp(end, ".tmp.", 5) == 0) {
            sweep(path, (size_t)(own - path), e->d_name, (size_t)(end - e->d_name));
        }
    }
    return 0;
}

int export_file_tidy(const char *path, struct fault *f)
{
    const char *own = strrchr(path, '/') + 1;
    struct buf dir = BUF(0);
    buf_add(&dir, path, (size_t)(own - path));
    DIR *d = dir.state == BUF_SOUND ? opendir(dir.at) : NULL;
    if (!d) {
        fault_errno(f, STATUS_IO, "%s: its directory cannot be read", path);
        buf_free(&dir);
        return -1;
    }
    /* Where a directory cannot be locked, as on some network disks, runs that end at the same
     * moment are not kept apart. */
    while (flock(dirfd(d), LOCK_EX) != 0 && errno == EINTR)
        continue;
    int done = tidy(d, path, own, f);
    closedir(d);
    if (done == 0)
        done = file_sync_dir(dir.at, f);
    buf_free(&dir);
    return done;
}
