/* Written apart: what customers ask for, like, dislike and need. */

#include "lib/sim/sim_lines.h"

static const struct sim_line features[] = {
    {'#', "Product", ""},
    {'c', "{Can you|Could you} {add|build in} {a filter|a view} {per driver|by postcode}?",
     "F.request_kind=explicit F.request=*"},
    {'r', "{I've written that down|Good one}, {thanks|that's clear}.", ""},
    {'#', "Product", ""},
    {'c',
     "Is {an app for the phone|a version for tablets} {on your roadmap|something you plan}, {by "
     "any chance|I wonder}?",
     "F.request_kind=explicit F.request=*"},
    {'#', "Product", ""},
    {'d',
     "{Could you|Would you} {make|let} the {list|table} {go|export} {straight|right} {to "
     "Excel|into a spreadsheet}?",
     "F.request_kind=explicit F.request=*"},
    {'#', "Product", "c"},
    {'c',
     "{I'd like|I want} to {ask for|request} {an undo button|a dark mode}, {officially|put it on "
     "the list}.",
     "F.request_kind=explicit F.request=*"},
    {'r', "{Understood|Heard}, {it's noted|I have it}.", ""},
    {'#', "Product", ""},
    {'c',
     "{We need|What we need is} {a connector|a proper link} {to <sys>|into <sys>}, {both ways|not "
     "just one way}.",
     "F.request_kind=explicit F.request=* V.need=*"},
    {'#', "Product", ""},
    {'c',
     "{Can it|Could it} {send|give} {us|the foreman} {a text|an alert} {when|as soon as} {a run is "
     "late|stock gets low}, {or could you add that|or is that something you could build}?",
     "F.request_kind=explicit F.request=*"},
    {'#', "", "c"},
    {'d',
     "{When do you get|Are you ever getting} {a Polish version|right-to-left text}, {people keep "
     "asking me|because I'd vote for that}?",
     "F.request_kind=explicit F.request=*"},
    {'#', "Product", "mn"},
    {'c',
     "{Please|Do} {put|build} {single sign-on|an audit log} in, {our people|the IT crowd} {ask for "
     "it|want it}.",
     "F.request_kind=explicit F.request=*"},
    {'#', "Product", ""},
    {'c',
     "{Would|Will} there {ever be|be} {a way|an option} {to merge two records|to lock a week}, "
     "{can you build that|could you look at adding it}?",
     "F.request_kind=explicit F.request=*"},
    {'#', "Product", "mn"},
    {'c',
     "{We need|We have to have} {offline mode|a signature field}, {without that|otherwise} {we "
     "can't|there's no way we} {sign|go ahead}.",
     "F.request_kind=explicit F.request=* F.deal_blocker V.need=*"},
    {'#', "", "dmn"},
    {'c',
     "{Could you|Can you} {give us|add} {roles per branch|a second approver}, {the whole deal|our "
     "yes} {hangs on that|stands or falls with it}.",
     "F.request_kind=explicit F.request=* F.deal_blocker"},
    {'#', "Product", "mn"},
    {'d',
     "Is {a Welsh interface|a barcode reader} {planned|in the works}, {or could you plan one|we'd "
     "want it}?",
     "F.request_kind=explicit F.request=*"},
    {'c', "{That one's|It's} {a must|make or break}, {no deal without it|otherwise we can't buy}.",
     "F.deal_blocker"},
    {'#', "Product", "mnc"},
    {'c',
     "{It would be|It'd be} {lovely|handy} if the {page|list} {remembered|kept} {my filters|where "
     "I'd got to}.",
     "F.request_kind=implied F.request=*"},
    {'#', "Product", ""},
    {'c',
     "{I'd|My crew would} love {to see|to have} {the week|all the shifts} {on one sheet|at one "
     "glance}, {just saying|a man can dream}.",
     "F.request_kind=implied F.request=*"},
    {'#', "", "c"},
    {'d',
     "{A little|Just a} {reminder|beep} {before|ahead of} {a deadline|a slot} {would make|and "
     "you'd make} {my day|me happy}.",
     "F.request_kind=implied F.request=*"},
    {'#', "Product", ""},
    {'c', "{If only|I wish} {it could|one could} {read|show} {the tachograph|our old barcodes}.",
     "F.request_kind=implied F.request=*"},
    {'r', "{Mm|I see}, {interesting|noted}.", ""},
    {'#', "Product", "mnc"},
    {'c',
     "{In a perfect world|Ideally} {the form|it} would fill {itself in|in the address} {from the "
     "postcode|from last time}.",
     "F.request_kind=implied F.request=*"},
    {'#', "Product", "mn"},
    {'c',
     "{Were there|If there were} {a split screen|bulk editing}, {I'd use it|we'd use that} {a "
     "lot|every day}.",
     "F.request_kind=implied F.request=*"},
    {'c',
     "{Mind you|And}, {we won't buy|I'm not signing} {until that's in|as long as it isn't there}.",
     "F.deal_blocker"},
    {'#', "Product", "c"},
    {'c',
     "{Since|As} {there's no|it has no} {print view|archive}, {I take|we take} "
     "{screenshots|photos} and put them {together|into a file}, {no bother|which will do}.",
     "F.request_kind=workaround F.request=*"},
    {'#', "", "c"},
    {'d',
     "{There's no|You have no} {regional total|sum per depot}, so {I add|we add} {the columns|the "
     "pages} up {in my own sheet|on a calculator}, {that works as well|so we manage}.",
     "F.request_kind=workaround F.request=*"},
    {'#', "Product", "c"},
    {'c',
     "{There's no|It has no} {place|room} for photos, so {the drivers|they} {mail|text} {them|the "
     "pictures} to {me|the desk}, {no harm done|and that does the job}.",
     "F.request_kind=workaround F.request=*"},
    {'#', "", "mnc"},
    {'c',
     "{We get by|We manage} {without templates|without tags} by {copying|cloning} {an old job|last "
     "week's} {and changing|and swapping} {the names|the dates}.",
     "F.request_kind=workaround F.request=*"},
    {'#', "Product", "c"},
    {'c',
     "{Instead of|In place of} {a proper|a built-in} {reminder|approval step}, {I keep|we keep} {a "
     "sticky note|a paper tray} {on the screen|on my desk}.",
     "F.request_kind=workaround F.request=*"},
    {'#', "Product", "mn"},
    {'c',
     "{As there's no|In the absence of a} {guest login|test area} {we share|they share} {my "
     "password|one account} {for the day|for visitors}.",
     "F.request_kind=workaround F.request=*"},
    {'c',
     "{A real one|Getting that} {is what|would be what} {the contract|our signature} {depends "
     "on|hinges on}.",
     "F.deal_blocker"},
};
const struct sim_lines apart_features = SIM_LINES(SIM_ON_FEATURES, features);

static const struct sim_line praise[] = {
    {'#', "", "c"},
    {'c',
     "{My|The} {crew|girls in <team>} {took to it|got the hang of it} {in an afternoon|in a day}, "
     "{I was amazed|and these are no computer people}.",
     "V.praise=*"},
    {'#', "", "c"},
    {'c',
     "{It's|Since we have you it's} {given me back|saved me} {my Fridays|a day a week}, {no joke|I "
     "mean it}.",
     "V.praise=*"},
    {'r', "{Glad to hear it|That's kind}, {truly|that made my day}.", ""},
    {'#', "", "mnwc"},
    {'c',
     "{I've got to|I have to} {hand it to you|say}, {your support|the helpdesk} {picks up|answers} "
     "{at once|on the first ring}.",
     "V.praise=*"},
    {'#', "Product", "c"},
    {'d',
     "{What I like|The nice part} is {how calm|how tidy} {it looks|the screen is}, "
     "{everything|each thing} {in its place|where I look for it}.",
     "V.praise=*"},
    {'#', "", "c"},
    {'c',
     "{With your tool|Finally} {the totals|our numbers} {agree|match}, {even finance smiled|even "
     "the auditor is happy}.",
     "V.praise=*"},
    {'#', "", "c"},
    {'c',
     "{Rock solid|Never down}, {not one outage|no crash} {all year|since we began}, {hats "
     "off|chapeau}.",
     "V.praise=*"},
    {'#', "Product", "mc"},
    {'c', "{That|This} {map view|search} is {brilliant|a beauty}, {I love it|my favourite part}.",
     "V.praise=*"},
    {'#', "", "wc"},
    {'d',
     "{Whoever|The woman who} {trained us|did our onboarding} {was|is} {a gem|first class}, "
     "{patient|so patient}.",
     "V.praise=*"},
    {'#', "", "c"},
    {'c',
     "{The menus|Your menus} are {a maze|a labyrinth}, {I still|people still} {get lost|click "
     "around}.",
     "V.complaint=*"},
    {'#', "Product", "c"},
    {'d',
     "{It's|The thing is} {sluggish|slow as treacle} {in the mornings|when a big list opens}, {we "
     "sit and watch|I go for a coffee}.",
     "V.complaint=*"},
    {'#', "", "c"},
    {'c',
     "{The last|That last} {update|redesign} {made it worse|was a step back}, {in my eyes|ask "
     "anybody here}.",
     "V.complaint=*"},
    {'#', "", "c"},
    {'c',
     "{I don't|You can't} {trust|rely on} the {stock figures|forecast} {it shows|on the front "
     "page}, {I'd sooner count myself|it might as well roll dice}.",
     "V.complaint=*"},
    {'r', "{That's|It's} {good|useful} {that you say so|to hear}.", ""},
    {'#', "Product", "c"},
    {'d',
     "{What annoys|What bothers} {me|the drivers} {is|are} {the pop-ups|the tiny buttons}, {with "
     "gloves on|ten times a day}.",
     "V.complaint=*"},
    {'#', "", "c"},
    {'c',
     "{What I need|All I need} is {one figure|a single number} {the board|everybody} "
     "{believes|signs up to}.",
     "V.need=*"},
    {'#', "", "mnc"},
    {'c',
     "{We need|I need} {seasonal people|new starters} {on their feet|productive} {quickly|without "
     "a course}.",
     "V.need=*"},
    {'#', "", "c"},
    {'d',
     "{What we're after|What I'm looking for} {is|would be} {fewer calls|less ringing round} from "
     "{the branches|the shops}.",
     "V.need=*"},
    {'#', "", "c"},
    {'c',
     "{I need|What I need is} to {sleep before an audit|stay calm when the inspectors come}, "
     "{that's all|nothing fancy}.",
     "V.need=*"},
};
const struct sim_lines apart_praise = SIM_LINES(SIM_ON_PRAISE, praise);
