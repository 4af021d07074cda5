/* GET /v2/crm/entities: objects of the Generic CRM integration, by the ids in the body. They are
 * the invented company's: account-N is its account N, contact-N is contact N % 8 of account N / 8,
 * deal-N is the deal that is on at the moment in line N % 3 of account N / 3. It has no leads. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/sim/sim_clock.h"
#include "lib/sim/sim_crm.h"
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_route.h"

enum { IDS = 100, CONTACTS = 8 };

/* How one type writes its object N: false when there is none. */
typedef bool put_object(struct json_writer *w, const struct sim_company *c, int number, when now);

static void put_owner(struct json_writer *w, int user)
{
    char id[32];
    snprintf(id, sizeof id, "crm-user-%d", user);
    sim_put(w, "ownerId", id);
}

static void put_reference(struct json_writer *w, int account)
{
    char id[32];
    snprintf(id, sizeof id, "account-%d", account);
    sim_put(w, "accountId", id);
}

static void put_instant(struct json_writer *w, const char *key, when t)
{
    struct buf b = BUF(64);
    when_format(&b, t / WHEN_SECOND * WHEN_SECOND);
    json_put_text(w, key, buf_view(&b));
    buf_free(&b);
}

static void put_day(struct json_writer *w, const char *key, when t)
{
    struct buf b = BUF(32);
    sim_date(&b, sim_day(t));
    json_put_text(w, key, buf_view(&b));
    buf_free(&b);
}

static bool put_account(struct json_writer *w, const struct sim_company *c, int number, when now)
{
    struct sim_account a;
    (void)now;
    if (number >= sim_accounts(c))
        return false;
    sim_account(c, number, &a);
    sim_put(w, "name", a.name);
    json_open(w, "domains", '[');
    sim_put(w, NULL, a.domain);
    json_close(w, ']');
    put_instant(w, "modifiedDate", (when)20400 * WHEN_DAY);
    return true;
}

static bool put_contact(struct json_writer *w, const struct sim_company *c, int number, when now)
{
    struct sim_account a;
    struct sim_contact k;
    (void)now;
    if (number / CONTACTS >= sim_accounts(c))
        return false;
    sim_account(c, number / CONTACTS, &a);
    if (number % CONTACTS >= a.people)
        return false;
    sim_contact(c, &a, number % CONTACTS, &k);
    const char *last = strrchr(k.name, ' ');
    sim_put(w, "firstName", k.first);
    sim_put(w, "lastName", a.tongue == SIM_JPN || !last ? k.name : last + 1);
    sim_put(w, "emailAddress", k.email);
    sim_put(w, "title", k.title);
    put_reference(w, a.number);
    put_instant(w, "modifiedDate", (when)20400 * WHEN_DAY);
    return true;
}

static bool put_deal(struct json_writer *w, const struct sim_company *c, int number, when now)
{
    struct sim_account a;
    struct sim_deal d;
    char amount[24];
    if (number / SIM_DEAL_LINES >= sim_accounts(c))
        return false;
    sim_account(c, number / SIM_DEAL_LINES, &a);
    sim_deal(c, &a, number % SIM_DEAL_LINES, now, &d);
    int stage = sim_deal_stage(&d, now);
    snprintf(amount, sizeof amount, "%d", d.amount);
    sim_put(w, "name", d.name);
    sim_put(w, "stage", sim_stage_name(SIM_SALESFORCE, stage));
    sim_put(w, "status", stage == SIM_WON ? "WON" : stage == SIM_LOST ? "LOST" : "OPEN");
    sim_put(w, "amount", d.amount ? amount : NULL);
    put_owner(w, d.owner);
    put_day(w, "closeDate", d.closes);
    put_instant(w, "createdDate", d.opened);
    put_instant(w, "modifiedDate", now < d.closes ? now : d.closes);
    put_reference(w, a.number);
    return true;
}

static bool put_lead(struct json_writer *w, const struct sim_company *c, int number, when now)
{
    (void)w;
    (void)c;
    (void)number;
    (void)now;
    return false;
}

static const struct type {
    const char *name, *prefix;
    put_object *put;
} types[] = {
    {"ACCOUNT", "account-", put_account},
    {"CONTACT", "contact-", put_contact},
    {"DEAL", "deal-", put_deal},
    {"LEAD", "lead-", put_lead},
};

/* The number of "deal-7"; -1: it is no id of that type. */
static int number_of(const struct type *t, struct span id)
{
    size_t before = strlen(t->prefix);
    int64_t n;
    if (id.len <= before || memcmp(id.at, t->prefix, before) != 0 ||
        !json_integer((struct span){id.at + before, id.len - before}, &n))
        return -1;
    return n >= 0 && n < INT32_MAX ? (int)n : -1;
}

static void put_objects(struct json_writer *w, const struct sim_request *q, struct sim_answer *a,
                        const struct type *t)
{
    const struct sim_source *s = q->sim->source;
    struct sim_company c = {.seed = s->seed, .users = s->users < 1 ? 1 : s->users, .workspaces = 1};
    struct json_walk ids;
    struct buf id = BUF(SIM_BODY_LIMIT), object = BUF(4096);
    a->items = 0;
    for (json_walk(&ids, q->json); a->items < IDS && json_next(&ids); a->items++) {
        buf_clear(&id);
        buf_clear(&object);
        json_text(&id, ids.value);
        struct json_writer inner = {.b = &object};
        int number = number_of(t, buf_view(&id));
        json_open(&inner, NULL, '{');
        bool there = number >= 0 && t->put(&inner, &c, number, q->now);
        json_close(&inner, '}');
        json_put(w, id.at ? id.at : "", there ? buf_view(&object) : SPAN_NONE);
    }
    buf_free(&id);
    buf_free(&object);
}

/* The body is a JSON array of texts; false: answered. */
static bool read_ids(struct sim_request *q, struct sim_answer *a)
{
    const char *type = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Content-Type");
    struct fault f = {0};
    struct json_walk w;
    if (q->body.len == 0 || !type || strncmp(type, "application/json", 16) != 0) {
        sim_error(a, 415, "Unsupported Media Type");
        return false;
    }
    bool good =
        json_check(buf_view(&q->body), &q->json, &f) == 0 && json_kind(q->json) == JSON_ARRAY;
    if (good)
        for (json_walk(&w, q->json); json_next(&w);)
            good &= json_kind(w.value) == JSON_STRING;
    if (!good)
        sim_error(a, 400, SIM_BAD_BODY);
    return good;
}

int sim_crm_entities(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    const char *asked = sim_query(q, "objectType");
    const struct type *t = NULL;
    struct json_writer w;
    bool ours;
    (void)f;
    for (int i = 0; asked && i < SIM_COUNT(types); i++)
        if (strcmp(types[i].name, asked) == 0)
            t = &types[i];
    if (!read_ids(q, a) || !sim_crm_asked(q, a, &ours))
        return 0;
    if (!t)
        return sim_error(a, 400, "objectType: must be ACCOUNT, CONTACT, DEAL or LEAD");
    if (!ours || !sim_crm_there(q->sim, q->now))
        return sim_error(a, 400, "Integration was not found");
    sim_answer_open(a, &w);
    json_open(&w, "crmObjectsMap", '{');
    put_objects(&w, q, a, t);
    json_close(&w, '}');
    json_close(&w, '}');
    return 0;
}
