#ifndef ANALYZE_REQUEST_IDS_H
#define ANALYZE_REQUEST_IDS_H

/* A set of requests' ids (exchange_id). */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/state/digest.h"

struct request_ids {
    void *root;
    size_t n;
};

/* Whether the text is an id at all: as it comes from a file or from a server, without quotes. */
bool request_id_is(struct span text);

int request_ids_add(struct request_ids *s, const char *id, struct fault *f); /* once */
bool request_ids_has(const struct request_ids *s, const char *id);
bool request_ids_take(struct request_ids *s, const char *id); /* out of it; false: was not there */
void request_ids_clear(struct request_ids *s);

#endif
