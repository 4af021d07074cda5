#ifndef GONG_FIELDS_H
#define GONG_FIELDS_H

/* Which CRM fields the calls have: every (system, object type, field name) of their contexts with
 * the number of objects that have a value for it, and what the CRM view uses it as. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/gong/crm.h"
#include "lib/gong/tally.h"
#include "lib/json/call.h"

struct fields {
    struct tally seen; /* keys: a JSON array of the three */
    struct buf key;
};

int fields_add(struct fields *s, const struct call *call, struct fault *f);
int fields_join(struct fields *s, const struct fields *other, struct fault *f); /* add its counts */
void fields_text(struct fields *s, const struct crm *crm, struct buf *out);
void fields_json(struct fields *s, const struct crm *crm,
                 struct buf *out); /* schemas/fields.json */
void fields_clear(struct fields *s);

#endif
