#ifndef JSON_QUERY_H
#define JSON_QUERY_H

/* jq expressions through libjq 1.6, as code that may be hostile. libjq runs in a process of its own
 * (see cell.h), without environment, files, or a way to speak but to answer: its crash, its
 * assertions, an endless loop or an endless array end that process and make one bad record, nothing
 * else. libjq's own messages quote data, so none of them is passed on.
 *
 * Refused by name when compiling, because they reach outside the record: $ENV env input inputs
 * debug stderr input_filename input_line_number get_search_list get_jq_origin get_prog_origin
 * $__prog_args modulemeta halt halt_error, and import, include, module. `debug` says nothing. `now`
 * is the time given; the local time zone is UTC. Numbers in expressions are doubles, as in jq 1.6;
 * the record itself is not touched.
 *
 * An expression is evaluated to its last output, also when an earlier one decides, so that whether
 * a record is bad does not depend on what is asked. One query serves one thread. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

struct query;

enum {
    QUERY_SECONDS = 5,     /* processor time for one record, unless said otherwise */
    QUERY_MEMORY = 1 << 30 /* bytes that libjq may take */
};

/* Compile. STATUS_USAGE with what jq says of the expression (which is the author's, not a
 * customer's). seconds: processor time for one record, 0 = QUERY_SECONDS. */
struct query *query_new(const char *expression, double seconds, when now, struct fault *f);
void query_free(struct query *q);

/* Run over one checked value. *yes = some output is neither null nor false. An error of the
 * expression, or a bound reached, is STATUS_BAD_RECORD; the query can be used on. */
int query_test(struct query *q, struct span value, bool *yes, struct fault *f);

/* The same, adding each output as a line of compact JSON; on failure the outputs before it. */
int query_run(struct query *q, struct span value, struct buf *out, struct fault *f);

#endif
