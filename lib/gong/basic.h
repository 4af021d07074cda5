#ifndef GONG_BASIC_H
#define GONG_BASIC_H

/* The credential of HTTP's Basic scheme (RFC 7617): base64 (RFC 4648, padded) of "user:password".
 * The buffer should be one that is wiped. */

#include "lib/base/buf.h"
#include "lib/base/span.h"

void basic_credential(struct buf *b, struct span user, struct span password);

#endif
