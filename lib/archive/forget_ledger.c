#include "lib/archive/forget_ledger.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/ledger.h"

static const char listed[] = "list.ndjson";

int forget_ledger_lines(struct buf *lines, const struct ids *calls, struct fault *f)
{
    const struct ledger l = {.stage = "cm-retain"};
    struct buf id = BUF(1 << 16);
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < calls->n; i++) {
        buf_clear(&id);
        json_quote(&id, ids_at(calls, i));
        rc = buf_check(&id, "an id", f) == 0 ? ledger_line(lines, &l, buf_view(&id), "forgotten", f)
                                             : -1;
    }
    buf_free(&id);
    return rc;
}

/* What a ledger says of other calls. */
static void add_others(struct buf *to, struct span text, const struct ids *calls)
{
    struct fault ignored;
    struct span value;
    for (const char *at = text.at, *end = at + text.len; at && at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        struct span line = {at, (size_t)((newline ? newline + 1 : end) - at)};
        at += line.len;
        bool theirs = json_check(line, &value, &ignored) == 0 &&
                      json_kind(json_get(value, "id")) == JSON_STRING &&
                      ids_find(calls, json_get(value, "id")) >= 0;
        if (!theirs)
            buf_span(to, line);
    }
}

static int put_one(const char *path, const struct ids *calls, bool leave, struct fault *f)
{
    struct buf text = BUF(0), now = BUF(0);
    int rc = file_read(&text, path, f);
    if (rc == 0) {
        add_others(&now, buf_view(&text), calls);
        rc = leave ? forget_ledger_lines(&now, calls, f) : 0;
    }
    if (rc == 0)
        rc = buf_check(&now, path, f);
    if (rc == 0 && !span_equal(buf_view(&now), buf_view(&text)))
        rc = file_replace(path, 0600, now.len ? buf_view(&now) : (struct span){"", 0}, f);
    buf_free(&text);
    buf_free(&now);
    return rc;
}

static bool is_other(const char *name)
{
    size_t n = strlen(name), end = strlen(".ndjson");
    return n > end && strcmp(name + n - end, ".ndjson") == 0 && strcmp(name, listed) != 0;
}

static int put_others(const char *dir, const struct ids *calls, struct fault *f)
{
    struct buf path = BUF(8192);
    DIR *d = opendir(dir);
    int rc = d ? 0 : fault_errno(f, STATUS_IO, "%s", dir);
    for (struct dirent *e; rc == 0 && d && (e = readdir(d));) {
        if (!is_other(e->d_name))
            continue;
        buf_clear(&path);
        buf_format(&path, "%s/%s", dir, e->d_name);
        rc = buf_check(&path, "a path", f) == 0 ? put_one(path.at, calls, false, f) : -1;
    }
    if (d)
        closedir(d);
    buf_free(&path);
    return rc;
}

int forget_ledger_put(const char *run, const struct ids *calls, struct fault *f)
{
    struct buf dir = BUF(8192), path = BUF(8192);
    buf_format(&dir, "%s/ledger", run);
    buf_format(&path, "%s/ledger/%s", run, listed);
    int rc = buf_check(&dir, "a path", f) != 0 || buf_check(&path, "a path", f) != 0 ? -1 : 0;
    if (rc == 0 && access(path.at, F_OK) == 0)
        rc = put_one(path.at, calls, true, f) == 0 ? put_others(dir.at, calls, f) : -1;
    buf_free(&dir);
    buf_free(&path);
    return rc;
}
