#ifndef STATE_CONNECTION_H
#define STATE_CONNECTION_H

/* A connection to one Gong company, kept encrypted (lib/state/store) in
 * STATE/profiles/NAME/credentials. Beside it, without secrets and readable without the key:
 * needs-reconnect, there when Gong refused the credential; refresh.pending, there while a token is
 * being redeemed; lock.
 *
 * Each function here first sees to it that this process leaves no core dump and cannot be looked
 * into by others of the same user (connection_guard). */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/lock.h"
#include "lib/base/when.h"

enum connection_kind { CONNECTION_KEY, CONNECTION_OAUTH };

struct connection {
    char profile[65];
    enum connection_kind kind;
    bool needs_reconnect; /* a 401 or invalid_grant was met: no request until `connect` */
    char why[200];        /* ... and why, in words of ours; "" when not known */
    when since;           /* connected, or needs reconnect, since */
    char base_url[256];   /* https://us-99999.api.gong.io, no slash, no /v2 */
    bool any_host;        /* made for a host that is not Gong's (the simulator, a proxy) */
    bool may_delete;      /* made to delete a CRM integration (connect --crm-delete), not to read */
    /* Secrets, in buffers that are wiped: */
    struct buf key, secret;     /* CONNECTION_KEY */
    struct buf access, refresh; /* CONNECTION_OAUTH */
    struct buf client_id, client_secret, token_url;
    struct buf asked;  /* scopes asked for, separated by blanks */
    struct buf scopes; /* granted, separated by blanks */
    bool form;         /* the token endpoint gets its parameters in a form body, not in the query */
    when got, expires; /* the access token; got is 0 in a store of before */
};

/* No core dumps, no ptrace by others of the same user. Cheap; may be called again. */
void connection_guard(void);

/* Zeroed, with its secret buffers marked so. Whatever fills in a connection by hand starts with
 * this. */
int connection_init(struct connection *c, const char *profile, struct fault *f);

/* STATUS_CONFIG when the profile was never connected or the store or key cannot be used (the text
 * says what to do); STATUS_RECONNECT, without reading further, when it needs reconnecting. key_file
 * NULL: looked up. *c is overwritten: clear it before, and afterwards whatever came back. */
int connection_load(struct connection *c, const char *profile, const char *key_file,
                    struct fault *f);
/* The same, but a connection that needs reconnecting is returned (gong-auth status). */
int connection_peek(struct connection *c, const char *profile, const char *key_file,
                    struct fault *f);
/* Makes the key if there is none. Takes away the needs-reconnect mark. Hold the lock. */
int connection_save(const struct connection *c, const char *key_file, struct fault *f);

/* The state without the key: CONNECTION_NONE, CONNECTION_WELL or CONNECTION_REFUSED; *since and why
 * (may be NULL) of the mark. */
enum connection_state { CONNECTION_NONE, CONNECTION_WELL, CONNECTION_REFUSED };
int connection_state(enum connection_state *state, const char *profile, when *since, char why[200],
                     struct fault *f);

/* Durable: every later connection_load says so. Hold the lock. Once for each connection it stands
 * in the audit log, as needs-reconnect; where that cannot be, the mark is made all the same, and
 * the fault is the log's. */
int connection_needs_reconnect(const char *profile, when at, const char *why, struct fault *f);
/* A 401 was met with this credential. Marks it, unless the store meanwhile holds another one
 * (somebody connected or refreshed): then *newer is set and the caller loads that and goes on.
 * Takes the lock. */
int connection_refused(const struct connection *c, const char *key_file, when at, const char *why,
                       bool *newer, struct fault *f);

/* Deletes the credential, every copy and generation of it, and nothing else. Takes the lock. */
int connection_delete(const char *profile, struct fault *f);
void connection_clear(struct connection *c); /* wipes */

/* The profile's lock: around connect, and around re-read, redeem, save. */
int connection_lock(struct lock *l, const char *profile, struct fault *f);
/* A token is about to be redeemed / was. While it is there, *at says since when; 0 when it is not
 * there. */
int connection_pending_set(const char *profile, when at, struct fault *f);
int connection_pending_get(const char *profile, when *at, struct fault *f);
int connection_pending_clear(const char *profile, struct fault *f);

#endif
