#include "lib/sim/sim_company.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "lib/sim/sim_clock.h"

static const char *const titles[] = {
    [SIM_VP] = "VP Sales",           [SIM_MANAGER] = "Sales Manager",
    [SIM_AE] = "Account Executive",  [SIM_SDR] = "Sales Development Representative",
    [SIM_SE] = "Solutions Engineer", [SIM_CSM] = "Customer Success Manager",
};

const char *sim_role_title(enum sim_role role)
{
    return titles[role];
}

static enum sim_role role_of(int number)
{
    static const enum sim_role cycle[] = {SIM_AE, SIM_MANAGER, SIM_SDR, SIM_CSM, SIM_AE,
                                          SIM_SE, SIM_AE,      SIM_CSM, SIM_SDR, SIM_AE};
    return number == 0 ? SIM_VP : cycle[number % 10];
}

void sim_user(const struct sim_company *c, int number, struct sim_user *u)
{
    struct sim_rng r = sim_rng(c->seed, SIM_USER, (uint64_t)number, 0);
    const struct sim_people *p = &sim_people[SIM_ENG];
    /* First and last names are walked with steps that share no factor with their number, so that
     * two users have the same name only after all pairs are used. */
    int offset = (int)(sim_hash(c->seed, SIM_USER, 0, 1) % 1000);
    *u = (struct sim_user){.number = number, .role = role_of(number)};
    u->first = &p->first[(number * 7 + offset) % p->nfirst];
    u->last = &p->last[(number * 5 + number / p->nfirst + offset) % p->nlast];
    sim_id(u->id, c->seed, SIM_USER, (uint64_t)number, 2);
    u->title = sim_chance(&r, 120) ? NULL : titles[u->role];
    u->active = number == 0 || !sim_chance(&r, 120);
    u->manager = number == 0                              ? -1
                 : u->role == SIM_MANAGER || c->users < 2 ? 0
                                                          : number / 10 * 10 + 1;
    if (u->manager >= c->users)
        u->manager = 0;
    u->tongue = sim_chance(&r, 180) ? sim_between(&r, SIM_FRE, SIM_JPN) : SIM_ENG;
    u->created =
        (when)(19000 + sim_below(&r, 900)) * WHEN_DAY + (when)sim_below(&r, 86400000) * 1000;
    snprintf(u->name, sizeof u->name, "%s %s", u->first->shown, u->last->shown);
    if (number < p->nfirst)
        snprintf(u->email, sizeof u->email, "%s.%s@%s", u->first->plain, u->last->plain,
                 SIM_COMPANY_DOMAIN);
    else
        snprintf(u->email, sizeof u->email, "%s.%s%d@%s", u->first->plain, u->last->plain, number,
                 SIM_COMPANY_DOMAIN);
    snprintf(u->phone, sizeof u->phone, "+1 555-%04d", 100 + number % 9000);
}

int sim_user_of_role(const struct sim_company *c, enum sim_role role, struct sim_rng *r)
{
    int start = sim_below(r, c->users);
    for (int i = 0; i < c->users && i < 20; i++) {
        int n = (start + i) % c->users;
        if (role_of(n) == role)
            return n;
    }
    return start;
}

int sim_accounts(const struct sim_company *c)
{
    return c->users * 3 < 12 ? 12 : c->users * 3;
}

static void account_name(struct sim_account *a, struct sim_rng *r)
{
    const char *suffix = sim_people[a->tongue].suffix;
    if (a->number % 19 == 7) {
        const struct sim_name *w = &sim_company_whole[a->number / 19 % sim_company_nwhole];
        snprintf(a->name, sizeof a->name, "%s", w->shown);
        snprintf(a->domain, sizeof a->domain, "%s%d.example", w->plain, a->number);
        return;
    }
    const struct sim_name *f = &sim_company_first[a->number % sim_company_nfirst];
    const char *s = sim_company_second[(a->number / sim_company_nfirst * 3 + sim_below(r, 20)) %
                                       sim_company_nsecond];
    snprintf(a->name, sizeof a->name, "%s %s%s", f->shown, s, suffix);
    snprintf(a->domain, sizeof a->domain, "%s%d.example", f->plain, a->number);
}

void sim_account(const struct sim_company *c, int number, struct sim_account *a)
{
    static const int sizes[] = {12,  28,  45,  60,  85,   140,  220,
                                340, 410, 560, 900, 1500, 3200, 12000};
    struct sim_rng r = sim_rng(c->seed, SIM_ACCOUNT, (uint64_t)number, 0);
    *a = (struct sim_account){.number = number};
    int crm = sim_below(&r, 100);
    a->crm = crm < 48 ? SIM_SALESFORCE : crm < 93 ? SIM_HUBSPOT : SIM_NO_CRM;
    a->tongue = sim_chance(&r, 90) ? (enum sim_tongue)sim_between(&r, SIM_FRE, SIM_JPN) : SIM_ENG;
    account_name(a, &r);
    a->industry = &sim_industries[sim_below(&r, sim_nindustries)];
    a->employees =
        sim_chance(&r, 80) ? 0 : sizes[sim_below(&r, SIM_COUNT(sizes))] + sim_below(&r, 9);
    a->owner = sim_user_of_role(c, SIM_AE, &r);
    a->people = sim_between(&r, 3, 8);
    sim_crm_id(c, a->crm, "001", SIM_ACCOUNT, (uint64_t)number, a->id);
}

void sim_contact(const struct sim_company *c, const struct sim_account *a, int number,
                 struct sim_contact *out)
{
    uint64_t key = (uint64_t)a->number * 64 + (uint64_t)number;
    struct sim_rng r = sim_rng(c->seed, SIM_CONTACT, key, 0);
    const struct sim_people *p = &sim_people[a->tongue];
    const struct sim_name *first = &p->first[(number * 3 + sim_below(&r, p->nfirst)) % p->nfirst];
    const struct sim_name *last = &p->last[sim_below(&r, p->nlast)];
    *out = (struct sim_contact){.title = sim_buyer_titles[sim_below(&r, sim_nbuyer_titles)]};
    snprintf(out->first, sizeof out->first, "%s", first->shown);
    if (a->tongue == SIM_JPN)
        snprintf(out->name, sizeof out->name, "%s %s", last->shown, first->shown);
    else
        snprintf(out->name, sizeof out->name, "%s %s", first->shown, last->shown);
    snprintf(out->email, sizeof out->email, "%s.%s%d@%s", first->plain, last->plain, number,
             a->domain);
    sim_crm_id(c, a->crm, "003", SIM_CONTACT, key, out->id);
}

void sim_deal(const struct sim_company *c, const struct sim_account *a, int line, when t,
              struct sim_deal *d)
{
    static const char *const kind[] = {"Platform", "Expansion", "Renewal"};
    uint64_t key = (uint64_t)a->number * SIM_DEAL_LINES + (uint64_t)line;
    struct sim_rng of_line = sim_rng(c->seed, SIM_DEAL, key, 0);
    when period = (when)sim_between(&of_line, 110, 230) * WHEN_DAY;
    when phase = (when)sim_below(&of_line, 230) * WHEN_DAY;
    int64_t number = (t - phase) / period;
    struct sim_rng r = sim_rng(c->seed, SIM_DEAL, key, (uint64_t)number + 1);
    *d = (struct sim_deal){.line = line, .number = number, .opened = phase + number * period};
    d->closes = d->opened + period * sim_between(&r, 60, 88) / 100;
    d->won = sim_chance(&r, line == 0 ? 450 : 750);
    d->amount =
        sim_chance(&r, 60) ? 0 : sim_between(&r, 3, 60) * (sim_chance(&r, 150) ? 5000 : 1000) * 2;
    d->first_amount = sim_chance(&r, 500) ? d->amount : d->amount / 4 * 3;
    d->owner = sim_chance(&r, 850) ? a->owner : sim_user_of_role(c, SIM_AE, &r);
    d->currency = sim_chance(&r, 400);
    int year, month, dom;
    sim_day_civil(sim_day(d->closes), &year, &month, &dom);
    snprintf(d->name, sizeof d->name, "%s - %s %d", a->name, kind[line], year);
    sim_crm_id(c, a->crm, "006", SIM_DEAL, key * 100000 + (uint64_t)number, d->id);
}

int sim_deal_stage(const struct sim_deal *d, when t)
{
    if (t >= d->closes)
        return d->won ? SIM_WON : SIM_LOST;
    return t <= d->opened ? 0 : (int)((t - d->opened) * SIM_WON / (d->closes - d->opened));
}

const char *sim_stage_name(enum sim_crm crm, int stage)
{
    static const char *const salesforce[SIM_STAGES] = {"Discovery",   "Evaluation", "Proposal",
                                                       "Negotiation", "Closed Won", "Closed Lost"};
    static const char *const hubspot[SIM_STAGES] = {
        "appointmentscheduled", "qualifiedtobuy", "presentationscheduled",
        "contractsent",         "closedwon",      "closedlost"};
    return (crm == SIM_HUBSPOT ? hubspot : salesforce)[stage];
}

void sim_crm_id(const struct sim_company *c, enum sim_crm crm, const char *prefix, uint64_t a,
                uint64_t b, char out[SIM_ID])
{
    static const char digits[] = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    uint64_t h = sim_hash(c->seed, SIM_ACCOUNT, a + 100, b);
    if (crm == SIM_HUBSPOT) {
        snprintf(out, SIM_ID, "%" PRIu64, UINT64_C(1000000000) + h % UINT64_C(89000000000));
        return;
    }
    snprintf(out, SIM_ID, "%s5e00000", prefix);
    size_t n = strlen(out);
    for (int i = 0; i < 6; i++, h /= 57)
        out[n++] = digits[h % 57];
    memcpy(out + n, "AAA", 4);
    out[18] = '\0';
}

void sim_owner_id(const struct sim_company *c, enum sim_crm crm, int user, char out[SIM_ID])
{
    if (crm == SIM_HUBSPOT)
        snprintf(out, SIM_ID, "%" PRIu64,
                 10000000 + sim_hash(c->seed, SIM_USER, (uint64_t)user, 9) % 80000000);
    else
        sim_crm_id(c, SIM_SALESFORCE, "005", SIM_USER, (uint64_t)user, out);
}

void sim_workspace_id(const struct sim_company *c, int number, char out[SIM_ID])
{
    sim_id(out, c->seed, SIM_WORKSPACE, (uint64_t)number, 0);
}
