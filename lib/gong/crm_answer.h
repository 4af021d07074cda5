#ifndef GONG_CRM_ANSWER_H
#define GONG_CRM_ANSWER_H

/* What Gong says of a request, which delete and status both ask for: GET /v2/crm/request-status. It
 * needs a scope of its own, api:crm:upload, which a connection that may delete can lack. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/gong/crm_request.h"
#include "lib/gong/gong.h"

struct crm_answer {
    struct buf word;    /* PENDING, IN_PROGRESS, DONE or FAILED */
    struct buf reasons; /* of a failure, a line each, fit for a terminal */
};

/* Ask. *a is overwritten; clear it whatever came back. gong_ask's faults; STATUS_PROTOCOL for a
 * word that no schema knows. */
int crm_answer_ask(struct crm_answer *a, struct gong *g, const struct crm_request *r,
                   struct fault *f);
bool crm_answer_is(const struct crm_answer *a, const char *word);
void crm_answer_clear(struct crm_answer *a);

/* Which fault it was: Gong does not know the request; or may not be asked about any. */
bool crm_answer_unknown(const struct fault *f);
bool crm_answer_forbidden(const struct fault *f);

/* ?integrationId=...&clientRequestId=... */
int crm_query(struct buf *query, const struct crm_request *r, struct fault *f);

#endif
