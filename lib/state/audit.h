#ifndef STATE_AUDIT_H
#define STATE_AUDIT_H

/* The audit log: what was done that somebody may ask about later. STATE/audit.log is NDJSON
 * (schemas/audit.json), only ever added to, and each line holds the hash of the one before:
 *
 *   {"v":1,"n":7,"time":"2026-11-26T08:00:00Z","who":"ana (1000)","program":"gong-crm-integration",
 *    "profile":"crm","what":"crm-delete-asked","detail":{...},"prev":"HASH","hash":"HASH"}
 *
 * n counts from 1. hash is the SHA-256 of the line's bytes up to ,"hash" and prev is the hash of
 * the line before, of the first line 64 zeros. STATE/audit.head holds "N HASH" of the last line, so
 * that a log whose end was cut off is noticed too. There is no key in this: it shows accidents and
 * clumsy hands, not a forger who writes both files anew; whoever needs that keeps the head
 * elsewhere as well (cm-audit verify prints it).
 *
 * A line is on disk when audit_add returns. What a killed process left of one is taken off by the
 * next audit_add, which says so with an "audit-repaired" line. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"
#include "lib/json/json.h"

enum { AUDIT_LINE = 8192 /* bytes of a line at most */ };

/* What there is to be said. */
#define AUDIT_WHATS                                                                                \
    "connect|disconnect|rotate|needs-reconnect|scopes-changed|schedule-created|schedule-edited|"   \
    "schedule-activated|schedule-paused|schedule-resumed|schedule-removed|run-started|run-ended|"  \
    "run-skipped|report-exported|report-delivered|retention-run|bundle-removed|bundle-restored|"   \
    "hold|release|forget|purge|quota-changed|plan-changed|override|crm-delete-asked|"              \
    "crm-delete-registered|crm-delete-done|crm-delete-failed|crm-delete-refused|"                  \
    "crm-delete-unsure|crm-delete-not-sent|audit-repaired"

struct audit_entry {
    when time;
    const char *program; /* NULL: the one that runs */
    const char *profile; /* NULL: none */
    const char *what;    /* of AUDIT_WHATS */
    struct span detail; /* a JSON object: ids, numbers and differences; never a secret, nothing that
                           was said, nobody's name or address */
};

/* STATUS_BAD_RECORD when the log's end is not what audit.head says: nothing is added then, and the
 * sentence says what to do. It looks at the end only; what depends on the whole log walks it first
 * (audit_verify). */
int audit_add(const struct audit_entry *e, struct fault *f);
/* Whether that could be: the same look at the end, and nothing added. */
int audit_check(struct fault *f);

/* A difference, into the detail: "field":{"from":..,"to":..} of two JSON values, an absent one
 * being null. Nothing where they are the same. */
void audit_differ(struct json_writer *w, const char *field, struct span from, struct span to);
/* The same of two texts; an empty one is none. */
void audit_differ_text(struct json_writer *w, const char *field, const char *from, const char *to);

struct audit {
    int64_t lines;
    bool torn; /* a last line that was never finished: no line of the log */
    char head[65];
};
/* Walk the whole log (audit_walk.h). STATUS_BAD_RECORD names the first line that does not fit; a
 * log that is not there has no lines. */
int audit_verify(struct audit *a, struct fault *f);

/* Add who runs this: "ana (1000)". */
void audit_who(struct buf *b);

#endif
