#ifndef GONG_JUDGE_H
#define GONG_JUDGE_H

/* One predicate (criteria.h) held against one call, or one of its deals or companies. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/gong/criteria.h"
#include "lib/gong/crm.h"
#include "lib/json/call.h"

enum verdict { HOLDS, FAILS, UNDECIDED };

struct judge {
    const struct crm *crm;
    struct call call;     /* opened by the caller */
    struct buf raw, text; /* of the value looked at: without escapes, folded */
};

/* For the deal's and the company's subjects. *yes; -1 only without memory. */
int judge_deal(struct judge *j, const struct predicate *p, const struct deal *d, bool *yes,
               struct fault *f);
bool judge_company(struct judge *j, const struct predicate *p, const struct company *c);

/* For all others but jq. */
int judge_call(struct judge *j, const struct predicate *p, enum verdict *v, struct fault *f);

void judge_clear(struct judge *j);

#endif
