#include "lib/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

void file_standard(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY); /* gets the lowest */
}

int file_read_open(struct buf *b, int fd, const char *path, struct fault *f)
{
    struct stat st;
    size_t step = 64 << 10;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
        step = (size_t)st.st_size + 1;
    size_t most = b->limit ? b->limit : (size_t)BUF_LIMIT;
    for (;;) {
        size_t left = most - b->len;
        if (step > left)
            step = left ? left : 1;
        char *room = buf_room(b, step);
        if (!room)
            return buf_check(b, path, f);
        ssize_t n = read(fd, room, step);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fault_errno(f, STATUS_IO, "%s", path);
        b->len += (size_t)n;
        b->at[b->len] = '\0';
        if (n == 0)
            return 0;
        step = 64 << 10;
    }
}

int file_read(struct buf *b, const char *path, struct fault *f)
{
    if (strcmp(path, "-") == 0)
        return file_read_open(b, STDIN_FILENO, "stdin", f);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(f, STATUS_NO_INPUT, "%s", path);
    int done = file_read_open(b, fd, path, f);
    close(fd);
    return done;
}

/* The directory part of a path, "." if it has none. */
static void dir_of(char *dir, size_t size, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        snprintf(dir, size, ".");
    else
        snprintf(dir, size, "%.*s", slash == path ? 1 : (int)(slash - path), path);
}

int file_sync_dir(const char *dir, struct fault *f)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(f, STATUS_IO, "%s", dir);
    int done = fsync(fd) == 0 ? 0 : fault_errno(f, STATUS_IO, "%s", dir);
    close(fd);
    return done;
}

bool file_same(const char *a, const char *b)
{
    struct stat one, two;
    return stat(a, &one) == 0 && stat(b, &two) == 0 && S_ISREG(one.st_mode) &&
           one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool file_will_be(const char *a, const char *b)
{
    struct stat st, one, two;
    char dir[4096];
    if (strcmp(name_of(a), name_of(b)) != 0 || stat(a, &st) == 0 || stat(b, &st) == 0)
        return false;
    dir_of(dir, sizeof dir, a);
    if (stat(dir, &one) != 0)
        return false;
    dir_of(dir, sizeof dir, b);
    return stat(dir, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

/* A file beside another is locked by the process that writes it, so that what a killed one left can
 * be told from what is still being written. */
static void sweep_one(int dir, const char *name)
{
    int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat(dir, name, 0);
    close(fd);
}

/* How long the name is of which this is written beside; 0: it is none that file_begin makes. */
static size_t stem(const char *name)
{
    static const char tmp[] = ".tmp.";
    size_t len = strlen(name), n = len, end = sizeof tmp - 1;
    while (n > 0 && name[n - 1] >= '0' && name[n - 1] <= '9')
        n--;
    return n < len && n > end && memcmp(name + n - end, tmp, end) == 0 ? n - end : 0;
}

bool file_is_beside(const char *name)
{
    return stem(name) > 0;
}

/* Those of that name; NULL: all. */
static void sweep(const char *dir, const char *name)
{
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        size_t n = stem(e->d_name);
        if (n > 0 && (!name || (strlen(name) == n && memcmp(e->d_name, name, n) == 0)))
            sweep_one(dirfd(d), e->d_name);
    }
    if (d)
        closedir(d);
}

void file_sweep_dir(const char *dir)
{
    sweep(dir, NULL);
}

void file_sweep(const char *path)
{
    char dir[4096];
    dir_of(dir, sizeof dir, path);
    sweep(dir, name_of(path));
}

void file_sweep_one(const char *beside)
{
    sweep_one(AT_FDCWD, beside);
}

/* A new file beside, locked; -1 with errno. Whoever sweeps may take it away before the lock is on
 * it: then another one is made. Where there are no locks it is not swept either. */
static int open_beside(const char *beside, mode_t mode)
{
    for (int i = 0; i < 100; i++) {
        struct stat st;
        int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
        if (fd < 0)
            return -1;
        bool taken = flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (!taken && (fstat(fd, &st) != 0 || st.st_nlink > 0))
            return fd;
        close(fd);
        unlink(beside);
    }
    errno = EBUSY;
    return -1;
}

int file_begin(struct file *w, const char *path, mode_t mode, struct fault *f)
{
    w->fd = -1;
    w->straight = false;
    w->beside[0] = '\0';
    if (strlen(path) >= sizeof w->path)
        return fault(f, STATUS_CANT_CREATE, "%.60s...: the path is too long", path);
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return fault(f, STATUS_CANT_CREATE, "%s: not a regular file, so it is not replaced", path);
    snprintf(w->path, sizeof w->path, "%s", path);
    snprintf(w->beside, sizeof w->beside, "%s.tmp.%ld", path, (long)getpid());
    file_sweep(path);
    w->fd = open_beside(w->beside, mode);
    if (w->fd < 0) {
        w->beside[0] = '\0';
        return fault_errno(f, STATUS_CANT_CREATE, "%s", path);
    }
    return 0;
}

/* What stdout or stderr goes to, if that is this file: another descriptor of it, else -1. */
static int open_already(const struct stat *st)
{
    struct stat own;
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
        if (fstat(fd, &own) == 0 && own.st_dev == st->st_dev && own.st_ino == st->st_ino &&
            (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY)
            return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    return -1;
}

int file_output(struct file *w, const char *path, mode_t mode, struct fault *f)
{
    struct stat st;
    if (strlen(path) >= sizeof w->path || stat(path, &st) != 0)
        return file_begin(w, path, mode, f);
    int fd = open_already(&st);
    if (fd < 0 && S_ISREG(st.st_mode))
        return file_begin(w, path, mode, f);
    w->fd = fd >= 0 ? fd : open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    w->straight = true;
    w->beside[0] = '\0';
    snprintf(w->path, sizeof w->path, "%s", path);
    return w->fd >= 0 ? 0 : fault_errno(f, STATUS_CANT_CREATE, "%s", path);
}

static int commit_straight(struct file *w, struct fault *f)
{
    int closed = close(w->fd);
    w->fd = -1;
    return closed == 0 ? 0 : fault_errno(f, STATUS_IO, "%s", w->path);
}

int file_commit(struct file *w, struct fault *f)
{
    char dir[sizeof w->path];
    if (buf_ran_out())
        return fault(f, STATUS_NO_MEMORY, "%s: no memory; it is left as it was", w->path);
    if (w->straight)
        return commit_straight(w, f);
    if (fsync(w->fd) != 0)
        return fault_errno(f, STATUS_IO, "%s", w->path);
    /* close may tell of a write that failed, so it comes first; the lock lives on in the copy. */
    int locked = fcntl(w->fd, F_DUPFD_CLOEXEC, 0), closed = close(w->fd);
    w->fd = locked;
    if (closed != 0)
        return fault_errno(f, STATUS_IO, "%s", w->path);
    if (rename(w->beside, w->path) != 0)
        return fault_errno(f, STATUS_CANT_CREATE, "%s", w->path);
    if (locked >= 0)
        close(locked);
    w->fd = -1;
    w->beside[0] = '\0';
    dir_of(dir, sizeof dir, w->path);
    return file_sync_dir(dir, f);
}

void file_abandon(struct file *w)
{
    if (w->fd >= 0)
        close(w->fd);
    if (w->beside[0])
        unlink(w->beside);
    w->fd = -1;
    w->beside[0] = '\0';
}

int file_write(int fd, struct span bytes, const char *path, struct fault *f)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.at, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fault_errno(f, STATUS_IO, "%s", path);
        bytes.at += n;
        bytes.len -= (size_t)n;
    }
    return 0;
}

/* After a begin. */
static int fill(struct file *w, int begun, struct span bytes, struct fault *f)
{
    int done = begun;
    if (done == 0)
        done = file_write(w->fd, bytes, w->path, f);
    if (done == 0)
        done = file_commit(w, f);
    file_abandon(w);
    return done;
}

int file_replace(const char *path, mode_t mode, struct span bytes, struct fault *f)
{
    struct file w;
    return fill(&w, file_begin(&w, path, mode, f), bytes, f);
}

int file_put(const char *path, mode_t mode, struct span bytes, struct fault *f)
{
    struct file w;
    return fill(&w, file_output(&w, path, mode, f), bytes, f);
}

int file_remove(const char *path, struct fault *f)
{
    char dir[4096];
    file_sweep(path);
    if (unlink(path) != 0 && errno != ENOENT)
        return fault_errno(f, STATUS_IO, "%s", path);
    /* Also when it is gone: who removed it may have been killed before that was on the disk. */
    dir_of(dir, sizeof dir, path);
    return access(dir, F_OK) == 0 ? file_sync_dir(dir, f) : 0;
}

int file_make_dirs(const char *path, mode_t mode, struct fault *f)
{
    char part[4096];
    size_t len = strlen(path);
    if (len == 0 || len >= sizeof part)
        return fault(f, STATUS_CANT_CREATE, "%.60s: not a usable directory name", path);
    for (size_t i = 1; i <= len; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        snprintf(part, sizeof part, "%.*s", (int)i, path);
        if (mkdir(part, mode) != 0 && errno != EEXIST)
            return fault_errno(f, STATUS_CANT_CREATE, "%s", part);
    }
    struct stat st;
    if (stat(path, &st) != 0)
        return fault_errno(f, STATUS_CANT_CREATE, "%s", path);
    if (!S_ISDIR(st.st_mode))
        return fault(f, STATUS_CANT_CREATE, "%s: not a directory", path);
    return 0;
}

/* For file systems that know no files without a name. */
static int nameless_later(const char *dir)
{
    char path[4096 + 32];
    snprintf(path, sizeof path, "%s/.callmine.XXXXXX", dir);
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

int file_nameless(const char *beside, struct fault *f)
{
    char dir[4096];
    const char *slash = beside ? strrchr(beside, '/') : NULL, *tmp = getenv("TMPDIR");
    if (!beside)
        snprintf(dir, sizeof dir, "%s", tmp && tmp[0] == '/' ? tmp : "/tmp");
    else if (!slash)
        snprintf(dir, sizeof dir, ".");
    else
        snprintf(dir, sizeof dir, "%.*s", slash == beside ? 1 : (int)(slash - beside), beside);
    int fd = open(dir, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
        fd = nameless_later(dir);
    if (fd < 0)
        fault_errno(f, STATUS_CANT_CREATE, "%s: no temporary file can be made there", dir);
    return fd;
}
