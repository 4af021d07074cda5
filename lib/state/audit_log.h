#ifndef STATE_AUDIT_LOG_H
#define STATE_AUDIT_LOG_H

/* The audit log's files, open and locked: for audit.c, which adds, and audit_walk.c, which reads.
 */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/lock.h"
#include "lib/base/span.h"
#include "lib/state/audit.h"
#include "lib/state/digest.h"

struct audit_log {
    struct buf path, head_path;
    struct lock lock;
    int fd;         /* -1: there is none */
    int64_t head_n; /* what audit.head says; 0 = it is not there */
    char head_hash[DIGEST_TEXT];
    /* by audit_log_end: */
    off_t size, torn; /* torn: where the last whole line ends */
    int64_t n;        /* of the last whole line; 0 = none */
    char hash[DIGEST_TEXT];
};

extern const char audit_first[]; /* what the first line has for prev */

/* make: for adding. Else nothing is made, and who may not take the lock reads without it. Close it
 * in any case. */
int audit_log_open(struct audit_log *l, bool make, struct fault *f);
void audit_log_close(struct audit_log *l);

/* What audit.head says, into head_n and head_hash. STATUS_BAD_RECORD: it says nothing. */
int audit_log_head(struct audit_log *l, struct fault *f);
/* The last whole line. STATUS_BAD_RECORD: it was changed. */
int audit_log_end(struct audit_log *l, struct fault *f);
/* So many bytes behind the last line are what a killed process left of one. STATUS_BAD_RECORD:
 * they are too many for that. */
int audit_log_behind(const struct audit_log *l, off_t bytes, struct fault *f);
/* The log ends where the head says, or one line later: a process may have been killed between the
 * two. STATUS_BAD_RECORD. */
int audit_log_ends_right(const struct audit_log *l, int64_t n, const char *hash, struct fault *f);

/* What a line says of itself and of the one before. */
struct audit_link {
    int64_t n;
    char prev[DIGEST_TEXT], hash[DIGEST_TEXT]; /* as it says */
    char own[DIGEST_TEXT];                     /* its hash as it is */
};
/* False: it is no line of an audit log. */
bool audit_link_read(struct audit_link *k, struct span line);
bool audit_link_sound(const struct audit_link *k);

#endif
