#ifndef STATE_HELD_PUT_H
#define STATE_HELD_PUT_H

/* The held-calls index as text: what cm-held prints. */

#include "lib/base/out.h"
#include "lib/state/held.h"

/* A line of NDJSON a call, in the order they were met; state: only those,
 * also "late", "private" and "gone"; NULL: all. */
int held_put_list(const struct held *h, const char *state, struct out *out, struct fault *f);
/* {"v":1,"id":"...","change":"appeared","state":"seen"} */
int held_put_change(const struct held *h, size_t number, enum held_change change, struct out *out,
                    struct fault *f);
/* For people: a line a count. */
int held_put_status(const struct held *h, struct out *out, struct fault *f);

#endif
