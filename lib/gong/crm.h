#ifndef GONG_CRM_H
#define GONG_CRM_H

/* The CRM view of a call: its deals and companies, read from Gong's call context. Gong mirrors
 * whatever the customer's CRM calls its objects and fields, so which names mean what is
 * configuration; the defaults know Salesforce, HubSpot and Gong's generic CRM. Names are compared
 * without case. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/json/call.h"

struct crm;

/* path: a JSON file of names (schemas/crm.json); NULL: CONFIG/crm.json if there is one, else the
 * defaults. */
struct crm *crm_new(const char *path, struct fault *f);
void crm_free(struct crm *c);

/* Add a JSON array of the call's deals (companies): see callmine-record(5). Reads the context, not
 * what callmine added. */
void crm_deals(const struct crm *c, const struct call *call, struct buf *json);
void crm_companies(const struct crm *c, const struct call *call, struct buf *json);

/* Add the four members callmine.deal, .deals, .company, .companies to a record. */
void crm_record(const struct crm *c, const struct call *call, struct buf *out);

#endif
