#ifndef GONG_CRM_REQUEST_H
#define GONG_CRM_REQUEST_H

/* The requests to delete a CRM integration that a profile has made, each a file
 * STATE/profiles/NAME/crm-requests/ID.json (schemas/crm-request.json), named by the clientRequestId
 * under which Gong knows it. It is there, on disk, before Gong is asked, so that whatever happens
 * then the same request can be asked again, and asked about. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/lock.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

enum crm_state {
    CRM_ASKED,      /* it may have been sent; no answer is known */
    CRM_REGISTERED, /* Gong works on it, for a day at most */
    CRM_DONE,       /* the integration is gone */
    CRM_FAILED,     /* Gong could not do it */
    CRM_REFUSED,    /* Gong never took it */
};

enum { CRM_ID = 64, CRM_INTEGRATION = 20 };

/* Gong needs a day at most; an hour more, and nothing is expected of a request. */
#define CRM_PATIENCE (25 * 3600 * WHEN_SECOND)

struct crm_request {
    char id[CRM_ID + 1];
    char integration[CRM_INTEGRATION + 1]; /* its id, as text */
    struct buf name, owner;                /* of the integration, as Gong had them */
    enum crm_state state;
    struct buf answer;      /* what Gong said last of how far it is, "PENDING"; empty: nothing */
    when asked, registered; /* registered 0: not */
};

/* STATUS_USAGE unless it is 1 to 64 letters, digits, "-" and "_". */
int crm_request_id(const char *id, struct fault *f);
/* An id that nobody has had: 128 random bits. */
int crm_request_invent(char id[static CRM_ID + 1], struct fault *f);
void crm_request_clear(struct crm_request *r);
void crm_request_line(struct buf *b, const struct crm_request *r); /* its JSON, without newline */
const char *crm_state_name(enum crm_state s);
/* Neither over nor overdue at `now`: a second request for the same integration is not to be made.
 */
bool crm_request_open(const struct crm_request *r, when now);

/* Durable, and the directories that lead to it. */
int crm_request_save(const struct crm_request *r, const char *profile, struct fault *f);

/* All of a profile's, the oldest first. STATUS_BAD_RECORD names a file that is none. */
struct crm_requests {
    struct crm_request *at;
    size_t n;
};
int crm_requests_load(struct crm_requests *all, const char *profile, struct fault *f);
void crm_requests_clear(struct crm_requests *all);

/* One deletion at a time. STATUS_TRY_LATER. */
int crm_requests_lock(struct lock *l, const char *profile, struct fault *f);

#endif
