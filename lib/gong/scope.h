#ifndef GONG_SCOPE_H
#define GONG_SCOPE_H

/* OAuth scopes: which ones are asked for, and what each is for. A list is text with blanks between.
 */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

/* The four that an analysis needs, all of them read-only. */
extern const char scope_default[];
/* To delete a Generic CRM integration and see it done: two of the three can write, so they are only
 * asked for a connection of their own (gong-auth connect --crm-delete). */
extern const char scope_crm_delete[];

/* What a scope that Gong knows is for; NULL when it is not known here. */
const char *scope_purpose(struct span name);
bool scope_writes(struct span name); /* it can change or delete something at Gong */

/* Walk a list:  for (struct span s = list, one; scope_next(&s, &one);) */
bool scope_next(struct span *list, struct span *one);
bool scope_in(struct span list, struct span one);
/* Add to *b, blanks between, those of `a` that are not in `b_list`. */
void scope_without(struct buf *b, struct span a, struct span b_list);

/* Into the audit log, as scopes-changed, unless Gong grants just what it did. */
int scope_audit(const char *profile, struct span from, struct span to, when at, struct fault *f);

#endif
