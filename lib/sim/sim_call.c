#include "lib/sim/sim_call.h"

#include <stdio.h>
#include <string.h>
#include "lib/sim/sim_clock.h"

enum { CALLS_A_DAY = 1000, WORKDAYS = 261 };

int64_t sim_day_key(int64_t day, int number)
{
    return day * CALLS_A_DAY + number;
}

int sim_day_calls(const struct sim_company *c, int64_t day, int per_year)
{
    struct sim_rng r = sim_rng(c->seed, SIM_DAY, (uint64_t)day, 0);
    int weekday = sim_weekday(day);
    int mean = per_year * 1000 / WORKDAYS; /* thousandths */
    if (weekday == 0 || weekday == 6)
        mean = mean / 40;
    int n = (mean * sim_between(&r, 70, 130) / 100 + sim_below(&r, 1000)) / 1000;
    return n < CALLS_A_DAY ? n : CALLS_A_DAY - 1;
}

when sim_day_time(const struct sim_company *c, int64_t key)
{
    struct sim_rng r = sim_rng(c->seed, SIM_DAY, (uint64_t)key, 1);
    int minute = sim_between(&r, 7 * 60, 17 * 60 + 45);
    int second = 0;
    if (sim_chance(&r, 800))
        minute = minute / 15 * 15;
    else
        second = sim_below(&r, 60);
    return sim_midnight(key / CALLS_A_DAY) + (when)(minute * 60 + second) * WHEN_SECOND;
}

static void choose_kind(const struct sim_company *c, struct sim_call *call, struct sim_rng *r)
{
    int roll = sim_below(r, 1000);
    struct sim_account *a = &call->accounts[0];
    sim_account(c, sim_below(r, sim_accounts(c)), a);
    call->naccounts = 1;
    if (roll < 120) {
        call->kind = SIM_INTERNAL;
        call->naccounts = 0;
        return;
    }
    int line = sim_below(r, SIM_DEAL_LINES);
    struct sim_deal d;
    sim_deal(c, a, line, call->scheduled, &d);
    int stage = sim_deal_stage(&d, call->scheduled);
    call->tongue = sim_chance(r, 900) ? a->tongue : SIM_ENG;
    call->lines[call->nlines++] = line;
    if (roll < 260) {
        call->kind = SIM_DIALER;
        call->tongue = SIM_ENG;
    } else if (line == 2 && stage < SIM_WON) {
        call->kind = SIM_CUSTOMER;
    } else if (stage <= 1) {
        call->kind = SIM_DISCOVERY;
    } else if (stage == 2) {
        call->kind = SIM_DEMO;
    } else if (stage == 3) {
        call->kind = SIM_NEGOTIATION;
    } else {
        call->kind = stage == SIM_LOST || sim_chance(r, 500) ? SIM_DECISION : SIM_CUSTOMER;
    }
    int more = sim_below(r, 100);
    if (more < 17)
        call->lines[call->nlines++] = (line + 1) % SIM_DEAL_LINES;
    if (more < 5)
        call->lines[call->nlines++] = (line + 2) % SIM_DEAL_LINES;
    if (more >= 93)
        call->nlines = 0;
    int others = sim_below(r, 1000);
    for (int n = others < 15 ? 2 : others < 60 ? 1 : 0; n > 0; n--)
        sim_account(c, sim_below(r, sim_accounts(c)), &call->accounts[call->naccounts++]);
}

static struct sim_party *add_party(const struct sim_company *c, struct sim_call *call,
                                   struct sim_rng *r, bool speaks)
{
    struct sim_party *p = &call->parties[call->nparties];
    *p = (struct sim_party){.user = -1, .account = -1, .contact = -1};
    sim_id(p->id, c->seed, SIM_PARTY, (uint64_t)call->key, (uint64_t)call->nparties);
    if (speaks)
        sim_id(p->speaker, c->seed, SIM_VOICE, (uint64_t)call->key, (uint64_t)call->nparties);
    p->attended = speaks || sim_chance(r, 250);
    p->invited = !p->attended || sim_chance(r, 750);
    call->nparties++;
    return p;
}

static int add_user(const struct sim_company *c, struct sim_call *call, struct sim_rng *r,
                    int number, bool speaks)
{
    for (int i = 0; i < call->nparties; i++)
        if (call->parties[i].user == number)
            return -1;
    struct sim_user u;
    sim_user(c, number, &u);
    struct sim_party *p = add_party(c, call, r, speaks);
    p->affiliation = SIM_OURS;
    p->user = number;
    snprintf(p->first, sizeof p->first, "%s", u.first->shown);
    snprintf(p->name, sizeof p->name, "%s", u.name);
    snprintf(p->email, sizeof p->email, "%s", u.email);
    snprintf(p->title, sizeof p->title, "%s", u.title ? u.title : "");
    snprintf(p->phone, sizeof p->phone, "%s", u.phone);
    return call->nparties - 1;
}

static int add_contact(const struct sim_company *c, struct sim_call *call, struct sim_rng *r,
                       const struct sim_account *a, int number, bool speaks)
{
    struct sim_contact k;
    sim_contact(c, a, number, &k);
    struct sim_party *p = add_party(c, call, r, speaks);
    p->affiliation = SIM_THEIRS;
    p->account = a->number;
    p->contact = number;
    snprintf(p->first, sizeof p->first, "%s", k.first);
    if (sim_chance(r, speaks ? 940 : 600))
        snprintf(p->name, sizeof p->name, "%s", k.name);
    if (sim_chance(r, 940))
        snprintf(p->email, sizeof p->email, "%s", k.email);
    if (sim_chance(r, 700))
        snprintf(p->title, sizeof p->title, "%s", k.title);
    if (sim_chance(r, 300))
        snprintf(p->phone, sizeof p->phone, "+1 555-%04d", sim_between(r, 1000, 9999));
    return call->nparties - 1;
}

/* Somebody who dialled in, or a room: no address, affiliation Unknown. */
static void add_unknown(const struct sim_company *c, struct sim_call *call, struct sim_rng *r)
{
    struct sim_party *p = add_party(c, call, r, false);
    p->affiliation = SIM_UNKNOWN;
    p->attended = true;
    p->invited = false;
    if (sim_chance(r, 500))
        snprintf(p->name, sizeof p->name, "Phone Caller #%d", sim_between(r, 1, 6));
    else
        snprintf(p->name, sizeof p->name, "Conference Room %d%c", sim_between(r, 1, 9),
                 'A' + sim_below(r, 4));
}

static void choose_people(const struct sim_company *c, struct sim_call *call, struct sim_rng *r)
{
    static const enum sim_role hosts[] = {SIM_AE, SIM_CSM, SIM_SDR, SIM_MANAGER};
    int wanted = call->kind == SIM_CUSTOMER   ? 1
                 : call->kind == SIM_DIALER   ? 2
                 : call->kind == SIM_INTERNAL ? 3
                                              : 0;
    call->host_user = wanted == 0 && sim_chance(r, 700) ? call->accounts[0].owner
                                                        : sim_user_of_role(c, hosts[wanted], r);
    call->second = call->buyer = call->other = -1;
    call->host = add_user(c, call, r, call->host_user, true);
    if (call->kind == SIM_DIALER) {
        call->buyer = add_contact(c, call, r, &call->accounts[0], 0, sim_chance(r, 700));
        return;
    }
    if (call->kind == SIM_INTERNAL) {
        call->second = add_user(c, call, r, sim_user_of_role(c, SIM_AE, r), true);
        for (int n = sim_between(r, 1, 4); n > 0; n--)
            add_user(c, call, r, sim_below(r, c->users), sim_chance(r, 400));
        return;
    }
    if (sim_chance(r, 450))
        call->second = add_user(c, call, r, sim_user_of_role(c, SIM_SE, r), true);
    if (sim_chance(r, 250))
        add_user(c, call, r, sim_below(r, c->users), false);
    call->buyer = add_contact(c, call, r, &call->accounts[0], 0, true);
    if (sim_chance(r, 550))
        call->other = add_contact(c, call, r, &call->accounts[0], 1, true);
    for (int n = sim_below(r, 3), k = 2; n > 0 && k < call->accounts[0].people; n--, k++)
        add_contact(c, call, r, &call->accounts[0], k, false);
    for (int i = 1; i < call->naccounts; i++)
        add_contact(c, call, r, &call->accounts[i], 0, false);
    if (sim_chance(r, 120))
        add_unknown(c, call, r);
}

static void choose_title(struct sim_call *call, struct sim_rng *r)
{
    static const char *const about[][3] = {
        {"intro", "discovery", "first conversation"},
        {"demo", "product walkthrough", "deep dive"},
        {"proposal review", "commercials", "working session"},
        {"debrief", "wrap-up", "look back"},
        {"quarterly review", "check-in", "success sync"},
    };
    static const char *const inside[] = {"Weekly team sync", "Enablement hour", "Tooling stand-up",
                                         "Onboarding buddies", "Ops round table"};
    static const char *const sign[] = {"<>", "/", "x", "|", "↔"};
    int kind = __builtin_ctz(call->kind);
    call->untitled = sim_chance(r, 20);
    if (call->kind == SIM_INTERNAL)
        snprintf(call->title, sizeof call->title, "%s", inside[sim_below(r, 5)]);
    else if (call->kind == SIM_DIALER)
        snprintf(call->title, sizeof call->title, "Outbound: %s", call->accounts[0].name);
    else
        snprintf(call->title, sizeof call->title, "%s %s Larkfield: %s%s", call->accounts[0].name,
                 sign[sim_below(r, 5)], about[kind][sim_below(r, 3)],
                 sim_chance(r, 40) ? " 🚀" : "");
}

static void choose_shape(struct sim_call *call, struct sim_rng *r)
{
    static const char *const systems[] = {"Zoom", "Google Meet", "Microsoft Teams"};
    static const char *const dispositions[] = {"Left voicemail", "Connected", "Gatekeeper",
                                               "Call back later"};
    bool dial = call->kind == SIM_DIALER;
    call->direction = dial ? (sim_chance(r, 850) ? "Outbound" : "Inbound") : "Conference";
    call->system = dial ? "Outreach" : systems[sim_below(r, 3)];
    call->scope = call->kind == SIM_INTERNAL ? "Internal"
                  : sim_chance(r, 20)        ? "Unknown"
                                             : "External";
    call->media = dial ? "Audio" : sim_chance(r, 900) ? "Video" : "Audio";
    call->duration = dial ? sim_between(r, 30, 200) : sim_between(r, 900, 2700);
    if (!dial && sim_chance(r, 40))
        call->duration = sim_between(r, 2700, 3840);
    call->private_ = sim_chance(r, call->kind == SIM_INTERNAL ? 120 : 30);
    call->no_parties = !dial && sim_chance(r, 10);
    call->null_voice = sim_chance(r, 60);
    call->empty = sim_chance(r, 8);
    call->disposition = dial ? dispositions[sim_below(r, 4)] : NULL;
    if (dial)
        snprintf(call->client_id, sizeof call->client_id, "dialer-%06d", sim_below(r, 1000000));
    else if (call->system == systems[0])
        snprintf(call->meeting_url, sizeof call->meeting_url, "https://zoom.example/j/%d",
                 sim_between(r, 1000000, 9999999));
    else
        snprintf(call->meeting_url, sizeof call->meeting_url, "https://meet.example/%06x",
                 (unsigned)sim_below(r, 1 << 24));
    if (!dial && sim_chance(r, 900))
        snprintf(call->event, sizeof call->event, "%08x%08x%08x@calendar.example",
                 (unsigned)sim_next(r), (unsigned)sim_next(r), (unsigned)sim_next(r));
}

static void choose_times(struct sim_call *call, struct sim_rng *r, when spacing)
{
    when late = (when)sim_between(r, -30, 300) * WHEN_SECOND + (when)sim_below(r, 1000) * 1000;
    if (call->kind == SIM_DIALER)
        late = 3 * WHEN_SECOND;
    if (late > spacing / 3)
        late = spacing / 3;
    call->started = call->scheduled + late;
    call->shown = call->started + (when)(call->duration + sim_between(r, 240, 2400)) * WHEN_SECOND;
    if (sim_chance(r, 60))
        call->shown += (when)sim_between(r, 20, 110) * 3600 * WHEN_SECOND;
    call->spoken = call->shown + (when)sim_between(r, 0, 600) * WHEN_SECOND;
    if (sim_chance(r, 50))
        call->spoken += (when)sim_between(r, 2, 72) * 3600 * WHEN_SECOND;
    if (sim_chance(r, 10))
        call->spoken = INT64_MAX;
}

void sim_call(const struct sim_company *c, int64_t key, when scheduled, when spacing,
              struct sim_call *call)
{
    struct sim_rng r = sim_rng(c->seed, SIM_CALL, (uint64_t)key, 0);
    memset(call, 0, sizeof *call);
    call->key = key;
    call->scheduled = scheduled;
    sim_id(call->id, c->seed, SIM_CALL, (uint64_t)key, 1);
    choose_kind(c, call, &r);
    choose_people(c, call, &r);
    choose_title(call, &r);
    choose_shape(call, &r);
    choose_times(call, &r, spacing);
    if (call->kind != SIM_DIALER && sim_chance(&r, 50))
        sim_id(call->stray, c->seed, SIM_VOICE, (uint64_t)key, 99);
    call->workspace = call->accounts[0].number % c->workspaces;
}
