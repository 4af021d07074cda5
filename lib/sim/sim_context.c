/* The CRM's view of a call, shaped as Salesforce or as HubSpot would have it (one account, one
 * CRM). */

#include "lib/sim/sim_record.h"

#include <stdio.h>
#include <string.h>
#include "lib/sim/sim_clock.h"

static const char *const system_names[] = {"Salesforce", "HubSpot", ""};

static void field(struct json_writer *w, const char *name, const char *value)
{
    json_open(w, NULL, '{');
    sim_put(w, "name", name);
    sim_put(w, "value", value);
    json_close(w, '}');
}

/* A number: Salesforce has them bare, HubSpot as text. */
static void number_field(struct json_writer *w, enum sim_crm crm, const char *name, int64_t n)
{
    json_open(w, NULL, '{');
    sim_put(w, "name", name);
    if (crm == SIM_HUBSPOT) {
        char text[24];
        snprintf(text, sizeof text, "%lld", (long long)n);
        sim_put(w, "value", text);
    } else {
        json_put_int(w, "value", n);
    }
    json_close(w, '}');
}

static void date_field(struct json_writer *w, const char *name, when t)
{
    struct buf b = BUF(32);
    sim_date(&b, sim_day(t));
    field(w, name, b.at);
    buf_free(&b);
}

static void open_object(struct json_writer *w, const char *type, const char *id)
{
    json_open(w, NULL, '{');
    sim_put(w, "objectType", type);
    sim_put(w, "objectId", id);
    json_open(w, "fields", '[');
}

static void close_object(struct json_writer *w, const char *timing)
{
    json_close(w, ']');
    if (timing)
        sim_put(w, "timing", timing);
    json_close(w, '}');
}

static void put_account(struct json_writer *w, const struct sim_company *c,
                        const struct sim_account *a)
{
    bool hubspot = a->crm == SIM_HUBSPOT;
    char owner[SIM_ID];
    sim_owner_id(c, a->crm, a->owner, owner);
    open_object(w, "Account", a->id);
    field(w, hubspot ? "name" : "Name", a->name);
    field(w, hubspot ? "domain" : "Website", a->domain);
    field(w, hubspot ? "industry" : "Industry",
          hubspot ? a->industry->hubspot : a->industry->salesforce);
    if (a->employees)
        number_field(w, a->crm,
                     hubspot         ? "numberofemployees"
                     : a->number % 3 ? "NumberOfEmployees"
                                     : "Number_of_Employees__c",
                     a->employees);
    if (hubspot)
        number_field(w, a->crm, "annualrevenue", (int64_t)a->employees * 160000 + 400000);
    else
        field(w, "Is_Target__c", a->number % 4 ? "false" : "true");
    field(w, hubspot ? "hubspot_owner_id" : "OwnerId", owner);
    close_object(w, NULL);
}

/* What a rep picks from the CRM's list when a deal is lost. */
static const char *const loss_reasons[] = {"Price", "Lost to competitor", "No decision",
                                           "Product gap", "Timing"};

static void put_deal(struct json_writer *w, const struct sim_company *c,
                     const struct sim_account *a, const struct sim_deal *d, when at,
                     const char *timing)
{
    bool hubspot = a->crm == SIM_HUBSPOT;
    int stage = sim_deal_stage(d, at), amount = stage < 2 ? d->first_amount : d->amount;
    static const int odds[SIM_STAGES] = {10, 25, 50, 75, 100, 0};
    char owner[SIM_ID];
    sim_owner_id(c, a->crm, d->owner, owner);
    open_object(w, "Opportunity", d->id);
    field(w, hubspot ? "dealname" : "Name", d->name);
    field(w, hubspot ? "dealstage" : "StageName", sim_stage_name(a->crm, stage));
    if (hubspot)
        field(w, "pipeline", "default");
    else
        number_field(w, a->crm, "Probability", odds[stage]);
    if (amount)
        number_field(w, a->crm, hubspot ? "amount" : "Amount", amount);
    if (d->currency && amount)
        field(w, hubspot ? "deal_currency_code" : "CurrencyIsoCode",
              a->tongue == SIM_ENG ? "USD" : "EUR");
    date_field(w, hubspot ? "closedate" : "CloseDate",
               d->closes + (at < d->opened + (d->closes - d->opened) / 2 ? 30 * WHEN_DAY : 0));
    if (stage == SIM_LOST)
        field(w, hubspot ? "closed_lost_reason" : "Loss_Reason__c",
              loss_reasons[d->number % (sizeof loss_reasons / sizeof loss_reasons[0])]);
    if (!hubspot) {
        field(w, "Type", d->line == 0 ? "New Business" : d->line == 1 ? "Expansion" : "Renewal");
        field(w, "LeadSource", d->number % 2 ? "Outbound" : "Web");
    }
    field(w, hubspot ? "hubspot_owner_id" : "OwnerId", owner);
    close_object(w, timing);
}

void sim_put_context(struct json_writer *w, const struct sim_company *c,
                     const struct sim_call *call, when now)
{
    json_open(w, "context", '[');
    for (enum sim_crm crm = SIM_SALESFORCE; crm <= SIM_HUBSPOT; crm++) {
        bool any = false;
        for (int i = 0; i < call->naccounts; i++)
            any |= call->accounts[i].crm == crm;
        if (!any)
            continue;
        json_open(w, NULL, '{');
        sim_put(w, "system", system_names[crm]);
        json_open(w, "objects", '[');
        for (int i = 0; i < call->naccounts; i++)
            if (call->accounts[i].crm == crm)
                put_account(w, c, &call->accounts[i]);
        for (int i = 0; i < call->nlines && call->accounts[0].crm == crm; i++) {
            struct sim_deal d;
            sim_deal(c, &call->accounts[0], call->lines[i], call->scheduled, &d);
            put_deal(w, c, &call->accounts[0], &d, now, "Now");
            put_deal(w, c, &call->accounts[0], &d, call->started, "TimeOfCall");
        }
        json_close(w, ']');
        json_close(w, '}');
    }
    json_close(w, ']');
}

void sim_put_party_context(struct json_writer *w, const struct sim_company *c,
                           const struct sim_call *call, const struct sim_party *p)
{
    enum sim_crm crm = call->naccounts ? call->accounts[0].crm : SIM_NO_CRM;
    json_open(w, "context", '[');
    if (crm != SIM_NO_CRM && (p->user >= 0 || p->contact >= 0)) {
        json_open(w, NULL, '{');
        sim_put(w, "system", system_names[crm]);
        json_open(w, "objects", '[');
        if (p->user >= 0) {
            char id[SIM_ID];
            sim_owner_id(c, crm, p->user, id);
            open_object(w, "User", id);
            field(w, "Name", p->name);
            field(w, "Email", p->email);
        } else {
            struct sim_account a;
            struct sim_contact k;
            sim_account(c, p->account, &a);
            sim_contact(c, &a, p->contact, &k);
            open_object(w, "Contact", k.id);
            field(w, crm == SIM_HUBSPOT ? "email" : "Email", p->email[0] ? p->email : NULL);
            field(w, crm == SIM_HUBSPOT ? "jobtitle" : "Title", p->title[0] ? p->title : NULL);
            json_open(w, NULL, '{');
            sim_put(w, "name", crm == SIM_HUBSPOT ? "createdate" : "CreatedDate");
            json_put(w, "value", span_of("1753285123.0"));
            json_close(w, '}');
        }
        close_object(w, NULL);
        json_close(w, ']');
        json_close(w, '}');
    }
    json_close(w, ']');
}
