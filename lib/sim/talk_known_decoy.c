/* Written apart at first, known since: talk that sounds near an answer and is none. */

#include "lib/sim/sim_lines.h"

static const struct sim_line decoy[] = {
    {'#', "Small Talk", ""},
    {'c',
     "{Fourteen|Sixteen} {bucks|dollars} for a {sandwich|salad} downstairs, {can you believe "
     "it|daylight robbery}.",
     ""},
    {'r', "And they {charge|take} extra for the {bread|dressing}.", ""},
    {'#', "Small Talk", ""},
    {'c',
     "{My|Our} {boy's|girl's} team {lost|went down} in the {semi-final|last minute} on "
     "{Saturday|Sunday}, the {other side|others} {were just stronger|had the better keeper}.",
     ""},
    {'r', "{Ah, next year|There's always next season}.", ""},
    {'#', "Small Talk", ""},
    {'c',
     "We met {last year|two years back}, by the way, at {the fair in <city>|that dinner in "
     "<city>}, {you had a beard|you won't remember}.",
     ""},
    {'#', "", ""},
    {'r',
     "{Sorry, I've|I've} got to {renew my passport|get my licence renewed} {today|this afternoon}, "
     "so {if I glance at the clock|if I look at my watch}, that's {why|the reason}.",
     ""},
    {'c', "{Been there|Good luck with the queue}.", ""},
    {'#', "Small Talk", ""},
    {'c',
     "{My|The} {knee's|back's} {killing me|giving me trouble} {since|after} that {half "
     "marathon|hike}, {so if I groan|don't mind the noises}, it's {not you|only that}.",
     ""},
    {'#', "Small Talk", ""},
    {'d',
     "I {picked up|got} {these headphones|this chair} at {half price|forty percent off}, "
     "{end-of-line stuff|the shop was closing down}.",
     ""},
    {'r', "{Nice|Good for you}.", ""},
    {'#', "", ""},
    {'c',
     "{Our|The} {caretaker|receptionist} {decides|has the last word on} {who|who all} gets a "
     "{parking space|desk by the window}, {she's the real power here|nobody dares to cross her}.",
     ""},
    {'#', "Small Talk", ""},
    {'c',
     "{We're|The wife and I are} {doing up|redoing} the {kitchen|bathroom}, and {the builder|the "
     "plumber} {says|swears} {three weeks|it'll be done by Christmas}.",
     ""},
    {'r', "{They always say that|Famous last words}.", ""},
    {'#', "Small Talk", ""},
    {'d',
     "{My sister's|My brother's} {leaving|quitting} {the bank|a safe job} to {open a bakery|sail "
     "round the world}, {brave|mad} if you ask me.",
     ""},
    {'#', "", ""},
    {'c',
     "{I had to|They made me} take my {shoes|belt} off {twice|two times} at {airport security|the "
     "airport} {this morning|in <city>}.",
     ""},
    {'r', "{The joys of travel|Always the shoes}.", ""},
    {'#', "Small Talk", ""},
    {'c',
     "{Did you see|I watched} the {final|match} {on Sunday|last night}, {what a champion|now "
     "there's a champion}, {four sets and no sweat|at thirty-eight}!",
     ""},
    {'#', "Small Talk", ""},
    {'r',
     "{The|My} {daughter's|son's} {school|chess club} has a {tournament|contest} in <city>, {tough "
     "competition|lots of big kids}, {we leave at five|so I'm driving half the night}.",
     ""},
    {'#', "", ""},
    {'c',
     "{Hold on|Sorry}, the {courier|postman} {wants|needs} a {signature|signature for a parcel}, "
     "{back in ten seconds|one moment}.",
     ""},
    {'r', "{Take your time|Go ahead}.", ""},
    {'#', "Small Talk", ""},
    {'c',
     "{I asked for|I wanted} a {window seat|seat up front} and {they put me|got} {next to the "
     "loo|in the last row}, {typical|every single time}.",
     ""},
    {'#', "Small Talk", ""},
    {'c',
     "{The coffee|Coffee} {in this building|here} is {dreadful|awful}, {I bring my own flask|I've "
     "switched to tea}.",
     ""},
    {'#', "Small Talk", ""},
    {'d',
     "{If it hadn't|Had it not} {rained|poured}, we'd have {gone up|walked up} to the {hut|lake}, "
     "so {we played cards|it was board games} {all weekend|instead}.",
     ""},
    {'#', "Small Talk", ""},
    {'c',
     "{My mum|My dad} {pays|gives} the {kids|grandkids} {fifty|twenty} {bucks|dollars} to "
     "{mow|rake} the lawn, I'd do it for {that|ten}.",
     ""},
    {'r', "{I'd take that deal|That beats my pocket money}.", ""},
    {'#', "", ""},
    {'r',
     "{Our|The} {landlord|building} {has put up|put up} the {rent|parking fees}, so the {whole "
     "floor's|office is} {full of boxes|moving across the road}.",
     ""},
    {'c', "{Same here last year|Oh, I know that one}.", ""},
};
const struct sim_lines known_decoy = SIM_LINES(SIM_DECOY, decoy);
