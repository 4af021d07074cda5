#ifndef STATE_CONNECTION_H
#define STATE_CONNECTION_H

/* A connection to one Gong company, kept encrypted (lib/state/store). */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"

enum connection_kind { CONNECTION_KEY, CONNECTION_OAUTH };

struct connection {
    char profile[65];
    enum connection_kind kind;
    bool needs_reconnect; /* a 401 or invalid_grant was met: no request until `connect` */
    when since;           /* connected, or needs reconnect, since */
    char base_url[256];   /* https://us-99999.api.gong.io, no slash, no /v2 */
    bool any_host;        /* made for a host that is not Gong's (the simulator, a proxy) */
    /* Secrets, in buffers that are wiped: */
    struct buf key, secret;     /* CONNECTION_KEY */
    struct buf access, refresh; /* CONNECTION_OAUTH */
    struct buf client_id, client_secret, token_url;
    struct buf scopes; /* granted, separated by blanks */
    when expires;      /* of the access token */
};

/* STATUS_CONFIG when the profile was never connected or the store or key cannot be used (the text
 * says what to do); STATUS_RECONNECT, without reading further, when it needs reconnecting. key_file
 * NULL: looked up. */
int connection_load(struct connection *c, const char *profile, const char *key_file,
                    struct fault *f);
/* The same, but a connection that needs reconnecting is returned (gong-auth status). */
int connection_peek(struct connection *c, const char *profile, const char *key_file,
                    struct fault *f);
int connection_save(const struct connection *c, const char *key_file,
                    struct fault *f); /* makes the key if there is none */
/* Durable: every later connection_load says so. */
int connection_needs_reconnect(const char *profile, struct fault *f);
/* Deletes the credential, every copy and generation of it, and nothing else. */
int connection_delete(const char *profile, struct fault *f);
void connection_clear(struct connection *c); /* wipes */

#endif
