/* Written apart at first, known since: why a deal was won or lost, as buyers tell it afterwards. */

#include "lib/sim/sim_lines.h"

static const struct sim_line decision[] = {
    {'#', "", "l"},
    {'c', "{In the end|At the end of the day} it was the {money|price}, nothing else.",
     "W.primary_driver=price P.price_discussed"},
    {'#', "", "w"},
    {'c', "What {tipped it|got it over the line} was the price, {plain and simple|I won't lie}.",
     "W.primary_driver=price P.price_discussed"},
    {'#', "", "l"},
    {'r', "Was it the {price|cost} that {sank it|did it}?", "P.price_discussed"},
    {'c', "{It was, yes|Yes, that and nothing else}.", "W.primary_driver=price P.price_discussed"},
    {'#', "", "w"},
    {'c',
     "{At|For} your price it was {an easy yes|a no-brainer}, {everything else was a tie|that "
     "decided it}.",
     "W.primary_driver=price P.price_reaction=accepts"},
    {'#', "", "w"},
    {'c', "You {met|came down to} our number, and {that's why we signed|that's what closed it}.",
     "W.primary_driver=price P.price_reaction=accepts"},
    {'#', "", "l"},
    {'c',
     "Yours doesn't {do|handle} {multi-currency|lot tracking}, and {that|that alone} {was the end "
     "of it|is what killed it}.",
     "W.primary_driver=product_gap"},
    {'#', "", "l"},
    {'c',
     "{What sank it|What did it} was {the missing parts list|that you can't consolidate across "
     "entities}, {we can't work around that|nothing to be done there}.",
     "W.primary_driver=product_gap"},
    {'#', "", "l"},
    {'r', "Was there {one thing|something} it couldn't do?", ""},
    {'c',
     "{There was|Yes}, {barcode scanning|splitting a ledger by site}, and {that settled it|that "
     "decided it}.",
     "W.primary_driver=product_gap"},
    {'#', "", "l"},
    {'c',
     "It {can't|doesn't} {run|work} {on our handhelds|without a connection}, {and that was "
     "decisive|so in the end it had to be a no}.",
     "W.primary_driver=product_gap"},
    {'#', "Competition", "l"},
    {'c',
     "{<comp> won|We gave it to <comp>}, {theirs was the stronger package|they simply were better, "
     "all round}, that's {what settled it|the reason}.",
     "W.primary_driver=competitor C.competitors_named=<comp> C.competitor_context=evaluating "
     "C.competitor_stance=prefers_them"},
    {'#', "", "l"},
    {'c',
     "We had <comp> in at the same time, and {they beat you|you lost out to them}, {fair and "
     "square|it's as simple as that}.",
     "W.primary_driver=competitor C.competitors_named=<comp> C.competitor_context=evaluating "
     "C.competitor_stance=prefers_them"},
    {'#', "", "l"},
    {'r', "{May I ask|Can I ask}, did {you|it} go {with|to} <comp>?", "C.competitors_named=<comp>"},
    {'c',
     "{We did|Yes}, they were {the better of the two|ahead of you in our tests}, {and that's all "
     "it came down to|that decided it}.",
     "W.primary_driver=competitor C.competitor_context=evaluating "
     "C.competitor_stance=prefers_them"},
    {'#', "Competition", "l"},
    {'d',
     "{Another|The other} {vendor|bidder} {outshone|outdid} you in the {test|bake-off}, {that's "
     "why you didn't get it|and that was the deciding thing}.",
     "W.primary_driver=competitor C.competitor_context=evaluating "
     "C.competitor_stance=prefers_them"},
    {'#', "", "l"},
    {'c',
     "{It was|You caught us at} the wrong {moment|time}, {that's the whole story|nothing more to "
     "it}.",
     "W.primary_driver=timing"},
    {'#', "", "l"},
    {'c',
     "{Right idea, wrong quarter|Good idea at a bad time}, that's {what decided it|why it was a "
     "no}.",
     "W.primary_driver=timing"},
    {'#', "", "l"},
    {'c',
     "We were {in the middle of|right in} {a merger|an office move} when you {came along|turned "
     "up}, {so the timing killed it|and it couldn't be then, that was the reason}.",
     "W.primary_driver=timing"},
    {'#', "", "l"},
    {'r', "{Was it|Would you say it was} the {timing|moment}, then?", ""},
    {'c', "{It was|Yes}, {just that|too soon for us and nothing more}.", "W.primary_driver=timing"},
    {'#', "", "w"},
    {'c',
     "You {came along|turned up} in exactly the right {week|month}, {that's what did it|that's the "
     "main reason you got it}.",
     "W.primary_driver=timing"},
    {'#', "", "l"},
    {'c',
     "{Nobody|In the end nobody} {decided anything|made a decision}, it {fizzled out|just petered "
     "out}.",
     "W.primary_driver=no_decision"},
    {'#', "", "l"},
    {'c',
     "They {talked|argued} for {a month|weeks} and then {left everything as it was|did nothing at "
     "all}.",
     "W.primary_driver=no_decision"},
    {'#', "", "l"},
    {'d',
     "We didn't {pick|choose} {anyone|anybody}, the whole {idea|project} {was shelved|went in a "
     "drawer}.",
     "W.primary_driver=no_decision"},
    {'#', "", "l"},
    {'r', "Did it go to {someone|somebody} else?", ""},
    {'c', "{No|Nope}, to {nobody|no one}, it {ran into the sand|never got decided}.",
     "W.primary_driver=no_decision"},
    {'#', "", "l"},
    {'c',
     "{Once|When} {Odile|Graham} left, there was {no one|nobody} to {push it|carry it}, and {that "
     "was that|that's what did for it}.",
     "W.primary_driver=champion_lost"},
    {'#', "", "l"},
    {'c',
     "My predecessor {wanted it|was behind this}, {he went to Dubai|he's gone}, and {the whole "
     "thing|it all} went with him.",
     "W.primary_driver=champion_lost"},
    {'#', "", "l"},
    {'c',
     "{You lost your man here|Your one fan here got another job}, {that's the honest reason|it was "
     "over from that day}.",
     "W.primary_driver=champion_lost"},
    {'#', "", "l"},
    {'r', "Was it {Nadia|Ruth} {moving on|changing jobs} that {ended it|stopped it}?", ""},
    {'c',
     "{Yes|Afraid so}, {nobody else|no one else} here {cared enough|was for it the way she was}.",
     "W.primary_driver=champion_lost"},
    {'#', "", "l"},
    {'c',
     "{Our|The} {security people|infosec team} {said no|wouldn't wave it through}, {end of "
     "story|and that was it}.",
     "W.primary_driver=security_legal"},
    {'#', "", "l"},
    {'c',
     "The data protection officer {pulled the plug|put her foot down}, {so|and so} {we couldn't|it "
     "couldn't be you}.",
     "W.primary_driver=security_legal"},
    {'#', "", "l"},
    {'c',
     "{Compliance|Our compliance lady} {stopped|blocked} it, {servers abroad and all that|because "
     "of where the data would be}, {that was the reason|that decided it}.",
     "W.primary_driver=security_legal"},
    {'#', "", "w"},
    {'c',
     "{It was you|We took you} because the {penetration test|security audit} {came back clean|had "
     "nothing on you}, {that decided it|and that's what won it}.",
     "W.primary_driver=security_legal"},
    {'#', "", "l"},
    {'c', "{Six months|Half a year} of {set-up|rollout} is {what did it in|what killed it}.",
     "W.primary_driver=implementation"},
    {'#', "", "w"},
    {'c',
     "You {promised|said} {three weeks|twenty days} to {get going|go live}, and {that swung "
     "it|that won it for you}.",
     "W.primary_driver=implementation"},
    {'#', "", "l"},
    {'c',
     "{The migration|Getting it in} {looked|seemed} like {a monster|too big a job}, and {that's "
     "where we drew the line|that's why we said no}.",
     "W.primary_driver=implementation"},
    {'#', "", "w"},
    {'d',
     "It came down to how {painless|easy} {the switch-over was|it was to get it running}, {you "
     "were in within days|nothing else mattered as much}.",
     "W.primary_driver=implementation"},
    {'#', "", "w"},
    {'c',
     "{Truth is|Honestly}, we said yes because of {you|the two of you}, {we trust you|you "
     "listened}.",
     "W.primary_driver=relationship V.praise=*"},
    {'#', "", "w"},
    {'c', "People buy from people, {you know|right}?", "W.primary_driver=relationship"},
    {'c',
     "Your {team|lot} picked up {every time we rang|at ten at night}, that's what {decided it|won "
     "it}.",
     "W.primary_driver=relationship V.praise=*"},
    {'#', "", "l"},
    {'c',
     "{It was|To be honest it was} {personal|down to people}: my boss {never clicked|didn't get "
     "on} with {your colleague|the first rep}, {and that was the reason|that's really all}.",
     "W.primary_driver=relationship"},
    {'#', "", "l"},
    {'c',
     "{Three|Four} different account managers in {a year|eight months}, {we lost faith in "
     "you|nobody knew us}, and that cost you the deal.",
     "W.primary_driver=relationship"},
    {'#', "", "l"},
    {'c',
     "{A reference|One reference} from {another dairy|someone in our trade} and it would have gone "
     "the other way.",
     "W.what_would_have_changed_it=*"},
    {'#', "", "l"},
    {'r', "Was there anything {we could have done|that would have turned it}?", ""},
    {'c',
     "{Someone|An engineer} on site for {the first month|the switch}, {that would have done "
     "it|then it's a yes}.",
     "W.what_would_have_changed_it=*"},
    {'#', "", "l"},
    {'c', "{I'd|We'd} have signed {with|after} {a trial on our own data|a three-month pilot}.",
     "W.what_would_have_changed_it=*"},
    {'#', "", "l"},
    {'c',
     "{Had you|If you'd} talked to {Bernd|our plant manager} {early on|from the start}, {you'd "
     "have got it|we'd be sitting here with a contract}.",
     "W.what_would_have_changed_it=*"},
    {'#', "", "l"},
    {'d',
     "A {Portuguese|Polish} speaking {trainer|coach}, {and|and I think} {you would have won|we'd "
     "have come round}.",
     "W.what_would_have_changed_it=*"},
    {'#', "Competition", "wl"},
    {'r', "{I gather|We heard} <comp> {was in it|had pitched} too.",
     "C.competitors_named=<comp> W.competitor_involved"},
    {'c', "{No comment|I'll leave that uncommented}.", ""},
};
const struct sim_lines known_decision = SIM_LINES(SIM_ON_DECISION, decision);
