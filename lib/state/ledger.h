#ifndef STATE_LEDGER_H
#define STATE_LEDGER_H

/* The ledger: where every call went. Lines of NDJSON (schemas/ledger.json):
 *   {"v":1,"stage":"gong-list-calls","listed":212}                      a stage brought so many
 * calls in
 *   {"v":1,"stage":"cm-filter","reason":"filtered:stage","id":"123"}    one call left here, and why
 * Each stage writes its own file, whole, made anew by each run of the stage; a run's ledger is all
 * of them. It closes when listed = answered + every reason. */

#include <stdint.h>
#include <stdio.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/file.h"
#include "lib/base/out.h"
#include "lib/base/span.h"

/* Writing. path NULL: counts only. */
struct ledger {
    const char *stage;
    struct file file;
    struct out out;
    bool open;
    int64_t listed, left;
};
int ledger_open(struct ledger *l, const char *path, const char *stage, struct fault *f);
int ledger_listed(struct ledger *l, int64_t calls, struct fault *f);
/* id: JSON string token. */
int ledger_leave(struct ledger *l, struct span id, const char *reason, struct fault *f);
/* The same in two steps, where several threads find out who leaves: a line more in *lines, and
 * lines into the ledger. */
int ledger_line(struct buf *lines, const struct ledger *l, struct span id, const char *reason,
                struct fault *f);
int ledger_add(struct ledger *l, struct span lines, struct fault *f);
int ledger_close(struct ledger *l, struct fault *f); /* durable and in place from here on */
void ledger_abandon(struct ledger *l);

/* Reading one or more ledgers into a balance. */
struct ledger_reason {
    char *name;
    int64_t calls;
};
struct balance {
    int64_t listed;
    struct ledger_reason *reasons; /* sorted by name */
    size_t n;
    int64_t left;    /* sum of the reasons */
    struct buf lost; /* the lines of calls that left, as they came, for the "not counted" list */
};
int balance_read(struct balance *b, const char *path,
                 struct fault *f); /* adds; STATUS_BAD_RECORD names path:line */
void balance_clear(struct balance *b);

#endif
