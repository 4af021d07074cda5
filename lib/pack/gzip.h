#ifndef PACK_GZIP_H
#define PACK_GZIP_H

/* gzip (RFC 1952) through libarchive: one member, no name, no time. */

#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

/* Add `bytes`, and that many zero bytes behind them, compressed. */
int gzip_add(struct buf *out, struct span bytes, uint64_t zeros, struct fault *f);

#endif
