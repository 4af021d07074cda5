#include "lib/gong/judge.h"

#include <string.h>
#include "lib/json/fold.h"
#include "lib/json/json.h"
#include "lib/json/sieve.h"

void judge_clear(struct judge *j)
{
    call_clear(&j->call);
    buf_free(&j->raw);
    buf_free(&j->text);
}

/* ---- texts ---- */

/* What a string of the call says; anything else says nothing. */
static struct span said(struct judge *j, struct span string)
{
    return json_kind(string) == JSON_STRING ? crm_text(string, &j->raw) : SPAN_NONE;
}

static bool is_one(struct judge *j, const struct predicate *p, struct span text)
{
    for (size_t i = 0; i < p->ntexts; i++)
        if (fold_is(text, p->texts[i], &j->text))
            return true;
    return false;
}

static bool has_one(struct judge *j, const struct predicate *p, struct span text)
{
    for (size_t i = 0; i < p->ntexts; i++)
        if (fold_within(text, p->texts[i], &j->text))
            return true;
    return false;
}

static bool string_is_one(struct judge *j, const struct predicate *p, struct span string)
{
    return is_one(j, p, said(j, string));
}

static bool string_has_one(struct judge *j, const struct predicate *p, struct span string)
{
    return has_one(j, p, said(j, string));
}

static bool between(const struct predicate *p, double n)
{
    return n >= p->min && n <= p->max;
}

/* ---- deals and companies: a number is a text there ---- */

static bool value_is_one(struct judge *j, const struct predicate *p, struct span value)
{
    return is_one(j, p, crm_text(value, &j->raw));
}

static bool value_has_one(struct judge *j, const struct predicate *p, struct span value)
{
    return has_one(j, p, crm_text(value, &j->raw));
}

static bool value_between(const struct predicate *p, struct span value)
{
    double n;
    return crm_number(value, &n) && between(p, n);
}

/* By id, and by what stands behind it. */
static int owned(struct judge *j, const struct predicate *p, struct span owner, bool *yes,
                 struct fault *f)
{
    *yes = value_is_one(j, p, owner);
    if (*yes || !owner.at)
        return 0;
    if (crm_may_be_party(&j->call, owner) && call_parties(&j->call, f) != 0)
        return -1;
    struct crm_owner who = crm_owner(j->crm, &j->call, owner);
    *yes = (who.name && is_one(j, p, span_of(who.name))) ||
           (who.party &&
            (string_is_one(j, p, who.party->name) || string_is_one(j, p, who.party->email)));
    return 0;
}

int judge_deal(struct judge *j, const struct predicate *p, const struct deal *d, bool *yes,
               struct fault *f)
{
    if (p->subject == SUBJECT_OWNER)
        return owned(j, p, d->owner, yes, f);
    *yes = p->subject == SUBJECT_STAGE ? value_is_one(j, p, d->stage) : value_between(p, d->amount);
    return 0;
}

bool judge_company(struct judge *j, const struct predicate *p, const struct company *c)
{
    if (p->subject == SUBJECT_SIZE)
        return value_between(p, c->size);
    return value_has_one(j, p, c->name) || value_has_one(j, p, c->domain) ||
           value_is_one(j, p, c->id);
}

/* ---- people ---- */

static bool is_person(struct judge *j, const struct predicate *p, const struct party *who)
{
    return string_has_one(j, p, who->name) || string_has_one(j, p, who->email) ||
           string_is_one(j, p, who->id) || string_is_one(j, p, who->user_id) ||
           string_is_one(j, p, who->speaker_id);
}

static bool hosted(struct judge *j, const struct predicate *p)
{
    const struct party *host = call_host(&j->call);
    return string_is_one(j, p, j->call.host_id) || (host && is_person(j, p, host)) ||
           string_has_one(j, p, json_get(j->call.callmine, "host.name")) ||
           string_has_one(j, p, json_get(j->call.callmine, "host.email"));
}

static bool attended(struct judge *j, const struct predicate *p)
{
    for (size_t i = 0; i < j->call.nparties; i++)
        if (is_person(j, p, &j->call.parties[i]))
            return true;
    return false;
}

/* ---- the call ---- */

static bool started(const struct judge *j, const struct predicate *p)
{
    when t;
    struct call times = {.started = j->call.started};
    if (json_kind(times.started) != JSON_STRING)
        times.started = j->call.scheduled;
    return call_started(&times, &t) && t >= p->from && t < p->to;
}

static bool lasted(const struct judge *j, const struct predicate *p)
{
    double n;
    return json_number(j->call.duration, &n) && between(p, n);
}

/* A monologue's sentences, joined by one blank. */
static bool in_monologue(struct judge *j, const struct predicate *p, struct span monologue)
{
    struct json_walk w;
    buf_clear(&j->text);
    for (json_walk(&w, json_get(monologue, "sentences")); json_next(&w);)
        fold_add(&j->text, said(j, json_get(w.value, "text")));
    for (size_t i = 0; i < p->ntexts; i++)
        if (fold_has(buf_view(&j->text), p->texts[i]))
            return true;
    return false;
}

/* A place in the first monologue, or before it, in which one of the phrases may be said; NULL:
 * there is none. A phrase that crosses where another one was found is not seen, but it is in the
 * same string. */
static const char *may_be_at(const struct predicate *p, const char *at, const char *end)
{
    const char *first = NULL;
    for (size_t i = 0; i < p->ntexts; i++) {
        size_t left = (size_t)((first ? first : end) - at);
        const char *found = sieve_find(p->sieves[i], (struct span){at, left});
        first = found ? found : first;
    }
    return first;
}

static bool in_one_go(struct judge *j, const struct predicate *p)
{
    struct json_walk w;
    const char *end = j->call.transcript.at + j->call.transcript.len;
    const char *place = may_be_at(p, j->call.transcript.at, end);
    for (json_walk(&w, j->call.transcript); place && json_next(&w);) {
        const char *behind = w.value.at + w.value.len;
        if (place >= behind)
            continue;
        if (in_monologue(j, p, w.value))
            return true;
        place = may_be_at(p, behind, end);
    }
    return false;
}

static bool needs_parties(enum subject s)
{
    return s == SUBJECT_HOST || s == SUBJECT_PARTICIPANT;
}

int judge_call(struct judge *j, const struct predicate *p, enum verdict *v, struct fault *f)
{
    bool yes = false;
    if (needs_parties(p->subject) && call_parties(&j->call, f) != 0)
        return -1;
    switch (p->subject) {
    case SUBJECT_HOST: yes = hosted(j, p); break;
    case SUBJECT_PARTICIPANT: yes = attended(j, p); break;
    case SUBJECT_DIRECTION: yes = string_is_one(j, p, j->call.direction); break;
    case SUBJECT_SCOPE: yes = string_is_one(j, p, j->call.scope); break;
    case SUBJECT_LANGUAGE: yes = string_is_one(j, p, j->call.language); break;
    case SUBJECT_DURATION: yes = lasted(j, p); break;
    case SUBJECT_STARTED: yes = started(j, p); break;
    case SUBJECT_TITLE: yes = string_has_one(j, p, j->call.title); break;
    case SUBJECT_PHRASE:
        if (json_kind(j->call.transcript) != JSON_ARRAY) {
            *v = UNDECIDED;
            return 0;
        }
        yes = in_one_go(j, p);
        break;
    default: break; /* a deal's, a company's or a query's */
    }
    *v = yes ? HOLDS : FAILS;
    return buf_check(&j->text, "a text of the record", f);
}
