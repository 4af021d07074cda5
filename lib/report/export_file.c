#include "lib/report/export_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"

int export_file_path(struct buf *path, const char *dir, const char *type, when now,
                     const char *zone, export_file_read *is_read, void *who, struct fault *f)
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
    if (is_read(who, path->at))
        return fault(f, STATUS_USAGE,
                     "%s is a file that is read here and would be lost: name another directory",
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

struct tidy {
    const char *path, *own; /* the new file's, and its name in it */
    export_file_read *is_read;
    void *who;
};

/* Of two names that are alike but for their times: a time that there is, and earlier. */
static bool is_older(const char *name, const char *own, size_t stamp)
{
    const char *s = name + stamp;
    char text[32];
    struct fault ignored;
    when t;
    int n = snprintf(text, sizeof text, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", s, s + 4, s + 6, s + 9,
                     s + 11, s + 13);
    return strcmp(name, own) < 0 && when_parse(&t, (struct span){text, (size_t)n}, &ignored) == 0;
}

static int remove_one(const struct tidy *t, int dir, const char *name, struct fault *f)
{
    struct stat st;
    struct buf whole = BUF(0);
    buf_add(&whole, t->path, (size_t)(t->own - t->path));
    buf_text(&whole, name);
    bool keep = whole.state != BUF_SOUND || t->is_read(t->who, whole.at);
    buf_free(&whole);
    if (keep || fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
        return 0;
    if (unlinkat(dir, name, 0) != 0 && errno != ENOENT)
        return fault_errno(f, STATUS_IO, "%s: it is written, but the older %s stays", t->path,
                           name);
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

static int tidy(const struct tidy *t, DIR *d, struct fault *f)
{
    struct stat st;
    const char *own = t->own;
    size_t stamp = strlen(own) - strlen("YYYYMMDD_HHMMSS.txt");
    if (fstatat(dirfd(d), own, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return 0; /* another run has ended since, and its file took the place of this one */
    for (struct dirent *e; (e = readdir(d));) {
        const char *end = behind(e->d_name, own, stamp);
        if (end && *end == '\0') {
            if (is_older(e->d_name, own, stamp) && remove_one(t, dirfd(d), e->d_name, f) != 0)
                return -1;
        } else if (end && strncmp(end, ".tmp.", 5) == 0) {
            sweep(t->path, (size_t)(own - t->path), e->d_name, (size_t)(end - e->d_name));
        }
    }
    return 0;
}

int export_file_tidy(const char *path, export_file_read *is_read, void *who, struct fault *f)
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
    int done = tidy(&(struct tidy){path, own, is_read, who}, d, f);
    closedir(d);
    if (done == 0)
        done = file_sync_dir(dir.at, f);
    buf_free(&dir);
    return done;
}
