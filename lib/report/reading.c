#include "lib/report/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "lib/json/json.h"
#include "lib/json/members.h"

int reading_room(void **at, size_t n, size_t *room, size_t size, struct fault *f)
{
    if (n < *room)
        return 0;
    size_t more = *room ? *room * 2 : 16;
    void *bigger = reallocarray(*at, more, size);
    if (!bigger)
        return fault(f, STATUS_NO_MEMORY, "no memory for the report");
    *at = bigger;
    *room = more;
    return 0;
}

struct span reading_text(struct report *r, struct span string)
{
    if (json_kind(string) != JSON_STRING)
        return SPAN_NONE;
    struct span inside = {string.at + 1, string.len - 2};
    if (!memchr(inside.at, '\\', inside.len))
        return arena_copy(&r->arena, inside);
    buf_clear(&r->scratch);
    json_text(&r->scratch, string);
    struct span text = buf_view(&r->scratch);
    return arena_copy(&r->arena, text.at ? text : (struct span){"", 0});
}

bool reading_is_link(struct span s)
{
    if (!s.at || !((s.len > 7 && strncasecmp(s.at, "http://", 7) == 0) ||
                   (s.len > 8 && strncasecmp(s.at, "https://", 8) == 0)))
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c <= ' ' || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' || c == '`' ||
            (c >= '{' && c != '~'))
            return false;
    }
    return true;
}

struct span reading_link(struct report *r, struct span string)
{
    struct span s = reading_text(r, string);
    return reading_is_link(s) ? s : SPAN_NONE;
}

/* The first of two that says something. */
static struct span either(struct span a, struct span b)
{
    return a.at && a.len ? a : b;
}

static double number_of(struct span value)
{
    double n;
    return json_number(value, &n) ? n : (double)NAN;
}

static struct span number_text(struct report *r, struct span value)
{
    return json_kind(value) == JSON_NUMBER ? arena_copy(&r->arena, value) : SPAN_NONE;
}

struct crm_members {
    struct span id, name, size, stage, owner, amount, reason, currency;
};

static const struct member crm_rows[] = {
    MEMBER(struct crm_members, "id", id),         MEMBER(struct crm_members, "name", name),
    MEMBER(struct crm_members, "size", size),     MEMBER(struct crm_members, "stage", stage),
    MEMBER(struct crm_members, "owner", owner),   MEMBER(struct crm_members, "amount", amount),
    MEMBER(struct crm_members, "reason", reason), MEMBER(struct crm_members, "currency", currency),
};

static const struct member callmine_rows[] = {
    MEMBER(struct reading, "deal", deal),
    MEMBER(struct reading, "host", host),
    MEMBER(struct reading, "company", company),
    MEMBER(struct reading, "analysis", analysis),
};

void reading_callmine(struct reading *m, struct span callmine)
{
    READING(callmine, callmine_rows, m);
}

static void read_crm(struct report *r, struct report_call *c, const struct reading *m)
{
    struct crm_members company, deal;
    READING(m->company, crm_rows, &company);
    READING(m->deal, crm_rows, &deal);
    c->account = reading_text(r, company.name);
    c->account_key = either(reading_text(r, company.id), c->account);
    c->account = either(c->account, c->account_key);
    c->size = number_of(company.size);
    c->size_text = number_text(r, company.size);
    c->deal = reading_text(r, deal.name);
    c->deal_key = either(reading_text(r, deal.id), c->deal);
    c->stage = reading_text(r, deal.stage);
    c->amount = number_of(deal.amount);
    c->amount_text = number_text(r, deal.amount);
    c->currency = reading_text(r, deal.currency);
    c->deal_owner = reading_text(r, deal.owner);
    c->reason = reading_text(r, deal.reason);
}

static void read_people(struct report *r, struct report_call *c, const struct call *call)
{
    c->people = arena_take(&r->arena, call->nparties * sizeof *c->people);
    if (!c->people)
        return;
    for (size_t i = 0; i < call->nparties; i++) {
        const struct party *p = &call->parties[i];
        struct report_person *to = &c->people[c->npeople++];
        to->name = reading_text(r, p->name);
        to->title = reading_text(r, p->title);
        to->email = reading_text(r, p->email);
        to->side = p->side;
    }
}

/* What a CRM calls a user by when it does not give the name: 0055e00000mQbsNpAA, 72700506. */
static bool is_user_id(struct span s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && c != '-')
            return false;
        digits += digit;
    }
    return digits == s.len || (s.len >= 15 && digits > 2);
}

void reading_meta(struct report *r, struct report_call *c, const struct call *call,
                  const struct reading *m)
{
    c->id = reading_text(r, call->id);
    c->url = reading_link(r, call->url);
    c->title = reading_text(r, call->title);
    c->language = reading_text(r, call->language);
    c->direction = reading_text(r, call->direction);
    c->has_started = call_started(call, &c->started);
    c->started_text = reading_text(r, call->started);
    c->seconds = call_seconds(call);
    read_crm(r, c, m);
    read_people(r, c, call);
    const struct party *p = call_host(call);
    c->rep_name = reading_text(r, json_member(m->host, span_of("name")));
    c->rep_email = reading_text(r, json_member(m->host, span_of("email")));
    if (p) {
        c->rep_name = either(c->rep_name, reading_text(r, p->name));
        c->rep_email = either(c->rep_email, reading_text(r, p->email));
    }
    struct span host_name = either(c->rep_name, c->rep_email);
    c->owner = is_user_id(c->deal_owner) ? either(host_name, c->deal_owner) : c->deal_owner;
}
