#ifndef SIM_H
#define SIM_H

/* A Gong on loopback: what it serves, how it behaves, and the truth of what is planted in it. */

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/base/out.h"
#include "lib/base/when.h"
#include "lib/sim/sim_source.h"

#define SIM_NOW "2026-11-16T08:00:00Z"
/* Accepted only when no key or client file is given. */
#define SIM_KEY    "sim-key:sim-secret"
#define SIM_CLIENT "sim-client:sim-client-secret"

/* What the Generic CRM integration is called when nothing is said. */
#define SIM_INTEGRATION "Larkfield homegrown CRM"
/* The types of --type. */
#define SIM_TYPES                                                                                  \
    "calls|transcripts|users|user-stats|scorecards|answered-scorecards|libraries|trackers|"        \
    "crm-deals|crm-contacts|crm-accounts"

struct sim_options {
    struct sim_invention company;
    char *const *calls; /* files and folders to serve instead of the company */
    int ncalls;
    when now;
    bool fixed;   /* the clock stands still */
    int64_t port; /* 0 = any */
    const char *port_file, *log, *key_file, *client_file;
    const char *scopes;          /* separated by blanks; NULL = all */
    int64_t per_second, per_day; /* 0 = no limit */
    int64_t revoke_after;        /* requests; 0 = never */
    int64_t token_life;          /* seconds */
    const char *integration;
    bool no_integration;
    int64_t delete_takes; /* seconds from the request to the end of the deletion */
    bool delete_fails;
    const char *type; /* of sim_records */
    when from, to;    /* likewise: [from, to) */
    struct texts faults;
};
#define SIM_OPTIONS                                                                                \
    {                                                                                              \
        .company = SIM_INVENTION, .port = 8402, .per_second = 3, .per_day = 10000,                 \
        .token_life = 86400, .integration = SIM_INTEGRATION, .delete_takes = 300,                  \
        .from = INT64_MIN, .to = INT64_MAX                                                         \
    }

/* Are the numbers in range? What is not is STATUS_USAGE. */
int sim_check(const struct sim_options *o, struct fault *f);

/* Serve until *stop is set. */
int sim_serve(const struct sim_options *o, const volatile sig_atomic_t *stop,
              const struct listener *l, struct fault *f);

/* A line for each call and question, for the calls whose transcript can be had now; with a type
 * sim_records (schemas/sim-truth.json has both). */
int sim_truth(const struct sim_options *o, struct out *out, struct fault *f);

/* A line for each record of o->type that can be had now: of calls, transcripts and CRM objects what
 * the window [from, to) lists; of user statistics and reviews what its whole days give, from the
 * date of `from` to that of `to`, the latter not included. */
int sim_records(const struct sim_options *o, struct out *out, struct fault *f);

/* Every call that is listed now as a record, with its transcript if it can be had. */
int sim_dump(const struct sim_options *o, struct out *out, struct fault *f);

#endif
