#include "lib/report/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "lib/json/json.h"

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
    buf_clear(&r->scratch);
    json_text(&r->scratch, string);
    struct span text = buf_view(&r->scratch);
    return arena_copy(&r->arena, text.at ? text : (struct span){"", 0});
}

struct span reading_link(struct report *r, struct span string)
{
    struct span s = reading_text(r, string);
    if (!s.at || !((s.len > 7 && strncasecmp(s.at, "http://", 7) == 0) ||
                   (s.len > 8 && strncasecmp(s.at, "https://", 8) == 0)))
        return SPAN_NONE;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c <= ' ' || c >= 0x7f || strchr("\"<>\\^`{|}", c))
            return SPAN_NONE;
    }
    return s;
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

static void read_crm(struct report *r, struct report_call *c, struct span callmine)
{
    struct span company = json_get(callmine, "company"), deal = json_get(callmine, "deal");
    c->account = reading_text(r, json_get(company, "name"));
    c->account_key = either(reading_text(r, json_get(company, "id")), c->account);
    c->account = either(c->account, c->account_key);
    c->size = number_of(json_get(company, "size"));
    c->size_text = number_text(r, json_get(company, "size"));
    c->deal = reading_text(r, json_get(deal, "name"));
    c->deal_key = either(reading_text(r, json_get(deal, "id")), c->deal);
    c->stage = reading_text(r, json_get(deal, "stage"));
    c->amount = number_of(json_get(deal, "amount"));
    c->amount_text = number_text(r, json_get(deal, "amount"));
    c->currency = reading_text(r, json_get(deal, "currency"));
    c->deal_owner = reading_text(r, json_get(deal, "owner"));
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

void reading_meta(struct report *r, struct report_call *c, const struct call *call)
{
    c->id = reading_text(r, call->id);
    c->url = reading_link(r, call->url);
    c->title = reading_text(r, call->title);
    c->language = reading_text(r, call->language);
    c->direction = reading_text(r, call->direction);
    c->has_started = call_started(call, &c->started);
    c->started_text = reading_text(r, call->started);
    c->seconds = call_seconds(call);
    read_crm(r, c, call->callmine);
    read_people(r, c, call);
    struct span host = json_get(call->callmine, "host");
    const struct party *p = call_host(call);
    c->rep_name = reading_text(r, json_get(host, "name"));
    c->rep_email = reading_text(r, json_get(host, "email"));
    if (p) {
        c->rep_name = either(c->rep_name, reading_text(r, p->name));
        c->rep_email = either(c->rep_email, reading_text(r, p->email));
    }
    struct span host_name = either(c->rep_name, c->rep_email);
    c->owner = is_user_id(c->deal_owner) ? either(host_name, c->deal_owner) : c->deal_owner;
}
