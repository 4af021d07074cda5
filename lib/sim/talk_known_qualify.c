/* Written apart at first, known since: goals, money, people, steps, paper and dates. */

#include "lib/sim/sim_lines.h"

static const struct sim_line qualifying[] = {
    {'#', "Discovery", ""},
    {'c',
     "{We want|The target is|My boss wants} {the close|month-end} {down|cut} from {nine|ten} days "
     "to {four|five}.",
     "Q.metrics"},
    {'#', "Discovery", ""},
    {'c',
     "If {stock-outs|returns} {don't drop|haven't come down} by {a fifth|a good twenty percent} "
     "{with this|afterwards}, {I'd call it|we'd call that} a {failure|flop}.",
     "Q.metrics"},
    {'#', "", ""},
    {'r', "Is there a {number|figure} you're {measured|graded} on {there|in all this}?", ""},
    {'c',
     "{Forecast accuracy|On-time delivery}; {we're at|it's at} {eighty-one|seventy-eight} and it's "
     "{supposed to|meant to} hit ninety.",
     "Q.metrics"},
    {'#', "", ""},
    {'c',
     "Two hours per {report|pack}, {that's what we're shooting for|that's the goal}, {rather "
     "than|as opposed to} two {whole|full} days.",
     "Q.metrics"},
    {'#', "Discovery", ""},
    {'c',
     "They've {hung|pinned} a {target|goal} on me: {fifteen|twelve} percent {fewer overtime "
     "hours|less scrap}, {and not a point less|no ifs and buts}.",
     "Q.metrics"},
    {'#', "Discovery", ""},
    {'c',
     "The money {sits|is} with {Renata|Priscilla}, she's our {finance director|CFO}; whether she's "
     "the one who decides, {I couldn't tell you|no idea}.",
     "Q.economic_buyer"},
    {'#', "", ""},
    {'r', "{And the purse strings|Purse strings}, are those {with you|in your hands}?", ""},
    {'c',
     "{God, no|I wish}, those are with {our CFO|group finance}, who {just pays|only pays the bill} "
     "and {leaves the choosing|leaves the choice} to others.",
     "Q.economic_buyer"},
    {'#', "", ""},
    {'c',
     "{Our CFO|The finance chief} {signs for it|releases the money} and has the last word on {top "
     "of that|whether we do it}, {too|as well}.",
     "Q.economic_buyer Q.authority"},
    {'#', "Discovery", ""},
    {'c',
     "{Felix|Annika} {decides|gets to say yes or no}, but it's {Renata's|Mr. Osei's} money, {two "
     "different people|so mind the two of them}.",
     "Q.economic_buyer Q.authority"},
    {'#', "Discovery", ""},
    {'r', "{When the bill comes|Once there's an invoice}, {does your plant pay|do you pay}?", ""},
    {'c',
     "{No, that's|No, it's} {the holding in Zurich|our parent company}, their treasurer "
     "{holds|keeps} the {wallet|cash} for {all of us|the entire group}.",
     "Q.economic_buyer"},
    {'#', "", ""},
    {'c',
     "{It's my call|I get to decide that}, {full stop|nobody else has to nod}; whose money it is, "
     "{that's a separate chat|that's another story}.",
     "Q.authority"},
    {'#', "Discovery", ""},
    {'r', "Just so I know, {is it you|are you the one} who {gives|says} the final yes?", ""},
    {'c',
     "No, {that's|it'd be} {Bettina|our managing director}, I only {prepare|put together} it for "
     "{her|her desk}.",
     "Q.authority"},
    {'#', "", ""},
    {'c',
     "The {three partners|two site directors} decide {together|jointly}, {no one|nobody} {above "
     "them|else} {gets involved|has a say}.",
     "Q.authority"},
    {'#', "", ""},
    {'d',
     "{Whatever|What} {Tomasz|our COO} says {goes|is what happens}, {that's|it's} his "
     "{decision|decision alone}.",
     "Q.authority"},
    {'#', "Discovery", ""},
    {'c',
     "We've {got|drawn up} a {scorecard|list with points}: {ease of use|how quickly people learn "
     "it}, uptime, and {how good|how fast} the {help desk|support} is, in that order.",
     "Q.decision_criteria"},
    {'#', "", ""},
    {'c',
     "{What it'll come down to|What we'll judge you on} is how {fast|quickly} a {store manager|new "
     "hire} gets to {a first report|their first chart} {without|with no} help.",
     "Q.decision_criteria"},
    {'#', "Discovery", ""},
    {'r', "Have you {settled|agreed} on what you'll {look at|weigh} when you {choose|pick}?", ""},
    {'c',
     "{Yeah|We have}: {customers in our trade|references}, {speed|response times}, and {how "
     "little|how little work} it {asks of|makes for} IT.",
     "Q.decision_criteria"},
    {'#', "", ""},
    {'c',
     "For us {it's easy|the rule's simple}: {whoever gets|the one that gets} our people "
     "{going|productive} in {a day|an afternoon} {gets the nod|gets the job}.",
     "Q.decision_criteria"},
    {'#', "Discovery", ""},
    {'c',
     "So {how it goes here is|the way it works is}, {I write|we write} a {two-pager|memo}, the "
     "{leadership team|management round} {reads it|chews on it}, {and then there's|then comes} a "
     "{vote|show of hands}.",
     "Q.decision_process Q.authority"},
    {'#', "", ""},
    {'c',
     "First a {working group|pilot group} {tries it|plays with it}, then the {architects|IT folks} "
     "give their {thumbs-up|blessing}, and {only after that|at the very end} {our COO|our managing "
     "director} says yes or no.",
     "Q.decision_process Q.authority"},
    {'#', "Discovery", ""},
    {'r',
     "Once {people like|you like} {it|what they see}, is there a {set path|fixed route} to a yes?",
     ""},
    {'c',
     "{There is|Yep}, {it's|there are} three {gates|stages}: {use case|the need}, "
     "{technology|architecture}, {business case|value}, and you {can't skip|don't get to skip} "
     "one.",
     "Q.decision_process"},
    {'#', "", "mn"},
    {'r',
     "Last time you told me {it's|it would be} the {trial|workshop} first, the {ratings|scores} "
     "second, and the {decision|yes or no} {in the meeting after that|a week later}.",
     "Q.decision_process"},
    {'c', "{Still true|Hasn't changed}.", "Q.decision_process"},
    {'#', "", ""},
    {'c',
     "Once {we're agreed|the business says yes}, the {paperwork|whole thing} goes to {legal|our "
     "lawyers}, {reckon on|that's} {two weeks|ten working days}, and then {purchasing|procurement} "
     "{cuts|raises} a PO.",
     "Q.paper_process"},
    {'#', "", "n"},
    {'c',
     "You'd have to {sign up|register} on our supplier portal, and {purchasing|the buying desk} "
     "{won't touch|doesn't touch} an order before {that's done|you've got a vendor number}.",
     "Q.paper_process"},
    {'#', "", "n"},
    {'r', "Would {you folks|your side} {use|want} {our paper|our master agreement} or yours?", ""},
    {'c',
     "Ours, {always|no exceptions}, and {general counsel|our in-house lawyer} {redlines|goes over} "
     "{it|every page} before anybody {signs|picks up a pen}.",
     "Q.paper_process"},
    {'#', "", "mn"},
    {'c',
     "{NDA's done|The NDA is in place}, {next is|then comes} the {data processing agreement|DPA}, "
     "{and after it|then} the {order form|contract} goes to {the contracts desk|our contracts "
     "team} for {the stamp|counter-signature}.",
     "Q.paper_process"},
    {'#', "Discovery", ""},
    {'c',
     "I've {already|more or less} {told|been telling} {my boss|anyone who'll listen} that we "
     "{should|ought to} do this, and {I'll keep at it|I'm not letting go}.",
     "Q.champion"},
    {'#', "", ""},
    {'d',
     "{Wendell|Ines} over in {planning|logistics} is {fighting|going to bat} for {you|this} "
     "{upstairs|in every meeting}.",
     "Q.champion"},
    {'#', "", ""},
    {'c',
     "{Leave|You can leave} the {exec team|directors} to me, they {listen to|follow} me and I'm "
     "{all for it|pushing for this}.",
     "Q.champion"},
    {'#', "Discovery", ""},
    {'c',
     "I {put my name to|stuck my neck out for} this in front of the {whole|entire} {leadership "
     "team|board}, so {I want it to fly|I'm in it with you}.",
     "Q.champion"},
    {'#', "Discovery", ""},
    {'c',
     "{There's|We've got} money {put by|earmarked} for {this|a tool like this}, {how much I'd "
     "rather keep to myself|just don't ask me how much}.",
     "Q.budget"},
    {'#', "", ""},
    {'c',
     "The budget {round|process} for next year {starts|begins} {after the holidays|in a few "
     "weeks}, and this is {on my list|going in}.",
     "Q.budget"},
    {'#', "Discovery", ""},
    {'r', "Has {any budget|a budget} been {set aside|approved} for {this|it}?", "Q.budget"},
    {'c', "{It has|Yes}, {that went through|they approved it} {a fortnight ago|before the summer}.",
     "Q.budget"},
    {'#', "", ""},
    {'c',
     "{Our|The} innovation {pot|fund} {pays for|covers} {things like this|the first year}, so {the "
     "funding's there|funding is sorted}.",
     "Q.budget"},
    {'#', "", ""},
    {'c',
     "It {has to|would have to} be {up|running} before {peak season|the Christmas rush}, {so call "
     "it|I'd say} {end of September|early October} at the latest.",
     "Q.timeline"},
    {'#', "Discovery", ""},
    {'c',
     "The lease on {our|the} old {server|box} {runs out|ends} in {June|March}, {that's|so that's} "
     "our {deadline|drop-dead date}.",
     "Q.timeline"},
    {'#', "", ""},
    {'r', "Is there a {date|day} you {want|have} to be live by?", ""},
    {'c',
     "{First of|The start of} {April|July}, {because|since} that's when {the new site opens|our "
     "new year begins}.",
     "Q.timeline"},
    {'#', "", "mn"},
    {'c',
     "{I'd like|We'd like} to {sign|have it signed} {by|before} {Easter|the summer break} and "
     "{roll out|go live} {in the autumn|in stages after that}.",
     "Q.timeline"},
    {'#', "Discovery", ""},
    {'c',
     "{We need|What we need is} {all twelve shops|everybody} {looking at|working from} {the same "
     "page|one set of numbers}, {that's really all|that'd do me}.",
     "V.need=*"},
    {'#', "", ""},
    {'c',
     "{The plan is|We've pencilled in} {a go-live|a start} in <month>, {give or take|plus or "
     "minus} {two weeks|a fortnight}.",
     "Q.timeline"},
};
const struct sim_lines known_qualifying = SIM_LINES(SIM_ON_QUALIFYING, qualifying);
