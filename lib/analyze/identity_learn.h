#ifndef ANALYZE_IDENTITY_LEARN_H
#define ANALYZE_IDENTITY_LEARN_H

/* Inside of identity: how whoever is named in a record may be called. The texts stay as long as
 * what is learnt (identity_kept). */

#include "lib/analyze/identity.h"

/* What was learnt before is forgotten; and all is learnt: what it takes to find it is made ready.
 */
void identities_begin(struct identities *d);
int identities_end(struct identities *d, struct fault *f);

/* Each of a person's may be absent. */
int identity_learn_person(struct identities *d, struct span name, struct span mail,
                          struct span phone, struct fault *f);
int identity_learn_company(struct identities *d, struct span name, struct fault *f);
int identity_learn_phone(struct identities *d, struct span phone, struct fault *f);
int identity_learn_domain(struct identities *d, struct span domain, struct fault *f); /* or a URL */

struct span identity_kept(struct identities *d); /* what d->text holds, as long as the call is */

#endif
