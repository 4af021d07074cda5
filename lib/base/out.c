#include "lib/base/out.h"

#include <errno.h>
#include <unistd.h>

/* What is held before it is written: large enough that a write costs nothing beside what it
 * carries. */
enum { HELD = 256 << 10 };

/* A reader that went away where SIGPIPE is ignored: what the signal would have told the shell. */
enum { STATUS_SIGPIPE = 141 };

void out_init(struct out *o, int fd, const char *name)
{
    *o = (struct out){.fd = fd, .name = name, .held = BUF(2 * HELD)};
}

void out_to(struct out *o, out_sink *sink, void *who, const char *name)
{
    out_init(o, -1, name);
    o->sink = sink;
    o->who = who;
}

void out_hold(struct out *o, const char *name)
{
    struct buf held = o->held;
    held.limit = 0;
    buf_clear(&held);
    *o = (struct out){.fd = -1, .name = name, .held = held, .holds = true};
}

static void write_all(struct out *o, const char *at, size_t len)
{
    if (len && !o->error && buf_ran_out())
        o->error = ENOMEM;
    if (o->sink) {
        if (len && !o->error && o->sink(o->who, (struct span){at, len}, &o->fault) != 0)
            o->error = EIO;
        return;
    }
    while (len && !o->error) {
        ssize_t n = write(o->fd, at, len);
        if (n < 0 && errno != EINTR) {
            o->error = errno;
        } else if (n > 0) {
            at += n;
            len -= (size_t)n;
        }
    }
}

static void drain(struct out *o)
{
    if (o->holds)
        return;
    write_all(o, o->held.at, o->held.len);
    buf_clear(&o->held);
}

void out_add(struct out *o, const void *bytes, size_t len)
{
    if (len >= HELD && !o->holds) {
        drain(o);
        write_all(o, bytes, len);
        return;
    }
    buf_add(&o->held, bytes, len);
    if (o->held.state != BUF_SOUND)
        o->error = ENOMEM;
    if (o->held.len >= HELD && !o->holds)
        drain(o);
}

void out_span(struct out *o, struct span s)
{
    out_add(o, s.at, s.len);
}

void out_line(struct out *o, struct span s)
{
    out_add(o, s.at, s.len);
    out_add(o, "\n", 1);
}

int out_check(const struct out *o, struct fault *f)
{
    if (!o->error)
        return 0;
    if (o->fault.status != STATUS_OK) {
        *f = o->fault;
        return -1;
    }
    if (o->error == EPIPE) {
        fault(f, STATUS_SIGPIPE, "%s: the reader went away", o->name);
        f->text[0] = '\0'; /* quietly, as the signal would have been */
        return -1;
    }
    if (o->error == ENOMEM)
        return fault(f, STATUS_NO_MEMORY, "%s: no memory", o->name);
    errno = o->error;
    return fault_errno(f, STATUS_IO, "%s", o->name);
}

int out_flush(struct out *o, struct fault *f)
{
    drain(o);
    return out_check(o, f);
}

int out_clear(struct out *o, struct fault *f)
{
    int done = out_flush(o, f);
    buf_free(&o->held);
    return done;
}
