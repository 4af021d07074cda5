#ifndef ARCHIVE_JOURNAL_H
#define ARCHIVE_JOURNAL_H

/* The journal: what a change that deletes or moves bundles is about to do, written down before any
 * of it is done (journal.ndjson, schemas/retain-journal.json). In two phases: the journal; then the
 * files, the index, the line of the audit log, and the journal away. Killed anywhere, the next
 * change ends it: from the journal on, what it names is done. Only the line of the audit log may be
 * there twice then.
 *
 * An archive that is not STATE/archive has no audit log. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/archive/names.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

struct shelf;

enum deed {
    DEED_PRUNE,   /* the bundle is deleted */
    DEED_EMPTY,   /* what is in the trash until then is deleted */
    DEED_REMOVE,  /* the bundle goes into the trash until then */
    DEED_RESTORE, /* what is in the trash until then comes back */
    DEEDS
};

struct journal_line {
    enum deed deed;
    char id[NAME_ID];
    when until; /* of what is or will be in the trash */
};

struct journal {
    const char *what; /* the audit log's word for it */
    when time;
    struct span detail; /* and its object; both the caller's */
    struct journal_line *at;
    size_t n, room;
};

int journal_add(struct journal *j, enum deed deed, const char *id, when until, struct fault *f);
void journal_clear(struct journal *j);

/* Do all of it; the shelf open for SHELF_CHANGE. On a full disk what is only deleted is deleted
 * first, and then written down. *untold: why the audit log has no line of it, which is done all the
 * same; STATUS_OK: it has. */
int journal_carry_out(const struct journal *j, struct shelf *s, struct fault *untold,
                      struct fault *f);
/* A line of the audit log alone. */
int journal_note(const char *dir, const char *what, when time, struct span detail, struct fault *f);
/* The same with a bundle's id, and a member or NULL, for its detail. */
int journal_note_bundle(const char *dir, const char *what, when time, const char *id,
                        const char *member, struct fault *f);
/* Whether that archive has an audit log: it is STATE/archive, by whatever name. */
bool journal_audits(const char *dir);

/* For shelf.c: end what a killed process has begun; or, looking on, only know of it. */
int journal_settle(struct shelf *s, bool *begun, struct fault *f);
int journal_heed(struct shelf *s, struct fault *f);

#endif
