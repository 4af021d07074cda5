#ifndef ANALYZE_ERASE_H
#define ANALYZE_ERASE_H

/* Records without one person, or without some calls. Every byte that is not theirs stays.
 *
 * Of a person: the members of their parties (name, address, phone, title, ids; the CRM's contact),
 * every sentence they speak and every quote of theirs, their lines in a list of users; and their
 * name, addresses, numbers and ids wherever anybody says or writes them. Sides, times, numbers,
 * statuses and choices stay. Of a call: its record, what quotes it in a roll-up,
 * and its id in lists of calls, as what comes from a CRM has them.
 *
 * What was erased once comes back the same when it is erased again: it is not theirs any more. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/analyze/blot.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/call.h"
#include "lib/json/ids.h"

struct erased {
    int64_t calls;     /* that had something of theirs, or that went */
    int64_t sentences; /* of theirs */
    int64_t quotes;
    int64_t mentions; /* names, addresses, numbers, ids; a party, a user */
};

/* Zero at first, but for the first three. */
struct erase {
    const struct subject *person; /* NULL: nobody */
    const struct ids *calls;      /* that go; NULL: none */
    bool mind;                    /* keep in mind what goes (blot_reminds) */
    struct blot blot;
    struct erased n;
    struct ids left; /* calls that went since it was emptied (ids_empty) */
    /* inside, of the record at hand */
    struct roster roster;
    struct call call;
    struct erase_sentence {
        struct span text; /* JSON */
        bool theirs;
    } * sentences;
    size_t nsentences, room_sentences;
    struct span *others;
    size_t room_others;
    struct ids local; /* ids of theirs that are only this call's */
    bool near;
    bool listed; /* the value at hand is a list of calls */
    struct buf said, text, other, joined;
    struct buf *to;
    const char *done; /* up to here the record is in *to */
};

int erase_begin(struct erase *e, struct span key, struct span of, struct fault *f);
void erase_clear(struct erase *e);

/* Add the record as it is then; *gone: it is not there any more. */
int erase_record(struct erase *e, struct span record, struct buf *to, bool *gone, struct fault *f);
/* Whether a record of any kind reminds of what went (mind was set before). */
int erase_reminds(struct erase *e, struct span record, bool *yes, struct fault *f);

/* Add text that is no record. An export of cm-export (by the name of the file) is known by its
 * sections and turns. */
int erase_text(struct erase *e, const char *file, struct span text, struct buf *to,
               struct fault *f);

#endif
