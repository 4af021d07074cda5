#ifndef GONG_NAMES_H
#define GONG_NAMES_H

/* Which CRM object types and field names mean what: the configuration of the CRM view. The defaults
 * are a text in the configuration's own form (schemas/crm.json); a file replaces what it names,
 * list by list. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct names {
    char **at;
    size_t n;
};
bool names_have(const struct names *names, struct span text); /* without ASCII case */

/* A member of the view and the CRM fields it is read from, best first. */
struct field {
    const char *member;
    bool amount; /* a number, also when the CRM holds it as text */
    struct names from;
};

enum { VIEW_FIELDS = 6 };

/* Deals, or companies. */
struct view {
    const char *group;    /* "deal", "company": the configuration's member */
    struct names objects; /* object types */
    struct field fields[VIEW_FIELDS];
    size_t n;
};

struct owner {
    char *id, *name;
};

struct crm_names {
    struct view deal, company;
    struct owner *owners; /* who stands behind an owner's CRM id */
    size_t nowners;
};

void names_init(struct crm_names *c); /* zero and name the members; then read */
int names_read(struct crm_names *c, struct span json, struct fault *f);
int names_defaults(struct crm_names *c, struct fault *f);
void names_clear(struct crm_names *c);

#endif
