/* What was found in the record that was tested (declared in criteria.h). */

#include "lib/gong/criteria.h"

#include "lib/gong/criteria_parts.h"

const struct call *criteria_call(struct criteria *c, struct fault *f)
{
    if (!c->opened && call_open(&c->judge.call, c->judge.call.record, f) != 0)
        return NULL;
    c->opened = true;
    return &c->judge.call;
}

static const struct group *group_of(const struct criteria *c, bool (*is)(enum subject))
{
    for (size_t i = 0; i < c->ngroups; i++)
        if (is(c->list.at[c->groups[i].first].subject))
            return &c->groups[i];
    return NULL;
}

/* What is looked for: the first company, and the first deal of now or, if there is none, the first;
 * among those that fit, if some do. */
struct search {
    const struct group *deals, *companies; /* those that must fit; NULL: all do */
    unsigned kinds;                        /* that are still looked for */
    bool some;                             /* a deal was found */
};

static int look_at_deal(struct criteria *c, struct search *s, const struct deal *d,
                        struct deal *first, struct fault *f)
{
    size_t held = 0;
    if (!criteria_timely(c, d) || (s->some && crm_is_past(d)))
        return 0;
    if (s->deals && criteria_deal(c, s->deals, d, &held, f) != 0)
        return -1;
    if (s->deals && held < s->deals->n)
        return 0;
    if (!s->some || !crm_is_past(d))
        *first = *d;
    s->some = true;
    s->kinds &= ~(crm_is_past(d) ? 0U : CRM_DEAL);
    return 0;
}

static void look_at_company(struct criteria *c, struct search *s, const struct company *company,
                            struct company *first)
{
    if (s->companies && criteria_company(c, s->companies, company) < s->companies->n)
        return;
    *first = *company;
    s->kinds &= ~(unsigned)CRM_COMPANY;
}

static int look(struct criteria *c, struct search *s, struct criteria_view *v, struct fault *f)
{
    struct crm_walk w;
    struct deal deal;
    struct company company;
    const struct call *call = &c->judge.call;
    if (!c->added || !call->callmine.at) {
        unsigned found;
        for (crm_both(&w, c->crm, call); (found = crm_next_of(&w, s->kinds, &deal, &company));) {
            if (found & CRM_DEAL && look_at_deal(c, s, &deal, &v->deal, f) != 0)
                return -1;
            if (found & CRM_COMPANY)
                look_at_company(c, s, &company, &v->company);
        }
        return 0;
    }
    for (crm_deals(&w, c->crm, call, true); s->kinds & CRM_DEAL && crm_next_deal(&w, &deal);)
        if (look_at_deal(c, s, &deal, &v->deal, f) != 0)
            return -1;
    for (crm_companies(&w, c->crm, call, true);
         s->kinds & CRM_COMPANY && crm_next_company(&w, &company);)
        look_at_company(c, s, &company, &v->company);
    return 0;
}

int criteria_view(struct criteria *c, struct criteria_view *v, struct fault *f)
{
    struct search s = {c->deal_fits ? group_of(c, of_deal) : NULL,
                       c->company_fits ? group_of(c, of_company) : NULL, CRM_DEAL | CRM_COMPANY,
                       false};
    *v = (struct criteria_view){.call = criteria_call(c, f)};
    if (!v->call || look(c, &s, v, f) != 0)
        return -1;
    if (crm_may_be_party(v->call, v->deal.owner) && call_parties(&c->judge.call, f) != 0)
        return -1;
    v->owner = crm_owner(c->crm, v->call, v->deal.owner);
    return 0;
}
