#ifndef SIM_OAUTH_H
#define SIM_OAUTH_H

/* OAuth as Gong does it: codes that live ten minutes, PKCE with S256, refresh tokens that work
 * once. One that comes a second time ends everything of the same consent (RFC 9700 4.14.2): whether
 * Gong goes so far is not known, and a client must stand it. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

enum { SIM_TOKENS = 512, SIM_SCOPES = 800 };

enum sim_token_kind { SIM_TOKEN_NONE, SIM_CODE, SIM_ACCESS, SIM_REFRESH };

struct sim_token {
    enum sim_token_kind kind;
    char text[80];
    char scopes[SIM_SCOPES];
    when expires; /* INT64_MAX = never */
    bool dead;    /* used or revoked */
    int family;   /* the consent that it goes back to */
    /* Of a code: */
    char redirect[400], challenge[64];
};

struct sim_oauth {
    struct buf client; /* "id:secret" */
    struct sim_token *tokens;
    int n, next;  /* a ring: the oldest are forgotten */
    int families; /* consents so far */
    when life;    /* of an access token */
};

int sim_oauth_init(struct sim_oauth *o, const char *client_file, int64_t life_s, struct fault *f);
void sim_oauth_clear(struct sim_oauth *o);
/* The token an Authorization header carries: alive, of that kind; else NULL. */
struct sim_token *sim_oauth_find(struct sim_oauth *o, enum sim_token_kind kind, struct span text);
void sim_oauth_revoke(struct sim_oauth *o);           /* everything handed out */
void sim_oauth_expire(struct sim_oauth *o, when now); /* the access tokens */

#endif
