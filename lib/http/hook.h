#ifndef HTTP_HOOK_H
#define HTTP_HOOK_H

/* A JSON message to an incoming webhook, as Slack has them. Its URL is the secret: no fault or
 * notice holds more of it than the host. */

#include "lib/base/span.h"
#include "lib/http/delivery.h"

/* The URL's text is the caller's. STATUS_CONFIG when it is not https, or http to this machine. A
 * 2xx is DELIVERY_DONE. Refused: STATUS_REFUSED for a 4xx, STATUS_TRY_LATER for 429 and 503 after
 * all tries. Any other 5xx, and an answer that did not come, is DELIVERY_UNSURE. */
enum delivery hook_post(const struct courier *c, const char *url, struct span body,
                        struct fault *f);

#endif
