#include "lib/gong/criteria.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lib/gong/crm.h"
#include "lib/gong/fold.h"
#include "lib/gong/predicates.h"
#include "lib/json/json.h"
#include "lib/json/query.h"

/* Deals or companies of one call that still fit. */
struct fitting {
    struct span *at;
    size_t n, room;
    struct buf json; /* what they were read from, when callmine has not added them */
    bool read;
};

struct criteria {
    struct predicates list;
    bool invert;
    const char *timing;
    bool from_context; /* the names were given: do not take what callmine added */
    struct crm *crm;
    struct call call;
    struct fitting deals, companies;
    struct buf text; /* folded text of the value looked at */
    struct buf raw;  /* the same, not folded */
};

static const char *const reasons[] = {
    [SUBJECT_STAGE] = "filtered:stage",
    [SUBJECT_AMOUNT] = "filtered:amount",
    [SUBJECT_OWNER] = "filtered:owner",
    [SUBJECT_COMPANY] = "filtered:company",
    [SUBJECT_SIZE] = "filtered:company-size",
    [SUBJECT_HOST] = "filtered:host",
    [SUBJECT_PARTICIPANT] = "filtered:participant",
    [SUBJECT_DIRECTION] = "filtered:direction",
    [SUBJECT_SCOPE] = "filtered:scope",
    [SUBJECT_LANGUAGE] = "filtered:language",
    [SUBJECT_DURATION] = "filtered:duration",
    [SUBJECT_STARTED] = "filtered:started",
    [SUBJECT_TITLE] = "filtered:title",
    [SUBJECT_PHRASE] = "filtered:phrase",
    [SUBJECT_JQ] = "filtered:jq",
};

struct criteria *criteria_new(const struct criteria_args *args, struct fault *f)
{
    struct criteria *c = calloc(1, sizeof *c);
    if (!c) {
        fault(f, STATUS_NO_MEMORY, "no memory for the criteria");
        return NULL;
    }
    c->invert = args->invert;
    c->timing = args->timing ? args->timing : "any";
    c->from_context = args->crm != NULL;
    int done = predicates_read(&c->list, args, f);
    if (done == 0 && c->invert && c->list.n == 0)
        done = fault(f, STATUS_USAGE, "--not needs something to turn round, such as --stage");
    if (done == 0 && !(c->crm = crm_new(args->crm, f)))
        done = -1;
    if (done == 0)
        return c;
    criteria_free(c);
    return NULL;
}

static void clear_fitting(struct fitting *s)
{
    free(s->at);
    buf_free(&s->json);
}

void criteria_free(struct criteria *c)
{
    if (!c)
        return;
    predicates_clear(&c->list);
    crm_free(c->crm);
    call_clear(&c->call);
    clear_fitting(&c->deals);
    clear_fitting(&c->companies);
    buf_free(&c->text);
    buf_free(&c->raw);
    free(c);
}

/* ---- texts ---- */

static struct span folded(struct criteria *c, struct span string)
{
    buf_clear(&c->raw);
    buf_clear(&c->text);
    json_text(&c->raw, string);
    fold_add(&c->text, buf_view(&c->raw));
    return buf_view(&c->text);
}

/* The string's text is one of the predicate's. */
static bool is_one(struct criteria *c, const struct predicate *p, struct span string)
{
    struct span text = folded(c, string);
    for (size_t i = 0; i < p->ntexts; i++)
        if (span_equal(text, p->texts[i]))
            return true;
    return false;
}

static bool has_one(struct criteria *c, const struct predicate *p, struct span string)
{
    struct span text = folded(c, string);
    for (size_t i = 0; i < p->ntexts; i++)
        if (fold_has(text, p->texts[i]))
            return true;
    return false;
}

static bool between(const struct predicate *p, struct span number)
{
    double n;
    return json_number(number, &n) && n >= p->min && n <= p->max;
}

/* ---- deals and companies ---- */

/* "now" and "call" leave out the deals that are said to be of the other time. */
static bool timely(const struct criteria *c, struct span deal)
{
    struct span timing = json_get(deal, "timing");
    if (c->timing[0] == 'n')
        return !json_text_is(timing, "TimeOfCall");
    return c->timing[0] != 'c' || !json_text_is(timing, "Now");
}

static int gather(struct criteria *c, struct fitting *s, bool deals, struct fault *f)
{
    struct span all = json_get(c->call.callmine, deals ? "deals" : "companies");
    struct json_walk w;
    s->n = 0;
    s->read = true;
    if (json_kind(all) != JSON_ARRAY || c->from_context) {
        buf_clear(&s->json);
        (deals ? crm_deals : crm_companies)(c->crm, &c->call, &s->json);
        all = buf_view(&s->json);
    }
    for (json_walk(&w, all); json_next(&w);) {
        if (deals && !timely(c, w.value))
            continue;
        if (s->n == s->room) {
            size_t room = s->room ? 2 * s->room : 16;
            struct span *more = realloc(s->at, room * sizeof *more);
            if (!more)
                return fault(f, STATUS_NO_MEMORY, "no memory for the deals of a call");
            s->at = more;
            s->room = room;
        }
        s->at[s->n++] = w.value;
    }
    return buf_check(&s->json, "the deals of a call", f);
}

static bool owned(struct criteria *c, const struct predicate *p, struct span owner)
{
    if (is_one(c, p, owner))
        return true;
    struct crm_owner who = crm_owner(c->crm, &c->call, owner);
    if (who.party && (is_one(c, p, who.party->name) || is_one(c, p, who.party->email)))
        return true;
    if (!who.name)
        return false;
    buf_clear(&c->text);
    fold_add(&c->text, span_of(who.name));
    for (size_t i = 0; i < p->ntexts; i++)
        if (span_equal(buf_view(&c->text), p->texts[i]))
            return true;
    return false;
}

/* One deal or company. */
static bool fits(struct criteria *c, const struct predicate *p, struct span it)
{
    switch (p->subject) {
    case SUBJECT_STAGE: return is_one(c, p, json_get(it, "stage"));
    case SUBJECT_AMOUNT: return between(p, json_get(it, "amount"));
    case SUBJECT_OWNER: return owned(c, p, json_get(it, "owner"));
    case SUBJECT_SIZE: return between(p, json_get(it, "size"));
    default:
        return has_one(c, p, json_get(it, "name")) || has_one(c, p, json_get(it, "domain")) ||
               is_one(c, p, json_get(it, "id"));
    }
}

/* Keep what fits; does anything? */
static bool narrow(struct criteria *c, const struct predicate *p, struct fitting *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++)
        if (fits(c, p, s->at[i]))
            s->at[kept++] = s->at[i];
    s->n = kept;
    return kept > 0;
}

/* ---- people ---- */

static bool is_person(struct criteria *c, const struct predicate *p, const struct party *who)
{
    return who && (has_one(c, p, who->name) || has_one(c, p, who->email) || is_one(c, p, who->id) ||
                   is_one(c, p, who->user_id) || is_one(c, p, who->speaker_id));
}

static bool hosted(struct criteria *c, const struct predicate *p)
{
    return is_one(c, p, c->call.host_id) || is_person(c, p, call_host(&c->call)) ||
           has_one(c, p, json_get(c->call.callmine, "host.name")) ||
           has_one(c, p, json_get(c->call.callmine, "host.email"));
}

static bool attended(struct criteria *c, const struct predicate *p)
{
    for (size_t i = 0; i < c->call.nparties; i++)
        if (is_person(c, p, &c->call.parties[i]))
            return true;
    return false;
}

/* ---- the call ---- */

static bool started(const struct criteria *c, const struct predicate *p)
{
    when t;
    struct call times = {.started = c->call.started};
    if (json_kind(times.started) != JSON_STRING)
        times.started = c->call.scheduled;
    return call_started(&times, &t) && t >= p->from && t < p->to;
}

/* A monologue's sentences, joined by one blank. */
static bool said(struct criteria *c, const struct predicate *p)
{
    struct json_walk monologues, sentences;
    for (json_walk(&monologues, c->call.transcript); json_next(&monologues);) {
        buf_clear(&c->text);
        for (json_walk(&sentences, json_get(monologues.value, "sentences"));
             json_next(&sentences);) {
            buf_clear(&c->raw);
            json_text(&c->raw, json_get(sentences.value, "text"));
            fold_add(&c->text, buf_view(&c->raw));
        }
        for (size_t i = 0; i < p->ntexts; i++)
            if (fold_has(buf_view(&c->text), p->texts[i]))
                return true;
    }
    return false;
}

/* ---- all of it ---- */

enum verdict { HOLDS, FAILS, UNDECIDED };

static int judge(struct criteria *c, const struct predicate *p, enum verdict *v, struct fault *f)
{
    bool yes = false;
    switch (p->subject) {
    case SUBJECT_STAGE:
    case SUBJECT_AMOUNT:
    case SUBJECT_OWNER:
        if (!c->deals.read && gather(c, &c->deals, true, f) != 0)
            return -1;
        yes = narrow(c, p, &c->deals);
        break;
    case SUBJECT_COMPANY:
    case SUBJECT_SIZE:
        if (!c->companies.read && gather(c, &c->companies, false, f) != 0)
            return -1;
        yes = narrow(c, p, &c->companies);
        break;
    case SUBJECT_HOST: yes = hosted(c, p); break;
    case SUBJECT_PARTICIPANT: yes = attended(c, p); break;
    case SUBJECT_DIRECTION: yes = is_one(c, p, c->call.direction); break;
    case SUBJECT_SCOPE: yes = is_one(c, p, c->call.scope); break;
    case SUBJECT_LANGUAGE: yes = is_one(c, p, c->call.language); break;
    case SUBJECT_DURATION: yes = between(p, c->call.duration); break;
    case SUBJECT_STARTED: yes = started(c, p); break;
    case SUBJECT_TITLE: yes = has_one(c, p, c->call.title); break;
    case SUBJECT_PHRASE:
        if (json_kind(c->call.transcript) != JSON_ARRAY) {
            *v = UNDECIDED;
            return 0;
        }
        yes = said(c, p);
        break;
    case SUBJECT_JQ:
        if (query_test(p->query, c->call.record, &yes, f) != 0)
            return -1;
        break;
    }
    *v = yes ? HOLDS : FAILS;
    return buf_check(&c->text, "a text of the record", f);
}

/* jq comes last: any other predicate would be the first. */
static bool calls_are_read(const struct criteria *c)
{
    return c->list.n > 0 && c->list.at[0].subject != SUBJECT_JQ;
}

static int begin(struct criteria *c, struct span record, struct fault *f)
{
    c->deals.read = c->companies.read = false;
    if (calls_are_read(c))
        return call_read(&c->call, record, f);
    c->call.record = record;
    return 0;
}

int criteria_test(struct criteria *c, struct span record, const char **reason, struct fault *f)
{
    enum verdict v = HOLDS;
    *reason = NULL;
    if (begin(c, record, f) != 0)
        return -1;
    for (size_t i = 0; i < c->list.n && v == HOLDS; i++) {
        if (judge(c, &c->list.at[i], &v, f) != 0)
            return -1;
        *reason = reasons[c->list.at[i].subject];
    }
    if (v == UNDECIDED)
        *reason = "no_transcript_yet";
    else if (c->invert)
        *reason = v == HOLDS ? "filtered:not" : NULL;
    else if (v == HOLDS)
        *reason = NULL;
    return 0;
}

/* A deal of now, if there is one. */
static struct span first_of(const struct fitting *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (!json_text_is(json_get(s->at[i], "timing"), "TimeOfCall"))
            return s->at[i];
    return s->n ? s->at[0] : SPAN_NONE;
}

int criteria_view(struct criteria *c, struct criteria_view *v, struct fault *f)
{
    if (!calls_are_read(c) && call_read(&c->call, c->call.record, f) != 0)
        return -1;
    /* Turned round by --not, nothing may have been left that fits. */
    if ((!c->deals.read || c->deals.n == 0) && gather(c, &c->deals, true, f) != 0)
        return -1;
    if ((!c->companies.read || c->companies.n == 0) && gather(c, &c->companies, false, f) != 0)
        return -1;
    *v = (struct criteria_view){
        .call = &c->call, .deal = first_of(&c->deals), .company = first_of(&c->companies)};
    v->owner = crm_owner(c->crm, &c->call, json_get(v->deal, "owner"));
    return 0;
}

const struct crm *criteria_crm(const struct criteria *c)
{
    return c->crm;
}

void criteria_explain(const struct criteria *c, struct buf *out)
{
    for (size_t i = 0; i < c->list.n; i++)
        if (c->list.at[i].query)
            query_explain(c->list.at[i].query, out);
}
