#ifndef GONG_GONG_H
#define GONG_GONG_H

/* Gong's API as the fetchers use it: one session a process, one endpoint table, one policy (design
 * §6): the shared budget, Retry-After, retries with jitter, cursors, 404-means-empty,
 * missing-scope-401, needs reconnect. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct gong;

enum gong_endpoint { GONG_CALLS, GONG_EXTENSIVE, GONG_TRANSCRIPTS, GONG_USERS };

/* Open the profile's connection. The session refreshes an OAuth token when it must. */
struct gong *gong_new(const char *profile, const char *key_file, const struct listener *l,
                      struct fault *f);
void gong_free(struct gong *g);
int64_t gong_requests(const struct gong *g); /* sent so far, retries included */

/* One page's items, a JSON array span, in the order Gong gave them; valid during the call. Return
 * -1 to stop. */
typedef int gong_page(void *who, struct span items, struct fault *f);

/* Ask an endpoint, following its cursor chain to the end; each page is handed over before the next
 * is asked for. `filter` is a query string for a GET ("fromDateTime=...&toDateTime=...", encoded)
 * and the members of the JSON body for a POST (without "cursor"). An empty answer is no page at
 * all. A chain whose cursor expired starts again: pages may come twice, so the caller drops ids
 * that it has seen. */
int gong_ask(struct gong *g, enum gong_endpoint what, struct span filter, gong_page *page,
             void *who, struct fault *f);

#endif
