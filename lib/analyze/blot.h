#ifndef ANALYZE_BLOT_H
#define ANALYZE_BLOT_H

/* One person's names, addresses, numbers and ids out of text, and their words out of what was said.
 *
 * A name gives way to the person's mark, "[erased 7kq2]", which is the same everywhere and another
 * one for another person. What they said gives way to "[erased 3f9c2a . . .]" of the same length,
 * alike for the same words and else not: so what was counted, ranked or cut by it stays as it is.
 * Both come from a key (HMAC-SHA-256); without it they say nothing. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/analyze/identity.h"
#include "lib/analyze/subject.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum { BLOT_MARK = 16, BLOT_LEAST = 8 }; /* room for a mark; bytes of the shortest blot */

struct blot {
    const struct subject *person;
    struct span key;      /* the caller's: 32 bytes */
    char mark[BLOT_MARK]; /* "[erased 7kq2]" */
    /* inside */
    struct identities far, near;
    struct spelling spelling, name;
    uint64_t *firsts; /* the first word of each of their names, as spelled.same */
    uint64_t *runs;   /* of words that were said: a set */
    size_t nruns, slots;
    bool full; /* more than are kept */
};

/* Zero at first. `of` is what the mark is made from. */
int blot_begin(struct blot *b, const struct subject *p, struct span key, struct span of,
               struct fault *f);
void blot_clear(struct blot *b);

/* In the calls they were in a given name alone is theirs: before each, the full names of the others
 * who are there, which stay. */
int blot_near(struct blot *b, const struct span *others, size_t n, struct fault *f);
/* Add the text without them; *hits counts what was taken out. */
int blot_names(struct blot *b, struct span text, bool near, struct buf *to, int64_t *hits,
               struct fault *f);
/* Add what stands for words of theirs. */
void blot_said(const struct blot *b, struct span text, struct buf *to);

/* Words of theirs are kept in mind, and found again in other texts: a run of five is enough. */
int blot_mind(struct blot *b, struct span text, struct fault *f);
int blot_reminds(struct blot *b, struct span text, bool *yes, struct fault *f);

#endif
