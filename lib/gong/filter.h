#ifndef GONG_FILTER_H
#define GONG_FILTER_H

/* What cm-filter does with a record, as a stage that several threads may step: it passes, or it
 * leaves and that is noted for the ledger; or, instead, it is counted for a preview, or its CRM
 * fields are. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/gong/criteria.h"
#include "lib/gong/fields.h"
#include "lib/gong/preview.h"
#include "lib/json/stream.h"
#include "lib/state/ledger.h"

enum filter_show { FILTER_RECORDS, FILTER_PREVIEW, FILTER_FIELDS };

struct filter {
    enum filter_show show;
    bool json; /* the preview, the fields */
    struct criteria *criteria;
    struct ledger ledger; /* the stage's own self has it open */
    struct preview preview;
    struct fields fields;
    /* of a thread's self: */
    const struct filter *from;
    struct buf *notes;
};

struct stage filter_stage(struct filter *s); /* the criteria are there */
void filter_clear(struct filter *s);         /* and the criteria; abandons a ledger that is open */

#endif
