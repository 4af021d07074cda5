#ifndef ARCHIVE_CARD_H
#define ARCHIVE_CARD_H

/* What the index says of a bundle: one line of NDJSON (schemas/retain-list.json), all of it found
 * again in the bundle itself. */

#include <stdint.h>
#include "lib/archive/class.h"
#include "lib/archive/names.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"
#include "lib/json/json.h"
#include "lib/state/digest.h"

struct card {
    char id[NAME_ID], class[CLASS_NAME];
    when created;
    int64_t members, bytes;   /* files, and the bytes in them */
    int64_t size;             /* of the bundle */
    char sha256[DIGEST_TEXT]; /* of the bundle */
};

/* As a line of the index, with its newline. When a bundle of the class "plan" expires, it does not
 * say: that is known when it is asked. */
void card_add(struct buf *b, const struct card *c);
/* Its members, into an object that is open; plan: class_expiry's. */
void card_put(struct json_writer *w, const struct card *c, const char *plan);
int card_read(struct card *c, struct span line, struct fault *f);

#endif
