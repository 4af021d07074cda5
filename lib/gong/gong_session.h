#ifndef GONG_GONG_SESSION_H
#define GONG_GONG_SESSION_H

/* The inside of a session, for the two files that make it up: gong.c and gong_delete.c. */

#include "lib/gong/answer.h"
#include "lib/gong/endpoint.h"
#include "lib/gong/gong.h"
#include "lib/gong/pace.h"
#include "lib/http/http.h"
#include "lib/json/ids.h"
#include "lib/state/connection.h"

struct gong {
    struct gong_settings settings;
    const struct listener *listener;
    struct http *http;
    struct http_response answer;
    struct connection connection;
    struct pace pace;
    struct buf authorization; /* secret */
    struct buf url, body;
    struct ids cursors; /* of the chain */
    int64_t requests, items;
    bool unsure; /* gong_carry: some try may have been done though no good answer to it came */
};

/* Send a request, in its turn and as often as the answer wants; an answer is judged by the
 * endpoint. g->answer has the last answer; its status is 0 when none came. */
enum verdict gong_carry(struct gong *g, const struct endpoint *e, struct http_request *q,
                        struct page *p, struct fault *f);

#endif
