#include "lib/sim/sim_plan.h"

#include <string.h>
#include "lib/sim/sim_fact.h"

enum { CANDIDATES = 200, KNOWN = 64 };

/* How likely a subject comes up (permille) in a call of each kind, and how many beats it has at
 * most. */
static const struct subject {
    enum sim_pool pool;
    int in[6]; /* d m n w l c */
    int most;
} subjects[] = {
    {SIM_ON_PAIN, {600, 250, 0, 0, 0, 0}, 2},
    {SIM_ON_COACHING, {600, 300, 150, 0, 0, 300}, 2},
    {SIM_ON_QUALIFYING, {750, 500, 450, 0, 0, 0}, 4},
    {SIM_ON_COMPETITORS, {350, 400, 350, 300, 350, 120}, 2},
    {SIM_ON_FEATURES, {200, 450, 200, 50, 150, 450}, 1},
    {SIM_ON_PRAISE, {60, 200, 80, 200, 60, 650}, 2},
    {SIM_ON_CHURN, {0, 0, 0, 0, 0, 500}, 2},
    {SIM_ON_DECISION, {0, 0, 0, 900, 900, 0}, 2},
    {SIM_ON_PRICING, {150, 350, 800, 100, 100, 250}, 2},
    {SIM_ON_OBJECTIONS, {300, 400, 500, 0, 100, 200}, 1},
    {SIM_ON_NEXT_STEPS, {700, 700, 750, 250, 100, 500}, 1},
};

/* Every single answer given so far. */
struct known {
    struct {
        int question;
        char value[48];
        uint64_t use;
    } at[KNOWN];
    int n;
};

static bool open_ended(enum sim_type t)
{
    return t == SIM_SHORT || t == SIM_NUMBER || t == SIM_DATE;
}

/* Does the answer contradict one that is there? A bool can only be yes, a multi_enum holds many. */
static bool contradicts(const struct known *k, int question, const char *value, uint64_t use)
{
    enum sim_type type = sim_questions[question].type;
    if (type == SIM_BOOL || type == SIM_MULTI)
        return false;
    for (int i = 0; i < k->n; i++)
        if (k->at[i].question == question && k->at[i].use != use &&
            (open_ended(type) || strcmp(k->at[i].value, value) != 0))
            return true;
    return false;
}

static bool admit(struct known *k, int question, const char *value, uint64_t use)
{
    if (question < 0)
        return true;
    if (contradicts(k, question, value, use) || k->n == KNOWN)
        return false;
    k->at[k->n].question = question;
    k->at[k->n].use = use;
    memcpy(k->at[k->n].value, value, 48);
    k->n++;
    for (int i = 0; i < sim_nfollows; i++) {
        if (sim_question(span_of(sim_follows[i].name)) != question ||
            (sim_follows[i].value && strcmp(sim_follows[i].value, value) != 0))
            continue;
        const char *facts = sim_follows[i].fact;
        int also;
        char with[48];
        while (sim_next_fact(&facts, NULL, &also, with))
            if (!admit(k, also, with, use))
                return false;
    }
    return true;
}

static bool fits(struct known *known, const struct sim_beat *beat, const struct sim_slots *slots,
                 uint64_t use)
{
    struct known trial = *known;
    for (int i = 0; i < beat->n; i++) {
        const char *facts = beat->lines[i].facts;
        int question;
        char value[48];
        while (sim_next_fact(&facts, slots, &question, value))
            if (!admit(&trial, question, value, use))
                return false;
    }
    *known = trial;
    return true;
}

static bool used(const struct sim_plan *p, const struct sim_beat *beat)
{
    for (int i = 0; i < p->n; i++)
        if (p->beats[i].beat.lines == beat->lines)
            return true;
    return false;
}

/* At most `most` beats on a subject, each tried only a few times: silence is an answer as well. */
static void choose(struct sim_plan *p, const struct sim_company *c, const struct sim_call *call,
                   const struct subject *subject, struct known *known, struct sim_rng *r)
{
    struct sim_beat beats[CANDIDATES];
    int n = sim_beats(c->phrasings, subject->pool, p->kind, beats, CANDIDATES);
    int wanted = sim_between(r, 1, subject->most);
    for (int tries = 0; n > 0 && tries < 8 && wanted > 0 && p->n < SIM_PLANTED; tries++) {
        const struct sim_beat *beat = &beats[sim_below(r, n)];
        uint64_t use = (uint64_t)subject->pool * 16 + (uint64_t)tries;
        struct sim_slots slots;
        sim_slots(&slots, c, call, use);
        if (used(p, beat) || !fits(known, beat, &slots, use))
            continue;
        p->beats[p->n].beat = *beat;
        p->beats[p->n].use = use;
        p->n++;
        wanted--;
        if (subject->pool == SIM_ON_NEXT_STEPS)
            p->at_end++;
    }
}

static bool won(const struct sim_company *c, const struct sim_call *call)
{
    struct sim_deal d;
    sim_deal(c, &call->accounts[0], call->lines[0], call->scheduled, &d);
    return d.won;
}

void sim_plan(struct sim_plan *p, const struct sim_company *c, const struct sim_call *call)
{
    static const char letters[] = "dmnwlc";
    struct sim_rng r = sim_rng(c->seed, SIM_TALK, (uint64_t)call->key, 1000000);
    struct known known = {.n = 0};
    *p = (struct sim_plan){.kind = sim_kind_letter(call, won(c, call)), .decoy_before = -1};
    const char *column = strchr(letters, p->kind);
    for (size_t i = 0; column && i < sizeof subjects / sizeof subjects[0]; i++)
        if (sim_chance(&r, subjects[i].in[column - letters]))
            choose(p, c, call, &subjects[i], &known, &r);
    if (p->n > p->at_end && sim_chance(&r, 500))
        p->decoy_before = sim_below(&r, p->n - p->at_end);
}
