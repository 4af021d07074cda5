#ifndef GONG_AUTH_PARTS_H
#define GONG_AUTH_PARTS_H

/* What connect and rotate share: asking for a credential, and asking Gong what it is worth. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/gong/auth.h"
#include "lib/http/http.h"
#include "lib/state/connection.h"

/* Ask the person; `instead` is what to give when there is nobody. */
int auth_ask(const struct auth *a, const char *prompt, bool hide, struct buf *answer,
             const char *instead, struct fault *f);

when auth_now(const struct auth *a);

/* Into the audit log, now: a JSON object as detail. */
int auth_audit(const struct auth *a, const char *profile, const char *what, struct span detail,
               struct fault *f);
/* What differs from the connection that the profile had; NULL: none. */
int auth_audit_connect(const struct auth *a, const struct connection *before,
                       const struct connection *c, struct fault *f);

/* Two secrets, from a file or from the person: an access key, or a client of an app. */
int auth_ask_key(const struct auth *a, struct buf *key, struct buf *secret, struct fault *f);
int auth_ask_client(const struct auth *a, struct buf *id, struct buf *secret, struct fault *f);

/* The scopes that the connection was made for, a list. */
struct span auth_asked(const struct connection *c);

/* A client for the connection's own requests: somebody sits and waits. */
struct http *auth_http(bool any_host, struct fault *f);

/* Ask Gong for its users, once, by the company's budget: the credential is good when there is an
 * answer, and also when only the scope for that is missing, which is said if it was asked for. */
int auth_try(const struct auth *a, struct http *h, const struct connection *c, struct fault *f);

#endif
