#ifndef GONG_PACE_H
#define GONG_PACE_H

/* When a request may be sent, and whether it is worth another try: the budget that every program on
 * this host shares, Gong's Retry-After, and the patience that was asked for. */

#include "lib/gong/gong.h"
#include "lib/http/http.h"
#include "lib/state/budget.h"

struct pace {
    const struct gong_settings *settings;
    const struct listener *listener;
    struct budget budget;
    char company[264]; /* "us-1.api.gong.io:443": what tells companies apart */
    when simulated;    /* the budget's time, where it is simulated; else 0 */
};

/* What one request has used up of its patience. */
struct attempt {
    int64_t tries, waited_ms;
    bool renewed; /* the credential, after a 401 */
};

/* simulator: the connection is not to Gong itself, so that time may be simulated. *p stays where it
 * is from here on. */
int pace_open(struct pace *p, const struct http_origin *company, bool simulator, struct fault *f);
/* Wait for a slot. STATUS_TRY_LATER when that takes longer than was asked for. */
int pace_slot(struct pace *p, struct attempt *a, struct fault *f);
/* After a failed try, *why says what failed: 0 when it is time for another. Retry-After holds for
 * everybody, and so does a limit that was reached; a broken server or network only for us. */
int pace_back_off(struct pace *p, struct attempt *a, const struct http_response *r,
                  const struct fault *why, struct fault *f);
void pace_sleep(struct pace *p, int64_t ms);

#endif
