#ifndef GONG_CRM_REQUEST_H
#define GONG_CRM_REQUEST_H

/* The requests to delete a CRM integration that were made here, by whatever profile, each a file
 * STATE/crm-requests/ID.json (schemas/crm-request.json), named by the clientRequestId under which
 * Gong knows it. It is there, on disk, before Gong is asked, so that whatever happens then the same
 * request can be asked again, and asked about.
 *
 * They are kept together because profiles may share a company, and a company may have two base
 * URLs: whether an integration is being deleted is looked for in all of them. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/lock.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

enum crm_state {
    CRM_WAITING,    /* Gong has not taken it, because of a limit or the network: it can be sent */
    CRM_ASKED,      /* Gong may have taken it; no answer is known */
    CRM_REGISTERED, /* Gong works on it, for a day at most */
    CRM_DONE,       /* the integration is gone */
    CRM_FAILED,     /* Gong could not do it */
    CRM_REFUSED,    /* Gong did not take it */
};

enum { CRM_ID = 64, CRM_INTEGRATION = 20, CRM_COMPANY = 264 };

/* Gong needs a day at most; an hour more, and nothing is expected of a request. By a clock that may
 * be wrong: never a reason by itself to take a request for over. */
#define CRM_PATIENCE (25 * 3600 * WHEN_SECOND)

struct crm_request {
    char id[CRM_ID + 1];
    char integration[CRM_INTEGRATION + 1]; /* its id, as text */
    char company[CRM_COMPANY];             /* gong_company */
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
/* Gong has it, or may have it, and nothing has said that it is over. */
bool crm_request_open(const struct crm_request *r);

/* Durable, and the directories that lead to it. */
int crm_request_save(const struct crm_request *r, struct fault *f);

/* All, the oldest first. STATUS_BAD_RECORD names a file that is none. */
struct crm_requests {
    struct crm_request *at;
    size_t n;
};
int crm_requests_load(struct crm_requests *all, struct fault *f);
void crm_requests_clear(struct crm_requests *all);

/* One deletion at a time. STATUS_TRY_LATER. */
int crm_requests_lock(struct lock *l, struct fault *f);

#endif
