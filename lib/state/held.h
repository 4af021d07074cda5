#ifndef STATE_HELD_H
#define STATE_HELD_H

/* The held-calls index: which calls somebody already has, and for which a transcript is still to
 * come. One for each profile and name ("crm", "weekly"), in STATE/profiles/PROFILE/held/NAME.ndjson
 * (schemas/held.json): a line that says how far calls were listed, then a line a call.
 *
 * Gong shows calls and transcripts minutes to days after they happened, behind any watermark, so a
 * listing overlaps the one before it, and the index says what is new. A listing only marks calls as
 * seen: what is seen is listed again, until somebody who has put the call where it stays says that
 * it is held, or that it waits for its transcript. So whatever dies on the way, no call is lost.
 *
 * The index is read whole and replaced whole, by held_commit; pages of a listing are kept beside it
 * in NAME.journal until then. One process at a time: the lock is held from open to close. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/lock.h"
#include "lib/base/when.h"
#include "lib/json/ids.h"

enum held_state {
    HELD_SEEN,    /* a listing met it; nobody has said that it is held */
    HELD_WAITING, /* for its transcript */
    HELD_HELD,
    HELD_GIVEN_UP, /* no transcript came in time */
    HELD_STATES
};
const char *held_state_name(enum held_state s);

struct held_call {
    enum held_state state;
    bool transcript;  /* held with one */
    bool hidden;      /* private, so not handed on */
    uint64_t hash;    /* of its metaData as listed */
    when at;          /* scheduled, else started; 0: Gong says neither */
    when first, last; /* a listing met it */
    when since;       /* it is in this state */
    when late;        /* calls were listed up to here before it came to light; 0: it was not late */
    when gone;        /* from then on it was listed no more; 0: it is there */
};

struct held {
    char path[4096];
    char name[65];
    char workspace[65]; /* whose calls are listed for it; "" for all */
    bool astray; /* the clock was ahead when calls were listed last: the index does not know any
                    more what was listed, and through is back at from */
    struct lock lock;
    when now;
    when from;    /* the calls of earlier times were never asked for */
    when through; /* every call from then to here was listed at least once; 0: nothing was */
    struct ids ids;
    struct held_call *calls; /* by the number of the id */
    size_t room;
    size_t *touched; /* numbers of calls that changed since the last page */
    size_t ntouched, touched_room;
};

/* What a clock that was ahead has left is put right: a bookmark more than a day from now, calls
 * that were given up in the future.
 *
 * name: [A-Za-z0-9_-]{1,64}, else STATUS_USAGE. wait: for another process that has it, instead of
 * STATUS_TRY_LATER. A damaged file is STATUS_CONFIG with its line. */
int held_open(struct held *h, const char *profile, const char *name, when now, bool wait,
              struct fault *f);
void held_close(struct held *h); /* what was not committed is dropped, but for the pages */

/* What a listing found, against what the index knew. */
enum held_change {
    HELD_SAME,
    HELD_APPEARED, /* not known, or gone until now */
    HELD_CHANGED,
    HELD_BECAME_PRIVATE,
    HELD_BECAME_PUBLIC,
    HELD_VANISHED, /* known and listed no more: held_vanished */
    HELD_CHANGES
};
const char *held_change_name(enum held_change c);

/* A listing met this call (a metaData object): its entry is brought up to date. *number is its own;
 * calls[*number] is valid until the next call of this function. */
int held_meet(struct held *h, struct span meta, size_t *number, enum held_change *change,
              struct fault *f);
/* The entry of an id, made if need be. */
int held_find(struct held *h, struct span id, size_t *number, struct fault *f);
void held_set(struct held *h, size_t number, enum held_state state);
/* A window was listed to its end: calls in it that were not met since `began` are gone. Each of
 * them is told to `told`, which may be NULL. */
typedef int held_told(void *who, struct held *h, size_t number, struct fault *f);
int held_vanished(struct held *h, when from, when to, when began, held_told *told, void *who,
                  struct fault *f);
/* The earliest time of a call that a listing should meet again: seen or waiting, and not gone or
 * private; 0: there is none. */
when held_oldest(const struct held *h);

int held_page(struct held *h, struct fault *f);   /* what was touched is durable, in the journal */
int held_commit(struct held *h, struct fault *f); /* the index is replaced, the journal removed */

/* A call that was listed, and was not met since the index was opened; of these nothing is held any
 * more. */
bool held_unmet(const struct held *h, size_t number);
void held_drop_unmet(struct held *h);
/* The index and its journal are removed. */
int held_forget(struct held *h, struct fault *f);

/* Add one call's line, as the file has it, without its line feed. */
void held_line(const struct held *h, size_t number, struct buf *line);

#endif
