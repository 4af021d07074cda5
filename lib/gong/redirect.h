#ifndef GONG_REDIRECT_H
#define GONG_REDIRECT_H

/* The end of an OAuth authorization: the browser is sent to
 * http://127.0.0.1:PORT/callback?code=...&state=... (RFC 8252 7.3), where a listener of ours on
 * loopback waits for it; or a person pastes that address. */

#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"

struct redirect {
    int fd;
    int port;
};

/* Listen on 127.0.0.1. port 0: any free one; r->port says which. STATUS_CONFIG when it is taken. */
int redirect_listen(struct redirect *r, int port, struct fault *f);
void redirect_close(struct redirect *r);

/* Wait for the browser, and show it a closing page. Requests for anything else, and those whose
 * state is not ours, are answered so and waited past. STATUS_TRY_LATER after timeout_ms;
 * STATUS_REFUSED when Gong sends an error instead of a code (the person said no). */
int redirect_wait(struct redirect *r, struct span state, int64_t timeout_ms, struct buf *code,
                  struct fault *f);

/* The code out of an address that somebody pasted, its state checked. */
int redirect_pasted(struct span text, struct span state, struct buf *code, struct fault *f);

#endif
