/* Written apart: why a deal was won or lost, as buyers tell it afterwards. */

#include "lib/sim/sim_lines.h"

static const struct sim_line decision[] = {
    {'#', "", "l"},
    {'c',
     "{In the end|When all was said}, {it was|what settled it was} {the money|the price}, {nothing "
     "else|that alone}.",
     "W.primary_driver=price P.price_discussed"},
    {'#', "", "l"},
    {'r', "{Was it|Did it come down to} {the price|the cost}, {if I may ask|honestly}?",
     "P.price_discussed"},
    {'c',
     "{Yes|It was}, {plain and simple|purely} {the cost|a matter of money}, {that tipped it|that's "
     "what did it}.",
     "W.primary_driver=price P.price_discussed"},
    {'#', "", "l"},
    {'d',
     "{We|They} {looked at|turned to} {the price|what it costs}, and {that decided it|that was the "
     "end of it}.",
     "W.primary_driver=price P.price_discussed"},
    {'#', "", "w"},
    {'c',
     "{What won us|What won it}? {The price|Your price}, {fair|in range}, {and no hidden "
     "extras|and it stayed put}.",
     "W.primary_driver=price P.price_reaction=accepts"},
    {'#', "", "w"},
    {'d',
     "{You got it|It went to you} {on price|because of the price}, {which was|it was} {right for "
     "us|decent}.",
     "W.primary_driver=price P.price_reaction=accepts"},
    {'#', "", "l"},
    {'c',
     "{It|The thing} {couldn't|didn't} {cope with|do} {half|some} of what {dispatch|the lab} does, "
     "{that killed it|that's why we said no}.",
     "W.primary_driver=product_gap V.complaint=*"},
    {'#', "", "l"},
    {'c',
     "{Your software|The product} {fell short|had holes} {where we're special|in our core}, {that "
     "was the reason|so we had to pass}.",
     "W.primary_driver=product_gap V.complaint=*"},
    {'r', "{Thanks|Thank you}, {that's clear|understood}.", ""},
    {'#', "", "l"},
    {'d',
     "{On our|In the} {test cases|trial} {it failed|it stumbled} {on four of ten|more than once}, "
     "{it just can't do them|the functions aren't there}, {which decided it|and that was that}.",
     "W.primary_driver=product_gap V.complaint=*"},
    {'#', "", "l"},
    {'c',
     "{The deciding point|What tipped the scales}? {Missing functions|What it can't do}, {in the "
     "warehouse part|for our kind of work}.",
     "W.primary_driver=product_gap V.complaint=*"},
    {'#', "", "l"},
    {'c',
     "{We went|We've gone} with <comp>, {they were|it was} {simply the better one|the stronger "
     "offer}.",
     "W.primary_driver=competitor C.competitors_named=<comp> C.competitor_context=evaluating "
     "C.competitor_stance=prefers_them"},
    {'#', "", "l"},
    {'r', "{So|Then} it's <comp>, {I take it|I guess}?",
     "C.competitors_named=<comp> W.competitor_involved"},
    {'c',
     "{It is|Yes}, {better all round|the better product for us}, {that's what decided|that made "
     "the difference}.",
     "W.primary_driver=competitor C.competitor_context=evaluating "
     "C.competitor_stance=prefers_them"},
    {'#', "", "l"},
    {'d',
     "{Of the two|Side by side}, <comp> {came out|was} {on top|ahead}, {so we chose them|and they "
     "got it}.",
     "W.primary_driver=competitor C.competitors_named=<comp> C.competitor_context=evaluating "
     "C.competitor_stance=prefers_them"},
    {'#', "", "l"},
    {'c',
     "{Another|Some other} {vendor|firm} {was better|did the better job}, {so they|and they} "
     "{won|have the order}.",
     "W.primary_driver=competitor C.competitor_context=evaluating "
     "C.competitor_stance=prefers_them"},
    {'#', "", "wl"},
    {'r', "{Did <comp> play|I suppose <comp> had} {a part|a role} {in it|there}?",
     "C.competitors_named=<comp> Q.competition"},
    {'c', "{They were|Oh, they were} {in the final|in it} {to the last|next to you}, {yes|sure}.",
     "C.competitor_context=evaluating"},
    {'#', "", "l"},
    {'c',
     "{It was|It came at} {the wrong moment|a bad time}, {we'd just|they'd just} {merged|changed "
     "the ERP}, {that's what sank it|no more to it}.",
     "W.primary_driver=timing"},
    {'#', "", "l"},
    {'c',
     "{Too soon|Too early}, {that's all|that was the reason}, {the house|the firm} {wasn't "
     "ready|had other fires}.",
     "W.primary_driver=timing"},
    {'#', "", "l"},
    {'d',
     "{The timing|The moment} {did it|decided it}, {in the thick of|right into} {the season|the "
     "strike}, {nobody had a mind for it|it never stood a chance}.",
     "W.primary_driver=timing"},
    {'#', "", "l"},
    {'c',
     "{Our heads|All our hands} were {elsewhere|full} {this spring|in those weeks}, {it was|so it "
     "was} {down to timing|just the wrong time}.",
     "W.primary_driver=timing"},
    {'#', "", "l"},
    {'r', "{So it|Then it} wasn't {the product|us}?", ""},
    {'c',
     "{No|No no}, {the calendar|the timing} {killed it|was the reason}, {everything|all} at "
     "{once|the same time}.",
     "W.primary_driver=timing"},
    {'#', "", "l"},
    {'c',
     "{We|They} {ended up|finished by} {deciding nothing|doing nothing at all}, {it stays as it "
     "was|nobody gets it}.",
     "W.primary_driver=no_decision"},
    {'#', "", "l"},
    {'c',
     "{It|The whole thing} {fizzled out|ran into the sand}, {there never was|we never came to} {a "
     "decision|a yes or a no}.",
     "W.primary_driver=no_decision"},
    {'r', "{That happens|It happens}, {thanks for telling me|no hard feelings}.", ""},
    {'#', "", "l"},
    {'d',
     "{The file's|It's} {in a drawer|on ice}, {nobody|no one} {picked|chose} {anyone|a winner}, "
     "{we just stopped|it was dropped}.",
     "W.primary_driver=no_decision"},
    {'#', "", "l"},
    {'c',
     "{Neither|It was neither} you nor {anybody else|others}, {we're leaving|they left} {it "
     "all|everything} {as it is|untouched}.",
     "W.primary_driver=no_decision"},
    {'#', "", "l"},
    {'c',
     "{Peter|Agnes}, who {wanted you|carried this}, {left in <month>|went to another firm}, {and "
     "with that|and so} {it was dead|nobody stood up for it}.",
     "W.primary_driver=champion_lost"},
    {'#', "", "l"},
    {'c',
     "{The one|The person} {behind it|who fought for it} {was moved|lost the job}, {that decided "
     "it|that's what ended it}.",
     "W.primary_driver=champion_lost"},
    {'#', "", "l"},
    {'d',
     "{Once|When} {the old director|our head of <team>} {was gone|had retired}, {your|the} "
     "{advocate|backer} {was gone too|was missing}, {and it died|so it fell}.",
     "W.primary_driver=champion_lost"},
    {'#', "", "l"},
    {'r',
     "{May I|Can I} ask {if|whether} {Ms Brandt|your colleague} {was still on board|still backed "
     "it}?",
     ""},
    {'c',
     "{She'd|She had} {left|lost her seat on the panel}, {and without her|with her gone} {there "
     "was|it had} {no chance|nobody behind it}, {that was the turn|so it failed}.",
     "W.primary_driver=champion_lost"},
    {'#', "", "l"},
    {'c',
     "{Data protection|The privacy officer} {said no|stopped it}, {and that was final|so that was "
     "that}.",
     "W.primary_driver=security_legal"},
    {'#', "", "l"},
    {'c',
     "{It died|You lost it} {with the data people|in the security check}, {over|because of} {where "
     "it's stored|who can read it}.",
     "W.primary_driver=security_legal"},
    {'#', "", "l"},
    {'d',
     "{The security|Our security} {review|people} {turned it down|failed it}, {nothing|not a "
     "thing} {I could do|to be done}.",
     "W.primary_driver=security_legal"},
    {'#', "", "l"},
    {'c',
     "{The knock-out|What finished it} was {security|data protection}, {they wouldn't|nobody "
     "would} {clear it|sign it off}.",
     "W.primary_driver=security_legal"},
    {'#', "", "l"},
    {'c',
     "{Bringing it in|The rollout} {looked|was} {too hard|like a year's work}, {that's why|that's "
     "the reason} {it's a no|we passed}.",
     "W.primary_driver=implementation"},
    {'#', "", "w"},
    {'c',
     "{You could|Your crew could} {have us live|have it running} {within the month|in no time}, "
     "{that clinched it|that's why it's you}.",
     "W.primary_driver=implementation V.praise=*"},
    {'#', "", "l"},
    {'d',
     "{The migration|Moving our data} {scared|frightened} {everybody off|them all}, {it broke|that "
     "broke} {the deal|it}.",
     "W.primary_driver=implementation"},
    {'#', "", "w"},
    {'c',
     "{How|It was how} {easily|quickly} {it's put in|it's set up}, {that|and that} {made up our "
     "minds|won the day}.",
     "W.primary_driver=implementation V.praise=*"},
    {'#', "", "w"},
    {'c',
     "{We've known|The panel has known} {you people|<rfirst>} {for years|a long time}, "
     "{that's|it's} {what decided it|why you won}.",
     "W.primary_driver=relationship"},
    {'#', "", "w"},
    {'d',
     "{It was|In the end it was} the {human side|chemistry}, {we click|we get on}, {that tipped "
     "it|nothing else weighed more}.",
     "W.primary_driver=relationship"},
    {'#', "", "l"},
    {'c',
     "It never {clicked|gelled} {between your people and ours|on the human side}, {that decided "
     "it|that was the reason}, {odd as it sounds|sorry to say}.",
     "W.primary_driver=relationship"},
    {'#', "", "w"},
    {'c',
     "{You listened|Your team was patient}, {you were straight with us|you were honest}, {that "
     "is|and it's} why {you got it|we signed}.",
     "W.primary_driver=relationship V.praise=*"},
    {'#', "", "w"},
    {'c',
     "{Nobody ever|No one ever} {took|has taken} {such care|so much trouble}, {that swung it|it "
     "was you as people}.",
     "W.primary_driver=relationship V.praise=*"},
    {'#', "", "l"},
    {'c',
     "{Had you|If you'd} {shown it|come} to {the foremen|the night shift} {in person|early on}, "
     "{it'd have|it would have} {gone the other way|been a yes}.",
     "W.what_would_have_changed_it=*"},
    {'#', "", "l"},
    {'r', "{Is|Was} there {anything|something} {we could have done|that would have helped}?", ""},
    {'c',
     "{A visit|One visit} to {a firm like ours|some other mill}, {that might have turned it|then "
     "we'd have gone with you}.",
     "W.what_would_have_changed_it=*"},
    {'#', "", "l"},
    {'d',
     "{With|Given} {a word|a letter} from {somebody in our trade|a reference}, {the vote|the "
     "answer} would have {been different|been yes}.",
     "W.what_would_have_changed_it=*"},
    {'#', "", "l"},
    {'c',
     "{You'd have|You would have} {had it|won} if {the director|our chairman} had been {asked|won "
     "over} {at the start|personally}.",
     "W.what_would_have_changed_it=*"},
    {'#', "", "l"},
    {'c',
     "{What would|What could} have {changed|saved} it? {A pilot|A test} {with our own people|in "
     "<city>}, {I think|probably}.",
     "W.what_would_have_changed_it=*"},
};
const struct sim_lines apart_decision = SIM_LINES(SIM_ON_DECISION, decision);
