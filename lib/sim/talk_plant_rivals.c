/* Competitors, why a deal was won or lost, and what makes a customer leave. */

#include "lib/sim/sim_lines.h"

#define EVALUATING "C.competitors_named=<comp> C.competitor_context=evaluating"
#define INCUMBENT  "C.competitors_named=<comp> C.competitor_context=incumbent"
#define SWITCHING  "C.competitors_named=<comp> C.competitor_context=switching_from"

static const struct sim_line competitors[] = {
    {'#', "Competition", "dmn"},
    {'c',
     "{We're also talking to|We've got a second demo this week, with|You should know we're looking "
     "at} <comp> {as well|too|in parallel}.",
     EVALUATING},
    {'r', "{Thanks for telling me|That's good to know}.", ""},
    {'c', "{To be honest we're leaning towards them|So far theirs feels like the better fit}.",
     "C.competitor_stance=prefers_them"},
    {'#', "Competition", "dmn"},
    {'c', "{It's between you and <comp> now|<comp> is the other one on our shortlist}.",
     EVALUATING},
    {'c', "{Between us, the team liked yours more|You're ahead of them in my book}.",
     "C.competitor_stance=prefers_us"},
    {'r', "{I'm glad to hear that|Thank you for saying so}.", ""},
    {'#', "Competition", "dmn"},
    {'c',
     "{<comp> showed us the same thing last Thursday|We sat through a <comp> presentation on "
     "Monday}.",
     EVALUATING},
    {'c', "{I have no preference at this point|For me it's still a draw}.",
     "C.competitor_stance=neutral"},
    {'#', "Competition", "dmn"},
    {'r', "{Is anybody else in the running|Are you speaking to others}?", "Q.competition"},
    {'c',
     "{Yes, <comp>|One more, it's <comp>}, {they're coming in on Friday|we have a trial of theirs "
     "running}.",
     EVALUATING},
    {'#', "Competition", "dmn"},
    {'c',
     "{We've been on <comp> for four years|Today everything runs on <comp>|<comp> is what we have "
     "in place at the moment}.",
     INCUMBENT},
    {'c',
     "{It does what it should, no strong feelings either way|It's all right, neither here nor "
     "there}.",
     "C.competitor_stance=neutral"},
    {'#', "Competition", "dmn"},
    {'c',
     "{Most of the floor is on <comp> already|We renewed with <comp> two years ago, so that's what "
     "people have open all day}.",
     INCUMBENT},
    {'c',
     "{And frankly, people love it, they'd rather keep it|And the analysts would pick it again "
     "over yours}.",
     "C.competitor_stance=prefers_them"},
    {'#', "Competition", "dmn"},
    {'c', "{We're moving off <comp>|We've given <comp> notice|The plan is to leave <comp> behind}.",
     SWITCHING},
    {'r', "{Okay|I see}, {noted|good to know}.", ""},
    {'#', "Competition", "mn"},
    {'c',
     "{We decided to get away from <comp>|We're coming from <comp>, and it has to be switched "
     "off}, {and yours is a clear step up|what you've shown is simply stronger}.",
     SWITCHING " C.competitor_stance=prefers_us"},
    {'#', "", "dmnc"},
    {'c',
     "{I used <comp> at my previous company|At my old job we were a <comp> shop|Years ago I worked "
     "with <comp>}.",
     "C.competitors_named=<comp> C.competitor_context=past_use"},
    {'r', "{Ah, then the idea will be familiar|A lot of people here did too}.", ""},
    {'#', "", "dmnc"},
    {'c',
     "{I only know <comp> from their billboards|Somebody mentioned <comp> on a podcast the other "
     "day}, {never looked into it|but that's all I know}.",
     "C.competitors_named=<comp> C.competitor_context=passing"},
    {'r', "{Ha, they're hard to miss|They do get around}.", ""},
    {'#', "", "dm"},
    {'r',
     "{The chart type you see here came up in a <comp> webinar as well|People who've seen <comp> "
     "usually ask about this corner}.",
     "C.competitors_named=<comp>"},
    {'c', "{Okay|I see}.", ""},
    {'#', "Competition", "wl"},
    {'c',
     "{Until the last week <comp> was in it as well|We had <comp> in the final round next to you}.",
     EVALUATING},
    {'r', "{I thought as much|Right}.", ""},
};
const struct sim_lines talk_competitors = SIM_LINES(SIM_ON_COMPETITORS, competitors);

static const struct sim_line decision[] = {
    {'#', "", "w"},
    {'r', "{What settled it in the end|Looking back, what tipped it for you}?",
     "D.open_question_asked"},
    {'c',
     "{Honestly, the money: you were the cheapest by some distance|It came down to cost, you were "
     "simply more affordable}.",
     "W.primary_driver=price P.price_discussed"},
    {'#', "", "w"},
    {'c',
     "{What decided it for us was that you could go live in three weeks|We picked you because the "
     "roll-out was so short}.",
     "W.primary_driver=implementation"},
    {'r', "{The onboarding people will love that|I'll pass it on}.", ""},
    {'#', "", "w"},
    {'c',
     "{We chose you because of the people|In the end we went with the team we trusted}, {you "
     "picked up the phone every time|you were straight with us from day one}.",
     "W.primary_driver=relationship"},
    {'#', "", "w"},
    {'c',
     "{The reason you won is the audit trail, legal insisted on it|Your security answers sealed "
     "it, legal had them ticked off in a day}.",
     "W.primary_driver=security_legal"},
    {'r', "{Good, a lot of work went into that|That's nice to hear}.", ""},
    {'#', "", "w"},
    {'c',
     "{Compared with <comp> you were the stronger product, and that's why we signed|We took you "
     "over <comp> since theirs couldn't cope with our data}.",
     "W.primary_driver=competitor C.competitors_named=<comp> C.competitor_context=evaluating "
     "C.competitor_stance=prefers_us"},
    {'#', "", "l"},
    {'c',
     "{We've gone with <comp>|I'm sorry to say <comp> got the nod}, {theirs already did what we "
     "were after|they were further along}.",
     "W.primary_driver=competitor C.competitors_named=<comp> C.competitor_context=evaluating "
     "C.competitor_stance=prefers_them"},
    {'r', "{Thank you for telling me|I appreciate the honesty}.", ""},
    {'#', "", "l"},
    {'c',
     "{It was the price, plain and simple|In the end we dropped it over the cost}, {it was too "
     "much for what we'd use|the sum was beyond us}.",
     "W.primary_driver=price P.price_reaction=pushes_back"},
    {'r', "{I understand|That's a pity, but I understand}.", ""},
    {'#', "", "l"},
    {'c',
     "{What killed it was the missing offline mode|It fell down on one gap: you can't do row-level "
     "forecasts}, {we couldn't get around that|and that's half our work}.",
     "W.primary_driver=product_gap"},
    {'#', "", "l"},
    {'c',
     "{We said no because of the timing|The moment was wrong}, {the merger swallowed "
     "everything|half the company is being moved around}.",
     "W.primary_driver=timing"},
    {'r', "{That makes sense|Of course}.", ""},
    {'#', "", "l"},
    {'c',
     "{Nobody made a decision, it just fizzled out|In the end we've decided not to do anything}, "
     "{we'll carry on as before|so nothing changes here}.",
     "W.primary_driver=no_decision"},
    {'#', "", "l"},
    {'c',
     "{Marta left, and with her went the only person who was pushing for it|The colleague who "
     "wanted this has moved on, and that was the end of it}.",
     "W.primary_driver=champion_lost"},
    {'r', "{I'd heard she was leaving|Ah, I see}.", ""},
    {'#', "", "l"},
    {'c',
     "{Legal wouldn't accept the liability clause, so that was that|It died in the security "
     "review}.",
     "W.primary_driver=security_legal"},
    {'#', "", "l"},
    {'c',
     "{The migration would have taken us nine months, and that's why we walked away|Getting it in "
     "was too big a job, that was the deciding point}.",
     "W.primary_driver=implementation"},
    {'#', "", "l"},
    {'c',
     "{If you'd had a local partner, you'd have got the deal|Had you come two months earlier, the "
     "answer would have been yes|With a trial on our own data we'd have signed}.",
     "W.what_would_have_changed_it=*"},
    {'r', "{I'll write that down|That's a lesson for me}.", ""},
};
const struct sim_lines talk_decision = SIM_LINES(SIM_ON_DECISION, decision);

static const struct sim_line churn[] = {
    {'#', "", "c"},
    {'c',
     "{Hardly anybody logs in any more|We've gone from ninety people in there every week to about "
     "twenty|Usage has dropped off since the summer}.",
     "R.risk_signals=usage_drop"},
    {'r', "{I can see that in the activity figures|Yes, the curve shows it}.", ""},
    {'#', "", "c"},
    {'c',
     "{I'm asking myself what we get out of it|My boss wants to know what it has done for us, and "
     "I don't have an answer|I can't point to anything it has saved us}.",
     "R.risk_signals=value_doubt V.complaint=*"},
    {'r', "{That's a fair question|Let's go through it together}.", ""},
    {'#', "", "c"},
    {'c',
     "{Ines, who brought you in, is leaving at the end of the month|You should know that Paulo, "
     "who ran all this, has gone to another company}.",
     "R.risk_signals=champion_change"},
    {'r', "{Oh, I'm sorry to hear that|I didn't know, that's a loss}.", ""},
    {'#', "", "c"},
    {'c',
     "{Our ticket has been open for five weeks and nobody calls back|I've written to your support "
     "four times about the same thing}.",
     "R.risk_signals=support_pain V.complaint=*"},
    {'r', "{I'm sorry, that shouldn't happen|That's on us}.", ""},
    {'#', "", "c"},
    {'c',
     "{We were told to cut every software bill by a fifth, yours as well|Procurement says your fee "
     "has to come down or we can't keep it}.",
     "R.risk_signals=price_pressure"},
    {'r', "{I see|Okay, thanks for the warning}.", ""},
    {'#', "", "c"},
    {'c',
     "{One of our teams is trying out another vendor at the moment|The analysts have a pilot with "
     "somebody else running}.",
     "R.risk_signals=competitor_trial"},
    {'r', "{Okay, I had no idea|All right, I hadn't heard}.", ""},
    {'#', "", "c"},
    {'c',
     "{Legal asked me for a copy of the contract and the notice period|We're going through all "
     "supplier contracts this quarter, yours is on the pile}.",
     "R.risk_signals=contract_review"},
    {'r', "{I can send you the latest version|It's in the portal}.", ""},
    {'#', "", "c"},
    {'c',
     "{We won't be renewing|We've decided to cancel|We're going to let the subscription run out}.",
     "R.explicit_leave_statement"},
    {'r', "{I'm sorry to hear it|That's a blow, I won't pretend otherwise}.", ""},
    {'#', "", "c"},
    {'r', "{Your subscription is up for renewal|The current term runs out} <ondue>.",
     "R.renewal_date=<due>"},
    {'c', "{Right, I have that in my calendar|Yes, I saw the reminder}.", ""},
};
const struct sim_lines talk_churn = SIM_LINES(SIM_ON_CHURN, churn);
