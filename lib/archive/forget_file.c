#include "lib/archive/forget_file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/json/stream.h"

static bool ends(const char *name, const char *with)
{
    size_t n = strlen(name), m = strlen(with);
    return n >= m && strcmp(name + n - m, with) == 0;
}

enum forget_kind forget_kind(const char *name)
{
    static const struct {
        const char *end;
        enum forget_kind kind;
    } rows[] = {{".ndjson", FORGET_RECORDS},      {".ndjson.zst", FORGET_RECORDS},
                {".ndjson.part", FORGET_RECORDS}, {".json", FORGET_DOCUMENT},
                {".json.part", FORGET_TEXT},      {".docx", FORGET_OPAQUE},
                {".xlsx", FORGET_OPAQUE},         {".pdf", FORGET_OPAQUE},
                {".zst", FORGET_OPAQUE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ends(name, rows[i].end))
            return rows[i].kind;
    return FORGET_TEXT;
}

/* ---- records ---- */

struct lines {
    const struct forgetter *by;
    struct forgot *n;
    struct buf line;
    bool write;
};

static int meet(void *self, struct span record, struct out *out, struct fault *f)
{
    const struct lines *l = self;
    (void)out;
    return l->by->meet(l->by->who, record, f);
}

static int take_out(void *self, struct span record, struct out *out, struct fault *f)
{
    struct lines *l = self;
    bool gone = false;
    buf_clear(&l->line);
    if (l->by->record(l->by->who, record, &l->line, &gone, l->n, f) != 0)
        return -1;
    if (l->write && !gone)
        out_line(out, buf_view(&l->line));
    return 0;
}

/* A fetcher's file may end in the middle of a line, *cut: the fetcher was killed there, and fetches
 * all of it again when it is gone. */
static int walk(struct lines *l, const char *path, bool write, bool *cut,
                int (*step)(void *, struct span, struct out *, struct fault *), struct fault *f)
{
    *cut = false;
    char *file = (char *)(size_t)path;
    struct stream s = {.files = &file, .n = 1, .threads = 1, .output = write ? path : NULL};
    int rc = stream_run(&s, &(struct stage){.step = step, .self = l}, f);
    buf_free(&l->line);
    if (rc == 0 || f->status != STATUS_BAD_RECORD || !ends(path, ".part"))
        return rc;
    *f = (struct fault){0};
    *cut = true;
    return write ? file_remove(path, f) : 0;
}

int forget_meet(const struct forgetter *by, const char *path, struct fault *f)
{
    struct lines l = {.by = by};
    struct buf text = BUF(0);
    bool cut;
    enum forget_kind kind = forget_kind(path);
    if (kind == FORGET_RECORDS)
        return walk(&l, path, false, &cut, meet, f);
    int rc = kind == FORGET_TEXT ? file_read(&text, path, f) : 0;
    if (rc == 0 && text.len)
        rc = by->read(by->who, path, buf_view(&text), f);
    buf_free(&text);
    return rc;
}

/* ---- documents and text ---- */

/* What is left of a file, into *to. */
static int rest(const struct forgetter *by, const char *path, struct buf *to, struct forgot *n,
                struct fault *f)
{
    struct buf b = BUF(0);
    struct fault ignored;
    struct span value;
    bool gone;
    int rc = file_read(&b, path, f);
    struct span text = buf_view(&b);
    if (rc == 0 && forget_kind(path) == FORGET_DOCUMENT &&
        json_check(text, &value, &ignored) == 0) {
        buf_add(to, text.at, (size_t)(value.at - text.at));
        rc = by->record(by->who, value, to, &gone, n, f);
        const char *end = value.at + value.len;
        buf_add(to, end, (size_t)(text.at + text.len - end));
    } else if (rc == 0 && text.len) {
        rc = by->text(by->who, path, text, to, n, f);
    }
    buf_free(&b);
    return rc == 0 ? buf_check(to, path, f) : -1;
}

int forget_count(const struct forgetter *by, const char *path, struct forgot *n, struct fault *f)
{
    struct lines l = {.by = by, .n = n};
    struct buf b = BUF(0);
    bool as_text = true;
    int rc = 0;
    switch (forget_kind(path)) {
    case FORGET_RECORDS: rc = walk(&l, path, false, &as_text, take_out, f); break;
    case FORGET_OPAQUE: as_text = false; break;
    default: break;
    }
    if (rc == 0 && as_text)
        rc = rest(by, path, &b, n, f);
    buf_free(&b);
    return rc;
}

static int edit(const struct forgetter *by, const char *path, struct forgot *n, struct fault *f)
{
    struct lines l = {.by = by, .n = n, .write = true};
    struct forgot here = {0};
    struct buf b = BUF(0);
    bool cut;
    if (forget_kind(path) == FORGET_RECORDS)
        return walk(&l, path, true, &cut, take_out, f);
    int rc = rest(by, path, &b, &here, f);
    if (rc == 0 && forgot_all(&here) > 0)
        rc = file_replace(path, 0600, b.len ? buf_view(&b) : (struct span){"", 0}, f);
    forgot_add(n, &here);
    buf_free(&b);
    return rc;
}

int forget_edit(const struct forgetter *by, const char *path, struct forgot *n, struct fault *f)
{
    struct stat st;
    if (forget_kind(path) == FORGET_OPAQUE)
        return 0;
    if (stat(path, &st) != 0)
        return fault_errno(f, STATUS_IO, "%s", path);
    if (edit(by, path, n, f) != 0)
        return -1;
    const struct timespec times[2] = {st.st_atim, st.st_mtim};
    utimensat(AT_FDCWD, path, times, 0);
    return 0;
}

/* ---- what says it again ---- */

int forget_reminds(const struct forgetter *by, const char *path, bool *yes, struct forgot *n,
                   struct fault *f)
{
    bool gone;
    struct buf b = BUF(0), left = BUF(0);
    struct fault ignored;
    struct span value;
    int rc = file_read(&b, path, f);
    *yes = false;
    for (const char *at = b.at, *end = b.at + b.len; rc == 0 && at < end && !*yes;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t len = (size_t)((newline ? newline : end) - at);
        if (json_check((struct span){at, len}, &value, &ignored) == 0) {
            buf_clear(&left);
            rc = by->reminds(by->who, value, yes, f);
            if (rc == 0)
                rc = by->record(by->who, value, &left, &gone, n, f);
        }
        at += len + 1;
    }
    buf_free(&b);
    buf_free(&left);
    return rc;
}
