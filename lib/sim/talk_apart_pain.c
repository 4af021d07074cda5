/* Written apart: what hurts, and how our side asks and listens. */

#include "lib/sim/sim_lines.h"

static const struct sim_line pain[] = {
    {'#', "Discovery", "dm"},
    {'c',
     "{We|They} type {every order|each address} {three times over|in twice}, {and one of them is "
     "always off|and somewhere there's a typo in it}.",
     "D.pain_depth=symptom"},
    {'r', "{Three screens|Several lists}, {then|okay}.", ""},
    {'#', "Discovery", "dm"},
    {'r', "{Does anything drag|Is there something that drags} {on there|on that side}?", ""},
    {'c',
     "{Closing the month|The month end}, {it's|that's} {four people|half the office} {with rulers "
     "and highlighters|hunting for a few cents}, {until late|every single time}.",
     "D.pain_depth=symptom"},
    {'#', "Discovery", "dm"},
    {'d',
     "{Nobody|No one here} {knows|can tell you} {which list|which version} {is right|counts}, so "
     "{we phone around|people ring each other up}.",
     "D.pain_depth=symptom"},
    {'r', "{I see|Mm}, {by phone|one call at a time}.", ""},
    {'#', "Discovery", ""},
    {'c',
     "{It takes|They wait} {half a morning|an hour and a half} {to get|for} {one simple answer|a "
     "single figure} {out of|from} {the back office|the archive}.",
     "D.pain_depth=symptom"},
    {'#', "Discovery", "d"},
    {'c',
     "{The rota's|The plan is} {out of date|stale} {the minute|as soon as} {it's printed|I pin it "
     "up}, {and then|after that} {it's scribbles|we cross things out}.",
     "D.pain_depth=symptom"},
    {'#', "", ""},
    {'c',
     "{Things|Forms} {get lost|go missing} {between the yard and the desk|on the way from the "
     "van}, {mostly|above all} {the delivery notes|the green slips}.",
     "D.pain_depth=symptom"},
    {'r', "{Gone|Lost} {for good|altogether}?", ""},
    {'c',
     "{Not always|Some turn up}, but {I'm out there|I go round} {every evening|most evenings}, "
     "{with a torch|on my knees}, {hunting for them|looking under the seats}.",
     "D.pain_depth=symptom"},
    {'#', "Discovery", ""},
    {'d',
     "{My|Our} {inbox|voicemail} {is|has become} {the system|the queue}, {whatever|what} {I don't "
     "see|slips down} {isn't done|just stays there}.",
     "D.pain_depth=symptom"},
    {'#', "Discovery", "dm"},
    {'c',
     "{Two|The two} {departments|teams} {count|report} {the same thing|the same boxes} {and come "
     "up with|with} {different totals|two results}, {month after month|always}.",
     "D.pain_depth=symptom"},
    {'r', "{Different|Two} {totals|results}, {okay|I see}.", ""},
    {'#', "Discovery", "d"},
    {'c',
     "{The handover|Shift change} {is|works by} {shouting across the yard|a note on the fridge}, "
     "{half of it|most of that} {gets garbled|nobody can read}.",
     "D.pain_depth=symptom"},
    {'#', "Discovery", "dm"},
    {'c',
     "{Because of|Thanks to} {those mix-ups|the wrong labels} we {lost|said goodbye to} {our "
     "biggest account|two hotel chains} {last year|this spring}.",
     "D.pain_depth=business_impact"},
    {'r', "{I'm sorry to hear that|Ouch}, {really|that's bitter}.", ""},
    {'#', "Discovery", "dm"},
    {'r', "{Does it|Does that} {show|turn up} {anywhere|on the books}?", ""},
    {'c',
     "{We wrote off|That was} {sixty|eighty} thousand {in spoiled stock|of fish} {last winter|in "
     "one year}, {all|just} {because nobody saw the dates|for want of a list}.",
     "D.pain_depth=business_impact"},
    {'#', "Discovery", ""},
    {'c',
     "{Three|Two} {good people|of my best planners} {quit|handed in their notice} {over|because "
     "of} {the weekend shifts|all this rework}, {and I can't|I couldn't} {blame them|replace "
     "them}.",
     "D.pain_depth=business_impact"},
    {'#', "Discovery", "d"},
    {'d',
     "We {ended|closed} the year {in the red|with a loss}, and {it came down|you can trace it} to "
     "{late paperwork|jobs nobody billed}.",
     "D.pain_depth=business_impact"},
    {'#', "", ""},
    {'c',
     "{Every|Each} {hour|day} {the line stands|we're down} {costs us|is} {nine|seven} thousand, "
     "{and it stood|we had that} {four times|for days} {in <month>|last quarter}.",
     "D.pain_depth=business_impact"},
    {'r', "{That adds up|That's a lot}, {no question|goodness}.", ""},
    {'#', "Discovery", "dm"},
    {'c',
     "{Guests|Patients} {walk out|go elsewhere}, {because|since} {we can't|nobody can} {tell "
     "them|say} {when it's their turn|how long it takes}, {and they don't come back|those we never "
     "see again}.",
     "D.pain_depth=business_impact"},
    {'#', "Discovery", ""},
    {'c',
     "{The regulator|The city} {fined us|sent us a penalty} {over|for} {the missing records|late "
     "reports}, {twice|a five-figure sum}.",
     "D.pain_depth=business_impact"},
    {'#', "Discovery", "dm"},
    {'r', "{Any trouble|Do things go wrong} {with the returns|at the counter}?", ""},
    {'c',
     "{No|Nope}, {that|that side} {runs|goes} {like clockwork|by itself}, {I've nothing to grumble "
     "about|not a single hiccup}.",
     "D.pain_depth=none"},
    {'#', "Discovery", ""},
    {'c',
     "{Honestly|To be fair}, {scheduling|dispatch} {isn't|was never} {a problem|an issue} "
     "{here|with us}.",
     "D.pain_depth=none"},
    {'#', "Discovery", "d"},
    {'r', "{Is the|And the} {month end|handover} {a headache|a sore point}?", ""},
    {'c',
     "{Not at all|Oh no}, {we're done|it's over} {by lunch|in an hour}, {everybody's happy with "
     "it|it's the easy part}.",
     "D.pain_depth=none"},
    {'#', "Discovery", "dm"},
    {'d',
     "{There's nothing|I can't think of anything} {broken|that hurts} {there|in that part}, "
     "{really|touch wood}.",
     "D.pain_depth=none"},
    {'#', "Discovery", "nc"},
    {'c',
     "{All|Everything's} {calm|quiet}, {no fires|no trouble} {to report|on our side}, {we're doing "
     "fine|business as usual}.",
     "D.pain_depth=none"},
    {'#', "Discovery", "dm"},
    {'r',
     "{Most firms|Others} {in your trade|your size} {drown in|struggle with} {chasing "
     "signatures|double entries}, {and from your note|and by the sound of it} {you do|so do you}.",
     "Q.pain"},
    {'c',
     "{Guilty|Yes}, {we chase signatures|everything's keyed in twice} {all week long|day in, day "
     "out}.",
     "D.pain_depth=symptom"},
};
const struct sim_lines apart_pain = SIM_LINES(SIM_ON_PAIN, pain);

static const struct sim_line coaching[] = {
    {'#', "Discovery", ""},
    {'r', "{Walk me|Talk me} through {an ordinary Monday|a normal shift} {in <team>|at the desk}.",
     "D.open_question_asked"},
    {'c',
     "{Well|Oh}, {the post|coffee} first, {then|after that} {the vans|the round of the floors}, "
     "{and at ten|at ten} {the phones|we all sit down}.",
     ""},
    {'#', "Discovery", ""},
    {'r',
     "{What happens|What goes on} between {the order coming in|the first call} and {the van going "
     "out|somebody turning up}?",
     "D.open_question_asked"},
    {'c', "{Three|Four} {pairs of hands|stations}: {desk|office}, {picking|store}, {ramp|gate}.",
     ""},
    {'#', "Discovery", ""},
    {'r',
     "{How do|How would} {your people|the crews} {find out|hear} {what's on|where to be} {for the "
     "day|in the morning}?",
     "D.open_question_asked"},
    {'c', "{There's|It's on} {a board|a sheet} {by the entrance|in the mess room}.", ""},
    {'#', "Discovery", ""},
    {'r',
     "{What made you|Why did you} {pick up the phone|write to us} {now|just now}, {if I may ask|of "
     "all times}?",
     "D.open_question_asked"},
    {'c',
     "{I saw|I'd seen} {your talk|the article} {in <city>|in the trade paper}, {and was "
     "curious|and it stuck}.",
     ""},
    {'#', "", "c"},
    {'r', "How {has the first month gone|did the summer go} {for you all|from where you sit}?",
     "D.open_question_asked"},
    {'c', "{Oh|Well}, {busy|eventful}, {we opened a shop|the twins were born}.", ""},
    {'#', "Discovery", ""},
    {'r',
     "{What does|What would} {a really good week|a good day} look like {to you|from your chair}?",
     "D.open_question_asked"},
    {'c',
     "{Sunshine|Blue sky}, {cake on the Thursday|somebody's birthday}, and {the derby|a bit of "
     "fishing} {after|at the weekend}.",
     ""},
    {'#', "", "nc"},
    {'r',
     "{Tell me|I'd like to hear} {more about|a bit about} {the new site|how the <team> side is set "
     "up}.",
     "D.open_question_asked"},
    {'c',
     "{It's|That's} {two halls|a long hall}, {with an office|and a canteen} {on stilts|in "
     "between}.",
     ""},
    {'#', "Discovery", "dm"},
    {'r',
     "{Why|And why} is {it|that} {split|done} {by postcode|by colour}, {how did that come "
     "about|what's the thinking there}?",
     "D.open_question_asked"},
    {'c', "{History|Tradition}, {my predecessor|the founder} {liked|loved} {maps|crayons}.", ""},
    {'#', "Discovery", ""},
    {'r',
     "{Let me|I'll} {play that back|say it back to you}: {two halls|three depots}, {one desk|one "
     "office} {for all of them|in the middle}, and {everything goes through|it all comes from} "
     "<sys>, {have I got it|right}?",
     "D.discovery_summary_given"},
    {'c', "{You have|Spot on}, {nicely put|every bit}.", ""},
    {'#', "Discovery", ""},
    {'r',
     "{So if I|If I} {understood|heard} you right, {the branches|crews} {order|report} {by "
     "phone|on paper}, {the desk|the office} {keys it in|types it up}, {and it's|then it's} "
     "{printed|pinned up} {by noon|for the drivers}.",
     "D.discovery_summary_given"},
    {'c', "{Yes|Right}, {that's about it|in a nutshell}.", ""},
    {'#', "Discovery", "dm"},
    {'r',
     "What I've {heard|taken down} {so far|up to now}: {lost slips|wrong totals}, {long "
     "evenings|weekend work}, {and nobody|no one} {who owns it|can see it all}, {correct me if I'm "
     "off|tell me if I missed something}.",
     "D.discovery_summary_given Q.pain"},
    {'c', "{No|Nothing}, {that's the picture|all there}.", ""},
    {'#', "", ""},
    {'r',
     "{To sum up|Summing up} {your side|what you told me}: {five|four} {sites|crews}, "
     "{shared|common} vans, {a small|one} office, {and the season|and a peak} {in <month>|over the "
     "summer}.",
     "D.discovery_summary_given"},
    {'#', "Wrap-Up", ""},
    {'r',
     "{Before we|Before I} {go on|carry on}, {a quick recap|let me recap} {of what you said|of "
     "your points}: {early shift|paper first}, {then|and} {the ramp|scanning}, {then|and} {the "
     "office|billing}.",
     "D.discovery_summary_given"},
    {'c', "{Yep|Right}, {in that order|that's the order}.", ""},
    {'#', "Discovery", "c"},
    {'r',
     "{Here's|That's} {my understanding|what I wrote down}: {<team> use it|people use it} {every "
     "day|most}, {the branches|the others} {look in|open it} {on Mondays|once a week}, {does that "
     "match|is that about it}?",
     "D.discovery_summary_given"},
    {'c', "{It|That} {matches|does}.", ""},
};
const struct sim_lines apart_coaching = SIM_LINES(SIM_ON_COACHING, coaching);
