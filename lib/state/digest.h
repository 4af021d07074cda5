#ifndef STATE_DIGEST_H
#define STATE_DIGEST_H

/* SHA-256 (FIPS 180-4), in pieces or at once. The text of a digest is 64 lower-case hex digits. */

#include <stddef.h>
#include <stdint.h>
#include "lib/base/span.h"

enum { DIGEST_BYTES = 32, DIGEST_TEXT = 2 * DIGEST_BYTES + 1 };

struct digest {
    uint64_t state[13]; /* libsodium's own */
};

void digest_begin(struct digest *d);
void digest_add(struct digest *d, const void *bytes, size_t len);
void digest_end(struct digest *d,
                char text[static DIGEST_TEXT]); /* hex, NUL-terminated; begin anew after it */

void digest_of(struct span bytes, char text[static DIGEST_TEXT]);           /* all three */
void digest_raw(struct span bytes, unsigned char raw[static DIGEST_BYTES]); /* not as text */

/* HMAC-SHA-256 (RFC 2104) under a key of any length. */
void digest_keyed(struct span key, struct span bytes, unsigned char raw[static DIGEST_BYTES]);

#endif
