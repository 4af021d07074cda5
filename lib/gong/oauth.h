#ifndef GONG_OAUTH_H
#define GONG_OAUTH_H

/* OAuth 2.0 with Gong: authorization code with PKCE (RFC 7636), and refresh. Refresh tokens are
 * single-use: one redeem under a lock, the new pair on disk before it is used. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"
#include "lib/http/http.h"
#include "lib/state/connection.h"

/* The URL that a person opens; state and verifier are made here (random) and added to *state,
 * *verifier. */
int oauth_authorize_url(struct buf *url, const char *authorize_url, struct span client_id,
                        const char *redirect_uri, const char *scopes, struct buf *state,
                        struct buf *verifier, struct fault *f);

/* Code -> tokens in *c (client_id, client_secret, token_url set); not saved. */
int oauth_exchange(struct http *h, struct connection *c, struct span code, const char *redirect_uri,
                   struct span verifier, struct fault *f);

/* Whether less than 80 % of the access token's life is over: the other 20 % are for a Gong that is
 * out of order just then. A store that does not say when the token was got: ten minutes are left.
 */
bool oauth_fresh(const struct connection *c, when now);

/* See that c->access is fresh: take the profile's lock, re-read the store, redeem only if still
 * stale, save, then return. A c->expires of 0 says that Gong refused this access token. However
 * many processes ask, one redeems. invalid_grant: marks needs reconnect, STATUS_RECONNECT. An
 * answer that names a host which is no address of Gong's: STATUS_PROTOCOL, the tokens being kept
 * with the host from before. */
int oauth_refresh(struct http *h, struct connection *c, const char *key_file, struct fault *f);

/* A new secret of the same app over the one in c->profile's store, proved by a refresh with it;
 * what was there stays unless that went well. Takes the lock. STATUS_USAGE when the id is another
 * app's, STATUS_RECONNECT when Gong refuses. */
int oauth_rotate(struct http *h, const struct connection *c, struct span client_id,
                 struct span client_secret, const char *key_file, struct fault *f);

#endif
