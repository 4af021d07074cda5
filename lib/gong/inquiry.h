#ifndef GONG_INQUIRY_H
#define GONG_INQUIRY_H

/* The jq expressions of some predicates, all of which must hold, as one thread asks them. One that
 * comes behind another that does not hold is not heard, also when it fails. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/gong/predicates.h"

struct inquiry {
    struct query **queries;
    size_t n;
    bool forked; /* they are its own */
};

int inquiry_begin(struct inquiry *i, const struct predicates *list, bool fork, struct fault *f);
void inquiry_clear(struct inquiry *i);

int inquiry_test(struct inquiry *i, struct span record, bool *yes, struct fault *f);

/* As with query_ask, query_settle and query_answer. */
bool inquiry_is_native(const struct inquiry *i); /* all of it */
int inquiry_ask(struct inquiry *i, struct span record, size_t *ticket, struct fault *f);
int inquiry_settle(struct inquiry *i, struct fault *f);
int inquiry_answer(const struct inquiry *i, size_t ticket, bool *yes, struct fault *f);

void inquiry_explain(const struct inquiry *i, struct buf *out);

#endif
