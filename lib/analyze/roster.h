#ifndef ANALYZE_ROSTER_H
#define ANALYZE_ROSTER_H

/* Everybody whom records name, as they name them: the parties of calls, the hosts and users that
 * callmine has added, and lists of users. One entry for each way in which somebody is named. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/analyze/spelling.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/call.h"
#include "lib/json/ids.h"

enum { ROSTER_IDS = 2 };

/* What there is not is absent. */
struct named {
    struct span name, mail, phone; /* as they stand */
    struct span same, box, digits; /* the same, folded; a number's digits */
    struct span id[ROSTER_IDS];    /* of a user, of a contact in the CRM */
    struct span voice, party;      /* ids that are only this call's */
};

struct roster {
    struct named *at;
    size_t n;
    /* inside */
    size_t room;
    struct ids known;
    struct arena arena;
    struct buf text, key;
    struct spelling spelling;
    struct call call;
};

/* A record of any kind: a call, a user, or something that names nobody. */
int roster_add(struct roster *r, struct span record, struct fault *f);
/* An export of cm-export, by the name of the file; any other text names nobody. */
int roster_text(struct roster *r, const char *file, struct span text, struct fault *f);
/* A section of one: of a user, of what one did, or of a contact. */
int roster_section(struct roster *r, struct span section, struct fault *f);
/* Somebody's name, address, number and ids, as they stand; the rest is not looked at. */
int roster_enter(struct roster *r, const struct named *n, struct fault *f);
void roster_clear(struct roster *r);

/* A party as the record has it, folded too; its texts stay until the arena is reset. */
int roster_party(struct roster *r, const struct party *p, struct named *to, struct fault *f);
/* An object with id, name and email, as callmine adds them, or a user of Gong's. */
int roster_user(struct roster *r, struct span object, struct named *to, struct fault *f);

bool roster_is_user(struct span record);   /* a user of Gong's */
bool roster_is_person(struct span object); /* an object of the CRM that stands for a person */

/* Texts as they are compared: a name's words in small letters without marks, one blank between; the
 * digits of a number. Added to *b. */
int roster_fold(struct spelling *s, struct span name, struct buf *b, struct fault *f);
void roster_digits(struct span phone, struct buf *b);

#endif
