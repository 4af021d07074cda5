#ifndef ANALYZE_ERASE_VALUE_H
#define ANALYZE_ERASE_VALUE_H

/* The values of a record that something is erased from; for lib/analyze/erase*.c only. */

#include "lib/analyze/erase.h"

enum { ERASE_NESTED = 250 };

/* Add what is between e->done and the value's end, as it is then, to *e->to, as far as something is
 * erased: e->done is behind the last of it. */
int erase_value(struct erase *e, struct span v, int depth, struct fault *f);

struct span erase_read(struct buf *b, struct span string);   /* its text, into *b */
bool erase_has_id(const struct erase *e, struct span token); /* theirs, in this call */
bool erase_call_goes(const struct erase *e, struct span id);
/* Is this party, user or host they? One that was erased is nobody. */
int erase_is_person(struct erase *e, struct span object, bool *yes, struct fault *f);

#endif
