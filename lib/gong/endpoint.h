#ifndef GONG_ENDPOINT_H
#define GONG_ENDPOINT_H

/* The endpoint table: what a fetcher needs to know of each question in Gong's API, and nothing
 * else. All that endpoint_of knows only read. A cursor goes into the query of a GET and to the top
 * of the body of a POST.
 */

#include <stdbool.h>
#include "lib/gong/gong.h"

struct endpoint {
    enum gong_endpoint what;
    const char *method, *path;
    const char *items; /* the name of the list in an answer; NULL: the answer is one thing */
    const char *id;    /* where an item has its id, a JSON string */
    const char *noun;  /* what the items are, for people */
    const char *scope; /* what an OAuth app or a key must have been given */
    const char *none;  /* a 404 with these words means that there is none; NULL: no 404 does. All
                          that filter also say "No ... found ... provided filters" */
    bool paged;        /* an answer has "records" */
    bool number;       /* ids may come as JSON numbers */
    bool writes;       /* no read: only for a connection made for it. None in the table */
};

const struct endpoint *endpoint_of(enum gong_endpoint what);

#endif
