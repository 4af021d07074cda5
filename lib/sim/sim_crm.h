#ifndef SIM_CRM_H
#define SIM_CRM_H

/* The Generic CRM integration that a customer registered with Gong, and its deletion, which takes
 * its time: a request is PENDING for the first fifth, then IN_PROGRESS, then DONE or FAILED. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/when.h"

enum { SIM_CLIENT_REQUEST = 129 }; /* room for a clientRequestId */

struct sim_deletion {
    char client[SIM_CLIENT_REQUEST]; /* the id that the client gave it */
    when asked;
};

struct sim_crm_state {
    const char *name; /* of the integration; NULL = there never was one */
    when takes;
    bool fails;
    struct sim_deletion *deletions;
    int n, room;
};

struct sim;
struct sim_request;
struct sim_answer;

/* Is the integration still there? */
bool sim_crm_there(const struct sim *s, when now);
/* The integrationId of the query: is it ours (or was)? False: answered with 400. */
bool sim_crm_asked(const struct sim_request *q, struct sim_answer *a, bool *ours);

void sim_crm_clear(struct sim_crm_state *c);

#endif
