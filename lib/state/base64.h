#ifndef STATE_BASE64_H
#define STATE_BASE64_H

/* Base64 (RFC 4648): padded, or the URL alphabet without padding, which tokens and PKCE use. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"

enum base64 { BASE64_PADDED, BASE64_URL };

void base64_add(struct buf *out, struct span bytes, enum base64 alphabet);
bool base64_read(struct buf *out, struct span text); /* either alphabet, padding optional */

#endif
