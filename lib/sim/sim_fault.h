#ifndef SIM_FAULT_H
#define SIM_FAULT_H

/* Faults by switch: KIND[=VALUE][:WHEN][@PATH].
 * WHEN: N the Nth matching request (the default: 1), N+ from the Nth on, N-M, * every one, P% that
 * share of them (by chance that the seed fixes). PATH: what the path begins with; "/v2" unless
 * given. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"

enum sim_trouble {
    SIM_FINE,
    SIM_STATUS,   /* status=500: that status, with Gong's body for it */
    SIM_RESET,    /* the connection is reset instead of an answer; reset=N: after N bytes of it */
    SIM_STALL,    /* no answer, the connection stays open; stall=N: after N bytes of it */
    SIM_TRUNCATE, /* the body ends half-way: a chunked answer without its last chunk */
    SIM_CUT,      /* the same in an answer whose end is the end of the connection */
    SIM_BOMB,     /* bomb=N: gzip that unpacks to N megabytes (1024) */
    SIM_BAD_JSON, /* 200, and no JSON */
    SIM_HTML,     /* html=502: a proxy's page */
    SIM_STORM,    /* limit=N: 429, Retry-After N seconds; limit=date-N: as an HTTP date; limit=none:
                     without */
    SIM_HEADERS,  /* headers=N: N kilobytes of header lines (512) */
    SIM_ENDLESS,  /* a body that never ends */
    SIM_REDIRECT, /* redirect=URL: 302 (to another name of this host) */
    SIM_REPEAT,   /* the cursor that came is handed out again */
    SIM_EXPIRED,  /* the cursor that came has expired */
    SIM_EMPTY,    /* 404 "No calls found..." whatever there is */
    SIM_DRIP,     /* drip=N: the body in N bytes every 200 ms (16) */
};

enum { SIM_RULES = 32 };

struct sim_rule {
    enum sim_trouble kind;
    char value[200];
    int64_t from, to; /* which matching requests, from 1 */
    int percent;      /* instead of from and to; 0 = not by share */
    char path[100];
    int64_t seen;
};

struct sim_rules {
    struct sim_rule at[SIM_RULES];
    int n;
    uint64_t seed;
};

int sim_rule_add(struct sim_rules *r, const char *text, struct fault *f);
/* The first rule that strikes this request, or NULL; every rule counts it. */
const struct sim_rule *sim_rule_strike(struct sim_rules *r, const char *path);
int64_t sim_rule_number(const struct sim_rule *r, int64_t otherwise);
const char *sim_trouble_name(enum sim_trouble kind);

#endif
