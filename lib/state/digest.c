#include "lib/state/digest.h"

#include <sodium.h>
#include "lib/state/sha256.h"

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct digest),
               "room for libsodium's state");
_Static_assert(crypto_hash_sha256_BYTES == DIGEST_BYTES, "SHA-256");

static crypto_hash_sha256_state *state(struct digest *d)
{
    return (crypto_hash_sha256_state *)(void *)d->state;
}

void digest_begin(struct digest *d)
{
    crypto_hash_sha256_init(state(d));
}

static void add(struct digest *d, const unsigned char *bytes, size_t len)
{
    if (len)
        crypto_hash_sha256_update(state(d), bytes, len);
}

/* Whole blocks by the processor; libsodium keeps what is left over, and counts (in bits). */
void digest_add(struct digest *d, const void *bytes, size_t len)
{
    enum { BLOCK = 64 };
    const unsigned char *at = bytes;
    if (len >= 2 * BLOCK && sha256_is_fast()) {
        size_t held = state(d)->count / 8 % BLOCK, first = held ? BLOCK - held : 0;
        add(d, at, first);
        size_t n = (len - first) / BLOCK;
        sha256_blocks(state(d)->state, at + first, n);
        state(d)->count += n * BLOCK * 8;
        at += first + n * BLOCK;
        len -= first + n * BLOCK;
    }
    add(d, at, len);
}

void digest_end(struct digest *d, char text[static DIGEST_TEXT])
{
    unsigned char raw[DIGEST_BYTES];
    crypto_hash_sha256_final(state(d), raw);
    sodium_bin2hex(text, DIGEST_TEXT, raw, sizeof raw);
}

void digest_raw(struct span bytes, unsigned char raw[static DIGEST_BYTES])
{
    struct digest d;
    digest_begin(&d);
    digest_add(&d, bytes.at, bytes.len);
    crypto_hash_sha256_final(state(&d), raw);
}

void digest_of(struct span bytes, char text[static DIGEST_TEXT])
{
    struct digest d;
    digest_begin(&d);
    digest_add(&d, bytes.at, bytes.len);
    digest_end(&d, text);
}

void digest_keyed(struct span key, struct span bytes, unsigned char raw[static DIGEST_BYTES])
{
    _Static_assert(crypto_auth_hmacsha256_BYTES == DIGEST_BYTES, "HMAC-SHA-256");
    crypto_auth_hmacsha256_state s;
    crypto_auth_hmacsha256_init(&s, (const unsigned char *)key.at, key.len);
    crypto_auth_hmacsha256_update(&s, (const unsigned char *)bytes.at, bytes.len);
    crypto_auth_hmacsha256_final(&s, raw);
    sodium_memzero(&s, sizeof s);
}
