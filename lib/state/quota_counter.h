#ifndef STATE_QUOTA_COUNTER_H
#define STATE_QUOTA_COUNTER_H

/* The counter of the period at hand, for whoever takes many units: what it has read once it does
 * not read again. Any number of processes may have it open; within one it is for one thread at a
 * time. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/lock.h"
#include "lib/base/when.h"
#include "lib/json/ids.h"
#include "lib/state/digest.h"
#include "lib/state/quota.h"
#include "lib/state/quota_state.h"

struct quota_counter {
    struct lock lock;
    struct quota_state state;
    int fd;              /* the period's file; -1: not open */
    when of;             /* which period's that is: its beginning */
    int64_t size;        /* of the file, */
    int64_t whole;       /* up to the end of its last whole line, which is as far as it was read */
    struct ids keys;     /* that have taken a unit */
    int64_t plan, addon; /* units of each */
    bool unsettled;      /* lines were read that may not be on the disk yet */
};
#define QUOTA_COUNTER ((struct quota_counter){.lock.fd = -1, .fd = -1})

/* Begin with QUOTA_COUNTER, clear at the end in any case. */
void quota_counter_clear(struct quota_counter *c);

/* Take the lock and read what is new; a period that is over is ended, and the one that `now` is in
 * begun. Where no quota was ever set, c->state.set is false, and nothing is locked, unless it is
 * entered to set one. Leave in any case; nothing that was read is forgotten by it. */
int quota_counter_enter(struct quota_counter *c, bool to_set, when now, struct fault *f);
void quota_counter_leave(struct quota_counter *c);
/* The same without a lock or any change: for what is only looked at. */
int quota_counter_peek(struct quota_counter *c, struct fault *f);

/* While it is entered. */
void quota_counter_say(const struct quota_counter *c, struct quota *q);
/* End the period at hand, and begin another, of which nothing is used. It is c->state that is
 * changed, and not yet written. */
int quota_counter_turn(struct quota_counter *c, when from, when to, struct fault *f);

/* These enter and leave by themselves. Whether a key has its unit, durably, and how the quota
 * stands. */
int quota_counter_look(struct quota_counter *c, const char key[static DIGEST_TEXT], bool *taken,
                       struct quota *q, when now, struct fault *f);
/* As quota_take. */
int quota_counter_take(struct quota_counter *c, const char key[static DIGEST_TEXT], when now,
                       struct fault *f);

#endif
