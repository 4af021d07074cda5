#ifndef SIM_ROUTE_H
#define SIM_ROUTE_H

/* What answers under /v2. A handler fills the answer and returns 0; -1 becomes a 500. */

#include "lib/sim/sim_server.h"

typedef int sim_handler(struct sim_request *q, struct sim_answer *a, struct fault *f);

struct sim_route {
    const char *method, *path; /* {} stands for an id */
    const char *scope;
    sim_handler *serve;
};

sim_handler sim_calls_list, sim_calls_one, sim_calls_extensive,
    sim_calls_transcript;                                                          /* sim_calls.c */
sim_handler sim_users_list, sim_users_one, sim_users_extensive, sim_users_history; /* sim_users.c */
sim_handler sim_stats_aggregate, sim_stats_by_period, sim_stats_by_day,
    sim_stats_interaction;                /* sim_stats.c */
sim_handler sim_scorecards, sim_answered; /* sim_scorecards.c */
sim_handler sim_trackers, sim_folders, sim_folder, sim_workspaces,
    sim_outcomes;                                         /* sim_settings.c */
sim_handler sim_crm_list, sim_crm_delete, sim_crm_status; /* sim_crm.c */
sim_handler sim_crm_entities;                             /* sim_generic.c */

/* Does the credential open that scope? The answer says so when not. */
bool sim_scope(struct sim_request *q, struct sim_answer *a, const char *scope);

#endif
