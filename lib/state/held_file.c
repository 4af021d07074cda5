/* The held-calls index on disk: read, kept page by page, replaced. */

#include "lib/state/held_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/base/out.h"
#include "lib/json/json.h"
#include "lib/json/stream.h"
#include "lib/state/place.h"

/* One that may be absent: 0. */
static bool time_read(when *t, struct span value)
{
    *t = 0;
    return json_kind(value) == JSON_NONE || json_time(value, t);
}

static bool hash_read(uint64_t *hash, struct span value)
{
    char *end;
    *hash = 0;
    if (json_kind(value) != JSON_STRING || value.len != 18)
        return json_kind(value) == JSON_NONE;
    *hash = strtoull(value.at + 1, &end, 16);
    return end == value.at + 17;
}

/* A file that is read: whether its first line was, and how many calls that says there are. */
struct reading {
    struct held *held;
    bool begun;
    int64_t calls;
};

static int read_head(struct reading *r, struct span line, struct fault *f)
{
    struct held *h = r->held;
    struct buf workspace = BUF(sizeof h->workspace - 1);
    json_text(&workspace, json_get(line, "workspace"));
    r->begun = json_text_is(json_get(line, "held"), h->name) &&
               time_read(&h->from, json_get(line, "from")) &&
               time_read(&h->through, json_get(line, "through")) &&
               json_integer(json_get(line, "calls"), &r->calls) && workspace.state == BUF_SOUND;
    snprintf(h->workspace, sizeof h->workspace, "%s", workspace.at ? workspace.at : "");
    buf_free(&workspace);
    return r->begun ? 0
                    : fault(f, STATUS_BAD_RECORD,
                            "no first line of an index of the calls held for %s", h->name);
}

static int read_line(void *self, struct span line, struct out *out, struct fault *f)
{
    struct reading *r = self;
    struct held *h = r->held;
    struct held_call c = {0};
    struct span state = json_get(line, "state");
    size_t number;
    (void)out;
    if (!r->begun)
        return read_head(r, line, f);
    while (c.state < HELD_STATES && !json_text_is(state, held_state_name(c.state)))
        c.state++;
    c.transcript = json_kind(json_get(line, "transcript")) == JSON_TRUE;
    c.hidden = json_kind(json_get(line, "private")) == JSON_TRUE;
    if (c.state == HELD_STATES || json_kind(json_get(line, "id")) != JSON_STRING ||
        !hash_read(&c.hash, json_get(line, "hash")) || !time_read(&c.at, json_get(line, "at")) ||
        !time_read(&c.first, json_get(line, "first")) ||
        !time_read(&c.last, json_get(line, "last")) ||
        !time_read(&c.since, json_get(line, "since")) ||
        !time_read(&c.late, json_get(line, "late")) || !time_read(&c.gone, json_get(line, "gone")))
        return fault(f, STATUS_BAD_RECORD, "no line of an index of held calls");
    if (held_find(h, json_get(line, "id"), &number, f) != 0)
        return -1;
    h->calls[number] = c;
    return 0;
}

static int read_file(struct held *h, char *path, bool journal, struct fault *f)
{
    struct reading r = {.held = h, .begun = journal};
    struct stream s = {.files = &path, .n = 1};
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return 0;
    int done = stream_run(&s, &(struct stage){.step = read_line, .self = &r}, f);
    if (done == 0 && !journal && (!r.begun || r.calls != (int64_t)h->ids.n))
        done = fault(f, STATUS_CONFIG,
                     "%s: lines are missing: put a copy back, or cm-held forget %s and list anew",
                     path, h->name);
    if (done != 0 && f->status == STATUS_BAD_RECORD)
        f->status = STATUS_CONFIG;
    return done;
}

/* What a page that was cut short by a power failure left behind its last line feed. */
static int drop_torn(const char *path, struct fault *f)
{
    struct buf text = {0};
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return 0;
    int done = file_read(&text, path, f);
    const char *last = done == 0 && text.len ? memrchr(text.at, '\n', text.len) : NULL;
    size_t whole = last ? (size_t)(last - text.at) + 1 : 0;
    if (done == 0 && whole < text.len && truncate(path, (off_t)whole) != 0)
        done = fault_errno(f, STATUS_IO, "%s", path);
    buf_free(&text);
    return done;
}

static void journal_path(char path[4096], const struct held *h)
{
    snprintf(path, 4096, "%.*s.journal", (int)(strlen(h->path) - strlen(".ndjson")), h->path);
}

int held_file_read(struct held *h, struct fault *f)
{
    char journal[4096];
    journal_path(journal, h);
    if (read_file(h, h->path, false, f) != 0 || drop_torn(journal, f) != 0 ||
        read_file(h, journal, true, f) != 0)
        return -1;
    h->ntouched = 0;
    return 0;
}

int held_open(struct held *h, const char *profile, const char *name, when now, bool wait,
              struct fault *f)
{
    struct buf path = BUF(4000);
    char file[160];
    *h = (struct held){.lock.fd = -1, .now = now};
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    if (n == 0 || n > 64 || name[n] != '\0')
        return fault(f, STATUS_USAGE,
                     "what calls are held for has a name of 1 to 64 letters, digits, \"-\" and "
                     "\"_\"");
    memcpy(h->name, name, n);
    snprintf(file, sizeof file, "held/%s.ndjson", name);
    int done = place_in_profile(&path, profile, file, f);
    if (done == 0)
        done = buf_check(&path, "the path of the index", f);
    if (done == 0) {
        char lock[4096];
        snprintf(h->path, sizeof h->path, "%s", path.at);
        snprintf(lock, sizeof lock, "%.*s.lock", (int)(path.len - strlen(".ndjson")), path.at);
        done = lock_take(&h->lock, lock, wait, f);
        if (done != 0 && f->status == STATUS_TRY_LATER)
            fault(f, STATUS_TRY_LATER,
                  "another run works on the calls held for %s: run again when "
                  "it is over",
                  name);
    }
    if (done == 0)
        done = held_file_read(h, f);
    if (done == 0)
        held_settle(h);
    buf_free(&path);
    if (done != 0)
        held_close(h);
    return done;
}

static void put_time(struct json_writer *w, const char *key, when t)
{
    if (t)
        json_put_time(w, key, t);
}

void held_line(const struct held *h, size_t number, struct buf *line)
{
    const struct held_call *c = &h->calls[number];
    struct json_writer w = {.b = line};
    char hash[17];
    snprintf(hash, sizeof hash, "%016" PRIx64, c->hash);
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "id", ids_at(&h->ids, number));
    json_put_text(&w, "state", span_of(held_state_name(c->state)));
    if (c->transcript)
        json_put_bool(&w, "transcript", true);
    if (c->hidden)
        json_put_bool(&w, "private", true);
    if (c->hash)
        json_put_text(&w, "hash", span_of(hash));
    put_time(&w, "at", c->at);
    put_time(&w, "first", c->first);
    put_time(&w, "last", c->last);
    put_time(&w, "since", c->since);
    put_time(&w, "late", c->late);
    put_time(&w, "gone", c->gone);
    json_close(&w, '}');
}

int held_page(struct held *h, struct fault *f)
{
    struct buf lines = {0};
    char path[4096];
    journal_path(path, h);
    for (size_t i = 0; i < h->ntouched; i++) {
        held_line(h, h->touched[i], &lines);
        buf_byte(&lines, '\n');
    }
    int done = h->ntouched ? buf_check(&lines, "a page of the index", f) : 0;
    if (done == 0 && h->ntouched) {
        int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0)
            done = fault_errno(f, STATUS_CANT_CREATE, "%s", path);
        else if (file_write(fd, buf_view(&lines), path, f) != 0)
            done = -1;
        else if (fdatasync(fd) != 0)
            done = fault_errno(f, STATUS_IO, "%s", path);
        if (fd >= 0)
            close(fd);
    }
    buf_free(&lines);
    if (done == 0)
        h->ntouched = 0;
    return done;
}

static int write_whole(const struct held *h, struct out *out, struct fault *f)
{
    struct buf line = BUF(4096);
    struct json_writer w = {.b = &line};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "held", span_of(h->name));
    json_put_int(&w, "calls", (int64_t)h->ids.n);
    if (h->workspace[0])
        json_put_text(&w, "workspace", span_of(h->workspace));
    put_time(&w, "from", h->from);
    put_time(&w, "through", h->through);
    json_close(&w, '}');
    out_line(out, buf_view(&line));
    int done = buf_check(&line, "the index", f);
    for (size_t i = 0; done == 0 && i < h->ids.n; i++) {
        buf_clear(&line);
        held_line(h, i, &line);
        out_line(out, buf_view(&line));
        done = buf_check(&line, "the index", f);
    }
    buf_free(&line);
    return done;
}

int held_commit(struct held *h, struct fault *f)
{
    struct file file;
    struct out out;
    char journal[4096];
    journal_path(journal, h);
    if (file_begin(&file, h->path, 0600, f) != 0)
        return -1;
    out_init(&out, file.fd, file.path);
    int done = write_whole(h, &out, f);
    if (out_clear(&out, done == 0 ? f : &(struct fault){0}) != 0)
        done = -1;
    if (done == 0)
        done = file_commit(&file, f);
    if (done != 0) {
        file_abandon(&file);
        return -1;
    }
    h->ntouched = 0;
    return file_remove(journal, f);
}

int held_forget(struct held *h, struct fault *f)
{
    char journal[4096];
    journal_path(journal, h);
    return file_remove(h->path, f) != 0 || file_remove(journal, f) != 0 ? -1 : 0;
}
