#ifndef JSON_QUERY_H
#define JSON_QUERY_H

/* jq expressions through libjq, as code that may be hostile: no $ENV, env, input, inputs, debug,
 * import, include, input_filename or get_search_list; no clock of their own (now is the time
 * given); bounds on time and memory a record. libjq's own messages quote data, so none of them is
 * passed on: a record on which the expression fails is named by the caller, with no words of the
 * record in it. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct query;

/* Compile. STATUS_USAGE with what jq says of the expression (which is the author's, not a
 * customer's). seconds: processor time for one record, 0 = 5. */
struct query *query_new(const char *expression, double seconds, struct fault *f);
void query_free(struct query *q);

/* Run over one checked value. *yes = some output is neither null nor false. An error of the
 * expression, or a bound reached, is STATUS_BAD_RECORD. */
int query_test(struct query *q, struct span value, bool *yes, struct fault *f);

/* The same, adding each output as a line of compact JSON. */
int query_run(struct query *q, struct span value, struct buf *out, struct fault *f);

#endif
