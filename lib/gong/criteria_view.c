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

/* A deal of now, if there is one; among those that fit, if some do. */
static int first_deal(struct criteria *c, struct deal *first, struct fault *f)
{
    const struct group *g = c->deal_fits ? group_of(c, of_deal) : NULL;
    struct crm_walk w;
    struct deal d;
    size_t held = 0;
    bool none = true;
    *first = (struct deal){0};
    for (crm_deals(&w, c->crm, &c->judge.call, c->added); crm_next_deal(&w, &d);) {
        if (!criteria_timely(c, &d) || (!none && crm_is_past(&d)))
            continue;
        if (g && criteria_deal(c, g, &d, &held, f) != 0)
            return -1;
        if (g && held < g->n)
            continue;
        if (none || !crm_is_past(&d))
            *first = d;
        none = false;
        if (!crm_is_past(&d))
            break;
    }
    return 0;
}

static void first_company(struct criteria *c, struct company *first)
{
    const struct group *g = c->company_fits ? group_of(c, of_company) : NULL;
    struct crm_walk w;
    crm_companies(&w, c->crm, &c->judge.call, c->added);
    while (crm_next_company(&w, first))
        if (!g || criteria_company(c, g, first) == g->n)
            return;
    *first = (struct company){0};
}

int criteria_view(struct criteria *c, struct criteria_view *v, struct fault *f)
{
    *v = (struct criteria_view){.call = criteria_call(c, f)};
    if (!v->call || first_deal(c, &v->deal, f) != 0)
        return -1;
    first_company(c, &v->company);
    if (crm_may_be_party(v->call, v->deal.owner) && call_parties(&c->judge.call, f) != 0)
        return -1;
    v->owner = crm_owner(c->crm, v->call, v->deal.owner);
    return 0;
}
