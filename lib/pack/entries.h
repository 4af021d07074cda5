#ifndef PACK_ENTRIES_H
#define PACK_ENTRIES_H

/* What zip.h and tar.h share: entries written one after the other through libarchive, regular files
 * of mode 0600, to a sink that returns 0 or -1 with a fault. libarchive never hears of a sink that
 * failed: it would leak what it holds (3.6). After a fault nothing goes to the sink, and every call
 * returns that fault. What libarchive itself says may quote names and is not passed on. */

#include <stdbool.h>
#include "lib/base/span.h"
#include "lib/pack/libarchive.h"

typedef int entries_sink(void *who, struct span bytes, struct fault *f);

struct entries {
    const struct libarchive *la;
    struct archive *archive;
    struct archive_entry *entry;
    const char *what; /* "the zip file" */
    entries_sink *sink;
    void *who;
    struct fault fault;
};

/* The caller then sets the format, and opens. No blocking: a piece goes on as it is written, so the
 * sink knows where an entry begins. */
int entries_init(struct entries *e, const char *what, entries_sink *sink, void *who,
                 struct fault *f);
int entries_open(struct entries *e, bool format_is_set, struct fault *f);
/* An entry begins: entries_named, what else the format wants of e->entry, entries_header. */
void entries_named(struct entries *e, const char *name);
int entries_header(struct entries *e, struct fault *f);
int entries_data(struct entries *e, struct span bytes, struct fault *f);
int entries_end(struct entries *e, struct fault *f);
void entries_clear(struct entries *e); /* the end of what is unfinished goes nowhere */

#endif
