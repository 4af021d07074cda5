#ifndef GONG_NAMES_H
#define GONG_NAMES_H

/* Which CRM object types and field names mean what: the configuration of the CRM view. The defaults
 * are a text in the configuration's own form (schemas/crm.json); a file replaces what it names,
 * list by list. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct name {
    char *text; /* NUL-terminated */
    size_t len;
};

struct names {
    struct name *at;
    size_t n;
};
bool names_have(const struct names *names, struct span string); /* a JSON value; no ASCII case */

/* A member of the view and the CRM fields it is read from, best first. */
struct field {
    const char *member;
    bool amount; /* a number, also when the CRM holds it as text */
    size_t to;   /* where in struct deal, company or contact its span is */
    struct names from;
};

enum { VIEW_FIELDS = 7 };

/* One of all the names that a view's fields are read from. */
struct candidate {
    struct span name;
    size_t field, rank; /* the rank'th of that field's */
};

/* Deals, companies, or contacts. */
struct view {
    const char *group;    /* "deal", "company", "contact": the configuration's member */
    struct names objects; /* object types */
    struct field fields[VIEW_FIELDS];
    size_t n;
    struct candidate *candidates; /* the shortest first */
    size_t ncandidates;
    size_t of_length[64]; /* the first that is n bytes long or more; the last is for all longer */
};

/* Those of the view's names that are this text, one after the other; NULL begins, and ends. */
const struct candidate *view_find(const struct view *v, struct span text,
                                  const struct candidate *last);

struct owner {
    struct name id, name;
};

struct crm_names {
    struct view deal, company, contact;
    struct owner *owners; /* who stands behind an owner's CRM id */
    size_t nowners;
};

void names_init(struct crm_names *c); /* zero and name the members; then read */
int names_read(struct crm_names *c, struct span json, struct fault *f);
int names_defaults(struct crm_names *c, struct fault *f);
void names_clear(struct crm_names *c);

#endif
