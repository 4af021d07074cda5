#ifndef STATE_SENT_H
#define STATE_SENT_H

/* What was sent to whom, so that nothing is sent twice: STATE/sent.ndjson, a line each
 * (schemas/sent.json), known by a hash of message and destination: neither can be read there.
 *
 *   {"v":1,"key":HASH,"kind":"slack","state":"begun","time":"2026-11-26T08:00:00Z"}
 *
 * A line is written, durably, before the message goes out, as begun, and changed when it is known
 * what came of it. One that stays begun is of a process that was killed, or of one that is at it:
 * whether the message arrived is not known. Lines older than SENT_DAYS are dropped. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/when.h"
#include "lib/state/digest.h"

enum { SENT_DAYS = 400, SENT_LINES = 10000 };

enum sent_state { SENT_NOT, SENT_BEGUN, SENT_DONE };

struct sent {
    char key[DIGEST_TEXT];
    const char *kind; /* "mail" */
    when now;
};

/* Begin to send: *was is what there was of it before, since *since. Unless that is SENT_NOT,
 * nothing is begun, but where `again` is set. */
int sent_begin(const struct sent *s, bool again, enum sent_state *was, when *since,
               struct fault *f);
/* What came of it: SENT_DONE, or SENT_NOT, which forgets it. */
int sent_end(const struct sent *s, enum sent_state now, struct fault *f);

#endif
