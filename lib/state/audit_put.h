#ifndef STATE_AUDIT_PUT_H
#define STATE_AUDIT_PUT_H

/* What cm-audit puts out. */

#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/base/out.h"
#include "lib/base/when.h"

struct audit_wanted {
    when since, until;  /* since <= t < until */
    struct texts whats; /* none: all */
    const char *actor;  /* a user's name or number, or both as the log has them; NULL: all */
    const char *profile;
    bool json; /* the lines as they are */
};

/* The entries that are wanted, a row each. STATUS_BAD_RECORD, after all of them, when the log is
 * not as it was written. */
int audit_put_list(const struct audit_wanted *a, struct out *out, struct fault *f);

/* How many entries there are, and the head; where something does not fit, a line for each finding,
 * and STATUS_BAD_RECORD. noted: a head that must be among them; NULL: none. */
int audit_put_proof(const char *noted, struct out *out, struct fault *f);

/* STATUS_USAGE for a word that is none of AUDIT_WHATS. */
int audit_what(const char *word, struct fault *f);

#endif
