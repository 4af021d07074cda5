#ifndef GONG_CRM_H
#define GONG_CRM_H

/* The CRM view of a call: its deals and companies, read from Gong's call context. Gong mirrors
 * whatever the customer's CRM calls its objects and fields, so which names mean what is
 * configuration; the defaults know Salesforce, HubSpot and Gong's generic CRM. Names are compared
 * without (ASCII) case.
 *
 * Of a field's candidates the first that has a value counts; null and "" are no value. An amount or
 * a size is a number, or a string that holds one (json_amount); other texts are numbers' and
 * strings' text. The same deal may be there twice, as of now and as of the time of the call: both
 * are listed, each with its timing. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/json/call.h"
#include "lib/json/json.h"

struct crm;

/* path: a JSON file of names (schemas/crm.json); NULL: CONFIG/crm.json if there is one, else the
 * defaults. */
struct crm *crm_new(const char *path, struct fault *f);
void crm_free(struct crm *c);

/* What a call has: JSON strings and numbers in its record; SPAN_NONE for anything else. */
struct deal {
    struct span id, name, stage, amount, currency, owner, close, reason, system, timing;
};
struct company {
    struct span id, name, size, industry, domain, system;
};
struct contact {
    struct span name, first, last;
};

/* An object of the context. */
struct crm_object {
    struct span type, id, fields, timing;
};

/* A call's deals (companies), in order. `added`: those that callmine has added, if it has; else,
 * and where it has not, the context's. */
struct crm_walk {
    const struct crm *crm;
    bool added; /* so they are */
    struct json_walk systems, objects;
    struct span system; /* the one at hand, and its object */
    struct crm_object object;
};
void crm_deals(struct crm_walk *w, const struct crm *c, const struct call *call, bool added);
bool crm_next_deal(struct crm_walk *w, struct deal *d);
void crm_companies(struct crm_walk *w, const struct crm *c, const struct call *call, bool added);
bool crm_next_company(struct crm_walk *w, struct company *c);
/* The context's deals and companies in one walk: which of these kinds the next object is, perhaps
 * both; 0: there is no more. */
enum { CRM_DEAL = 1, CRM_COMPANY = 2 };
void crm_both(struct crm_walk *w, const struct crm *c, const struct call *call);
unsigned crm_next_of(struct crm_walk *w, unsigned kinds, struct deal *d, struct company *c);

/* What such a value says, in the record or in *room (cleared first); SPAN_NONE: nothing. */
struct span crm_text(struct span value, struct buf *room);
bool crm_number(struct span value, double *n);
/* One that says that it is not as of now, but as of the time of the call. */
bool crm_is_past(const struct deal *d);

/* Add a JSON array of the context's deals (companies): see callmine-record(5). */
void crm_put_deals(const struct crm *c, const struct call *call, struct buf *json);
void crm_put_companies(const struct crm *c, const struct call *call, struct buf *json);

/* Add the four members callmine.deal, .deals, .company, .companies to a record. */
void crm_record(const struct crm *c, const struct call *call, struct buf *out);

/* Whom an owner's CRM id stands for: a name from the configuration ("owners"), and the party whose
 * CRM context holds the User object of that id. Salesforce ids are the same with 15 and with 18
 * characters. */
struct crm_owner {
    const char *name;          /* the configuration's; NULL = not known */
    const struct party *party; /* NULL = not known */
};
/* Of the parties those are looked at that have been read (call_parties). */
struct crm_owner crm_owner(const struct crm *c, const struct call *call, struct span owner);
/* False: no party will turn out to be the owner, so that they need not be read. */
bool crm_may_be_party(const struct call *call, struct span owner);
bool crm_names_owners(const struct crm *c); /* the configuration has names of owners */

/* What a field of the data is used as: adds "deal.stage", "company.size"; nothing when it is not.
 * Both are JSON string tokens. */
void crm_meaning(const struct crm *c, struct span object_type, struct span field, struct buf *to);

#endif
