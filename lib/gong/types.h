#ifndef GONG_TYPES_H
#define GONG_TYPES_H

/* The types of data that Gong holds, as --types and the exported files name them, and the read
 * scopes that each needs (Gong's API reference names a scope with each endpoint). */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct data_type {
    const char *name, *words;
    const char *scopes; /* with blanks between */
    bool apart;         /* of a few companies only: "all" does not mean it */
};

extern const struct data_type types_known[]; /* ends with a NULL name */

/* Add to *scopes, each once and with blanks between, those of the types in the list: names with
 * blanks or commas between, or "all". STATUS_USAGE for a name that is none: it says which are. */
int types_scopes(struct buf *scopes, const char *list, struct fault *f);

#endif
