#ifndef SIM_OBJECTS_H
#define SIM_OBJECTS_H

/* The CRM objects that stand in the context of calls, each once, and on how many calls it is. */

#include "lib/base/buf.h"
#include "lib/json/json.h"

struct sim_sighting {
    size_t system, id, name; /* where these begin in `words`; SIM_NAMELESS: no field tells one */
    int call;                /* the how many-th */
    bool secluded;           /* the call is private */
};
#define SIM_NAMELESS SIZE_MAX

struct sim_objects {
    const char *type; /* of Gong's: "Account" */
    struct sim_sighting *at;
    int n, room;
    struct buf words; /* each ends with a NUL */
    bool failed;      /* no memory */
};

/* One of them. */
struct sim_object {
    const char *system, *id;
    const char *name;    /* in the first call that tells one; NULL = none does */
    int calls, secluded; /* how many calls it is on, and how many of these are private */
};

/* Every object of the type in a context array: of call number `call`. */
void sim_objects_see(struct sim_objects *o, struct span context, int call, bool secluded);
/* All calls are seen: bring together what is one object. */
void sim_objects_sort(struct sim_objects *o);
/* The object that begins at `i`, by system and id; where the next one begins (o->n at the end). */
int sim_objects_next(const struct sim_objects *o, int i, struct sim_object *object);
void sim_objects_clear(struct sim_objects *o);

#endif
