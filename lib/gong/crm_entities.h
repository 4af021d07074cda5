#ifndef GONG_CRM_ENTITIES_H
#define GONG_CRM_ENTITIES_H

/* The objects of a Generic CRM integration, one that a company has built on Gong's upload API,
 * asked for by their ids: GET /v2/crm/entities, 100 ids a request. Gong has no other way to read
 * them, and none for those of Salesforce, HubSpot or Dynamics. */

#include "lib/gong/crm_objects.h"
#include "lib/gong/gong.h"
#include "lib/gong/harvest.h"

enum {
    CRM_ENTITY_ID = 512 /* bytes in an id */,
    CRM_ENTITY_FILE = 256 << 20 /* and in a file of them */
};

struct crm_entities {
    /* Set by the caller; the rest is zero at first: */
    struct gong *gong;
    const struct crm *crm;
    enum crm_kind kind;
    const char *integration; /* its id, digits; or "auto": asked for */
    struct harvest *harvest;
    /* Its own: */
    struct ids ids;
    size_t from, n; /* of the request */
    struct span found[GONG_IDS];
    struct buf number; /* the integration's id: 64 bits, kept as text */
    struct buf filter, body, object, name, line;
    struct buf missing; /* ids that the integration does not know, a line each */
    int64_t nmissing;
    size_t integrations; /* that Gong named */
};

/* True: such a value of `integration` can be asked with. */
bool crm_entities_integration(const char *integration);

/* Take the ids of a file, one a line; an id twice is one id. STATUS_BAD_RECORD with the line where
 * one is no UTF-8, has control characters, or is too long. */
int crm_entities_ids(struct crm_entities *e, const char *path, struct fault *f);

/* Ask for them: a record (schemas/crm-object.json) for each that is known, in the order of the
 * file. Without ids there is no request. */
int crm_entities_ask(struct crm_entities *e, struct fault *f);
void crm_entities_clear(struct crm_entities *e);

#endif
