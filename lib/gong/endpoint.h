#ifndef GONG_ENDPOINT_H
#define GONG_ENDPOINT_H

/* The endpoint table: what a fetcher needs to know of each list in Gong's API, and nothing else. A
 * cursor goes into the query of a GET and to the top of the body of a POST. */

#include <stdbool.h>
#include "lib/gong/gong.h"

struct endpoint {
    enum gong_endpoint what;
    const char *method, *path;
    const char *items; /* the name of the array in an answer */
    const char *id;    /* where an item has its id, a JSON string */
    const char *noun;  /* what the items are, for people */
    const char *scope; /* what an OAuth app or a key must have been given */
    bool filtered;     /* a 404 that says "no ... found ... provided filters" means none */
};

const struct endpoint *endpoint_of(enum gong_endpoint what);

#endif
