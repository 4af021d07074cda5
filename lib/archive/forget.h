#ifndef ARCHIVE_FORGET_H
#define ARCHIVE_FORGET_H

/* Forgetting a person, or calls: everywhere, once and for all. What a record is, and who is in it,
 * is not known here; nor how reports are made: both are handed in. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/archive/rerender.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/base/span.h"
#include "lib/json/ids.h"

/* What was taken out. */
struct forgot {
    int64_t calls, sentences, quotes, mentions;
};

/* What is done with records and texts. `n` is added to. */
struct forgetter {
    void *who;
    /* First each record there is and each text, to know everybody; then who it is: *said in words,
     * *journal as JSON. Or as a journal has it. */
    int (*meet)(void *who, struct span record, struct fault *f);
    int (*read)(void *who, const char *file, struct span text, struct fault *f);
    int (*choose)(void *who, const char *person, struct buf *said, struct buf *journal,
                  struct fault *f);
    int (*again)(void *who, struct span journal, struct fault *f);
    /* Add what is left of it; *gone: nothing. */
    int (*record)(void *who, struct span record, struct buf *to, bool *gone, struct forgot *n,
                  struct fault *f);
    int (*text)(void *who, const char *file, struct span text, struct buf *to, struct forgot *n,
                struct fault *f);
    /* Whether a record says again what was taken out so far. */
    int (*reminds)(void *who, struct span record, bool *yes, struct fault *f);
    /* Calls that went since it was emptied. */
    struct ids *(*left)(void *who);
    void (*clear)(void *who); /* of all of this: another forgetting begins */
    /* The reports and the roll-up of the recipe, into the directory. */
    int (*files)(const struct recipe *recipe, const char *dir, struct fault *f);
    recipe_make *make; /* nothing but their digests */
};

/* What cm-retain forget was told. */
struct forget_said {
    const struct forgetter *by;
    const char *as;     /* email, name, phone, id; NULL: what it looks like */
    bool all_of_name;   /* all people whom it stands for */
    struct texts calls; /* ids */
    const char *list;   /* a file of them */
};

static inline int64_t forgot_all(const struct forgot *n)
{
    return n->calls + n->sentences + n->quotes + n->mentions;
}

static inline void forgot_add(struct forgot *to, const struct forgot *n)
{
    to->calls += n->calls;
    to->sentences += n->sentences;
    to->quotes += n->quotes;
    to->mentions += n->mentions;
}

/* Files of one run hold the same calls: what is in the one that has most. */
static inline void forgot_most(struct forgot *to, const struct forgot *n)
{
    to->calls = n->calls > to->calls ? n->calls : to->calls;
    to->sentences = n->sentences > to->sentences ? n->sentences : to->sentences;
    to->quotes = n->quotes > to->quotes ? n->quotes : to->quotes;
    to->mentions = n->mentions > to->mentions ? n->mentions : to->mentions;
}

#endif
