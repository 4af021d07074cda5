#ifndef GONG_CRM_VIEW_H
#define GONG_CRM_VIEW_H

/* Inside of the CRM view: what it reads and writes by, and the parts of Gong's context. */

#include "lib/gong/crm.h"
#include "lib/gong/names.h"
#include "lib/json/members.h"

struct crm {
    struct crm_names names;
};

void crm_read_object(struct span value, struct crm_object *o);

struct crm_system {
    struct span name, objects;
};
void crm_system_at(struct span value, struct crm_system *s);

/* All objects of a context, whatever their type; w->objects.value is the object at hand. */
void crm_walk_context(struct crm_walk *w, const struct crm *c, struct span context);
bool crm_next_object(struct crm_walk *w);

/* An object's fields into a view's struct; SPAN_NONE where none has a value. */
void crm_read_fields(const struct view *v, struct span fields, void *into);

/* A field of an object; false: it has no value. */
bool crm_read_field(struct span value, struct member_pair *field);

#endif
