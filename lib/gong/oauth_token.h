#ifndef GONG_OAUTH_TOKEN_H
#define GONG_OAUTH_TOKEN_H

/* Gong's token endpoint: one POST, what its answer means, and what is taken from it. For oauth.c
 * (code -> tokens) and oauth_refresh.c (refresh token -> tokens). */

#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/http/http.h"
#include "lib/state/connection.h"

enum { TOKEN_LIMIT = 64 << 10 /* a token endpoint's URL or body, in bytes */ };

/* What the endpoint said. The texts of an error are not passed on: one of them could quote what was
 * sent. */
enum oauth_answer {
    OAUTH_TOKEN,
    OAUTH_INVALID_GRANT,  /* the code or refresh token is used, expired or revoked */
    OAUTH_INVALID_CLIENT, /* the app's id or secret is not accepted */
    OAUTH_FAULT,          /* fault filled in */
};

/* One POST of "?a=b&c=d". A request that may have arrived is never sent again: a refresh token can
 * be used once. */
int oauth_post(struct http *h, const struct connection *c, struct span parameters,
               struct http_response *a, struct fault *f);
enum oauth_answer oauth_judge(const struct http_response *a, struct span *root, struct fault *f);

/* The answer's tokens, scopes and times into *c. */
int oauth_take(struct connection *c, struct span root, struct fault *f);
/* Its api_base_url_for_customer, if there is one. STATUS_PROTOCOL, and *c as it was, when that is
 * no address of Gong's (base_url.h). */
int oauth_take_base(struct connection *c, struct span root, struct fault *f);

#endif
