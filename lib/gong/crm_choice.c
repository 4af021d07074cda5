/* Which request a deletion goes on with. A second one is made only when the first is over, and that
 * is Gong's to say. */

#include "lib/gong/crm_deletion.h"

#include <stdio.h>
#include "lib/gong/crm_answer.h"

static int crm_new_request(struct crm_deletion *d, struct fault *f)
{
    struct crm_request *r = &d->fresh;
    const char *given = d->c->client_request_id;
    *r = (struct crm_request){.state = CRM_WAITING, .asked = d->now};
    snprintf(r->integration, sizeof r->integration, "%s", d->c->integration);
    snprintf(r->company, sizeof r->company, "%s", gong_company(d->g));
    buf_span(&r->name, buf_view(&d->what.name));
    buf_span(&r->owner, buf_view(&d->what.owner));
    if (given)
        snprintf(r->id, sizeof r->id, "%s", given);
    else if (crm_request_invent(r->id, f) != 0)
        return -1;
    d->request = r;
    return 0;
}

/* Nobody can say that the request is over: only a person can want another, by giving its id. */
static int crm_doubt(struct crm_deletion *d, const struct crm_request *r, const struct fault *why,
                     struct fault *f)
{
    const char *given = d->c->client_request_id;
    if (given && strcmp(given, r->id) != 0) {
        notice(&d->c->listener, "%s: going on, for --client-request-id was given", why->text);
        return 0;
    }
    return fault(f, why->status,
                 "nothing was sent, for %s; list shows in a day whether it was done; "
                 "--client-request-id with another id deletes anew",
                 why->text);
}

static int crm_going(struct crm_request *r, const struct crm_answer *a, struct fault *f)
{
    buf_clear(&r->answer);
    buf_span(&r->answer, buf_view(&a->word));
    return crm_request_save(r, f) == 0 ? 1 : -1;
}

static int crm_over(struct crm_deletion *d, struct crm_request *r, const char *why, struct fault *f)
{
    notice(&d->c->listener, "request %s %s", r->id, why);
    return crm_settle(d, r, CRM_FAILED, "crm-delete-failed", STATUS_REFUSED, f);
}

/* What Gong says of a request that it took: 1 it is at it, 0 the request does not stand in the way
 * of another. Gong decides, for our clock may be wrong: the time that has passed counts only where
 * Gong is not at it any more. */
static int crm_weigh(struct crm_deletion *d, struct crm_request *r, struct fault *f)
{
    struct crm_answer a;
    struct fault why = {0};
    bool late = d->now - r->registered >= CRM_PATIENCE;
    bool told = crm_answer_ask(&a, d->g, r, &why) == 0;
    int stands = -1;
    if (told && crm_answer_is(&a, "FAILED"))
        stands = crm_over(d, r, "failed at Gong", f);
    else if (told && !crm_answer_is(&a, "DONE"))
        stands = crm_going(r, &a, f);
    else if ((told || crm_answer_unknown(&why)) && late)
        stands = crm_over(
            d, r, told ? "is done, and the integration is there" : "is not known to Gong now", f);
    else if (told || crm_answer_unknown(&why)) {
        fault(&why, STATUS_TRY_LATER, "request %s is registered, and %s", r->id,
              told ? "Gong says that it is done, yet lists the integration"
                   : "Gong does not know it now");
        stands = crm_doubt(d, r, &why, f);
    } else if (crm_answer_forbidden(&why)) {
        fault(&why, STATUS_RECONNECT,
              "request %s is registered, and how far it is cannot be asked without the scope "
              "api:crm:upload",
              r->id);
        stands = crm_doubt(d, r, &why, f);
    } else {
        *f = why;
        fault_at(f, "nothing was sent, for how far request %s is could not be asked", r->id);
    }
    crm_answer_clear(&a);
    return stands;
}

/* Whether r is one to go on with: 1, 0, or -1. One that Gong has not taken is not, where another id
 * is given. */
static int crm_consider(struct crm_deletion *d, struct crm_request *r, struct fault *f)
{
    const char *given = d->c->client_request_id;
    bool named = given && strcmp(r->id, given) == 0;
    int goes_on = 0;
    if (strcmp(r->integration, d->c->integration) == 0)
        goes_on = r->state == CRM_REGISTERED ? crm_weigh(d, r, f)
                  : r->state == CRM_WAITING  ? !given || named
                                             : r->state == CRM_ASKED;
    if (goes_on == 0 && named)
        return fault(f, STATUS_USAGE,
                     "request %s was made before, and nothing was sent: give another "
                     "--client-request-id, or none",
                     given);
    return goes_on;
}

/* The request for this integration that Gong has, or may have, or has not taken, in this order:
 * Gong takes an id once, so that asking again with it can do no harm, and asking with another
 * could. The newest first: beside one that Gong is at, older ones are no matter. */
int crm_choose(struct crm_deletion *d, struct fault *f)
{
    const char *given = d->c->client_request_id;
    struct crm_request *open = NULL;
    for (size_t i = d->all.n; i-- > 0 && !(open && open->state == CRM_REGISTERED);) {
        struct crm_request *r = &d->all.at[i];
        int goes_on = crm_consider(d, r, f);
        if (goes_on < 0)
            return -1;
        if (goes_on && (!open || r->state > open->state))
            open = r;
    }
    if (!open)
        return crm_new_request(d, f);
    if (given && strcmp(open->id, given) != 0)
        return fault(f, STATUS_USAGE,
                     "request %s for this integration is open, and nothing was sent: leave "
                     "--client-request-id out to go on with it, or see gong-crm-integration status",
                     open->id);
    d->request = open;
    return 0;
}
