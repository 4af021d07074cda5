#ifndef SIM_GZIP_H
#define SIM_GZIP_H

/* gzip (RFC 1952) with deflate's fixed codes (RFC 1951): enough for a server on loopback that must
 * answer `Accept-Encoding: gzip`, without a compression library in this layer. */

#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"

void sim_gzip(struct buf *out, struct span bytes);
/* A bomb: a small answer that unpacks to that many zero bytes behind `prefix`. */
void sim_gzip_bomb(struct buf *out, struct span prefix, uint64_t zeros);

#endif
