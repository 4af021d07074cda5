#ifndef GONG_AUTH_H
#define GONG_AUTH_H

/* What gong-auth does: connecting a profile to Gong, saying how it stands, and disconnecting.
 * Secrets come from a person at the terminal or from a file, never from an option. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"

/* The person at the terminal, if there is one; main speaks and listens. */
struct person {
    /* Add one line of answer, without its end. NULL: nobody to ask. */
    int (*ask)(void *who, const char *prompt, bool hide, struct buf *answer, struct fault *f);
    void (*tell)(void *who, const char *text); /* at once, as lines */
    void (*open)(void *who, const char *url);  /* in a browser; NULL: there is none */
    void *who;
};

struct auth {
    const char *profile, *key_file;
    bool key, oauth;      /* connect: with which kind */
    const char *types;    /* connect: to read what; NULL: what an analysis needs */
    bool crm_delete;      /* connect: to delete a CRM integration, and for nothing else */
    const char *base_url; /* NULL: asked (a key), or Gong says (OAuth) */
    const char *key_from; /* a file, "-" for stdin; NULL: asked */
    const char *client_from;
    const char *authorize_url, *token_url,
        *redirect_uri; /* NULL: Gong's; the loopback listener's */
    int64_t port;      /* of that listener, which the app in Gong must know */
    when now;          /* 0: the clock's */
    bool any_host, form, manual, json, yes;
    struct person person;
    struct listener listener;
};

enum { AUTH_PORT = 8765, AUTH_WAIT_MS = 10 * 60 * 1000 /* as long as a code lives */ };

/* Each adds its result, for stdout, to *out, also when it returns -1. */
int auth_connect(const struct auth *a, struct buf *out, struct fault *f);
/* STATUS_RECONNECT or STATUS_CONFIG without a text: *out has said it. */
int auth_status(const struct auth *a, struct buf *out, struct fault *f);
int auth_test(const struct auth *a, struct buf *out, struct fault *f); /* one request */
int auth_scopes(const struct auth *a, struct buf *out, struct fault *f);
int auth_types(const struct auth *a, struct buf *out, struct fault *f); /* asks nobody */
int auth_rotate(const struct auth *a, struct buf *out, struct fault *f);
/* A token of which 80 % of the life is over is redeemed for a new one, for a timer; a key needs
 * nothing. */
int auth_refresh(const struct auth *a, struct buf *out, struct fault *f);
int auth_disconnect(const struct auth *a, struct buf *out, struct fault *f);

#endif
