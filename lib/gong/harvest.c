#include "lib/gong/harvest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/call.h"
#include "lib/json/json.h"
#include "lib/json/stream.h"

enum { HARVEST_BLOCK = 1 << 16 };

/* *start: where the last line begins that has no line feed; the file's size when there is none. */
static int harvest_tail(struct harvest *h, off_t size, off_t *start, struct fault *f)
{
    char block[HARVEST_BLOCK];
    for (off_t end = size; end > 0;) {
        off_t at = end > HARVEST_BLOCK ? end - HARVEST_BLOCK : 0;
        ssize_t n = pread(h->fd, block, (size_t)(end - at), at);
        if (n != end - at)
            return fault_errno(f, STATUS_IO, "%s", h->path);
        const char *newline = memrchr(block, '\n', (size_t)n);
        if (newline) {
            *start = at + (newline - block) + 1;
            return 0;
        }
        end = at;
    }
    *start = 0;
    return 0;
}

/* Whether the bytes from start on are one record that only lacks its line feed. */
static int harvest_whole(struct harvest *h, off_t start, off_t size, bool *whole, struct fault *f)
{
    struct fault ignored = {0};
    struct span record;
    struct buf tail = BUF(STREAM_LINE_LIMIT);
    char *room = buf_room(&tail, (size_t)(size - start));
    *whole = false;
    int ok = 0;
    if (room && pread(h->fd, room, (size_t)(size - start), start) != size - start)
        ok = fault_errno(f, STATUS_IO, "%s", h->path);
    else if (room && room[0] != '{')
        ok = fault(f, STATUS_BAD_RECORD, "%s: its last line is no record: is this the right file",
                   h->path);
    else if (room) {
        tail.len = (size_t)(size - start);
        *whole = json_check(buf_view(&tail), &record, &ignored) == 0;
    }
    buf_free(&tail);
    return ok;
}

/* A run that was killed may have left a line half written: complete it or take it off. */
static int harvest_mend(struct harvest *h, struct fault *f)
{
    struct stat s;
    off_t start;
    bool whole;
    if (fstat(h->fd, &s) != 0)
        return fault_errno(f, STATUS_IO, "%s", h->path);
    if (!S_ISREG(s.st_mode))
        return fault(f, STATUS_CANT_CREATE, "%s is no regular file: nothing can be added to it",
                     h->path);
    if (harvest_tail(h, s.st_size, &start, f) != 0)
        return -1;
    if (start == s.st_size)
        return 0;
    if (harvest_whole(h, start, s.st_size, &whole, f) != 0)
        return -1;
    if (whole ? write(h->fd, "\n", 1) != 1 : ftruncate(h->fd, start) != 0)
        return fault_errno(f, STATUS_IO, "%s", h->path);
    return 0;
}

static int harvest_know(void *self, struct span record, struct out *out, struct fault *f)
{
    struct harvest *h = self;
    struct call call = {0};
    (void)out;
    int ok = call_read(&call, record, f);
    if (ok == 0)
        ok = ids_add(&h->ids, call.id, NULL, NULL, f);
    call_clear(&call);
    return ok;
}

/* The name of a file that was just made lasts only when its directory is on disk too. */
static int harvest_sync_dir(const char *path, struct fault *f)
{
    const char *slash = strrchr(path, '/');
    char *dir = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
    if (!dir)
        return fault(f, STATUS_NO_MEMORY, "no memory");
    int ok = file_sync_dir(dir, f);
    free(dir);
    return ok;
}

static int harvest_open_file(struct harvest *h, struct fault *f)
{
    if (lock_take(&h->lock, h->path, false, f) != 0)
        return -1;
    h->fd = open(h->path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    if (h->fd < 0)
        return fault_errno(f, STATUS_CANT_CREATE, "%s", h->path);
    if (harvest_mend(h, f) != 0 || harvest_sync_dir(h->path, f) != 0)
        return -1;
    char *name = (char *)(size_t)h->path;
    struct stream known = {.files = &name, .n = 1};
    return stream_run(&known, &(struct stage){.step = harvest_know, .self = h}, f);
}

int harvest_open(struct harvest *h, const char *path, struct fault *f)
{
    *h = (struct harvest){.path = path, .lock.fd = -1, .fd = -1};
    if (path && harvest_open_file(h, f) != 0) {
        harvest_close(h);
        return -1;
    }
    out_init(&h->out, path ? h->fd : STDOUT_FILENO, path ? path : "stdout");
    return 0;
}

int harvest_seen(struct harvest *h, struct span id, bool *seen, struct fault *f)
{
    bool fresh;
    if (ids_add(&h->ids, id, NULL, &fresh, f) != 0)
        return -1;
    *seen = !fresh;
    return 0;
}

void harvest_put(struct harvest *h, struct span record)
{
    out_line(&h->out, record);
}

int harvest_page(struct harvest *h, struct fault *f)
{
    if (out_flush(&h->out, f) != 0)
        return -1;
    if (h->path && fdatasync(h->fd) != 0)
        return fault_errno(f, STATUS_IO, "%s", h->path);
    return 0;
}

void harvest_close(struct harvest *h)
{
    buf_free(&h->out.held);
    if (h->fd >= 0)
        close(h->fd);
    lock_drop(&h->lock);
    ids_clear(&h->ids);
    h->fd = -1;
}
