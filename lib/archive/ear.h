#ifndef ARCHIVE_EAR_H
#define ARCHIVE_EAR_H

/* Whether somebody says a phrase in a call, and how that is told: to people, or as lines of JSON
 * (schemas/retain-search.json). */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/call.h"
#include "lib/json/index.h"
#include "lib/json/phrase.h"

struct ear {
    const struct phrase *phrase;
    bool json;
    struct span bundle, member; /* where the calls are kept */
    /* kept from call to call */
    struct index index;
    struct phrase_walk walk;
    struct call call;
    struct buf quote, text;
};

/* A line that the phrase's sieve has let pass. 1: the call is told in *to, and *id is its id's JSON
 * token, in the line; 0: nobody says it, or it is no call with a transcript. STATUS_BAD_RECORD when
 * the line is not one JSON object, or a call without an id. */
int ear_line(struct ear *e, struct span line, struct buf *to, struct span *id, struct fault *f);
void ear_clear(struct ear *e);

#endif
