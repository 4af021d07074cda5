#ifndef GONG_OAUTH_H
#define GONG_OAUTH_H

/* OAuth 2.0 with Gong: authorization code with PKCE (RFC 7636), and refresh. Refresh tokens are
 * single-use: one redeem under a lock, the new pair on disk before it is used. */

#include "lib/base/fault.h"
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

/* See that c->access is good for ten more minutes: take the profile's lock, re-read the store,
 * redeem only if still stale, save, then return. invalid_grant: marks needs reconnect,
 * STATUS_RECONNECT. */
int oauth_refresh(struct http *h, struct connection *c, const char *key_file, struct fault *f);

#endif
