#ifndef ANALYZE_EXCHANGE_H
#define ANALYZE_EXCHANGE_H

/* One request to a model's server, until there is an answer: what was recorded is not asked again,
 * what may be tried again is, as the vendors' own clients do it, and what a vendor's batch brought
 * is taken from there.
 *
 * Everything a server was asked and said is known by the SHA-256 of the request (path and body, and
 * the round where the same is asked several times). A recorded exchange is a file of that name:
 * {"path","status","body"}, the body as a JSON value or, when it is none, as text. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/http/http.h"
#include "lib/state/digest.h"

/* Where to ask and how: shared by all threads, and not written to. */
struct endpoint {
    const char *base_url;         /* without a slash at its end */
    const struct http_field *key; /* the header that holds the key */
    struct http_field fixed;      /* a further header */
    int64_t retries;              /* after the first try */
    int64_t patience_ms;          /* the longest wait that a server may ask for */
    int64_t timeout_ms;           /* for one answer */
    const char *ca_file;          /* NULL: the system's certificates */
    const char *record, *replay;  /* directories; NULL: none. With replay nothing is sent */
    const struct listener *listener;
};

enum { EXCHANGE_RESULTS = 512 << 20 }; /* the most that response.body.limit can be set to */

struct exchange {
    const struct endpoint *to;
    struct http *http; /* made when the first request is sent */
    struct http_response response;
    struct buf url, file;
    int round; /* set by the caller: the same is asked for the n-th time, from 0; a part of the id
                */
    char id[DIGEST_TEXT]; /* of the request */
    bool once;            /* set by the caller: what may have had its effect is not sent again */
    /* what came: */
    int status;
    struct span body; /* SPAN_NONE: what came is no JSON text */
    struct span raw;
    int64_t sent; /* requests that went out, in all */
    bool arrived; /* the last one may have had its effect, whatever came */
};

void exchange_init(struct exchange *x, const struct endpoint *to);
void exchange_clear(struct exchange *x);

/* The id of the request that exchange_send sends: *x is told. */
void exchange_id(struct exchange *x, const char *path, struct span body);

/* POST, or GET where body is SPAN_NONE. 0 when an answer came that is for the caller to read: 2xx,
 * or a 4xx that trying again does not change. -1 with STATUS_TRY_LATER when every try failed,
 * STATUS_CONFIG when the address is not one to ask, STATUS_NO_INPUT when it is to be replayed and
 * was not recorded. */
int exchange_send(struct exchange *x, const char *path, struct span body, const char *content_type,
                  struct fault *f);

/* A "quota used up" is no "later": told by the body of a 429. */
bool exchange_is_broke(struct span body);

#endif
