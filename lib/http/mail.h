#ifndef HTTP_MAIL_H
#define HTTP_MAIL_H

/* Handing a mail to a server: SMTP through libcurl (RFC 5321), TLS >= 1.2 verified: from the first
 * byte (smtps://) or by STARTTLS (smtp://), which must be offered. Without TLS only to this
 * machine, and only when that is asked for. No proxy, no netrc. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/span.h"
#include "lib/http/delivery.h"

struct mail_server {
    const char *url;      /* smtps://mail.example.com, smtp://mail.example.com:587 */
    const char *user;     /* NULL: none */
    const char *password; /* a secret; NULL: none */
    bool plain;           /* without TLS */
};

struct mail_envelope {
    const char *from; /* addresses: the caller has checked that they are */
    const char *to[64];
    size_t nto;
};

/* All of those that it is for, or nobody: one that is refused refuses it. DELIVERY_DONE: the server
 * answered 250 after the data. DELIVERY_UNSURE: it got all of the data, and no answer came.
 * STATUS_TRY_LATER for 4xx and a line that broke, after all tries; STATUS_RECONNECT when it does
 * not accept the user; STATUS_REFUSED for another 5xx; STATUS_CONFIG for the URL and TLS. */
enum delivery mail_send(const struct courier *c, const struct mail_server *s,
                        const struct mail_envelope *e, struct span message, struct fault *f);

#endif
