/* Written apart at first, known since: what hurts, and how our side asks and listens. */

#include "lib/sim/sim_lines.h"

static const struct sim_line pain[] = {
    {'#', "Discovery", ""},
    {'c', "It's the, uh, the {month-end|quarter-end} pack.", ""},
    {'c',
     "{Three of us|My two analysts and me} sit there copying figures from one {tab|workbook} to "
     "the next {till late|well into the evening}, every {single|blessed} time.",
     "D.pain_depth=symptom"},
    {'#', "Discovery", ""},
    {'c', "{Nobody|No one} here trusts the {numbers|figures}, that's the short version.",
     "D.pain_depth=symptom"},
    {'c',
     "You ask {three people|finance and then sales} and you {get a different total each time|walk "
     "away with two totals}.",
     "D.pain_depth=symptom"},
    {'#', "Discovery", ""},
    {'r', "Is the reporting side {giving you any grief|a sore spot} {at the moment|right now}?",
     ""},
    {'c', "{Oh God, yes|Yeah, it is}.", "D.pain_depth=symptom"},
    {'c',
     "The {refresh|overnight job} {falls over|dies} {twice a week|every other night} and {somebody "
     "has to|then I get to} restart it by hand.",
     "D.pain_depth=symptom"},
    {'#', "", ""},
    {'d',
     "{You know|I mean}, I {wait|sit and wait} {a day and a half|two days} for IT to pull {one "
     "list|a simple list}, and by then {it's stale|the thing's out of date}.",
     "D.pain_depth=symptom"},
    {'#', "Discovery", ""},
    {'c',
     "{We're|The whole department is} {drowning in|up to our necks in} {spreadsheets|versions of "
     "the same sheet}, {final, final two, final really final|you know the kind}.",
     "D.pain_depth=symptom"},
    {'#', "Discovery", "d"},
    {'c',
     "{Half|The better part} of my {Monday|Monday morning} {goes on|is spent} chasing {branch "
     "managers|site leads} for {numbers|figures} they {swear|say} they've {sent|already sent}.",
     "D.pain_depth=symptom"},
    {'r', "{Right, right|I hear you}.", ""},
    {'#', "Discovery", ""},
    {'c',
     "So last {March|May} a {full container|whole truck} went to the wrong {depot|site} "
     "{because|'cause} the stock sheet was a day old.",
     "Q.pain"},
    {'c', "{That was forty grand out the window|We lost a customer of nine years over that}.",
     "D.pain_depth=business_impact"},
    {'#', "Discovery", ""},
    {'c', "{It's|That's} not just annoying, mind.", ""},
    {'c',
     "We {missed|blew} {two|three} {bids|tenders} this year since nobody could {work out|tell} our "
     "own {margin|unit costs} in time, and {that's real revenue gone|those were big ones}.",
     "D.pain_depth=business_impact"},
    {'#', "", ""},
    {'r',
     "And does it {cost you|end up costing you} {anything|real money}, or is it {more of|mostly} a "
     "nuisance?",
     ""},
    {'c', "{Oh, it costs|It costs us all right}.", "D.pain_depth=business_impact"},
    {'c',
     "{We pay|We're paying} {two temps|a contractor} {just|only} to {reconcile|match up} the "
     "{deliveries|invoices}, {call it|that's} {seventy|eighty} thousand a year {burnt|down the "
     "drain}.",
     "D.pain_depth=business_impact"},
    {'#', "Discovery", ""},
    {'c',
     "I've had two good {analysts|people} {quit|walk out} {on me|this year} over the "
     "{manual grind|copy and paste}, and {each one takes|each of them takes} half a year to "
     "replace.",
     "D.pain_depth=business_impact"},
    {'#', "Discovery", ""},
    {'c',
     "When the {figures|reports} {slip|come late}, the {bank|lender} {charges us a penalty|puts "
     "our rate up}, {happened|and it's happened} twice {now|already}.",
     "D.pain_depth=business_impact"},
    {'#', "", "m"},
    {'d',
     "The {planning run|nightly run} took {nine hours|all day} last week, {and that meant|which "
     "meant} the {line stood still|plant stood idle}, {so|and} we {shipped|delivered} {late|a day "
     "late} and {paid the fine|ate the penalty}.",
     "D.pain_depth=business_impact"},
    {'#', "Discovery", ""},
    {'r',
     "Is there anything {in|about} the way you {report|do your numbers} today that {bugs you|keeps "
     "you up}?",
     ""},
    {'c', "{Not really|Nah|Can't say there is}, to be honest.", "D.pain_depth=none"},
    {'c',
     "It {ticks over|runs along} {nicely|fine}, I'm {mostly here|only here} {out of "
     "curiosity|since a colleague asked me to sit in}.",
     "D.pain_depth=none"},
    {'#', "Discovery", ""},
    {'c',
     "{Hand on heart|Honestly}, {nothing's broken|nothing hurts}, {we get our reports|the numbers "
     "are there} {on time and they add up|when we want them}.",
     "D.pain_depth=none"},
    {'#', "", "d"},
    {'r', "So is that {a headache|a problem}, the way {it's set up|that runs}?", ""},
    {'c',
     "{Nope|No}, {it's no bother|no trouble at all}, {we're used to worse|ask me again in a year}.",
     "D.pain_depth=none"},
    {'#', "Discovery", ""},
    {'d',
     "I {couldn't|can't} {name|give} you a single {pain point|sore point} there, {it all just "
     "works|that part looks after itself}.",
     "D.pain_depth=none"},
    {'#', "Discovery", ""},
    {'c',
     "We {keep|end up} {re-keying|typing} every {order|docket} {twice|two times}, {once in the "
     "yard and once up here|first on paper and then in the system}, {and of course it never "
     "matches|so you can imagine the typos}.",
     "D.pain_depth=symptom"},
    {'c',
     "{What we need is|What I'm after is} for {people|the guys} to {enter|put} it in once {and be "
     "done|and never again}.",
     "V.need=*"},
};
const struct sim_lines known_pain = SIM_LINES(SIM_ON_PAIN, pain);

static const struct sim_line coaching[] = {
    {'#', "Discovery", ""},
    {'r',
     "Walk me through {how|the way} a {number|figure} gets from {the shop floor|your regions} to "
     "{your desk|the board}.",
     "D.open_question_asked"},
    {'c',
     "So the {branch managers|site leads} key it in on {Mondays|Friday afternoon}, and then it's "
     "all in one big {workbook|sheet} that {Gus|our controller} keeps.",
     ""},
    {'#', "Discovery", "dm"},
    {'r', "How do you {folks|all} {go about|handle} {planning|forecasting} {today|these days}?",
     "D.open_question_asked"},
    {'c',
     "{Bottom up|From the bottom up}, {each region|every shop} hands in its own and {we|the two of "
     "us} {add them together|roll it up}.",
     ""},
    {'#', "", ""},
    {'r', "Tell me {a bit|a little} about what {happens|goes on} {around|at} quarter-end.",
     "D.open_question_asked"},
    {'c',
     "{Well|So}, first the {ledgers|books} close, then {my team|accounting} {does|runs} the "
     "{accruals|checks}, {and then it's my turn|and I get it on day three}.",
     ""},
    {'#', "Discovery", "d"},
    {'r',
     "What {made you|got you to} {pick up the phone|get in touch}, {if I may ask|out of interest}?",
     "D.open_question_asked"},
    {'c',
     "{A friend|Someone I used to work with} {mentioned you|gave me your name} {at a dinner|last "
     "spring}.",
     ""},
    {'#', "", ""},
    {'s',
     "What would {a good year|good} look like {for you|for your group}, say, twelve months from "
     "now?",
     "D.open_question_asked"},
    {'c', "{Hm, good question|Ha, I'd have to think about that one}.", ""},
    {'#', "Discovery", "c"},
    {'r',
     "How have the {first weeks|last few weeks} been on {your|that} side, {in your own words|warts "
     "and all}?",
     "D.open_question_asked"},
    {'c',
     "{Busy|Hectic}, {we had half the office on holiday|two of us were out on paternity leave}.",
     ""},
    {'#', "", ""},
    {'r', "{Help me understand|I'm curious}, why is it set up {that way|like that}?",
     "D.open_question_asked"},
    {'c',
     "{History|Historical reasons}, {the two firms merged|we bought the other firm} in {2014|2016} "
     "and {each|each half} kept its {own|own habits}.",
     ""},
    {'#', "Discovery", "dm"},
    {'r',
     "So let me play that back: {three|four} {plants|sites}, each with its own {ledger|set of "
     "books}, and {head office|you} putting it {together|all together} on Fridays.",
     "D.discovery_summary_given"},
    {'c', "{Spot on|Yep, that's it}.", ""},
    {'#', "", "dm"},
    {'r',
     "{Stop me if I'm off|Correct me if I'm wrong}, but what I've {heard|picked up} {so far|up to "
     "now} is: {retail|field sales} in {two|three} countries, the data's in <sys>, and {one page a "
     "month|a single page} goes to the {board|exec team}.",
     "D.discovery_summary_given"},
    {'c', "{That's us|That's about the size of it}.", ""},
    {'#', "", ""},
    {'r',
     "I'll say it {back|once} in my {own words|words} and you {tell me|shout} where I've {got it "
     "wrong|gone astray}.",
     ""},
    {'r',
     "{Twelve|Fifteen} people build {reports|them}, {two hundred|three hundred} read them, and "
     "{the readers|most of those} {are out in the field|sit in vans}.",
     "D.discovery_summary_given"},
    {'c', "{Close enough|You were listening}.", ""},
    {'#', "Discovery", ""},
    {'s',
     "{Quick recap from my notes|Before we go on, my notes}: {you|you folks} {have|run} "
     "{two|three} shifts, {the handover|each handover} is on paper, and <team> {types it up|enters "
     "it} the morning after.",
     "D.discovery_summary_given"},
    {'#', "Discovery", "dm"},
    {'r',
     "{Okay, so what I'm hearing is|If I boil down what you said}, the Friday {pack|deck} "
     "{eats|swallows} {your evenings|a day and a half} and nobody {believes it anyway|trusts it in "
     "the end}.",
     "D.discovery_summary_given Q.pain"},
    {'c', "{Ha|Heh}, {in a nutshell|you could put it like that}.", ""},
    {'#', "", "nc"},
    {'r',
     "{Let me sum up where we are|So, to pull it together}: {your side has|you've got} {the pilot "
     "group|the key users} named, the {sample|test} data is {in|loaded}, and the {Lyon|Bristol} "
     "site {comes second|goes after that}.",
     "D.discovery_summary_given"},
    {'c', "{Yes|Uh, yes}, {exactly|that's where we are}.", ""},
};
const struct sim_lines known_coaching = SIM_LINES(SIM_ON_COACHING, coaching);
