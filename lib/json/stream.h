#ifndef JSON_STREAM_H
#define JSON_STREAM_H

/* The record loop: newline-delimited JSON from files or stdin, a step per record, stdout checked.
 *
 * A line is a record when it is exactly one JSON object (json_check). Blank lines are skipped; a
 * last line without a newline counts. Anything else, and any record on which the step fails with
 * STATUS_BAD_RECORD, is a bad record: with `reject` its raw line goes there and the run goes on,
 * else the run stops with status 65 and "file:line: what is wrong". Before it stops, flush() is
 * called, so what came before is out. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/base/span.h"

enum { STREAM_LINE_LIMIT = 256 << 20 }; /* bytes in a line; longer ones are bad records */

struct sieve;

/* For a stage whose records have nothing to do with each other, so that several threads may step.
 * Each thread has a self of its own, made by fork; the stage's own self only takes notes, joins and
 * finishes. Records go in blocks of lines that lie side by side; the spans of a block's records
 * stay until its last step. Any member but fork and join may be NULL. */
struct parallel {
    void *(*fork)(void *self, struct fault *f);
    int (*join)(void *self, void *other, struct fault *f); /* add what it counted; free it */
    /* A block begins: `place` grows with the input, *notes is where its notes go (made anew). */
    void (*begin)(void *self, int64_t place, struct buf *notes);
    /* Each record of the block is looked at before the first is stepped on, and ready() stands
     * between: where something is asked for many records at once. Faults as step's. */
    int (*look)(void *self, struct span record, struct fault *f);
    int (*ready)(void *self, struct fault *f);
    /* On the stage's own self, in the order of the input: what was noted of a block that is out. */
    int (*note)(void *self, struct span notes, struct fault *f);
};

/* What a program does. Each returns 0, or -1 with a fault; STATUS_BAD_RECORD concerns the record
 * only. */
struct stage {
    /* Before all records, also where there are none: what stands above them. May be NULL. */
    int (*head)(void *self, struct out *out, struct fault *f);
    /* One record; the span ends with the step, so copy what must stay. */
    int (*step)(void *self, struct span record, struct out *out, struct fault *f);
    /* Put out what was held back (a batch); also called before a bad record stops the run. May be
     * NULL; not with `parallel`. */
    int (*flush)(void *self, struct out *out, struct fault *f);
    /* Only at a clean end, after flush: a summer's result. May be NULL. */
    int (*finish)(void *self, struct out *out, struct fault *f);
    void *self;
    const struct parallel *parallel; /* NULL: one thread steps, in order */
    /* What every record that matters to the stage has in its line; lines of trusted input without
     * it are passed over. NULL: all matter. */
    const struct sieve *sieve;
};

struct stream {
    char *const *files; /* n = 0: stdin; "-" is stdin too. Zstandard is known by its first bytes */
    int n;
    const char *reject; /* file for bad lines, made anew; NULL: stop at the first */
    const char *output; /* file to write, whole or not at all, .zst in frames; NULL: stdout */
    int64_t threads;    /* that step; 0: as many as there are cores for this process */
    bool trusted;       /* the input was checked before: the sieve may be used on lines unread */
    bool whole_lines;   /* flush stdout after each record: for slow sources and people watching */
    /* counted by stream_run: */
    int64_t records, bad;
    const char *file; /* where it is, for messages */
    int64_t line;
};

int stream_run(struct stream *s, const struct stage *stage, struct fault *f);

#endif
