#ifndef ANALYZE_PSEUDONYM_H
#define ANALYZE_PSEUDONYM_H

/* Pseudonyms: before what was said in a call goes to a hosted model, the names, addresses and phone
 * numbers of its parties, and the companies, give way to tokens; what the model answers gets the
 * names back. Exact spans only: nothing else changes, and restore(hide(text)) is the text, byte for
 * byte, whatever it is.
 *
 * Hidden are the identities of the call (identity.h), any other e-mail address and phone number
 * (contact.h), and text that looks like a token. A person is "Person-7kq2" by the full name, and
 * "Person-7kq2x5" by another spelling: a token stands for one spelling of one identity. Its letters
 * come from a hash under a key (HMAC-SHA-256), so that they say nothing without it, and the same
 * person has the same token in every call and run with that key; where two in one call would have
 * the same, the later one's is another, a letter longer.
 *
 * A token is its kind, a hyphen, a digit, and letters and digits (Crockford's base 32, in small
 * letters); Mail-7kq2@example.invalid looks like an address. */

#include "lib/analyze/identity.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/call.h"
#include "lib/json/ids.h"

struct pseudonyms {
    /* inside; zero at first, reused from call to call */
    struct identities identities;
    struct spelling spelling;
    struct span key;
    struct ids tokens;    /* all that were given out in this call, */
    struct ids spellings; /* and what each stands for: the identity's number and the bytes */
    size_t named;         /* of the identities have the token they are named by */
    struct buf token, sum;
};

/* Learn who is in a call (read with its parties, call_read); what was learnt before is forgotten.
 * The key stays the caller's, and stays while *p is used: 32 secret bytes. */
int pseudonyms_call(struct pseudonyms *p, const struct call *c, struct span key, struct fault *f);
void pseudonyms_clear(struct pseudonyms *p);

/* Add the text with tokens in place of what is hidden. */
int pseudonyms_hide(struct pseudonyms *p, struct span text, struct buf *to, struct fault *f);
/* Add the text with what the tokens in it stand for; what is no token of this call stays. */
int pseudonyms_restore(const struct pseudonyms *p, struct span text, struct buf *to,
                       struct fault *f);

#endif
