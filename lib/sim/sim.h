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

struct sim_options {
    struct sim_invention company;
    char *const *calls; /* files and folders to serve instead of the company */
    int ncalls;
    when now;
    bool fixed; /* the clock stands still */
    int port;   /* 0 = any */
    const char *port_file, *log, *key_file, *client_file;
    const char *scopes;      /* separated by blanks; NULL = all */
    int per_second, per_day; /* 0 = no limit */
    int64_t revoke_after;    /* requests; 0 = never */
    int64_t token_life;      /* seconds */
    struct texts faults;
};

/* Serve until *stop is set. */
int sim_serve(const struct sim_options *o, const volatile sig_atomic_t *stop,
              const struct listener *l, struct fault *f);

/* A line for each call and question (schemas/sim-truth.json), for the calls whose transcript can be
 * had now. */
int sim_truth(const struct sim_options *o, struct out *out, struct fault *f);

/* Every call that is listed now as a record, with its transcript if it can be had. */
int sim_dump(const struct sim_options *o, struct out *out, struct fault *f);

#endif
