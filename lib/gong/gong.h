#ifndef GONG_GONG_H
#define GONG_GONG_H

/* Gong's API as the fetchers use it: one session a process, one endpoint table (endpoint.h), one
 * policy: the shared budget, Retry-After, retries with jitter, cursors, 404-means-empty,
 * missing-scope-401, needs reconnect. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

struct gong;

/* The rows of the endpoint table. */
enum gong_endpoint {
    GONG_CALLS,
    GONG_EXTENSIVE,
    GONG_TRANSCRIPTS,
    GONG_USERS,
    GONG_STATS_TOTAL,  /* of a user's activity */
    GONG_STATS_PERIOD, /* by week, month, ... */
    GONG_STATS_DAY,    /* day by day, as ids of calls */
    GONG_STATS_TALK,   /* of a user's way to talk: interaction */
    GONG_ANSWERED,     /* scorecards that were filled in */
    GONG_SCORECARDS,
    GONG_TRACKERS,
    GONG_WORKSPACES,
    GONG_FOLDERS,
    GONG_FOLDER, /* what is in one */
    GONG_CRM_INTEGRATIONS,
    GONG_CRM_ENTITIES,
    GONG_CRM_STATUS, /* of an upload or a deletion */
    GONG_ENDPOINTS
};

enum {
    GONG_IDS = 100 /* ids in one request: a page's worth */,
    GONG_PAGES = 12000 /* in one chain */
};

/* What every fetcher can be told. */
struct gong_settings {
    const char *profile;  /* NULL: "default" */
    const char *key_file; /* NULL: looked up */
    int64_t tries;        /* of one request, the first included */
    int64_t max_wait;     /* seconds that one request may spend waiting */
    const char *now;      /* RFC 3339; NULL: the clock's */
    const char *clock;    /* "simulated": waits pass at once, from `now` on; the simulator's only */
    const char
        *requests; /* a file that gets a line for each request that is sent; NULL: none does */
    bool estimate; /* gong_ask asks for one page, hands on nothing, and prints what there is */
};
#define GONG_SETTINGS                                                                              \
    {                                                                                              \
        .tries = 6, .max_wait = 1200                                                               \
    }

/* Its rows for a program's option table; bin/program.h words the first two. */
#define GONG_ROWS(s)                                                                               \
    ROW_PROFILE(&(s).profile), ROW_KEY_FILE(&(s).key_file),                                        \
        ROW_NOW(&(s).now), {"clock",                                                               \
                            0,                                                                     \
                            OPTION_CHOICE,                                                         \
                            &(s).clock,                                                            \
                            "KIND",                                                                \
                            "simulated: waits pass at once, counted from --now; for gong-sim",     \
                            "real|simulated"},                                                     \
        {"requests",    0,      OPTION_ASIDE,                                                      \
         &(s).requests, "FILE", "add a line to FILE for each request that is sent",                \
         NULL},                                                                                    \
        {"max-wait",   0,                                                                          \
         OPTION_COUNT, &(s).max_wait,                                                              \
         "SECONDS",    "give up, to be run again, when Gong wants a longer pause (1200)",          \
         NULL},                                                                                    \
    {                                                                                              \
        "tries", 0, OPTION_COUNT, &(s).tries, "N",                                                 \
            "send a request so often before giving up on a broken network or server (6)", NULL     \
    }

/* The row of a fetcher that lists: {"v":1,"what":"users","records":40,"bytes":32000,"requests":1}
 * on stdout (schemas/estimate.json), bytes being those of Gong's JSON. */
#define ROW_ESTIMATE(s)                                                                            \
    {                                                                                              \
        "estimate", 0, OPTION_FLAG, &(s).estimate, NULL,                                           \
            "ask for one page, and print how many records and bytes there are in all", NULL        \
    }

/* What time it is: --now, or the clock's. STATUS_USAGE when it is no time. */
int gong_now(when *now, const struct gong_settings *s, struct fault *f);

/* Open the profile's connection. STATUS_USAGE when --now is no time. The session refreshes an OAuth
 * token when it must. */
struct gong *gong_new(const struct gong_settings *s, const struct listener *l, struct fault *f);
void gong_free(struct gong *g);
const char *gong_company(const struct gong *g); /* the base URL's host and port */

/* One page of an answer, checked, without a line feed in it. Valid during the call that gets it. */
struct gong_page {
    struct span items;  /* a JSON array in Gong's order, each item an object with its id where the
                           endpoint table says; of an endpoint without a list the answer itself */
    struct span answer; /* the whole, for what stands beside the items */
    struct span cursor; /* that leads to the next page, a JSON string token; SPAN_NONE: the last */
};
/* Return -1 to stop. */
typedef int gong_take(void *who, const struct gong_page *page, struct fault *f);

/* What is asked. */
struct gong_query {
    enum gong_endpoint what;
    /* Of a GET a query string ("?fromDateTime=...", encoded), of a POST the members of the JSON
     * body, without "cursor"; may be empty. */
    struct span filter;
    struct span body;   /* JSON beside the query of a GET, as GONG_CRM_ENTITIES wants it */
    struct span cursor; /* to go on from, where an earlier process was (a JSON string token), in a
                           chain that is not an hour old; SPAN_NONE: from the start */
};

/* Ask an endpoint, following its cursor chain to the end; each page is checked whole and handed
 * over before the next is asked for. An empty answer is no page at all. A chain whose cursor
 * expired starts again: pages may come twice, so the caller drops ids that it has seen.
 * STATUS_TRY_LATER (network, limits), STATUS_REFUSED, STATUS_PROTOCOL, STATUS_RECONNECT (also where
 * a scope is missing). */
int gong_ask(struct gong *g, const struct gong_query *q, gong_take *take, void *who,
             struct fault *f);

/* Wait between two questions; at once where time is simulated. */
void gong_sleep(struct gong *g, int64_t ms);

/* The one request that is no read: DELETE a CRM integration. Only gong-crm-integration has it, and
 * it is refused with STATUS_CONFIG unless the connection was made for it (gong_may_delete). */
enum gong_deletion {
    GONG_NOT_SENT, /* or not taken, because of a limit; this and the next two: the fault says why */
    GONG_REFUSED,  /* Gong does not do it */
    GONG_UNSURE,   /* it may have been registered */
    GONG_REGISTERED, /* 201 */
    GONG_USED,       /* 409: the request's id was used before; by a try of ours if `tried` */
};
bool gong_may_delete(const struct gong *g);
/* query: "?integrationId=...", encoded. A broken network or server is tried again with the same
 * query. *tried: an earlier try of this call may have reached Gong. */
enum gong_deletion gong_delete(struct gong *g, struct span query, bool *tried, struct fault *f);

#endif
