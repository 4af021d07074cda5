#ifndef GONG_CRM_INTEGRATION_H
#define GONG_CRM_INTEGRATION_H

/* What gong-crm-integration does with a Generic CRM integration: list, delete, and ask how far the
 * deletion is. Deleting is the only thing in callmine that changes anything at Gong, and it cannot
 * be undone: it wants a connection made for it, the integration's name from a person, and a request
 * on disk (crm_request.h) and in the audit log (audit.h) before it is sent. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/gong/auth.h"
#include "lib/gong/crm_request.h"
#include "lib/gong/gong.h"

struct crm_integration {
    struct buf id, name, owner; /* texts */
};

struct crm {
    struct gong_settings settings;
    const char *integration;       /* its id */
    const char *client_request_id; /* NULL: an own one */
    const char *confirm;           /* the integration's name; NULL: asked */
    bool json, wait;
    struct person person;
    struct listener listener;
};

/* Each writes its result to *out. */
int crm_list(const struct crm *c, struct out *out, struct fault *f);
int crm_delete(const struct crm *c, struct out *out, struct fault *f);
int crm_status(const struct crm *c, struct out *out, struct fault *f);

/* For these three: */

/* What Gong lists. *found (may be NULL): the one with this id; its id is empty when there is none.
 */
int crm_find(struct gong *g, const char *id, struct crm_integration *found, struct fault *f);
void crm_integration_clear(struct crm_integration *i);
/* "crm-delete-WORD" into the audit log; status is the exit status it came to. */
int crm_audit(const struct crm *c, const struct crm_request *r, const char *what, int status,
              struct fault *f);
/* A request's line for stdout, as JSON or for people. */
void crm_print(const struct crm *c, const struct crm_request *r, struct out *out);

#endif
