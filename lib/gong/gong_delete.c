/* The one request that is no read, and whose company it is for. It has an object file of its own,
 * so that only the program that calls it is linked with it. */

#include "lib/gong/gong_session.h"

static const struct endpoint gong_deletion = {
    .method = "DELETE",
    .path = "/v2/crm/integrations",
    .id = "clientRequestId",
    .noun = "deletions",
    .scope = "api:crm:integration:delete",
    .writes = true,
};

const char *gong_company(const struct gong *g)
{
    return g->pace.company;
}

bool gong_may_delete(const struct gong *g)
{
    return g->connection.may_delete;
}

static enum gong_deletion gong_deleted(struct gong *g, enum verdict v, struct fault *f)
{
    int status = g->answer.status;
    if (status == 201)
        return GONG_REGISTERED;
    if (status == 409)
        return GONG_USED;
    if (v == ANSWER_PAGE || v == ANSWER_EMPTY || (status >= 200 && status < 300)) {
        fault(f, STATUS_PROTOCOL, "Gong answers the deletion with %d, which no schema knows",
              status);
        return GONG_UNSURE;
    }
    if (v == ANSWER_EXPIRED) /* a 400 that speaks of a cursor, which there is none here */
        fault(f, STATUS_PROTOCOL, "Gong does not understand the deletion (%d)", status);
    if (g->unsure)
        return GONG_UNSURE;
    return status >= 300 && status != 429 ? GONG_REFUSED : GONG_NOT_SENT;
}

enum gong_deletion gong_delete(struct gong *g, struct span query, bool *tried, struct fault *f)
{
    struct page p;
    struct fault why = {0};
    *tried = false;
    buf_clear(&g->url);
    buf_text(&g->url, g->connection.base_url);
    buf_text(&g->url, gong_deletion.path);
    buf_span(&g->url, query);
    if (buf_check(&g->url, "a URL", f) != 0)
        return GONG_NOT_SENT;
    struct http_request q = {.method = gong_deletion.method, .url = g->url.at, .once = true};
    enum verdict v = gong_carry(g, &gong_deletion, &q, &p, &why);
    *tried = g->unsure;
    enum gong_deletion came = gong_deleted(g, v, &why);
    if (came != GONG_REGISTERED && came != GONG_USED)
        *f = why;
    return came;
}
