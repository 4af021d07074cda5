#ifndef ARCHIVE_SHELF_H
#define ARCHIVE_SHELF_H

/* The archive directory:
 *
 *   <id>.tar.zst     a bundle each
 *   index.ndjson     their cards, sorted by id; nothing that reindexing would not find again in the
 *                    bundles
 *   holds.ndjson     which of them must not be deleted (hold.h)
 *   trash/           bundles that were removed, until their grace is over (trash.h)
 *   forget.work/     a bundle, unpacked, while something is forgotten in it (forget_bundle.h)
 *   journal.ndjson   a change that has begun and that the next one ends (journal.h)
 *   pruned           when the last prune was
 *   lock             held by whoever changes anything; never removed
 *
 * A bundle is put in place before the index names it, and the index written after bundles are
 * removed, each whole or not at all; so whoever was killed in between, the next change puts it
 * right: it ends what the journal says, takes in bundles that the index does not know, and removes
 * what was left half written. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/archive/card.h"
#include "lib/archive/hold.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/lock.h"

enum shelf_use {
    SHELF_LOOK,   /* what the index says */
    SHELF_PLAN,   /* what a change would find, changing nothing */
    SHELF_CHANGE, /* under the lock */
};

struct shelf {
    const char *dir; /* the caller's */
    struct card *cards;
    size_t n, room;
    struct holds holds;
    struct lock lock;
    const struct listener *listener; /* told of bundles that cannot be taken in */
    struct buf path;
};

/* STATUS_NO_INPUT if the directory is not there (`make`: it is made); STATUS_BAD_RECORD if the
 * index, the holds or the journal cannot be read. */
int shelf_open(struct shelf *s, const char *dir, enum shelf_use use, bool make,
               const struct listener *l, struct fault *f);
void shelf_close(struct shelf *s);

const struct card *shelf_find(const struct shelf *s, const char *id); /* NULL: not there */
/* The path of a bundle or of a file by name, valid until the next; NULL with a fault. */
const char *shelf_bundle(struct shelf *s, const char *id, struct fault *f);
const char *shelf_path(struct shelf *s, const char *file, struct fault *f);

int shelf_add(struct shelf *s, const struct card *card, struct fault *f); /* in memory, in order */
void shelf_drop(struct shelf *s, const char *id);                         /* in memory */
int shelf_save(struct shelf *s, struct fault *f);                         /* the index, durable */
int shelf_save_holds(struct shelf *s, struct fault *f);                   /* the holds, durable */
/* A bundle that is there but not on a card, in memory. */
int shelf_take_in(struct shelf *s, const char *id, struct fault *f);

/* Build the cards anew from the bundles, whatever the index says (SHELF_CHANGE but for the index).
 */
int shelf_reindex(struct shelf *s, const char *dir, const struct listener *l, struct fault *f);
/* Call `see` for each bundle there is in the directory, by id; stops at -1. */
int shelf_scan(struct shelf *s,
               int (*see)(struct shelf *s, const char *id, void *who, struct fault *f), void *who,
               struct fault *f);

/* Each line of a file of the archive; *there: there is such a file. STATUS_BAD_RECORD names the
 * line that `each` refuses, and says how to mend it. */
int shelf_lines(struct shelf *s, const char *file, const char *mend, bool *there,
                int (*each)(void *who, struct span line, struct fault *f), void *who,
                struct fault *f);

#define SHELF_INDEX   "index.ndjson"
#define SHELF_JOURNAL "journal.ndjson"
#define SHELF_HOLDS   "holds.ndjson"
#define SHELF_TRASH   "trash"
#define SHELF_PRUNED  "pruned"
#define SHELF_WORK    "forget.work"
#define SHELF_LOCK    "lock"
#define SHELF_SUFFIX  ".tar.zst"

#endif
