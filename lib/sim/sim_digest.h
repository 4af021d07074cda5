#ifndef SIM_DIGEST_H
#define SIM_DIGEST_H

/* SHA-256 (FIPS 180-4), for PKCE's S256; base64 and base64url (RFC 4648). */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"

void sim_sha256(uint8_t out[32], struct span bytes);
void sim_base64url(struct buf *out, struct span bytes); /* no padding */
bool sim_unbase64(struct buf *out, struct span text);   /* either alphabet, padding optional */

#endif
