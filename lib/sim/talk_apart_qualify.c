/* Written apart: goals, money, people, steps, paper and dates. */

#include "lib/sim/sim_lines.h"

static const struct sim_line qualifying[] = {
    {'#', "", ""},
    {'c',
     "{The board|Head office} {set us|gave us} {a target|a goal}: {late runs|returns} {under two "
     "percent|down by a third}.",
     "Q.metrics"},
    {'#', "", ""},
    {'c',
     "{A win|Success} {for me|here} {would be|means} {every claim|each invoice} {closed|out the "
     "door} {within two days|in under a week}.",
     "Q.metrics"},
    {'#', "Discovery", ""},
    {'d',
     "{We're|I'm} {measured|graded} on {first-time fixes|clean picks}, and {the aim|the mark to "
     "hit} {is|would be} {ninety-eight percent|nineteen in twenty}.",
     "Q.metrics"},
    {'#', "", ""},
    {'r',
     "{In your mail|On the form} {you put|it said} {half the overtime|from nine days to four} {as "
     "the goal|as the target}, {is that still it|yes}?",
     "Q.metrics"},
    {'c', "{Still|It is}, {that's what|it's what} {I'm held to|they'll count}.", "Q.metrics"},
    {'#', "", "mn"},
    {'c',
     "{If|When} we {get to|see} {thirty|forty} {more visits|extra drops} a {week|day} {with the "
     "same crew|and nobody extra}, {I'd call it|that's} {a success|mission accomplished}.",
     "Q.metrics"},
    {'#', "", ""},
    {'c',
     "{The purse|The cheque book} {sits with|stays with} {our CFO|the bursar}, {and nowhere "
     "else|as it always has}.",
     "Q.economic_buyer"},
    {'#', "Discovery", ""},
    {'c',
     "{The plant manager|The dean} {would be|is} the one {who pays|paying} for {it|this}, {it's "
     "his money|nobody else}.",
     "Q.economic_buyer"},
    {'#', "", ""},
    {'d',
     "{Mrs Okafor|Dr Lind} {holds|keeps} the {purse strings|keys to the safe}, {for "
     "everything|down to the pencils}.",
     "Q.economic_buyer"},
    {'#', "", ""},
    {'c',
     "{Our owner|The managing director} {releases the funds|pays for it} and {has the last "
     "word|says yes or no}, {it's one person|both in one}.",
     "Q.economic_buyer Q.authority"},
    {'#', "", "n"},
    {'r',
     "{Jana told me|A colleague says} {the finance director|your treasurer} {holds the "
     "money|controls the spend} and {signs off|makes the call} {on this|here}, {yes|is that so}?",
     "Q.economic_buyer Q.authority"},
    {'c', "{Yes|That's so}, {nothing's changed there|the very same}.", ""},
    {'#', "", ""},
    {'c',
     "{Two|Only two} things {count|matter} {for us when we choose|in our choice}: {that a temp can "
     "handle it|how simple it is} and {that somebody picks up the phone|how it behaves at month "
     "end}.",
     "Q.decision_criteria"},
    {'#', "Discovery", ""},
    {'d',
     "{There's|We have} a {score sheet|points list} {for it|for the choice}: {ease|handling} {is "
     "half|counts fifty}, {service|training} {thirty|a third}, {references|looks} {the "
     "rest|whatever's left}.",
     "Q.decision_criteria"},
    {'#', "", ""},
    {'c',
     "{It'll be judged on|We'll judge it by} {whether|how far} {the drivers|the shop floor} {take "
     "to it|like it}, {nothing else|full stop}.",
     "Q.decision_criteria"},
    {'#', "", "mn"},
    {'c',
     "{If I|Were I to} {rank|list} {what we choose by|our criteria}: {reliability|uptime} "
     "{first|at the top}, {training|a short learning curve} {second|after that}, {then|and lastly} "
     "{the rest|the looks}.",
     "Q.decision_criteria"},
    {'#', "", ""},
    {'c',
     "{Buying|Choosing} {anything|a tool} {here|with us} {takes|goes through} {three rounds|two "
     "readings}, {screening, visit, references|one written, one live}, {and then there's a "
     "vote|and a vote at the end}.",
     "Q.decision_process"},
    {'#', "", ""},
    {'d',
     "{There's|We have} a {set path|fixed route} {for|with} {new systems|things like this}: {a "
     "write-up|a one-pager}, {questions from the floor|a hearing}, {then|and} {a show of hands|a "
     "ballot}.",
     "Q.decision_process"},
    {'#', "", "n"},
    {'r',
     "{Is it|Would it be} {two readings and a vote|a hearing and then a ballot} {again|once more}, "
     "{like with the phones|as for the vans}?",
     "Q.decision_process"},
    {'c', "{Yes|It is}, {same route|same steps} {as ever|for this too}.", "Q.decision_process"},
    {'#', "", ""},
    {'c',
     "{The department heads|My two deputies} {give an opinion|recommend}, {then|and after that} "
     "{the partners|the council} {decide|vote on it}.",
     "Q.decision_process Q.authority"},
    {'#', "", ""},
    {'c',
     "{It climbs|This goes up} {a ladder|step by step}: {my desk|me}, {then|next} {the regional "
     "head|operations}, and {the COO|the dean} {has the final say|makes the call}.",
     "Q.decision_process Q.authority"},
    {'#', "", ""},
    {'c',
     "{Our lawyers|Legal} {go over|see} {the contract|the clauses} {first|to begin with}, "
     "{then|and then} {purchasing|procurement} {issues a PO|gives us an order number}.",
     "Q.paper_process"},
    {'#', "", ""},
    {'d',
     "{Each|Every} {new supplier|firm we buy from} {fills in|gets} {the long form|a "
     "questionnaire}, {then|and} {the buying office|purchasing} {opens|sets up} {an account|your "
     "number}.",
     "Q.paper_process"},
    {'#', "", "mn"},
    {'c',
     "{They only|We only} sign on {our own paper|our own terms}, so {your agreement|yours} "
     "{gets|would get} {swapped for ours|redlined} {by counsel|by our solicitor}.",
     "Q.paper_process"},
    {'#', "", "n"},
    {'r', "And {once|when} {they've said yes|it's a yes}, {that's that|it's done}?", ""},
    {'c',
     "{Not quite|Almost}, {purchasing|legal} {checks|reads} {the terms|the liability clause}, "
     "{then|after which} {it's|the thing is} {signed in two copies|stamped}.",
     "Q.paper_process"},
    {'#', "", ""},
    {'c',
     "{Our|The} {head of <team>|night manager} {brings this up|talks you up} {at every meeting|to "
     "anyone who'll listen}, {your best salesman|better than any brochure}.",
     "Q.champion"},
    {'#', "", ""},
    {'d',
     "{I've been|I keep} {telling|badgering} {everybody upstairs|the whole floor} that {this is "
     "the one|we've got to have this}.",
     "Q.champion"},
    {'#', "", ""},
    {'r',
     "{Jana|Tom} {tells me|says} there's {somebody|one person} {fighting|making the case} for "
     "{it|us} {on your side|inside}?",
     "Q.champion"},
    {'c',
     "{That's|You mean} {our plant engineer|the ward sister}, {she's|who's} {won over|talked "
     "round} {half the building|three managers} {already|by now}.",
     "Q.champion"},
    {'#', "", ""},
    {'c',
     "{Who|The one who} really {drives|pushes} {it|this} {in-house|among us} is {young Peters|our "
     "training lead}, {he put up posters|she wrote a memo to everybody}.",
     "Q.champion"},
    {'#', "", ""},
    {'c',
     "{There's|We've} {money|a sum} {set aside|put by} {for exactly this|for it}, {it's in the "
     "plan|nobody will touch that}.",
     "Q.budget"},
    {'#', "", ""},
    {'c',
     "{It's|This is} {in|part of} {this year's budget|the budget}, {I checked|they told me so}.",
     "Q.budget"},
    {'#', "Discovery", ""},
    {'d',
     "{Our budgets|The budgets} {are drawn up|get fixed} {in autumn|once a year}, {and this|and "
     "it} {has|got} {a line|its own line}.",
     "Q.budget"},
    {'#', "", ""},
    {'r',
     "{Is there|Do you have} {a budget|funding} {for|behind} {it|this project}, {if I may "
     "ask|roughly speaking}?",
     "Q.budget"},
    {'c', "{Yes|There is}, {it was waved through|that came through} {in <month>|some weeks ago}.",
     "Q.budget"},
    {'#', "", "mn"},
    {'c',
     "{I'd|We'd} fund {it|this} out of {what's left of the|the} {training|innovation} budget, "
     "{there's room|that much is there}.",
     "Q.budget"},
    {'#', "", ""},
    {'c',
     "{It's|That's} {my call|up to me}, {nobody else|no one over me} {has a say|needs to nod}.",
     "Q.authority"},
    {'#', "", ""},
    {'c',
     "{The final say|The last word} {is with|lies with} {the board|our managing partner}, {on "
     "things like this|as with everything}.",
     "Q.authority"},
    {'#', "", ""},
    {'d',
     "{The colleague|My neighbour} {next to me|at this table} {decides|makes the decision}, {I "
     "just|I'm only here to} {advise|ask the awkward things}.",
     "Q.authority"},
    {'#', "", "n"},
    {'r', "{Can you say yes to this|Are you free to decide that} {yourself|on your own}?", ""},
    {'c',
     "{I can|Yes I am}, {up to a sum|within limits}, and {this is|yours is} {inside that|well "
     "below it}.",
     "Q.authority"},
    {'#', "", ""},
    {'c',
     "{We want|The plan is} {to be up and running|for all crews to be on it} {before the season|by "
     "the start of term}.",
     "Q.timeline"},
    {'#', "Discovery", ""},
    {'c',
     "{Go-live|Switching it on} {is|has been} {planned|pencilled in} {for <month>|for the second "
     "quarter}.",
     "Q.timeline"},
    {'#', "", ""},
    {'d',
     "{The first|Our first} {two sites|branches} in <month>, {the others|everyone else} {two "
     "months|half a year} {later|after that}.",
     "Q.timeline"},
    {'#', "", "mn"},
    {'r',
     "{From|Counting from} {signature|the day you sign}, {it's|figure on} {six|eight} weeks {to "
     "the first site|until you're live}.",
     "Q.timeline"},
    {'c', "{Okay|Mm-hm}, {all right|I see that}.", ""},
    {'#', "", ""},
    {'c',
     "{We move|They move} {into the new hall|to the new building} {in <month>|at the turn of the "
     "year}, {and it has to|it must} {stand|run} {by then|from day one}.",
     "Q.timeline"},
};
const struct sim_lines apart_qualifying = SIM_LINES(SIM_ON_QUALIFYING, qualifying);
