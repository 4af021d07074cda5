#ifndef STATE_SHA256_H
#define STATE_SHA256_H

/* The rounds of SHA-256 (FIPS 180-4, 6.2.2) by the processor's own instructions, which libsodium
 * does not use. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool sha256_is_fast(void); /* the processor has them; CALLMINE_SIMD=plain does without */
/* h: the eight words of the hash; blocks: n times 64 bytes. Only where it is fast. */
void sha256_blocks(uint32_t h[static 8], const unsigned char *blocks, size_t n);

#endif
