#include "lib/archive/run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/json.h"

enum { DEPTH = 16, MANIFEST_LIMIT = 64 << 20 };

/* How the archiving ended, which cannot be known while it goes on: a run that was archived would be
 * another one ever after. */
static const char ARCHIVING[] = "status/archive";

static int scan(struct run *r, int dir, struct buf *name, int depth, struct fault *f);

static int add(struct run *r, const char *name, const struct stat *st, struct fault *f)
{
    if (r->n == r->room) {
        size_t room = r->room ? 2 * r->room : 64;
        struct run_file *more = realloc(r->files, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "%s: no memory for its list of files", r->path);
        r->files = more;
        r->room = room;
    }
    char *copy = strdup(name);
    if (!copy)
        return fault(f, STATUS_NO_MEMORY, "%s: no memory for its list of files", r->path);
    r->files[r->n++] = (struct run_file){copy, st->st_size};
    r->bytes += st->st_size;
    when changed = st->st_mtim.tv_sec * WHEN_SECOND;
    if (changed > r->newest)
        r->newest = changed;
    return 0;
}

/* One directory entry; *name is its path below the run. */
static int look(struct run *r, int dir, const char *entry, struct buf *name, int depth,
                struct fault *f)
{
    struct stat st;
    if (buf_check(name, r->path, f) != 0)
        return -1;
    if (!name_is_member(buf_view(name)))
        return fault(f, STATUS_BAD_RECORD,
                     "%s/%s: a file's name may hold A-Z a-z 0-9 . _ - only; rename or remove it",
                     r->path, name->at);
    if (fstatat(dir, entry, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return fault_errno(f, STATUS_NO_INPUT, "%s/%s", r->path, name->at);
    if (S_ISREG(st.st_mode) && strcmp(name->at, ARCHIVING) == 0)
        return 0;
    if (S_ISREG(st.st_mode))
        return add(r, name->at, &st, f);
    if (!S_ISDIR(st.st_mode))
        return fault(f, STATUS_BAD_RECORD, "%s/%s: %s; only regular files are archived, remove it",
                     r->path, name->at,
                     S_ISLNK(st.st_mode) ? "a symbolic link" : "not a regular file");
    if (depth == DEPTH)
        return fault(f, STATUS_BAD_RECORD, "%s/%s: directories go too deep", r->path, name->at);
    int below = openat(dir, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (below < 0)
        return fault_errno(f, STATUS_NO_INPUT, "%s/%s", r->path, name->at);
    return scan(r, below, name, depth + 1, f);
}

static int scan(struct run *r, int dir, struct buf *name, int depth, struct fault *f)
{
    size_t len = name->len;
    int done = 0;
    DIR *d = fdopendir(dir);
    if (!d) {
        close(dir);
        return fault_errno(f, STATUS_IO, "%s", r->path);
    }
    while (done == 0) {
        errno = 0;
        struct dirent *e = readdir(d);
        if (!e) {
            done = errno ? fault_errno(f, STATUS_IO, "%s", r->path) : 0;
            break;
        }
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
            file_is_beside(e->d_name)) /* half written by a process that was killed */
            continue;
        name->len = len;
        if (len)
            buf_byte(name, '/');
        buf_text(name, e->d_name);
        done = look(r, dir, e->d_name, name, depth, f);
    }
    closedir(d);
    name->len = len;
    return done;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct run_file *)a)->name, ((const struct run_file *)b)->name);
}

/* A member of the manifest that, if there, must be text fit for `to`. */
static int say(const struct run *r, const char *member, char *to, size_t size, struct fault *f)
{
    struct span value = json_get(buf_view(&r->manifest), member);
    struct buf text = BUF(4096);
    if (json_kind(value) == JSON_NONE || json_kind(value) == JSON_NULL)
        return 0;
    json_text(&text, value);
    bool fits = json_kind(value) == JSON_STRING && text.state == BUF_SOUND && text.len > 0 &&
                text.len < size && !memchr(text.at, '\0', text.len);
    if (fits)
        memcpy(to, text.at, text.len + 1);
    buf_free(&text);
    return fits ? 0
                : fault(f, STATUS_BAD_RECORD, "%s/manifest.json: its %s is not usable", r->path,
                        member);
}

static int read_whole(int fd, struct buf *b, const char *path, struct fault *f)
{
    enum { STEP = 64 << 10 };
    for (;;) {
        char *room = buf_room(b, STEP);
        if (!room)
            return buf_check(b, path, f);
        ssize_t got = read(fd, room, STEP);
        if (got == 0)
            return 0;
        if (got < 0 && errno != EINTR)
            return fault_errno(f, STATUS_IO, "%s", path);
        b->len += got > 0 ? (size_t)got : 0;
    }
}

static int read_manifest(struct run *r, struct fault *f)
{
    char name[] = "manifest.json", created[64] = "";
    struct run_file key = {name, 0};
    struct span value;
    int64_t version;
    const struct run_file *file = bsearch(&key, r->files, r->n, sizeof key, by_name);
    if (!file)
        return 0;
    int fd = run_file_open(r, file, f);
    if (fd < 0)
        return -1;
    int done = read_whole(fd, &r->manifest, r->path, f);
    close(fd);
    if (done != 0)
        return -1;
    if (json_check(buf_view(&r->manifest), &value, f) != 0)
        return fault_at(f, "%s/manifest.json", r->path);
    if (json_kind(value) != JSON_OBJECT)
        return fault(f, STATUS_BAD_RECORD, "%s/manifest.json: not one JSON object", r->path);
    if (!json_integer(json_get(value, "v"), &version) || version != 1)
        return fault(f, STATUS_BAD_RECORD,
                     "%s/manifest.json: not of version 1, which is what this program knows",
                     r->path);
    if (say(r, "id", r->id, sizeof r->id, f) != 0 ||
        say(r, "class", r->class, sizeof r->class, f) != 0 ||
        say(r, "created", created, sizeof created, f) != 0)
        return -1;
    r->has_created = created[0] != '\0';
    if (r->has_created && when_parse(&r->created, span_of(created), f) != 0)
        return fault_at(f, "%s/manifest.json: created", r->path);
    return 0;
}

/* The last part of the directory's real path, so that "." and "runs/x/" have names too. */
static void name_run(struct run *r)
{
    char *real = realpath(r->path, NULL);
    const char *slash = real ? strrchr(real, '/') : NULL;
    if (slash && name_is_id(span_of(slash + 1)))
        memcpy(r->base, slash + 1, strlen(slash + 1) + 1);
    free(real);
}

int run_open(struct run *r, const char *path, struct fault *f)
{
    *r = (struct run){.path = path, .manifest = BUF(MANIFEST_LIMIT)};
    r->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (r->fd < 0)
        return fault_errno(f, STATUS_NO_INPUT, "%s", path);
    int dir = openat(r->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return fault_errno(f, STATUS_IO, "%s", path);
    struct buf name = BUF(1 << 16);
    int done = scan(r, dir, &name, 0, f);
    buf_free(&name);
    if (done != 0)
        return -1;
    if (r->n == 0)
        return fault(f, STATUS_NO_INPUT, "%s: there are no files in it", path);
    qsort(r->files, r->n, sizeof *r->files, by_name);
    name_run(r);
    return read_manifest(r, f);
}

int run_file_open(const struct run *r, const struct run_file *file, struct fault *f)
{
    /* Part by part, so that a link put in the way after the scan is not followed either. */
    char name[NAME_MEMBER];
    size_t len = strlen(file->name);
    if (len >= sizeof name)
        return fault(f, STATUS_BUG, "%s: a name got too long", r->path);
    memcpy(name, file->name, len + 1);
    int at = r->fd;
    for (char *part = name, *slash; part; part = slash) {
        slash = strchr(part, '/');
        if (slash)
            *slash++ = '\0';
        int next = openat(
            at, part, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (slash ? O_DIRECTORY : 0));
        int error = errno;
        if (at != r->fd)
            close(at);
        errno = error;
        if (next < 0)
            return fault_errno(f, STATUS_NO_INPUT, "%s/%s", r->path, file->name);
        at = next;
    }
    struct stat st;
    if (fstat(at, &st) == 0 && S_ISREG(st.st_mode))
        return at;
    close(at);
    return fault(f, STATUS_BAD_RECORD, "%s/%s: no longer a regular file", r->path, file->name);
}

void run_close(struct run *r)
{
    if (r->fd >= 0)
        close(r->fd);
    for (size_t i = 0; i < r->n; i++)
        free(r->files[i].name);
    free(r->files);
    buf_free(&r->manifest);
    *r = (struct run){.fd = -1};
}
