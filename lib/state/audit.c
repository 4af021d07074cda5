#include "lib/state/audit.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/base/lock.h"
#include "lib/json/json.h"
#include "lib/json/stream.h"
#include "lib/state/digest.h"
#include "lib/state/place.h"

/* The log, open and locked, and what is known of its end. */
struct audit_log {
    struct buf path, head_path;
    struct lock lock;
    int fd;           /* -1: there is none */
    off_t size, torn; /* torn: where the last whole line ends */
    int64_t n;        /* of the last whole line; 0 = none */
    char hash[DIGEST_TEXT];
    int64_t head_n; /* what audit.head says; 0 = it is not there */
    char head_hash[DIGEST_TEXT];
};

static const char audit_first[] =
    "0000000000000000000000000000000000000000000000000000000000000000";

static void audit_close(struct audit_log *l)
{
    if (l->fd >= 0)
        close(l->fd);
    lock_drop(&l->lock);
    buf_free(&l->path);
    buf_free(&l->head_path);
}

/* What a line says of itself and of the one before; false when its hash is not its own. */
static bool audit_read(struct span line, int64_t *n, char hash[static DIGEST_TEXT],
                       char prev[static DIGEST_TEXT])
{
    static const char key[] = ",\"hash\":\"";
    struct span object;
    struct fault ignored = {0};
    size_t tail = sizeof key - 1 + DIGEST_TEXT - 1 + 2; /* the digits, the quote and the brace */
    if (line.len <= tail || json_check(line, &object, &ignored) != 0 ||
        !json_integer(json_get(object, "n"), n))
        return false;
    struct span before = {line.at, line.len - tail}, was = json_get(object, "prev");
    digest_of(before, hash);
    snprintf(prev, DIGEST_TEXT, "%.*s", was.len > 2 ? (int)was.len - 2 : 0,
             was.at ? was.at + 1 : "");
    const char *end = line.at + before.len;
    return memcmp(end, key, sizeof key - 1) == 0 &&
           memcmp(end + sizeof key - 1, hash, DIGEST_TEXT - 1) == 0;
}

static int audit_read_head(struct audit_log *l, struct fault *f)
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
static int audit_read_last(const struct audit_log *l, char *to, size_t n, struct fault *f)
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

/* The last whole line, out of the last bytes; a line without its line feed is torn. */
static int audit_read_end(struct audit_log *l, struct fault *f)
{
    char block[2 * AUDIT_LINE];
    struct stat st;
    char prev[DIGEST_TEXT];
    snprintf(l->hash, sizeof l->hash, "%s", audit_first);
    if (l->fd < 0)
        return 0;
    if (fstat(l->fd, &st) != 0)
        return fault_errno(f, STATUS_IO, "%s", l->path.at);
    l->size = st.st_size;
    size_t want = l->size < (off_t)sizeof block ? (size_t)l->size : sizeof block;
    if (audit_read_last(l, block, want, f) != 0)
        return -1;
    const char *end = memrchr(block, '\n', want);
    size_t whole = end ? (size_t)(end - block) : 0;
    l->torn = l->size - (off_t)(want - (end ? whole + 1 : 0));
    if (!end)
        return want < sizeof block
                   ? 0
                   : fault(f, STATUS_BAD_RECORD, "%s: its last line is none of ours", l->path.at);
    const char *start = memrchr(block, '\n', whole);
    start = start ? start + 1 : block;
    if (!audit_read((struct span){start, (size_t)(end - start)}, &l->n, l->hash, prev))
        return fault(f, STATUS_BAD_RECORD, "%s: its last line was changed", l->path.at);
    if (l->n == l->head_n + 1 && strcmp(prev, l->head_hash) != 0)
        return fault(f, STATUS_BAD_RECORD, "%s: its last line does not follow the one before",
                     l->path.at);
    return 0;
}

/* The log ends where the head says, or one line later: a process may have been killed between the
 * two. */
static int audit_ends_right(const struct audit_log *l, int64_t n, const char *hash, struct fault *f)
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

static int audit_open(struct audit_log *l, bool make, struct fault *f)
{
    struct buf lock = BUF(4095);
    *l =
        (struct audit_log){.path = BUF(4095), .head_path = BUF(4095), .fd = -1, .lock = {.fd = -1}};
    int ok = place_path(&lock, PLACE_STATE, "audit.lock", f) != 0 ||
                     place_path(&l->path, PLACE_STATE, "audit.log", f) != 0 ||
                     place_path(&l->head_path, PLACE_STATE, "audit.head", f) != 0 ||
                     lock_take(&l->lock, lock.at, true, f) != 0
                 ? -1
                 : 0;
    buf_free(&lock);
    if (ok != 0)
        return -1;
    int how = make ? O_RDWR | O_APPEND | O_CREAT : O_RDONLY;
    l->fd = open(l->path.at, how | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (l->fd < 0 && (make || errno != ENOENT))
        return fault_errno(f, make ? STATUS_CANT_CREATE : STATUS_IO, "%s", l->path.at);
    if (audit_read_head(l, f) != 0 || audit_read_end(l, f) != 0)
        return -1;
    return 0;
}

static void audit_who(struct buf *b)
{
    const struct passwd *user = getpwuid(getuid());
    buf_format(b, "%s (%ld)", user && user->pw_name ? user->pw_name : "?", (long)getuid());
}

static int audit_line(struct buf *b, const struct audit_log *l, const struct audit_entry *e,
                      char hash[static DIGEST_TEXT], struct fault *f)
{
    struct buf who = BUF(256), time = BUF(64);
    struct json_writer w = {.b = b};
    audit_who(&who);
    when_format(&time, e->time);
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_int(&w, "n", l->n + 1);
    json_put_text(&w, "time", buf_view(&time));
    json_put_text(&w, "who", buf_view(&who));
    json_put_text(&w, "program", span_of(e->program));
    json_put_text(&w, "profile", span_of(e->profile));
    json_put_text(&w, "what", span_of(e->what));
    json_put(&w, "detail", e->detail);
    json_put_text(&w, "prev", span_of(l->hash));
    digest_of(buf_view(b), hash);
    json_put_text(&w, "hash", span_of(hash));
    json_close(&w, '}');
    buf_byte(b, '\n');
    buf_free(&who);
    buf_free(&time);
    return buf_check(b, "a line of the audit log", f);
}

/* The line is on disk before the head names it. What could not be written whole is taken off
 * again; if that fails too, the next one does it. */
static int audit_append(struct audit_log *l, const struct audit_entry *e, struct fault *f)
{
    struct buf line = BUF(AUDIT_LINE), head = BUF(128);
    char hash[DIGEST_TEXT];
    int ok = audit_line(&line, l, e, hash, f);
    if (ok == 0 && file_write(l->fd, buf_view(&line), l->path.at, f) != 0) {
        ok = -1;
        if (ftruncate(l->fd, l->size) != 0)
            fault_at(f, "the line stays torn until the next");
    }
    if (ok == 0 && fsync(l->fd) != 0)
        ok = fault_errno(f, STATUS_IO, "%s", l->path.at);
    if (ok == 0) {
        l->n++;
        l->size += (off_t)line.len;
        memcpy(l->hash, hash, sizeof hash);
        buf_format(&head, "%" PRId64 " %s\n", l->n, hash);
        ok = file_replace(l->head_path.at, 0600, buf_view(&head), f);
    }
    buf_free(&line);
    buf_free(&head);
    return ok;
}

static int audit_mend(struct audit_log *l, const struct audit_entry *e, struct fault *f)
{
    struct buf detail = BUF(64);
    if (l->torn == l->size)
        return 0;
    if (ftruncate(l->fd, l->torn) != 0)
        return fault_errno(f, STATUS_IO, "%s", l->path.at);
    buf_format(&detail, "{\"bytes\":%lld}", (long long)(l->size - l->torn));
    l->size = l->torn;
    struct audit_entry mended = {.time = e->time,
                                 .program = e->program,
                                 .what = "audit-repaired",
                                 .detail = buf_view(&detail)};
    int ok = audit_append(l, &mended, f);
    buf_free(&detail);
    return ok;
}

int audit_add(const struct audit_entry *e, struct fault *f)
{
    struct audit_log l;
    int ok = audit_open(&l, true, f);
    if (ok == 0)
        ok = audit_ends_right(&l, l.n, l.hash, f);
    if (ok == 0)
        ok = audit_mend(&l, e, f);
    if (ok == 0)
        ok = audit_append(&l, e, f);
    audit_close(&l);
    return ok;
}

static int audit_step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct audit *a = self;
    int64_t n;
    char hash[DIGEST_TEXT], prev[DIGEST_TEXT];
    (void)out;
    if (!audit_read(record, &n, hash, prev))
        return fault(f, STATUS_BAD_RECORD, "the line was changed: its hash is another");
    if (n != a->lines + 1 || strcmp(prev, a->lines ? a->head : audit_first) != 0)
        return fault(f, STATUS_BAD_RECORD,
                     "the line does not follow the one before: lines were taken out or put in");
    a->lines = n;
    a->bytes += (int64_t)record.len + 1;
    memcpy(a->head, hash, sizeof hash);
    return 0;
}

/* A torn line is the last one, and nobody was told that it is there. */
static int audit_walk(struct audit *a, const struct audit_log *l, struct fault *f)
{
    char *path = l->path.at;
    struct stream lines = {.files = &path, .n = 1, .threads = 1};
    struct fault why = {0};
    if (stream_run(&lines, &(struct stage){.step = audit_step, .self = a}, &why) == 0) {
        if (a->bytes == l->torn || (a->torn && a->bytes == l->size + 1))
            return 0;
        return fault(f, STATUS_BAD_RECORD, "%s: something stands between its lines", path);
    }
    if (a->torn && why.status == STATUS_BAD_RECORD && lines.line == a->lines + 1)
        return 0;
    *f = why;
    return -1;
}

int audit_verify(struct audit *a, struct fault *f)
{
    struct audit_log l;
    struct fault end = {0};
    *a = (struct audit){0};
    snprintf(a->head, sizeof a->head, "%s", audit_first);
    int ok = audit_open(&l, false, &end);
    if (ok != 0 && end.status != STATUS_BAD_RECORD) {
        *f = end;
    } else if (l.fd >= 0) {
        a->torn = l.torn != l.size;
        if (audit_walk(a, &l, f) != 0)
            ok = -1;
        else if (ok != 0)
            *f = end;
    }
    if (ok == 0)
        ok = audit_ends_right(&l, a->lines, a->head, f);
    audit_close(&l);
    return ok;
}
