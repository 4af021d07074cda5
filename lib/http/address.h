#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

/* What kind of address a name resolved to: checked when the socket is made, so that neither a name
 * that points inward nor one that changes its mind (rebinding) gets a connection. */

#include <sys/socket.h>

enum address {
    ADDRESS_PUBLIC,
    ADDRESS_LOOPBACK,
    ADDRESS_PRIVATE, /* private, link-local, shared, multicast, documentation, unspecified, unknown
                      */
};

enum address address_kind(const struct sockaddr *to);

#endif
