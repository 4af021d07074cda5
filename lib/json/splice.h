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

/* Set callmine.<name> and see that callmine.v is there: what every stage that adds something calls.
 */
enum { RECORD_VERSION = 1 };
void splice_record(struct buf *out, struct span record, const char *name, struct span value);

#endif
