#ifndef SIM_SERVER_H
#define SIM_SERVER_H

/* The simulator while it runs, and one request and its answer. One thread does it all. */

#include <microhttpd.h>
#include "lib/base/buf.h"
#include "lib/json/json.h"
#include "lib/sim/sim.h"
#include "lib/sim/sim_clock.h"
#include "lib/sim/sim_crm.h"
#include "lib/sim/sim_fault.h"
#include "lib/sim/sim_limit.h"
#include "lib/sim/sim_oauth.h"

enum { SIM_PAGE = 100, SIM_CURSOR_LIFE = 3600, SIM_PAIRS = 32, SIM_BODY_LIMIT = 4 << 20 };

struct sim {
    const struct sim_options *o;
    struct sim_source *source;
    struct sim_clock clock;
    struct sim_limit limit;
    struct sim_oauth oauth;
    struct sim_rules rules;
    struct sim_crm_state crm;
    int64_t cursor_life; /* seconds that a chain of cursors lives, of those that begin from now on
                          */
    struct buf key;      /* "id:secret" */
    char scopes[2000];   /* separated and surrounded by blanks; "*" = all */
    bool revoked;
    int64_t requests; /* under /v2 */
    int64_t answered; /* every request, for request ids and the log */
    int port;
    int log; /* fd, -1 = none */
    struct fault log_fault;
    struct MHD_Daemon *daemon;
    struct sim_wire *wires; /* answers that wait for their next bytes (sim_send.c) */
};

struct sim_pair {
    const char *name, *value;
};

struct sim_request {
    struct sim *sim;
    struct MHD_Connection *connection;
    const char *method, *path;
    char id[SIM_ID]; /* what {} in the route's path stood for */
    struct sim_pair query[SIM_PAIRS];
    int nquery;
    struct buf body;
    bool too_long;
    struct sim_wire *asleep;     /* it stalls without an answer */
    struct span json;            /* the body, when a route wants one */
    const char *credential;      /* "key", "oauth" or NULL */
    const struct sim_rule *rule; /* the fault that strikes it */
    int64_t ms;
    when now;
};

struct sim_answer {
    int status;
    struct buf body;
    const char *type;     /* content type; NULL = as Gong's for the status */
    char retry_after[48]; /* "" = none */
    char location[2000];  /* "" = none */
    char request_id[SIM_ID];
    int items;      /* on this page, -1 = no list */
    struct buf ids; /* JSON array of the ids asked */
};

const char *sim_query(const struct sim_request *q, const char *name); /* NULL = not there */

/* {"requestId":…,"errors":[…]}; returns 0 so that a handler can return it. */
int sim_error(struct sim_answer *a, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#define SIM_NO_CALLS "No calls found corresponding to the provided filters"
#define SIM_BAD_BODY "Json parse error, verify Json format matches the API description."

/* Begin an answer of 200: the object is open and has its requestId. */
void sim_answer_open(struct sim_answer *a, struct json_writer *w);
void sim_request_id(const struct sim *s, char out[SIM_ID]);

int sim_route(struct sim_request *q, struct sim_answer *a, struct fault *f); /* /v2 (sim_route.c) */
int sim_control(struct sim_request *q, struct sim_answer *a,
                struct fault *f); /* /sim (sim_control.c) */
int sim_authorize(struct sim_request *q, struct sim_answer *a,
                  struct fault *f); /* /oauth2 (sim_oauth.c) */

/* Send (sim_send.c). The faults that are another answer; those that spoil the sending are
 * sim_send's. */
bool sim_replace(struct sim_request *q, struct sim_answer *a);
enum MHD_Result sim_send(struct sim_request *q, struct sim_answer *a); /* takes the body over */
void sim_send_forget(struct sim_request *q);                           /* the request is over */
void sim_send_due(struct sim *s);  /* wake the answers whose next bytes are due */
void sim_send_stop(struct sim *s); /* wake them all: the daemon is about to end */

/* The log (sim_log.c). */
int sim_log_open(struct sim *s, const char *path, struct fault *f);
void sim_log(struct sim *s, const struct sim_request *q, const struct sim_answer *a);
void sim_log_close(struct sim *s);

#endif
