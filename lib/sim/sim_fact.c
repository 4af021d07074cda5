#include "lib/sim/sim_fact.h"

const struct sim_question sim_questions[] = {
    {'W', "win-loss", "primary_driver", SIM_ENUM, SIM_ASKED_CUSTOMER},
    {'W', "win-loss", "competitor_involved", SIM_BOOL, SIM_ASKED_ANY},
    {'W', "win-loss", "what_would_have_changed_it", SIM_SHORT, SIM_ASKED_CUSTOMER},
    {'C', "competitors", "competitors_named", SIM_MULTI, SIM_ASKED_ANY},
    {'C', "competitors", "competitor_context", SIM_ENUM, SIM_ASKED_CUSTOMER},
    {'C', "competitors", "competitor_stance", SIM_ENUM, SIM_ASKED_CUSTOMER},
    {'O', "objections", "objection_raised", SIM_BOOL, SIM_ASKED_CUSTOMER},
    {'O', "objections", "objection_type", SIM_MULTI, SIM_ASKED_CUSTOMER},
    {'O', "objections", "objection_resolved", SIM_ENUM, SIM_ASKED_ANY},
    {'P', "pricing", "price_discussed", SIM_BOOL, SIM_ASKED_ANY},
    {'P', "pricing", "price_reaction", SIM_ENUM, SIM_ASKED_CUSTOMER},
    {'P', "pricing", "budget_amount", SIM_NUMBER, SIM_ASKED_CUSTOMER},
    {'P', "pricing", "discount_asked", SIM_BOOL, SIM_ASKED_CUSTOMER},
    {'N', "next-steps", "next_meeting_set", SIM_BOOL, SIM_ASKED_ANY},
    {'N', "next-steps", "next_step", SIM_SHORT, SIM_ASKED_ANY},
    {'N', "next-steps", "due_date", SIM_DATE, SIM_ASKED_ANY},
    {'N', "next-steps", "buyer_commitment", SIM_ENUM, SIM_ASKED_CUSTOMER},
    {'F', "feature-requests", "feature_requested", SIM_BOOL, SIM_ASKED_CUSTOMER},
    {'F', "feature-requests", "request_kind", SIM_ENUM, SIM_ASKED_CUSTOMER},
    {'F', "feature-requests", "deal_blocker", SIM_BOOL, SIM_ASKED_CUSTOMER},
    {'F', "feature-requests", "request", SIM_SHORT, SIM_ASKED_CUSTOMER},
    {'Q', "qualification", "metrics", SIM_BOOL, SIM_ASKED_ANY},
    {'Q', "qualification", "economic_buyer", SIM_BOOL, SIM_ASKED_ANY},
    {'Q', "qualification", "decision_criteria", SIM_BOOL, SIM_ASKED_ANY},
    {'Q', "qualification", "decision_process", SIM_BOOL, SIM_ASKED_ANY},
    {'Q', "qualification", "paper_process", SIM_BOOL, SIM_ASKED_ANY},
    {'Q', "qualification", "pain", SIM_BOOL, SIM_ASKED_ANY},
    {'Q', "qualification", "champion", SIM_BOOL, SIM_ASKED_ANY},
    {'Q', "qualification", "competition", SIM_BOOL, SIM_ASKED_ANY},
    {'Q', "qualification", "budget", SIM_BOOL, SIM_ASKED_ANY},
    {'Q', "qualification", "authority", SIM_BOOL, SIM_ASKED_ANY},
    {'Q', "qualification", "timeline", SIM_BOOL, SIM_ASKED_ANY},
    {'R', "churn-risk", "risk_signals", SIM_MULTI, SIM_ASKED_CUSTOMER},
    {'R', "churn-risk", "explicit_leave_statement", SIM_BOOL, SIM_ASKED_CUSTOMER},
    {'R', "churn-risk", "renewal_date", SIM_DATE, SIM_ASKED_ANY},
    {'D', "discovery-coaching", "pain_depth", SIM_ENUM, SIM_ASKED_CUSTOMER},
    {'D', "discovery-coaching", "open_question_asked", SIM_BOOL, SIM_ASKED_REP},
    {'D', "discovery-coaching", "discovery_summary_given", SIM_BOOL, SIM_ASKED_REP},
    {'V', "voice-of-customer", "praise", SIM_SHORT, SIM_ASKED_CUSTOMER},
    {'V', "voice-of-customer", "complaint", SIM_SHORT, SIM_ASKED_CUSTOMER},
    {'V', "voice-of-customer", "need", SIM_SHORT, SIM_ASKED_CUSTOMER},
};
const int sim_nquestions = sizeof sim_questions / sizeof sim_questions[0];

const struct sim_follows sim_follows[] = {
    {"C.competitor_context", "evaluating", "W.competitor_involved"},
    {"C.competitor_context", "incumbent", "W.competitor_involved"},
    {"C.competitor_context", "switching_from", "W.competitor_involved"},
    {"W.competitor_involved", NULL, "Q.competition"},
    {"O.objection_type", NULL, "O.objection_raised"},
    {"P.price_reaction", NULL, "P.price_discussed"},
    {"P.price_reaction", "pushes_back", "O.objection_type=price"},
    {"P.budget_amount", NULL, "P.price_discussed"},
    {"P.budget_amount", NULL, "Q.budget"},
    {"P.discount_asked", NULL, "P.price_discussed"},
    {"F.request_kind", NULL, "F.feature_requested"},
    {"F.deal_blocker", NULL, "F.feature_requested"},
    {"F.request", NULL, "F.feature_requested"},
    {"D.pain_depth", "symptom", "Q.pain"},
    {"D.pain_depth", "business_impact", "Q.pain"},
    {"R.risk_signals", "competitor_trial", "W.competitor_involved"},
    {"R.risk_signals", "price_pressure", "P.price_reaction=pushes_back"},
    {"W.primary_driver", "competitor", "W.competitor_involved"},
};
const int sim_nfollows = sizeof sim_follows / sizeof sim_follows[0];

int sim_question(struct span name)
{
    if (name.len < 3 || name.at[1] != '.')
        return -1;
    struct span id = {name.at + 2, name.len - 2};
    for (int i = 0; i < sim_nquestions; i++)
        if (sim_questions[i].set_letter == name.at[0] && span_is(id, sim_questions[i].id))
            return i;
    return -1;
}
