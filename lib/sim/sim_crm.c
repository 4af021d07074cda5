/* GET and DELETE /v2/crm/integrations, GET /v2/crm/request-status. */

#include "lib/sim/sim_crm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_route.h"

enum { DELETIONS = 100000 };

static const char *const states[] = {"PENDING", "IN_PROGRESS", "DONE", "FAILED"};
enum { PENDING, IN_PROGRESS, DONE, FAILED };

void sim_crm_clear(struct sim_crm_state *c)
{
    free(c->deletions);
    c->deletions = NULL;
    c->n = c->room = 0;
}

static int state_of(const struct sim_crm_state *c, const struct sim_deletion *d, when now)
{
    when passed = now - d->asked;
    if (passed >= c->takes)
        return c->fails ? FAILED : DONE;
    return passed < c->takes / 5 ? PENDING : IN_PROGRESS;
}

static const struct sim_deletion *find(const struct sim_crm_state *c, const char *client)
{
    for (int i = 0; i < c->n; i++)
        if (strcmp(c->deletions[i].client, client) == 0)
            return &c->deletions[i];
    return NULL;
}

bool sim_crm_there(const struct sim *s, when now)
{
    bool gone = s->crm.name == NULL;
    for (int i = 0; i < s->crm.n && !gone; i++)
        gone = state_of(&s->crm, &s->crm.deletions[i], now) == DONE;
    return !gone;
}

/* Odd and above 2^53: a program that takes it for a double sends another number. */
static void integration_id(const struct sim *s, char id[SIM_ID])
{
    sim_id(id, s->source->seed, SIM_CRM, 0, 0);
    id[strlen(id) - 1] = '7';
}

bool sim_crm_asked(const struct sim_request *q, struct sim_answer *a, bool *ours)
{
    const char *asked = sim_query(q, "integrationId");
    int64_t number;
    char id[SIM_ID];
    if (!asked || asked[0] == '\0') {
        sim_error(a, 400, "integrationId: may not be null");
        return false;
    }
    if (strspn(asked, "0123456789") != strlen(asked) || !json_integer(span_of(asked), &number)) {
        sim_error(a, 400, "integrationId: is not a valid id");
        return false;
    }
    integration_id(q->sim, id);
    *ours = q->sim->crm.name && strcmp(id, asked) == 0;
    return true;
}

/* The clientRequestId of the query; NULL: answered with 400. */
static const char *client_request(const struct sim_request *q, struct sim_answer *a)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *id = sim_query(q, "clientRequestId");
    if (!id || id[0] == '\0')
        sim_error(a, 400, "clientRequestId: may not be null");
    else if (strlen(id) >= SIM_CLIENT_REQUEST || strspn(id, allowed) != strlen(id))
        sim_error(a, 400, "clientRequestId: only letters, numbers, dashes and underscores");
    else
        return id;
    return NULL;
}

int sim_crm_list(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct json_writer w;
    char id[SIM_ID];
    (void)f;
    a->items = sim_crm_there(q->sim, q->now);
    sim_answer_open(a, &w);
    json_open(&w, "integrations", '[');
    if (a->items > 0) {
        json_open(&w, NULL, '{');
        integration_id(q->sim, id);
        json_put(&w, "integrationId", span_of(id)); /* a number */
        sim_put(&w, "ownerEmail", "revops@" SIM_COMPANY_DOMAIN);
        sim_put(&w, "name", q->sim->crm.name);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    return 0;
}

static int take(struct sim_crm_state *c, const char *client, when now, struct fault *f)
{
    if (c->n == DELETIONS)
        return fault(f, STATUS_BUG, "more than %d deletions", DELETIONS);
    if (c->n == c->room) {
        int more = c->room ? c->room * 2 : 16;
        struct sim_deletion *bigger = reallocarray(c->deletions, (size_t)more, sizeof *bigger);
        if (!bigger)
            return fault(f, STATUS_NO_MEMORY, "no memory for %d deletions", more);
        c->deletions = bigger;
        c->room = more;
    }
    struct sim_deletion *d = &c->deletions[c->n++];
    d->asked = now;
    snprintf(d->client, sizeof d->client, "%s", client);
    return 0;
}

int sim_crm_delete(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim_crm_state *c = &q->sim->crm;
    struct json_writer w;
    bool ours;
    if (!sim_crm_asked(q, a, &ours))
        return 0;
    const char *client = client_request(q, a);
    if (!client)
        return 0;
    /* Before the integration is looked for: a retry after the deletion is done is told that as
     * well. */
    if (find(c, client))
        return sim_error(a, 409, "Client request id has already been used");
    if (!ours || !sim_crm_there(q->sim, q->now))
        return sim_error(a, 400, "Integration was not found");
    if (take(c, client, q->now, f) != 0)
        return -1;
    sim_answer_open(a, &w);
    a->status = 201;
    sim_put(&w, "clientRequestId", client);
    json_close(&w, '}');
    return 0;
}

int sim_crm_status(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    const struct sim_crm_state *c = &q->sim->crm;
    struct json_writer w;
    bool ours;
    (void)f;
    if (!sim_crm_asked(q, a, &ours))
        return 0;
    const char *client = client_request(q, a);
    if (!client)
        return 0;
    const struct sim_deletion *d = ours ? find(c, client) : NULL;
    if (!d) /* the API description knows no 404 here */
        return sim_error(a, 400, "Client request id was not found");
    int state = state_of(c, d, q->now);
    sim_answer_open(a, &w);
    sim_put(&w, "status", states[state]);
    json_open(&w, "errors", '[');
    if (state == FAILED) {
        json_open(&w, NULL, '{');
        json_put_int(&w, "line", 0);
        sim_put(&w, "description", "Integration could not be removed, try again later");
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_put_int(&w, "totalErrorCount", state == FAILED);
    json_put_int(&w, "totalSuccessCount", 0);
    json_close(&w, '}');
    return 0;
}
