#ifndef SIM_FILTER_H
#define SIM_FILTER_H

/* The filter of the calls family, and which calls it lets through. */

#include "lib/sim/sim_page.h"

struct sim_filter {
    bool has_from, has_to;
    when from, to;
    bool by_schedule;   /* GET /v2/calls looks at a conference's scheduled time */
    char workspace[64]; /* "" = any */
    int *calls,
        ncalls; /* indices of the entries asked by id, in order; ncalls -1 = not asked by id */
    char (*hosts)[SIM_ID];
    int nhosts;     /* -1 = any host */
    int low, high;  /* the entries to look at are in [low, high): sim_filter_ready */
    uint64_t asked; /* a hash of it all */
};

/* Find where to look: when its members are set. Done by the two below. */
void sim_filter_ready(struct sim_filter *f, const struct sim_source *s);

/* False: answered with 400. Free with sim_filter_clear either way. */
bool sim_filter_query(struct sim_filter *f, const struct sim_request *q, struct sim_answer *a);
bool sim_filter_body(struct sim_filter *f, const struct sim_request *q, struct sim_answer *a);
void sim_filter_clear(struct sim_filter *f);

/* Walk what it lets through, in order of time:
 *   for (int i = sim_filter_next(f, s, -1); i >= 0; i = sim_filter_next(f, s, i)) */
int sim_filter_next(const struct sim_filter *f, const struct sim_source *s, int index);

/* A list of ids in a body: checked, and copied to the answer for the log. False: answered with 400.
 */
bool sim_id_list(struct span list, const char *name, struct sim_answer *a);

#endif
