#ifndef STATE_STORE_H
#define STATE_STORE_H

/* Secrets at rest: one file, "CMSTORE1" | key_id[8] | nonce[24] | XChaCha20-Poly1305(plain), the 40
 * bytes of the header being authenticated with it. A changed or missing bit anywhere is refused.
 * key_id is BLAKE2b-64 of the key, so that a wrong key and a damaged store are told apart.
 *
 * The key is 32 random bytes in a file of its own: --key-file, else
 * $CREDENTIALS_DIRECTORY/callmine.key (systemd), else CONFIG/key. It and the store are used only
 * when they are regular files that nobody else could have written or read: opened without following
 * a link, owned by this user, one name, no permission for others, in a directory that only its
 * owner writes; anything else is STATUS_CONFIG. A key from systemd may belong to root and be
 * readable by its group, as systemd makes it. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum { STORE_KEY = 32, STORE_LIMIT = 1 << 20, STORE_TEXT = 8 << 10 };

struct store_key {
    unsigned char *at; /* guarded, locked memory; NULL = none */
};

/* make: make CONFIG/key when there is no key anywhere (not for a key_file that was named). */
int store_key_load(struct store_key *k, const char *key_file, bool make, struct fault *f);
/* A key of its own, for another purpose: $CREDENTIALS_DIRECTORY/NAME, else CONFIG/NAME, which is
 * made when it is not there. */
int store_key_own(struct store_key *k, const char *name, struct fault *f);
void store_key_clear(struct store_key *k);

/* A secret of one word in a file that only its owner could have written or read: `file`, or where
 * that is NULL $CREDENTIALS_DIRECTORY/NAME, else CONFIG/NAME. *missing: there is none. */
int store_text_read(struct buf *secret, const char *file, const char *name, bool *missing,
                    struct fault *f);

/* The file's bytes from the plain ones, and back. store_open: STATUS_CONFIG, with which of the two
 * it is. */
int store_seal(struct buf *sealed, const struct store_key *k, struct span plain, struct fault *f);
int store_open(struct buf *plain, const struct store_key *k, struct span sealed, struct fault *f);

/* Read and open PATH. *missing: there is none (returns 0, adds nothing). plain should be `secret`.
 */
int store_read(struct buf *plain, const char *path, const struct store_key *k, bool *missing,
               struct fault *f);
/* Seal and replace PATH, durably; what was there stays as PATH.prev until the next time. */
int store_write(const char *path, const struct store_key *k, struct span plain, struct fault *f);
/* Remove PATH, PATH.prev and whatever a killed process left beside them. */
int store_remove(const char *path, struct fault *f);

#endif
