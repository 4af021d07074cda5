#include "lib/state/audit_log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/state/place.h"

const char audit_first[] = "0000000000000000000000000000000000000000000000000000000000000000";

void audit_log_close(struct audit_log *l)
{
    if (l->fd >= 0)
        close(l->fd);
    lock_drop(&l->lock);
    buf_free(&l->path);
    buf_free(&l->head_path);
}

int audit_log_open(struct audit_log *l, bool make, struct fault *f)
{
    int (*const place)(struct buf *, enum place, const char *, struct fault *) =
        make ? place_path : place_find;
    struct buf lock = BUF(4095);
    struct fault why = {0};
    *l =
        (struct audit_log){.path = BUF(4095), .head_path = BUF(4095), .fd = -1, .lock = {.fd = -1}};
    int ok = place(&lock, PLACE_STATE, "audit.lock", f) != 0 ||
                     place(&l->path, PLACE_STATE, "audit.log", f) != 0 ||
                     place(&l->head_path, PLACE_STATE, "audit.head", f) != 0
                 ? -1
                 : 0;
    /* Who may not write there may still read: a copy on a medium of its own. */
    if (ok == 0 && lock_take(&l->lock, lock.at, true, &why) != 0 &&
        (make || why.status != STATUS_CANT_CREATE))
        ok = (*f = why, -1);
    buf_free(&lock);
    if (ok != 0)
        return -1;
    int how = make ? O_RDWR | O_APPEND | O_CREAT : O_RDONLY;
    l->fd = open(l->path.at, how | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (l->fd < 0 && (make || errno != ENOENT))
        return fault_errno(f, make ? STATUS_CANT_CREATE : STATUS_IO, "%s", l->path.at);
    return 0;
}

/* ---- a line ---- */

bool audit_link_read(struct audit_link *k, struct span line)
{
    static const char key[] = ",\"hash\":\"";
    struct span object;
    struct fault ignored = {0};
    size_t tail = sizeof key - 1 + DIGEST_TEXT - 1 + 2; /* the digits, the quote and the brace */
    if (line.len <= tail || json_check(line, &object, &ignored) != 0 || object.len != line.len ||
        !json_integer(json_get(object, "n"), &k->n))
        return false;
    struct span before = {line.at, line.len - tail}, was = json_get(object, "prev");
    const char *end = line.at + before.len;
    if (memcmp(end, key, sizeof key - 1) != 0 || json_kind(was) != JSON_STRING)
        return false;
    digest_of(before, k->own);
    snprintf(k->prev, sizeof k->prev, "%.*s", (int)was.len - 2, was.at + 1);
    snprintf(k->hash, sizeof k->hash, "%.*s", DIGEST_TEXT - 1, end + sizeof key - 1);
    return true;
}

bool audit_link_sound(const struct audit_link *k)
{
    return strcmp(k->hash, k->own) == 0;
}

/* ---- where it ends ---- */

int audit_log_head(struct audit_log *l, struct fault *f)
{
    struct buf text = BUF(256);
    struct fault why = {0};
    l->head_n = 0;
    snprintf(l->head_hash, sizeof l->head_hash, "%s", audit_first);
    int ok = file_read(&text, l->head_path.at, &why);
    if (ok != 0 && why.status == STATUS_NO_INPUT)
        ok = 0;
    else if (ok != 0)
        *f = why;
    else if (sscanf(text.at ? text.at : "", "%" SCNd64 " %64[0-9a-f]", &l->head_n, l->head_hash) !=
                 2 ||
             l->head_n < 1)
        ok = fault(f, STATUS_BAD_RECORD, "%s: it does not say where the audit log ends",
                   l->head_path.at);
    buf_free(&text);
    return ok;
}

/* The last n bytes, in however many pieces the system gives them. */
static int read_last(const struct audit_log *l, char *to, size_t n, struct fault *f)
{
    for (size_t got = 0; got < n;) {
        ssize_t more = pread(l->fd, to + got, n - got, l->size - (off_t)(n - got));
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            return fault_errno(f, STATUS_IO, "%s", l->path.at);
        if (more == 0)
            return fault(f, STATUS_IO, "%s: it shrinks while it is read", l->path.at);
        got += (size_t)more;
    }
    return 0;
}

int audit_log_behind(const struct audit_log *l, off_t bytes, struct fault *f)
{
    return bytes < AUDIT_LINE
               ? 0
               : fault(f, STATUS_BAD_RECORD, "%s: what stands behind its last line is none of ours",
                       l->path.at);
}

/* Out of the last bytes; a line without its line feed is torn. */
int audit_log_end(struct audit_log *l, struct fault *f)
{
    char block[2 * AUDIT_LINE];
    struct stat st;
    struct audit_link k;
    l->n = l->size = l->torn = 0;
    snprintf(l->hash, sizeof l->hash, "%s", audit_first);
    if (l->fd < 0)
        return 0;
    if (fstat(l->fd, &st) != 0)
        return fault_errno(f, STATUS_IO, "%s", l->path.at);
    l->size = st.st_size;
    size_t want = l->size < (off_t)sizeof block ? (size_t)l->size : sizeof block;
    if (read_last(l, block, want, f) != 0)
        return -1;
    const char *end = memrchr(block, '\n', want);
    size_t whole = end ? (size_t)(end - block) : 0;
    l->torn = l->size - (off_t)(want - (end ? whole + 1 : 0));
    if (audit_log_behind(l, l->size - l->torn, f) != 0)
        return -1;
    if (!end)
        return 0;
    const char *start = memrchr(block, '\n', whole);
    start = start ? start + 1 : block;
    if (!audit_link_read(&k, (struct span){start, (size_t)(end - start)}) || !audit_link_sound(&k))
        return fault(f, STATUS_BAD_RECORD, "%s: its last line was changed", l->path.at);
    l->n = k.n;
    snprintf(l->hash, sizeof l->hash, "%s", k.hash);
    if (l->n == l->head_n + 1 && strcmp(k.prev, l->head_hash) != 0)
        return fault(f, STATUS_BAD_RECORD, "%s: its last line does not follow the one before",
                     l->path.at);
    return 0;
}

int audit_log_ends_right(const struct audit_log *l, int64_t n, const char *hash, struct fault *f)
{
    if (n < l->head_n)
        return fault(f, STATUS_BAD_RECORD,
                     "%s: it ends with line %" PRId64 " and had %" PRId64
                     " (audit.head): its end was cut off",
                     l->path.at, n, l->head_n);
    if (n > l->head_n + 1 || (n == l->head_n && strcmp(hash, l->head_hash) != 0))
        return fault(f, STATUS_BAD_RECORD,
                     "%s: its end, line %" PRId64 ", is not the one that audit.head knows",
                     l->path.at, n);
    return 0;
}
