#ifndef JSON_SPLICE_H
#define JSON_SPLICE_H

/* Add or replace a member of a record without reprinting the rest: every byte outside the member's
 * value stays as it came. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

/* Add `record` to *out with the member at `path` ("transcript", "callmine.deal") set to `value`
 * (JSON). Objects missing on the way are made; a new member goes last. Something on the way that is
 * no object is replaced by one. Of a doubled member the last is replaced. Checked JSON in;
 * buf_check tells if it fitted. */
void splice_set(struct buf *out, struct span record, const char *path, struct span value);

/* Members of one object, set in one pass over it and in one copy: those that are there keep their
 * place, the others go last, in this order. */
struct splice {
    struct span name;  /* the text; they differ */
    struct span value; /* JSON */
    struct span old;   /* its own: what is there */
};
void splice_members(struct buf *out, struct span object, struct splice *what, size_t n);

/* Set callmine.<name> and see that callmine.v is there: what every stage that adds something calls.
 */
enum { RECORD_VERSION = 1 };
void splice_record(struct buf *out, struct span record, const char *name, struct span value);
/* The same for several; at most SPLICE_MOST. */
enum { SPLICE_MOST = 8 };
void splice_callmine(struct buf *out, struct span record, const struct splice *what, size_t n);

#endif
