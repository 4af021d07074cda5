#ifndef BASE_OUT_H
#define BASE_OUT_H

/* Output to a file descriptor, every write checked. The first failure sticks: later writes do
 * nothing and out_flush/out_close report it (STATUS_IO, naming the output). SIGPIPE is left alone;
 * where it is ignored, EPIPE becomes status 141. Not safe between threads.
 *
 * The bytes may go to a sink of the caller's instead, whose own fault is what sticks then. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

typedef int out_sink(void *who, struct span bytes, struct fault *f);

struct out {
    int fd;
    const char *name; /* "stdout", or the path */
    struct buf held;
    int error; /* errno of the first write that failed */
    out_sink *sink;
    void *who;
    struct fault fault; /* the sink's */
    bool holds;
};

void out_init(struct out *o, int fd, const char *name);
void out_to(struct out *o, out_sink *sink, void *who, const char *name);
/* Held and nothing else: what was added is in o->held, for the caller to take. Room that was there
 * stays: *o is zeroed at first. */
void out_hold(struct out *o, const char *name);
void out_add(struct out *o, const void *bytes, size_t len);
void out_span(struct out *o, struct span s);
void out_line(struct out *o, struct span s); /* and a newline */
int out_check(const struct out *o, struct fault *f);
int out_flush(struct out *o, struct fault *f);
int out_clear(struct out *o,
              struct fault *f); /* flush and free; the fd stays open, it is the caller's */

#endif
