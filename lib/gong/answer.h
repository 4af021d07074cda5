#ifndef GONG_ANSWER_H
#define GONG_ANSWER_H

/* What an answer of Gong's means. Gong has no error codes, only status and wording, and some
 * statuses do not mean what they say: a 404 may be "none found", a 401 a missing scope. No text
 * that came from outside gets into a fault: only wordings known here, and the request's id, which
 * Gong's support asks for. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/gong/endpoint.h"

enum verdict {
    ANSWER_PAGE,    /* *p is filled in */
    ANSWER_EMPTY,   /* none found */
    ANSWER_AGAIN,   /* trying again may help; the fault is for the last try */
    ANSWER_EXPIRED, /* the cursor: the chain starts again */
    ANSWER_UNKNOWN, /* 401 without a scope: the key or token is not accepted; fault filled in */
    ANSWER_FAULT,   /* fault filled in */
};

struct page {
    struct gong_page its;
    int64_t total; /* what Gong says there is; 0 = it does not say */
};

/* Judge an answer with this status and body. Line feeds are taken out of the body of a page, where
 * they can only be white space between tokens; *p points into it. trace: the answer's x-traceid, or
 * "". */
enum verdict answer_judge(const struct endpoint *e, int status, struct buf *body, const char *trace,
                          struct page *p, struct fault *f);

#endif
