#ifndef SIM_FILED_H
#define SIM_FILED_H

/* Records that were read from files: the files stay in memory, every member of a record is a span
 * into them. */

#include "lib/base/buf.h"
#include "lib/sim/sim_source.h"

enum { SIM_MEMBERS = 24 };

struct sim_member {
    struct span name, value; /* name: a JSON string token */
};

/* A call as the files together tell it. */
struct sim_held {
    struct sim_member members[SIM_MEMBERS];
    int n;
    char id[64];
};

struct sim_filed {
    struct sim_source source;
    struct buf *files;
    int nfiles;
    struct sim_held *calls;
    int ncalls, room;
    struct span *users; /* JSON of each */
    int nusers, users_room;
    struct buf made; /* users made from parties */
    struct sim_person *people;
};

struct sim_filed *sim_filed_new(struct fault *f);
/* Merge a JSON object into what is held: a call with metaData, a bare list item, a transcript, or a
 * user. */
int sim_filed_take(struct sim_filed *v, struct span object, struct fault *f);
/* All is read: make users if there are none, and the index. */
int sim_filed_index(struct sim_filed *v, struct fault *f);

#endif
