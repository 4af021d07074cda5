/* How far a deletion is. Gong tells for a request, and what it says is proved by its list: done is
 * what is no longer there. */

#include "lib/gong/crm_integration.h"

#include <stdio.h>
#include "lib/gong/crm_answer.h"

#define CRM_SHORT (60 * WHEN_SECOND)
#define CRM_LONG  (30 * CRM_SHORT)

struct crm_look {
    const struct crm *c;
    struct out *out;
    struct gong *g;
    struct buf shown; /* the answer that was printed last */
    when now;         /* moved on by waits */
};

static int crm_listed(struct crm_look *s, const struct crm_request *r, bool *listed,
                      struct fault *f)
{
    struct crm_integration found;
    int ok = crm_find(s->g, r->integration, &found, f);
    *listed = found.id.len > 0;
    crm_integration_clear(&found);
    return ok;
}

static int crm_move(struct crm_look *s, struct crm_request *r, enum crm_state state,
                    const char *what, int status, struct fault *f)
{
    bool moved = r->state != state;
    r->state = state;
    if (state == CRM_REGISTERED && moved)
        r->registered = s->now;
    if (moved && crm_audit(s->c, r, what, status, f) != 0)
        return -1;
    return crm_request_save(r, f);
}

static void crm_show(struct crm_look *s, const struct crm_request *r)
{
    if (span_equal(buf_view(&s->shown), buf_view(&r->answer)) && s->shown.len &&
        r->state == CRM_REGISTERED)
        return;
    buf_clear(&s->shown);
    buf_span(&s->shown, buf_view(&r->answer));
    crm_print(s->c, r, s->out);
}

/* The list decides: 0 when the integration is gone, 1 and *f when it is there. */
static int crm_prove(struct crm_look *s, struct crm_request *r, const char *why, struct fault *f)
{
    bool listed;
    if (crm_listed(s, r, &listed, f) != 0)
        return fault_at(f, "%s, and the list of integrations could not be had", why);
    if (listed) {
        fault(f, STATUS_TRY_LATER, "%s, and still lists the integration: %s", why,
              r->state == CRM_ASKED ? "gong-crm-integration delete asks again with the same request"
                                    : "it is not gone yet: ask again later");
        return 1;
    }
    if (crm_move(s, r, CRM_DONE, "crm-delete-done", STATUS_OK, f) != 0)
        return -1;
    crm_show(s, r);
    return 0;
}

static int crm_failed(struct crm_look *s, struct crm_request *r, const struct crm_answer *a,
                      struct fault *f)
{
    if (crm_move(s, r, CRM_FAILED, "crm-delete-failed", STATUS_REFUSED, f) != 0)
        return -1;
    crm_show(s, r);
    if (!s->c->json)
        out_span(s->out, buf_view(&a->reasons));
    return fault(f, STATUS_REFUSED,
                 "Gong could not delete the integration: deleting it again makes a new request; "
                 "if that fails too, ask Gong's support about request %s",
                 r->id);
}

/* No answer to the question how far it is. */
static int crm_unanswered(struct crm_look *s, struct crm_request *r, struct fault *f)
{
    if (f->status == STATUS_PROTOCOL || f->status == STATUS_REFUSED) {
        *f = (struct fault){0};
        return crm_prove(s, r, "Gong does not know the request", f);
    }
    if (f->status == STATUS_TRY_LATER)
        return 1;
    if (f->status == STATUS_RECONNECT)
        fault_at(f, r->state == CRM_REGISTERED ? "the deletion is registered, its status is unknown"
                                               : "whether the deletion is registered is unknown");
    return -1;
}

/* One question: 0 done, -1 a fault; 1 it goes on, and *f is set if it should not be taken for well.
 */
static int crm_once(struct crm_look *s, struct crm_request *r, struct fault *f)
{
    struct crm_answer a;
    int ok = crm_answer_ask(&a, s->g, r, f);
    if (ok != 0) {
        ok = crm_unanswered(s, r, f);
    } else {
        buf_clear(&r->answer);
        buf_span(&r->answer, buf_view(&a.word));
        ok = crm_answer_is(&a, "FAILED")
                 ? crm_failed(s, r, &a, f)
                 : crm_move(s, r, CRM_REGISTERED, "crm-delete-registered", STATUS_OK, f);
        if (ok == 0 && crm_answer_is(&a, "DONE")) {
            ok = crm_prove(s, r, "Gong says that it is done", f);
        } else if (ok == 0) {
            crm_show(s, r);
            ok = 1;
        }
    }
    crm_answer_clear(&a);
    return ok;
}

/* As long again as it has taken, within limits: a wait that was broken off goes on like that too.
 */
static when crm_pause(when taken)
{
    return taken < CRM_SHORT ? CRM_SHORT : taken > CRM_LONG ? CRM_LONG : taken;
}

static int crm_follow(struct crm_look *s, struct crm_request *r, struct fault *f)
{
    for (;;) {
        struct fault why = {0};
        int came = crm_once(s, r, &why);
        when taken = s->now - (r->registered ? r->registered : r->asked);
        if (came != 1 || !s->c->wait || out_flush(s->out, &why) != 0) {
            *f = why;
            return why.status != STATUS_OK ? -1 : 0;
        }
        if (taken >= CRM_PATIENCE)
            return fault(f, STATUS_TRY_LATER,
                         "not done in 25 hours, and Gong wants a day at most: ask Gong's support "
                         "about request %s",
                         r->id);
        when pause = crm_pause(taken);
        progress(&s->c->listener, "next question in %lld minutes", (long long)(pause / CRM_SHORT));
        gong_sleep(s->g, pause / 1000);
        s->now += pause;
    }
}

/* A request that Gong is not asked about: what is known of it. */
static int crm_recorded(struct crm_look *s, const struct crm_request *r, struct fault *f)
{
    crm_print(s->c, r, s->out);
    if (r->state == CRM_DONE)
        return 0;
    if (r->state == CRM_WAITING)
        return fault(f, STATUS_TRY_LATER,
                     "Gong has not taken request %s: gong-crm-integration delete sends it again",
                     r->id);
    return fault(f, STATUS_REFUSED, "request %s %s", r->id,
                 r->state == CRM_FAILED ? "failed: deleting again makes a new one"
                                        : "was refused: nothing was deleted");
}

/* Of this company's: of another's Gong would not know, and what it does not list would be taken for
 * done. */
static int crm_each(struct crm_look *s, struct crm_requests *all, struct fault *f)
{
    const char *given = s->c->client_request_id, *company = gong_company(s->g);
    struct crm_request *last = NULL;
    bool any = false;
    for (size_t i = 0; i < all->n; i++) {
        struct crm_request *r = &all->at[i];
        if (strcmp(r->company, company) != 0 || (given && strcmp(r->id, given) != 0))
            continue;
        last = r;
        if (!crm_request_open(r))
            continue;
        any = true;
        if (crm_follow(s, r, f) != 0)
            return -1;
    }
    if (any)
        return 0;
    if (last)
        return crm_recorded(s, last, f);
    return fault(f, STATUS_NO_INPUT,
                 given ? "no request with this id was made here to %s"
                       : "no deletion was asked for here of %s",
                 company);
}

int crm_status(const struct crm *c, struct out *out, struct fault *f)
{
    struct crm_look s = {.c = c, .out = out};
    struct crm_requests all = {0};
    if ((c->client_request_id && crm_request_id(c->client_request_id, f) != 0) ||
        gong_now(&s.now, &c->settings, f) != 0)
        return -1;
    s.g = gong_new(&c->settings, &c->listener, f);
    int ok = s.g ? crm_requests_load(&all, f) : -1;
    if (ok == 0)
        ok = crm_each(&s, &all, f);
    crm_requests_clear(&all);
    buf_free(&s.shown);
    gong_free(s.g);
    return ok;
}
