#ifndef GONG_CRM_DELETION_H
#define GONG_CRM_DELETION_H

/* Inside of gong-crm-integration delete: the steps (crm_delete.c) and the choice of the request to
 * go on with (crm_choice.c). */

#include "lib/gong/crm_integration.h"

/* One deletion, from the first question to the last word. */
struct crm_deletion {
    const struct crm *c;
    struct out *out;
    const char *profile; /* its name, for people */
    struct gong *g;
    struct crm_integration what;
    struct lock lock;
    struct crm_requests all;
    struct crm_request *request; /* in `all`, or &fresh */
    struct crm_request fresh;
    when now;
};

/* Into the audit log and on disk: the request is in that state, and status is the exit status it
 * came to. The log first: what a kill between the two leaves undone is done again by the next run.
 */
int crm_settle(struct crm_deletion *d, struct crm_request *r, enum crm_state state,
               const char *what, int status, struct fault *f);

/* d->request: the one that Gong has, or may have, or has not taken, or else a new one that is not
 * on disk yet. Gong is asked about those it has. The fault says why nothing was sent. */
int crm_choose(struct crm_deletion *d, struct fault *f);

#endif
