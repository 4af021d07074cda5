#ifndef STATE_CACHE_H
#define STATE_CACHE_H

/* What was paid for once, kept: named values by key, in files below the cache directory that
 * several processes and threads use at once.
 *
 * CACHE/NAME/ab/abcd....ndjson holds the values of one key: a line for each cache_put, an array of
 * {"k":NAME,"v":VALUE}, so that what belongs together is there or not; the last of a name counts, a
 * torn last line is none. A value that cache_put has returned from is on the
 * disk. An entry is its holder's alone while it is open (a lock on one byte of CACHE/NAME/lock, by
 * the key, so that there are no lock files to clean up), so nobody pays for what somebody else is
 * just paying for. Files that were not used for longest go when there are more bytes than wanted.
 */

#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/state/digest.h"

struct cache {
    struct buf dir; /* "" when there is none: then nothing is found and nothing kept */
};

/* name: of the kind of values, a directory. */
int cache_open(struct cache *c, const char *name, struct fault *f);
void cache_clear(struct cache *c);

struct cache_entry {
    int lock;
    struct buf path, bytes, line;
    char key[DIGEST_TEXT];
};
enum { CACHE_SHUT = -1 };
#define CACHE_ENTRY ((struct cache_entry){.lock = CACHE_SHUT})

/* Open the entry of a key (64 hex digits); waits while somebody else holds it. */
int cache_enter(struct cache_entry *e, const struct cache *c, const char key[static DIGEST_TEXT],
                struct fault *f);
/* The value of a name, into the entry; SPAN_NONE when there is none. */
struct span cache_find(const struct cache_entry *e, const char *name);
/* Values to keep: added one by one, then written and synced in one go. */
void cache_add(struct cache_entry *e, const char *name, struct span value);
int cache_put(struct cache_entry *e, struct fault *f);
/* Values added that are only for as long as the entry is open. */
int cache_hold(struct cache_entry *e, struct fault *f);
void cache_leave(struct cache_entry *e);
void cache_entry_clear(struct cache_entry *e);

/* Bytes at most: what was not used for longest goes first. *kept: what is left. */
int cache_trim(const struct cache *c, int64_t bytes, int64_t *kept, struct fault *f);

#endif
