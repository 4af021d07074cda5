#ifndef ANALYZE_IDENTITY_H
#define ANALYZE_IDENTITY_H

/* Who and what a call's record says is there, and how they may be spelled: the names to be found in
 * what was said.
 *
 * A person goes by the full name, by it without a title or what stands in parentheses, by each part
 * of it and by the words of the mailbox; a company by its name, with and without the legal form,
 * by its first word, and by its domain and that domain's own label; an address and a number are
 * what they are. A name that only one part of is said, by one of two who share that part, is an
 * identity of its own. A part that is an ordinary word (Will, Project) is a name where it is
 * capitalised; a part of one letter never is; a full name always is, but one of a single letter
 * or ordinary word only capitalised or exactly so spelled. */

#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/spelling.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/call.h"
#include "lib/json/ids.h"

enum identity_kind {
    IDENTITY_PERSON,
    IDENTITY_COMPANY,
    IDENTITY_MAIL,
    IDENTITY_PHONE,
    IDENTITY_LOOKALIKE /* text that looks like a pseudonym */
};

struct identity {
    enum identity_kind kind;
    struct span same;     /* equal for what is one identity: folded */
    struct span spelling; /* the one it is named after */
};

struct term {
    uint32_t identity, order;
    uint32_t word, nwords; /* of identities.words */
    bool whole;            /* a full name */
    bool capital;          /* only capitalised */
    struct span spelling;  /* as the record has it */
};

/* Zero at first; filled anew for each call. */
struct identities {
    struct identity *at;
    size_t n;
    /* inside */
    struct ids known; /* kind and `same` of each */
    struct ids phones;
    struct term *terms;
    uint64_t *words;
    uint32_t *phone_of; /* the identity of each of phones */
    size_t nterms, nwords, gap;
    size_t room, room_terms, room_words, room_phones;
    uint64_t first[64]; /* which words begin a term, by some of their bits */
    struct arena arena;
    struct spelling spelling, part; /* of what is being learnt */
    struct buf text, fold;
};

int identities_call(struct identities *d, const struct call *c, struct fault *f); /* learn a call */
void identities_clear(struct identities *d);

/* The identity of that kind whose `same` is this, made when there is none. */
int identity_of(struct identities *d, enum identity_kind kind, struct span same,
                struct span spelling, size_t *number, struct fault *f);

/* What is known of and begins with a word: the number of the word behind it, and which identity it
 * is; 0 where nothing does. The longest counts. */
size_t identity_find(const struct identities *d, const struct spelling *s, size_t word,
                     size_t *identity);

/* While learning: another spelling of an identity. */
enum term_use { TERM_WHOLE, TERM_PART, TERM_CAPITAL };
int identity_term(struct identities *d, size_t identity, struct span spelling, enum term_use use,
                  struct fault *f);
int identity_phone(struct identities *d, size_t identity, struct span digits, struct fault *f);
/* `same` of a text: its words folded, and what is between, or nothing between. Until the next. */
struct span identity_same(struct identities *d, const struct spelling *s, size_t first, size_t last,
                          const char *between);
int identities_learn(struct identities *d, const struct call *c, struct fault *f);

#endif
