#ifndef GONG_GONG_SESSION_H
#define GONG_GONG_SESSION_H

/* The inside of a session, for the files that make it up: gong.c, gong_delete.c and
 * gong_estimate.c. */

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
    int64_t items;      /* so far, for the progress line */
    bool unsure; /* gong_carry: some try may have been done though no good answer to it came */
};

/* Send a request, in its turn and as often as the answer wants; an answer is judged by the
 * endpoint. g->answer has the last answer; its status is 0 when none came. */
enum verdict gong_carry(struct gong *g, const struct endpoint *e, struct http_request *q,
                        struct page *p, struct fault *f);

/* One page of a question: ANSWER_PAGE, ANSWER_EMPTY, ANSWER_EXPIRED or ANSWER_FAULT. */
enum verdict gong_fetch(struct gong *g, const struct gong_query *asked, struct span cursor,
                        struct page *p, struct fault *f);
/* What gong_ask does where an estimate was asked for: one page, and a line on stdout. */
int gong_estimate(struct gong *g, const struct gong_query *q, struct fault *f);

#endif
