#ifndef GONG_GONG_H
#define GONG_GONG_H

/* Gong's API as the fetchers use it: one session a process, one endpoint table (endpoint.h), one
 * policy: the shared budget, Retry-After, retries with jitter, cursors, 404-means-empty,
 * missing-scope-401, needs reconnect. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct gong;

enum gong_endpoint { GONG_CALLS, GONG_EXTENSIVE, GONG_TRANSCRIPTS, GONG_USERS };

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
};
#define GONG_SETTINGS                                                                              \
    {                                                                                              \
        .tries = 6, .max_wait = 1200                                                               \
    }

/* Its rows for a program's option table; bin/program.h words the first two. */
#define GONG_ROWS(s)                                                                               \
    ROW_PROFILE(&(s).profile), ROW_KEY_FILE(&(s).key_file),                                        \
        {"max-wait",   0,                                                                          \
         OPTION_COUNT, &(s).max_wait,                                                              \
         "SECONDS",    "give up, to be run again, when Gong wants a longer pause (1200)",          \
         NULL},                                                                                    \
    {                                                                                              \
        "tries", 0, OPTION_COUNT, &(s).tries, "N",                                                 \
            "send a request so often before giving up on a broken network or server (6)", NULL     \
    }

/* Open the profile's connection. The session refreshes an OAuth token when it must. */
struct gong *gong_new(const struct gong_settings *s, const struct listener *l, struct fault *f);
void gong_free(struct gong *g);
int64_t gong_requests(const struct gong *g); /* sent so far, retries included */

/* One page's items, a JSON array span, in the order Gong gave them: each of them an object with its
 * id where the endpoint table says, and no line feed in it. Valid during the call. Return -1 to
 * stop. */
typedef int gong_page(void *who, struct span items, struct fault *f);

/* Ask an endpoint, following its cursor chain to the end; each page is checked whole and handed
 * over before the next is asked for. `filter` is a query string for a GET
 * ("?fromDateTime=...&toDateTime=...", encoded; may be empty) and the members of the JSON body for
 * a POST (without "cursor"). An empty answer is no page at all. A chain whose cursor expired starts
 * again: pages may come twice, so the caller drops ids that it has seen. STATUS_TRY_LATER (network,
 * limits), STATUS_REFUSED, STATUS_PROTOCOL, STATUS_RECONNECT. */
int gong_ask(struct gong *g, enum gong_endpoint what, struct span filter, gong_page *page,
             void *who, struct fault *f);

#endif
