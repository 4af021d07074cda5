#ifndef ANALYZE_SUBJECT_H
#define ANALYZE_SUBJECT_H

/* The subject of a forgetting: one person, by all that a roster knows to be theirs. Whoever is
 * named with an address of theirs is they, and so is who has an id of theirs; and whoever is named
 * by a name of theirs, or a phone number, and by no address. A name alone does not make two people
 * one: who has it together with another address is somebody else. */

#include <stdbool.h>
#include "lib/analyze/identity.h"
#include "lib/analyze/roster.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/ids.h"

enum { SUBJECT_ID_LEAST = 8 }; /* bytes of an id that is one wherever it stands */

enum subject_as { SUBJECT_MAIL, SUBJECT_NAME, SUBJECT_PHONE, SUBJECT_ID, SUBJECT_KINDS };
extern const char *const subject_as_name[SUBJECT_KINDS]; /* "email" */

/* Zero at first. */
struct subject {
    struct ids names, mails, phones; /* as they stand, */
    struct ids same, boxes, digits;  /* folded */
    struct ids ids;
    struct spelling spelling;
    struct buf text;
};

/* What a text is most likely: an address, an id, a number, else a name. */
enum subject_as subject_guess(struct span text);
/* Whom the text stands for, and all that is theirs. One whom no record names is known by the text
 * alone. STATUS_USAGE where it stands for several people (*several: how many), unless all of them
 * are meant; and for a name of one word that nobody in the records has. */
int subject_find(struct subject *p, const struct roster *r, struct span text, enum subject_as as,
                 bool all, size_t *several, struct fault *f);
bool subject_is(const struct subject *p, const struct named *n);
bool subject_has_id(const struct subject *p, struct span token); /* a JSON string or number */
void subject_clear(struct subject *p);

/* All that is theirs as a JSON object, and back. */
void subject_write(const struct subject *p, struct buf *json);
int subject_read(struct subject *p, struct span json, struct fault *f);

/* How they may be spelled. near: in a call of theirs, where a given name alone is they too, and
 * what is not theirs there is known as an IDENTITY_LOOKALIKE: learn that between these two. */
int subject_spell(const struct subject *p, struct identities *d, bool near, struct fault *f);

#endif
