#include "lib/json/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/json/json.h"

enum { READ_AT_ONCE = 1 << 20 };

struct reject {
    bool open;
    struct file file;
    struct out out;
};

struct run {
    struct stream *s;
    const struct stage *stage;
    void *self; /* that steps */
    struct buf notes;
    struct out out;
    struct reject reject;
};

static bool is_blank(struct span line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] != ' ' && line.at[i] != '\t' && line.at[i] != '\r')
            return false;
    return true;
}

/* A bad record: aside with its line, or the end of the run with what came before it put out. */
static int bad_record(struct run *r, struct span line, struct fault *f)
{
    struct fault later = {0};
    r->s->bad++;
    fault_at(f, "%s:%lld", r->s->file, (long long)r->s->line);
    if (r->reject.open) {
        out_line(&r->reject.out, line);
        return out_check(&r->reject.out, f);
    }
    if (r->stage->flush && r->stage->flush(r->stage->self, &r->out, &later) != 0)
        *f = later;
    return -1;
}

static int one_step(struct run *r, struct span record, struct fault *f)
{
    const struct stage *stage = r->stage;
    const struct parallel *p = stage->parallel;
    if (!p)
        return stage->step(stage->self, record, &r->out, f);
    buf_clear(&r->notes);
    if (p->begin)
        p->begin(r->self, r->s->line, &r->notes);
    if ((p->look && p->look(r->self, record, f) != 0) || (p->ready && p->ready(r->self, f) != 0) ||
        stage->step(r->self, record, &r->out, f) != 0 ||
        buf_check(&r->notes, "the notes", f) != 0)
        return -1;
    return p->note ? p->note(stage->self, buf_view(&r->notes), f) : 0;
}

static int one_line(struct run *r, struct span line, struct fault *f)
{
    struct span record;
    r->s->line++;
    if (is_blank(line))
        return 0;
    struct fault found = {0};
    int done = json_check(line, &record, &found);
    if (done != 0)
        fault_at(&found, "not one JSON object");
    else if (json_kind(record) != JSON_OBJECT)
        done = fault(&found, STATUS_BAD_RECORD, "not one JSON object");
    else
        done = one_step(r, record, &found);
    if (done != 0 && found.status == STATUS_BAD_RECORD)
        done = bad_record(r, line, &found);
    else if (done == 0)
        r->s->records++;
    if (done != 0) {
        *f = found;
        return -1;
    }
    return r->s->whole_lines ? out_flush(&r->out, f) : out_check(&r->out, f);
}

/* The whole lines in *b are done and removed from it. */
static int whole_lines(struct run *r, struct buf *b, size_t *looked, struct fault *f)
{
    const char *at = b->at, *end = b->at + b->len, *newline;
    const char *from = at + *looked;
    while ((newline = memchr(from, '\n', (size_t)(end - from)))) {
        if (one_line(r, (struct span){at, (size_t)(newline - at)}, f) != 0)
            return -1;
        at = from = newline + 1;
    }
    size_t left = (size_t)(end - at);
    memmove(b->at, at, left);
    b->len = left;
    b->at[left] = '\0';
    *looked = left;
    return 0;
}

static int read_lines(struct run *r, int fd, struct buf *b, struct fault *f)
{
    size_t looked = 0; /* bytes of *b in which there is no newline */
    for (;;) {
        char *room = buf_room(b, READ_AT_ONCE);
        if (!room) {
            r->s->line++;
            buf_check(b, "the line", f);
            return fault_at(f, "%s:%lld", r->s->file, (long long)r->s->line);
        }
        ssize_t n = read(fd, room, READ_AT_ONCE);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fault_errno(f, STATUS_IO, "%s", r->s->file);
        if (n == 0)
            return b->len ? one_line(r, buf_view(b), f) : 0;
        b->len += (size_t)n;
        if (whole_lines(r, b, &looked, f) != 0)
            return -1;
        /* Who reads on while we wait for more should have what is done; a file never makes us wait.
         */
        if (n < READ_AT_ONCE && out_flush(&r->out, f) != 0)
            return -1;
    }
}

static int one_file(struct run *r, const char *path, struct fault *f)
{
    bool is_stdin = strcmp(path, "-") == 0;
    r->s->file = is_stdin ? "stdin" : path;
    r->s->line = 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(f, STATUS_NO_INPUT, "%s", path);
    struct buf b = BUF(STREAM_LINE_LIMIT);
    int done = read_lines(r, fd, &b, f);
    buf_free(&b);
    if (!is_stdin)
        close(fd);
    return done;
}

static int all_files(struct run *r, struct fault *f)
{
    if (r->s->n == 0)
        return one_file(r, "-", f);
    for (int i = 0; i < r->s->n; i++)
        if (one_file(r, r->s->files[i], f) != 0)
            return -1;
    return 0;
}

static int run(struct run *r, struct fault *f)
{
    const struct stage *stage = r->stage;
    if (stage->head && stage->head(stage->self, &r->out, f) != 0)
        return -1;
    if (stage->parallel && !(r->self = stage->parallel->fork(stage->self, f)))
        return -1;
    int done = all_files(r, f);
    if (r->self && stage->parallel->join(stage->self, r->self, f) != 0)
        done = -1;
    buf_free(&r->notes);
    if (done != 0)
        return -1;
    if (stage->flush && stage->flush(stage->self, &r->out, f) != 0)
        return -1;
    return stage->finish ? stage->finish(stage->self, &r->out, f) : 0;
}

static int reject_open(struct reject *r, const char *path, struct fault *f)
{
    if (!path)
        return 0;
    if (file_begin(&r->file, path, 0600, f) != 0)
        return -1;
    r->open = true;
    out_init(&r->out, r->file.fd, path);
    return 0;
}

static int reject_close(struct reject *r, bool keep, struct fault *f)
{
    if (!r->open)
        return 0;
    int done = out_clear(&r->out, f);
    if (done == 0 && keep)
        done = file_commit(&r->file, f);
    file_abandon(&r->file);
    return done;
}

int stream_run(struct stream *s, const struct stage *stage, struct fault *f)
{
    struct run r = {.s = s, .stage = stage};
    struct fault later = {0};
    struct file whole;
    s->records = s->bad = s->line = 0;
    s->file = "stdin";
    if (s->output && file_begin(&whole, s->output, 0644, f) != 0)
        return -1;
    out_init(&r.out, s->output ? whole.fd : STDOUT_FILENO, s->output ? s->output : "stdout");
    int done = reject_open(&r.reject, s->reject, f);
    if (done == 0)
        done = run(&r, f);
    /* What was done before a failure goes out all the same; its own failure counts only if all was
     * well. */
    if (out_clear(&r.out, &later) != 0 && done == 0) {
        *f = later;
        done = -1;
    }
    if (s->output && done == 0)
        done = file_commit(&whole, f);
    if (s->output)
        file_abandon(&whole);
    /* The bad lines are kept whatever happened: they are nowhere else. */
    if (reject_close(&r.reject, true, &later) != 0 && done == 0) {
        *f = later;
        done = -1;
    }
    return done;
}
