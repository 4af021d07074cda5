#ifndef JSON_STREAM_H
#define JSON_STREAM_H

/* The record loop: newline-delimited JSON from files or stdin, a step per record, stdout checked.
 *
 * A line is a record when it is exactly one JSON object (json_check). Blank lines are skipped; a
 * last line without a newline counts. Anything else, and any record on which the step fails with
 * STATUS_BAD_RECORD, is a bad record: with `reject` its raw line goes there and the run goes on,
 * else the run stops with status 65 and "file:line: what is wrong". Before it stops, flush() is
 * called, so what came before is out. */

#include <stddef.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/base/span.h"

enum { STREAM_LINE_LIMIT = 256 << 20 }; /* bytes in a line; longer ones are bad records */

/* What a program does. Each returns 0, or -1 with a fault; STATUS_BAD_RECORD concerns the record
 * only. */
struct stage {
    /* One record; the span ends with the step, so copy what must stay. */
    int (*step)(void *self, struct span record, struct out *out, struct fault *f);
    /* Put out what was held back (a batch); also called before a bad record stops the run. May be
     * NULL. */
    int (*flush)(void *self, struct out *out, struct fault *f);
    /* Only at a clean end, after flush: a summer's result. May be NULL. */
    int (*finish)(void *self, struct out *out, struct fault *f);
    void *self;
};

struct stream {
    char *const *files; /* n = 0: stdin; "-" is stdin too */
    int n;
    const char *reject; /* file for bad lines, made anew; NULL: stop at the first */
    bool whole_lines;   /* flush stdout after each record: for slow sources and people watching */
    /* counted by stream_run: */
    int64_t records, bad;
    const char *file; /* where it is, for messages */
    int64_t line;
};

int stream_run(struct stream *s, const struct stage *stage, struct fault *f);

#endif
