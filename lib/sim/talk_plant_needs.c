/* What hurts, how well it is asked about, what is wanted, and what people think of us. */

#include "lib/sim/sim_lines.h"

static const struct sim_line pain[] = {
    {'#', "Discovery", "dm"},
    {'c',
     "{It takes us four days to close the month because the figures never match|Every Monday two "
     "people spend the whole morning copying numbers}.",
     "D.pain_depth=symptom"},
    {'r', "{That's a long time|Every week}?", ""},
    {'#', "Discovery", "dm"},
    {'c',
     "{The reports are out of date the moment they arrive, and it drives people mad|We keep "
     "arguing about whose number is right, it's exhausting}.",
     "D.pain_depth=symptom"},
    {'r', "{I hear that a lot|You're not alone there}.", ""},
    {'#', "Discovery", "dm"},
    {'c',
     "{The sheets break whenever somebody adds a column|Half of our exports fail and nobody "
     "notices until the customer calls}.",
     "D.pain_depth=symptom"},
    {'#', "Discovery", "dm"},
    {'c',
     "{We lost the Harbour account because the numbers came too late, that was a million in "
     "revenue|Last quarter we overstocked by two million because nobody trusted the forecast}.",
     "D.pain_depth=business_impact"},
    {'r', "{That's serious|I can see why this matters}.", ""},
    {'#', "Discovery", "dm"},
    {'c',
     "{Bad data cost us eleven people's bonuses and two of them resigned|We paid a fine of eighty "
     "thousand since the filing was wrong}.",
     "D.pain_depth=business_impact"},
    {'#', "Discovery", "d"},
    {'c',
     "{Nothing is on fire here, to be honest|We're not suffering, things run smoothly as they "
     "are}, {I'm just curious|I was asked to have a look}.",
     "D.pain_depth=none"},
    {'r', "{That's perfectly all right|Good, curiosity is welcome}.", ""},
};
const struct sim_lines talk_pain = SIM_LINES(SIM_ON_PAIN, pain);

static const struct sim_line coaching[] = {
    {'#', "Discovery", "dmc"},
    {'r',
     "{How does a figure get from the shop floor to the board today|Walk me through what happens "
     "on the first of the month}?",
     "D.open_question_asked"},
    {'c',
     "{It starts in the plants, they fill in a form|Somebody in <team> pulls an export from "
     "<sys>}, {then it goes by mail to head office|then we paste it into a deck}.",
     ""},
    {'#', "Discovery", "dmc"},
    {'r', "{What made you take this call|What would a good year look like for your team}?",
     "D.open_question_asked"},
    {'c',
     "{A colleague passed on your name|I read an article of yours}, {so here I am|and I thought, "
     "why not}.",
     ""},
    {'#', "Discovery", "dmc"},
    {'r', "{Tell me about the people who read these reports|Why is it set up that way}?",
     "D.open_question_asked"},
    {'c',
     "{They sit in three countries|It grew over time}, {most of them in <city>|there was never a "
     "plan}.",
     ""},
    {'#', "Discovery", "dm"},
    {'r',
     "{Let me play back what I've heard|So if I sum up}: {you have four plants, one analyst and a "
     "deck every Monday|the exports come from <sys>, one person merges them, and the board reads "
     "the result}, {did I get that right|is that it}?",
     "D.discovery_summary_given"},
    {'c', "{Yes, that's it|Spot on|That's right}.", ""},
    {'#', "Discovery", "dm"},
    {'r',
     "{To make sure I understood|If I may repeat it in my words}, {finance owns the definitions, "
     "the plants own the data and IT owns the servers|you report weekly to the board and daily to "
     "the shift leads}.",
     "D.discovery_summary_given"},
    {'c', "{Exactly|You've got it}.", ""},
};
const struct sim_lines talk_coaching = SIM_LINES(SIM_ON_COACHING, coaching);

static const struct sim_line qualifying[] = {
    {'#', "Discovery", "dmn"},
    {'c',
     "{We'd measure it by how many hours the close takes, from forty down to ten|If the error rate "
     "drops under two percent we call it a success|The target is fifteen percent fewer late "
     "deliveries}.",
     "Q.metrics"},
    {'r', "{That's a clear yardstick|Good, we can track that}.", ""},
    {'#', "Discovery", "dmn"},
    {'c',
     "{The person who holds the purse is our chief operating officer|It's the managing director "
     "who releases the money for things like this}.",
     "Q.economic_buyer Q.authority"},
    {'r', "{Thanks|Good to know}.", ""},
    {'#', "Discovery", "dmn"},
    {'c',
     "{We'll judge the options on three things: ease of use, the connectors and where it's "
     "hosted|The must-haves on our scorecard are single sign-on and a German interface}.",
     "Q.decision_criteria"},
    {'#', "Discovery", "dmn"},
    {'r',
     "{Who gets a say before you choose|What are the steps on your side until a choice is made}?",
     "Q.decision_process D.open_question_asked"},
    {'c',
     "{First the working group votes, then it goes to the steering committee|Two rounds of demos, "
     "then a committee of five picks one}.",
     "Q.decision_process"},
    {'#', "Discovery", "dmn"},
    {'c',
     "{After that, procurement sends you their supplier form and legal redlines the terms, that "
     "takes three weeks|Once we've chosen there's a vendor registration, a data processing "
     "agreement and two signatures}.",
     "Q.paper_process"},
    {'r', "{Send me the forms whenever you have them|We know that drill}.", ""},
    {'#', "Discovery", "dmn"},
    {'c',
     "{Our head of data is fighting for this internally, she brings it up in every meeting|I'm the "
     "one selling this inside the company, and I'll keep at it}.",
     "Q.champion"},
    {'r', "{That helps a great deal|It's good to have somebody like that}.", ""},
    {'#', "Discovery", "dmn"},
    {'c', "{I can decide this on my own|This one is my call, nobody else has to agree}.",
     "Q.authority"},
    {'r', "{All right|That keeps it short}.", ""},
    {'#', "Discovery", "dmn"},
    {'c',
     "{We want to be live by <month>|It has to be up and running before the <month> stocktake|The "
     "go-live is planned for <month>}.",
     "Q.timeline"},
    {'r', "{That's doable|Noted}.", ""},
    {'#', "Discovery", "dmn"},
    {'c', "{There's funding for this in the plan|The money for a project like this is approved}.",
     "Q.budget"},
    {'r', "{Okay, thanks|Good}.", ""},
};
const struct sim_lines talk_qualifying = SIM_LINES(SIM_ON_QUALIFYING, qualifying);

static const struct sim_line features[] = {
    {'#', "Product", "dmnc"},
    {'c',
     "{We really need an export to Excel that keeps the formulas|We need to be able to lock a "
     "figure once it's signed off|What we need is an approval step before anything goes out}.",
     "F.request_kind=explicit F.request=* V.need=*"},
    {'r', "{I'll note that down|Let me write that up for the product team}.", ""},
    {'#', "Product", "mnc"},
    {'c',
     "{Could you add a dark mode for the control room screens|Please build us a way to comment on "
     "a single cell|I'd like you to support Arabic, right to left}.",
     "F.request_kind=explicit F.request=*"},
    {'r', "{It's on a list somewhere, I'll check|Not today, I'll pass it on}.", ""},
    {'#', "Product", "mn"},
    {'c',
     "{Without an on-premise version we can't buy this|If it doesn't do multi-currency, we're "
     "out}.",
     "F.request_kind=explicit F.deal_blocker F.request=* O.objection_raised"},
    {'r', "{That's clear|Okay, understood}.", ""},
    {'#', "Product", "dmc"},
    {'c',
     "{It's a shame one can't see last year's figure next to this year's|I keep looking for a way "
     "to undo, and there isn't one}.",
     "F.request_kind=implied F.request=*"},
    {'r', "{You're right, that isn't there|True, not at the moment}.", ""},
    {'#', "Product", "c"},
    {'c',
     "{Since there's no scheduled mail, I take a screenshot every morning and send it round|We "
     "copy the table into a sheet and merge the cells there, as your tool can't do it}.",
     "F.request_kind=workaround F.request=*"},
    {'r', "{Oh, I didn't know you did that|That's clever, but it shouldn't be necessary}.", ""},
    {'#', "Product", "m"},
    {'c',
     "{Today we get around the missing link to the scanner by typing the numbers in by hand|We've "
     "written a little script that fills in what this kind of tool leaves out}.",
     "F.request_kind=workaround Q.pain"},
};
const struct sim_lines talk_features = SIM_LINES(SIM_ON_FEATURES, features);

static const struct sim_line praise[] = {
    {'#', "", "mnwc"},
    {'c',
     "{I have to say, this is the nicest thing I've seen all year|Your onboarding team was "
     "fantastic|The new maps are brilliant, my people love them}.",
     "V.praise=*"},
    {'r', "{Thank you, I'll pass it on|That makes my day}.", ""},
    {'#', "", "c"},
    {'c',
     "{It saves me a good hour every morning, I wouldn't want to be without it|Best support I've "
     "ever had, hats off to your people}.",
     "V.praise=*"},
    {'r', "{That's lovely to hear|The team will be happy}.", ""},
    {'#', "", "cl"},
    {'c',
     "{Your search is painfully slow|The last update broke three of our boards, and that annoyed "
     "everybody|The phone app is a disappointment, it crashes all the time}.",
     "V.complaint=*"},
    {'r', "{I'm sorry about that|I've heard that from others, sorry}.", ""},
    {'#', "", "c"},
    {'c',
     "{The manual is useless, half the pictures are of the old version|I find the menus confusing, "
     "I never know where things are}.",
     "V.complaint=*"},
    {'#', "", "dmc"},
    {'c',
     "{We need one place where everybody looks at the same number|What we need is to see a problem "
     "the day it happens, not four weeks later|I need my shift leads to be able to read this "
     "without training}.",
     "V.need=*"},
    {'r', "{That's a good way to put it|I'll remember that sentence}.", ""},
};
const struct sim_lines talk_praise = SIM_LINES(SIM_ON_PRAISE, praise);
