#ifndef GONG_CRM_OBJECTS_H
#define GONG_CRM_OBJECTS_H

/* The CRM's objects of one kind, each once, gathered from the calls that mention them: Gong has no
 * list of them. A deal or an account stands in a call's context, a contact in a party's; all
 * contexts are looked at for all kinds. Which object types are which kind is the CRM view's
 * configuration (crm.h).
 *
 * An object is known by its system, its type and its id, which are compared as texts. Of its states
 * the newest is kept: one with fields rather than one without, one as of now rather than one as of
 * the time of a call, then that of the later call, then that which came last. What is held grows
 * with the objects, and by 4 bytes for each call that mentions one and by the ids of the calls. */

#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/gong/crm.h"
#include "lib/json/call.h"
#include "lib/json/ids.h"

enum crm_kind { CRM_DEALS, CRM_CONTACTS, CRM_ACCOUNTS };
/* "deals", "contacts" or "accounts". */
enum crm_kind crm_kind_of(const char *plural);
const char *crm_kind_plural(enum crm_kind kind);
const char *crm_kind_in_gong(enum crm_kind kind); /* "DEAL", "CONTACT", "ACCOUNT" */

/* Add a record (schemas/crm-object.json): the object's own bytes, with the system and callmine's
 * part added. system and name are JSON, calls is a JSON array. */
void crm_object_record(struct buf *to, enum crm_kind kind, struct span object, struct span system,
                       struct span name, struct span calls);
/* Add the name that an object's fields say, as JSON; nothing when they say none. */
void crm_object_name(struct buf *to, const struct crm *c, enum crm_kind kind, struct span fields);

struct crm_objects {
    /* Set by the caller; the rest is zero at first: */
    const struct crm *crm;
    enum crm_kind kind;
    /* Its own: */
    struct ids keys, calls;   /* the objects; all calls that mention one */
    struct crm_state *states; /* by number of the key */
    size_t room;
    int64_t shapeless; /* calls with a context, their own or a party's, that is no list: not read */
    int64_t nameless;  /* objects without an id, which nothing can be known by: left out */
    struct buf key, name;
};

int crm_objects_add(struct crm_objects *o, const struct call *call, struct fault *f);
/* A record a line, in the order in which the objects first came. */
int crm_objects_write(const struct crm_objects *o, struct out *out, struct fault *f);
void crm_objects_clear(struct crm_objects *o);

#endif
