/* Deleting an integration. The order is what makes it safe: who may, what it is, whether a person
 * wants it, the request on disk, the audit log, and only then Gong. */

#include "lib/gong/crm_deletion.h"

#include <stdio.h>
#include "lib/base/plain.h"
#include "lib/gong/crm_answer.h"
#include "lib/state/audit.h"

static int crm_refuse_reader(const struct crm_deletion *d, struct fault *f)
{
    if (gong_may_delete(d->g))
        return 0;
    return fault(f, STATUS_CONFIG,
                 "profile %s is connected to read, and nothing was sent: connect one that may "
                 "delete with gong-auth connect --profile NAME --crm-delete, and give that "
                 "--profile NAME",
                 d->profile);
}

static int crm_number(const char *id, struct fault *f)
{
    if (!id)
        return fault(f, STATUS_USAGE,
                     "which integration? give --integration ID; gong-crm-integration list "
                     "shows them");
    size_t n = strspn(id, "0123456789");
    if (n == 0 || n > CRM_INTEGRATION - 1 || id[n] != '\0' || id[0] == '0')
        return fault(f, STATUS_USAGE,
                     "--integration wants the id as gong-crm-integration list shows it, a number");
    return 0;
}

/* The whole log: audit_add looks at its end only. */
static int crm_audit_sound(struct fault *f)
{
    struct audit log;
    struct fault why = {0};
    if (audit_verify(&log, &why) == 0)
        return 0;
    *f = why;
    if (why.status != STATUS_BAD_RECORD)
        return -1;
    return fault(f, STATUS_CONFIG,
                 "%s; nothing was sent: look into it, then move audit.log and audit.head away to "
                 "begin a new log",
                 why.text);
}

int crm_settle(struct crm_deletion *d, struct crm_request *r, enum crm_state state,
               const char *what, int status, struct fault *f)
{
    bool moved = r->state != state;
    r->state = state;
    if (state == CRM_REGISTERED && moved)
        r->registered = d->now;
    if (crm_audit(d->c, r, what, status, f) != 0 || (moved && crm_request_save(r, f) != 0))
        return fault_at(f, "%s", what);
    return 0;
}

/* Not listed: deleted by a request of ours, or no integration at all. */
static int crm_not_there(struct crm_deletion *d, struct fault *f)
{
    for (size_t i = d->all.n; i-- > 0;) {
        struct crm_request *r = &d->all.at[i];
        if (strcmp(r->integration, d->c->integration) != 0 ||
            strcmp(r->company, gong_company(d->g)) != 0 ||
            (r->state != CRM_DONE && !crm_request_open(r)))
            continue;
        if (r->state != CRM_DONE &&
            crm_settle(d, r, CRM_DONE, "crm-delete-done", STATUS_OK, f) != 0)
            return -1;
        crm_print(d->c, r, d->out);
        return 0;
    }
    return fault(f, STATUS_USAGE,
                 "Gong lists no integration with this id, and nothing was sent: "
                 "gong-crm-integration list shows those there are");
}

/* The name, byte for byte; of one without a name, the id. */
static struct span crm_word(const struct crm_deletion *d)
{
    return buf_view(d->what.name.len ? &d->what.name : &d->what.id);
}

static int crm_ask_person(const struct crm_deletion *d, struct fault *f)
{
    const struct person *p = &d->c->person;
    struct buf answer = BUF(1 << 16);
    int ok = p->ask(p->who,
                    "This deletes the integration and all of its accounts, contacts, deals, leads "
                    "and users at Gong.\nIt cannot be undone. To go on, type the integration's "
                    "name: ",
                    false, &answer, f);
    if (ok == 0 && !span_equal(buf_view(&answer), crm_word(d)))
        ok = fault(f, STATUS_USAGE, "that is not the integration's name: nothing was sent");
    buf_free(&answer);
    return ok;
}

static int crm_confirm(struct crm_deletion *d, struct fault *f)
{
    struct buf line = BUF(0);
    buf_text(&line, "integration ");
    plain_add(&line, buf_view(&d->what.id));
    buf_text(&line, "\n  name   ");
    plain_add(&line, buf_view(&d->what.name));
    buf_text(&line, "\n  owner  ");
    plain_add(&line, buf_view(&d->what.owner));
    if (!d->c->json)
        out_line(d->out, buf_view(&line));
    buf_free(&line);
    if (out_flush(d->out, f) != 0)
        return -1;
    if (d->c->confirm && !span_is(crm_word(d), d->c->confirm))
        return fault(f, STATUS_USAGE, "--confirm is not the integration's name: nothing was sent");
    if (d->c->confirm)
        return 0;
    if (!d->c->person.ask)
        return fault(f, STATUS_USAGE,
                     "there is no terminal to ask at, and nothing was sent: give --confirm with "
                     "the integration's name");
    return crm_ask_person(d, f);
}

static int crm_registered(struct crm_deletion *d, struct fault *f)
{
    if (crm_settle(d, d->request, CRM_REGISTERED, "crm-delete-registered", STATUS_OK, f) != 0)
        return -1;
    crm_print(d->c, d->request, d->out);
    notice(&d->c->listener,
           "Gong takes a day at most; gong-crm-integration status --wait%s%s tells when it is done",
           d->c->settings.profile ? " --profile " : "",
           d->c->settings.profile ? d->c->settings.profile : "");
    return 0;
}

/* A failure is kept too, and is what the program ends with: a fault in keeping it only when there
 * was none. */
static int crm_failed(struct crm_deletion *d, enum crm_state state, const char *what,
                      struct fault *f)
{
    struct fault unkept = {0};
    if (crm_settle(d, d->request, state, what, f->status, &unkept) != 0)
        notice(&d->c->listener, "%s", unkept.text);
    return -1;
}

static int crm_outcome(struct crm_deletion *d, enum gong_deletion came, bool ours, struct fault *f)
{
    const char *id = d->request->id;
    switch (came) {
    case GONG_REGISTERED: return crm_registered(d, f);
    case GONG_USED:
        if (ours) {
            notice(&d->c->listener, "Gong has request %s already: it is registered", id);
            return crm_registered(d, f);
        }
        fault(f, STATUS_REFUSED,
              "not registered: Gong has had another request with the id %s (409): give another "
              "--client-request-id, or none",
              id);
        return crm_failed(d, CRM_REFUSED, "crm-delete-refused", f);
    case GONG_UNSURE:
        fault_at(f,
                 "it is not known whether the deletion is registered; the same command again asks "
                 "with the same request, %s",
                 id);
        return crm_failed(d, CRM_ASKED, "crm-delete-unsure", f);
    case GONG_NOT_SENT:
    case GONG_REFUSED: break;
    }
    if (ours) {
        fault_at(f, "it is still not known whether request %s is registered", id);
        return crm_failed(d, CRM_ASKED, "crm-delete-unsure", f);
    }
    if (came == GONG_NOT_SENT) {
        fault_at(f, "not registered yet; the same command again goes on with request %s", id);
        return crm_failed(d, CRM_WAITING, "crm-delete-not-sent", f);
    }
    fault_at(f, "not registered, and nothing was deleted");
    return crm_failed(d, CRM_REFUSED, "crm-delete-refused", f);
}

/* On disk, in the audit log, on disk as one that may have been sent, and then to Gong: what fails
 * before that leaves a request of which it is known that Gong has not got it. */
static int crm_record(struct crm_deletion *d, bool maybe, struct fault *f)
{
    struct crm_request *r = d->request;
    if ((!maybe && crm_request_save(r, f) != 0) || crm_audit_sound(f) != 0 ||
        crm_audit(d->c, r, "crm-delete-asked", STATUS_OK, f) != 0)
        return -1;
    r->state = CRM_ASKED;
    if (crm_request_save(r, f) == 0)
        return 0;
    struct fault unkept = {0};
    r->state = maybe ? CRM_ASKED : CRM_WAITING; /* it may be in its place all the same */
    if (crm_request_save(r, &unkept) != 0)
        notice(&d->c->listener, "%s", unkept.text);
    return -1;
}

static int crm_send(struct crm_deletion *d, struct fault *f)
{
    struct crm_request *r = d->request;
    struct buf query = BUF(1024);
    bool maybe = r->state == CRM_ASKED, tried = false; /* maybe: a try of before was taken */
    int ok = -1;
    if (r != &d->fresh)
        notice(&d->c->listener, "going on with request %s, %s", r->id,
               maybe ? "whose answer is not known" : "which Gong has not taken");
    if (crm_query(&query, r, f) == 0 && crm_record(d, maybe, f) == 0) {
        enum gong_deletion came = gong_delete(d->g, buf_view(&query), &tried, f);
        ok = crm_outcome(d, came, tried || maybe, f);
    }
    buf_free(&query);
    return ok;
}

static int crm_delete_steps(struct crm_deletion *d, struct fault *f)
{
    d->g = gong_new(&d->c->settings, &d->c->listener, f);
    if (!d->g || crm_refuse_reader(d, f) != 0 || crm_audit_sound(f) != 0 ||
        crm_find(d->g, d->c->integration, &d->what, f) != 0)
        return -1;
    if (d->what.id.len && crm_confirm(d, f) != 0)
        return -1;
    /* The person may have taken a while. */
    if (gong_now(&d->now, &d->c->settings, f) != 0 || crm_requests_lock(&d->lock, f) != 0 ||
        crm_requests_load(&d->all, f) != 0)
        return -1;
    if (!d->what.id.len)
        return crm_not_there(d, f);
    if (crm_choose(d, f) != 0)
        return -1;
    if (d->request->state == CRM_REGISTERED) {
        notice(&d->c->listener, "request %s is registered already: nothing was sent",
               d->request->id);
        crm_print(d->c, d->request, d->out);
        return 0;
    }
    return crm_send(d, f);
}

int crm_delete(const struct crm *c, struct out *out, struct fault *f)
{
    struct crm_deletion d = {.c = c, .out = out, .lock = {.fd = -1}};
    d.profile = c->settings.profile ? c->settings.profile : "default";
    if (crm_number(c->integration, f) != 0 ||
        (c->client_request_id && crm_request_id(c->client_request_id, f) != 0))
        return -1;
    int ok = crm_delete_steps(&d, f);
    lock_drop(&d.lock);
    gong_free(d.g);
    crm_integration_clear(&d.what);
    crm_requests_clear(&d.all);
    crm_request_clear(&d.fresh);
    return ok;
}
