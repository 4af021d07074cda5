#ifndef GONG_BASE_URL_H
#define GONG_BASE_URL_H

/* A customer's base URL, "https://us-12345.api.gong.io": every tenant has its own, and a key is
 * refused by another's. Accepted with or without a slash or /v2 at the end, and kept without them.
 *
 * Only https to a host below gong.io, unless any_host: then https to any host, and http to this
 * machine (127.0.0.0/8, [::1], localhost) for the simulator. STATUS_USAGE says what is wrong. */

#include <stdbool.h>
#include "lib/base/fault.h"

int base_url_check(char base[256], const char *text, bool any_host, struct fault *f);

/* Whether `base` is what base_url_check would make of it: for one that was kept. */
bool base_url_is(const char *base, bool any_host);

/* Whether an address that a secret is sent to (the token endpoint) may be asked: the same rule for
 * scheme and host, any path. `what` names it in the fault. */
int base_url_allowed(const char *url, bool any_host, const char *what, struct fault *f);

#endif
