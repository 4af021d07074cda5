/* Written apart: the others in the market, in the deal or only in passing. */

#include "lib/sim/sim_lines.h"

static const struct sim_line competitors[] = {
    {'#', "Competition", "dmn"},
    {'c',
     "{We've|I've} {got|had} <comp> {in for a demo|showing us theirs} {as well|the same week}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating"},
    {'#', "Competition", "dmn"},
    {'r', "{Is anybody|Is anyone} else {pitching for it|in the race with us}?", "Q.competition"},
    {'c',
     "{<comp>|<comp>, yes}, {they're|they are} {on the short list|pitching on the same day} {next "
     "to you|alongside you}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating"},
    {'#', "", "dmn"},
    {'d',
     "{A trial|A test account} {of <comp>|with <comp>} {is running|has been set up} {in one "
     "branch|on my laptop}, {to have something to hold you against|so that we see both}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating"},
    {'#', "Competition", "mn"},
    {'c',
     "{It's down to you|It's between you} and <comp> {at this stage|now}, {two left|the others are "
     "out}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating"},
    {'#', "", "dmn"},
    {'c',
     "{You're|You are} not {the only ones|alone}, {we talk to|there are} {two other|a couple of "
     "other} {vendors|firms} {at the moment|about the same thing}.",
     "C.competitor_context=evaluating"},
    {'r', "{Naturally|I'd expect that}, {so would I|of course}.", ""},
    {'#', "", "mn"},
    {'d',
     "{We asked|They asked} {three|four} {suppliers|houses} {to show us|for a pitch}, "
     "{you're|yours is} {the second|number two}.",
     "C.competitor_context=evaluating"},
    {'#', "Competition", "dmn"},
    {'r',
     "{I know|I hear} {you're also|that you are} {seeing|talking to} <comp>, {that's only fair|no "
     "secrets here}.",
     "C.competitors_named=<comp> W.competitor_involved"},
    {'#', "", "mn"},
    {'r',
     "With <comp> in the {mix|contest}, {shall I|may I} {show|open} {the yard view|the night shift "
     "page} {now|again}?",
     "C.competitors_named=<comp> W.competitor_involved"},
    {'c', "{Please|Go ahead}, {do|yes}.", ""},
    {'#', "Competition", "mn"},
    {'r', "And <comp>, {are they|are they still} {in it|in the picture}?",
     "C.competitors_named=<comp> Q.competition"},
    {'c', "{They are|Still in}, {we haven't|nobody has} {ruled them out|crossed them off}.",
     "C.competitor_context=evaluating"},
    {'#', "Competition", "dmn"},
    {'c',
     "{I've|We've} {put you and <comp> side by side|laid your sheet next to <comp>'s}, {and if it "
     "were today|and as of now} {I'd go|we'd go} with you.",
     "C.competitors_named=<comp> C.competitor_context=evaluating C.competitor_stance=prefers_us"},
    {'#', "", "dmn"},
    {'d',
     "{Between|Of} {the two of you|you and <comp>}, {my|the crew's} vote {goes to|is for} "
     "{you|your side}, {and <comp> knows it|not <comp>}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating C.competitor_stance=prefers_us"},
    {'#', "Competition", "mn"},
    {'c',
     "{We|The panel} {looked at|sat through} <comp> {on Monday|last week}, {and you're|you are} "
     "{ahead|in front}, {by a length|by a good bit}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating C.competitor_stance=prefers_us"},
    {'#', "", "mn"},
    {'c',
     "{The other|That other} {firm|lot} {we're looking at|on the list} {trails|is behind} you, {in "
     "my book|if you ask me}.",
     "C.competitor_context=evaluating C.competitor_stance=prefers_us"},
    {'#', "Competition", "dmn"},
    {'c',
     "{We're|I'm} {testing <comp>|trying out <comp>}, and {frankly|to be honest} {they have the "
     "edge|I lean their way}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating C.competitor_stance=prefers_them"},
    {'r', "{I appreciate|Thanks for} {the candour|your being straight}.", ""},
    {'#', "", "dmn"},
    {'d',
     "{We've had|We saw} <comp>'s demo {on Friday|last week}, {and the planners|and all of us} "
     "{like theirs better|would rather have theirs}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating C.competitor_stance=prefers_them"},
    {'#', "Competition", "mn"},
    {'c',
     "{As it stands|Right now}, <comp> {is|are} {my favourite|top of the list}, {and you're|you "
     "come} {second|close behind}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating C.competitor_stance=prefers_them"},
    {'#', "", "dmn"},
    {'c',
     "{Having seen|Now that we've seen} {both|the two of you}, {<comp> suits|I'd say <comp> fits} "
     "{us|our crews} {better|more}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating C.competitor_stance=prefers_them"},
    {'#', "Competition", "dmn"},
    {'c',
     "{You and <comp>|<comp> and you} are {level|neck and neck} {on our sheet|for us}, {I "
     "couldn't|nobody could} {pick|name a winner}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating C.competitor_stance=neutral"},
    {'#', "", "mn"},
    {'c',
     "{We're|I'm} {weighing|comparing} {you against <comp>|<comp> with you}, {each|both} with "
     "{strong and weak sides|ups and downs}, {no favourite yet|it's even}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating C.competitor_stance=neutral"},
    {'#', "Competition", "dmn"},
    {'d',
     "{On|With} <comp> {and you|versus you}, {I'm|we're} {torn|on the fence}, {honestly|they're "
     "both in}.",
     "C.competitors_named=<comp> C.competitor_context=evaluating C.competitor_stance=neutral"},
    {'#', "", "mn"},
    {'c',
     "{Of the|Among the} {three|firms} {we're seeing|in the round}, {none|no one} {stands out|is "
     "ahead} {so far|at this point}.",
     "C.competitor_context=evaluating C.competitor_stance=neutral"},
    {'#', "Competition", "dmn"},
    {'c',
     "{Today|At present} {everything|all of it} {runs|sits} on <comp>, {has done|it's been that "
     "way} {for years|since I came}.",
     "C.competitors_named=<comp> C.competitor_context=incumbent"},
    {'#', "", "dmn"},
    {'r', "{Are you|You're} using {something|a tool} {for that|there} {already|today}?", ""},
    {'c', "{<comp>|<comp>, yes}, {in|across} {all the depots|every branch}.",
     "C.competitors_named=<comp> C.competitor_context=incumbent"},
    {'#', "", "dmn"},
    {'d',
     "{My|The} {team|shift} {works in|logs into} <comp> {every morning|daily}, {that's what|it's "
     "what} {they know|we've got}.",
     "C.competitors_named=<comp> C.competitor_context=incumbent"},
    {'#', "Competition", "mn"},
    {'c', "{We're|We are} {a <comp> house|with <comp>}, {four|three} {years in|hundred users}.",
     "C.competitors_named=<comp> C.competitor_context=incumbent"},
    {'#', "", "dmn"},
    {'c',
     "{There's|We have} {another vendor's|some other firm's} {tool|software} {in the branches|on "
     "every desk}, {it's been in|it's been there} {forever|since 2017}.",
     "C.competitor_context=incumbent"},
    {'#', "Competition", "dmn"},
    {'c',
     "{We're|We are} {coming off|moving away from} <comp>, {the notice|our letter} {is in|went "
     "out} {already|last week}.",
     "C.competitors_named=<comp> C.competitor_context=switching_from"},
    {'#', "", "dmn"},
    {'c',
     "{<comp> is on the way out|Our <comp> contract has been cancelled} {here|by now}, {that's "
     "settled|whoever follows}.",
     "C.competitors_named=<comp> C.competitor_context=switching_from"},
    {'#', "Competition", "dmn"},
    {'d',
     "We've {told <comp> we're leaving|let <comp> know that we're off}, {so there's|hence} {a "
     "gap|a hole} to fill.",
     "C.competitors_named=<comp> C.competitor_context=switching_from"},
    {'#', "", "mn"},
    {'r', "{And|So} <comp> {stays|would stay} {on|in place} {alongside|next to it}?",
     "C.competitors_named=<comp> W.competitor_involved"},
    {'c',
     "{No|Oh no}, {they go|that's being switched off}, {we're replacing|we're throwing out} {the "
     "lot|all of it}.",
     "C.competitor_context=switching_from"},
    {'#', "Competition", "dmn"},
    {'c',
     "{Once the lease is up|Whoever comes in}, {<comp> goes|we drop <comp>}, {it's decided|that "
     "much is sure}.",
     "C.competitors_named=<comp> C.competitor_context=switching_from"},
    {'#', "", ""},
    {'c',
     "{At my last|In my old} {firm|job} {we had|they used} <comp>, {for a year|back in the day}.",
     "C.competitors_named=<comp> C.competitor_context=past_use"},
    {'#', "", ""},
    {'d',
     "{Years ago|Before my time} {there was|we had} <comp> {here|in this house}, {somebody still "
     "has the mug|the manuals are in the cellar}.",
     "C.competitors_named=<comp> C.competitor_context=past_use"},
    {'#', "Competition", "dmn"},
    {'r', "{Did you|Did you people} ever {use|work with} <comp>, {by any chance|back then}?",
     "C.competitors_named=<comp>"},
    {'c',
     "{In a former life|In my time in <city>}, {I used it|we were on it} {for a while|for three "
     "years}.",
     "C.competitor_context=past_use"},
    {'#', "", ""},
    {'c',
     "{I learned|I cut my teeth} on <comp>, {as a trainee|in my first job}, {ages ago|long before "
     "this}.",
     "C.competitors_named=<comp> C.competitor_context=past_use"},
    {'#', "", ""},
    {'c',
     "{We were|This firm was} {with <comp>|a <comp> customer} {once|at one time}, {until "
     "2019|before the merger}.",
     "C.competitors_named=<comp> C.competitor_context=past_use"},
    {'#', "", ""},
    {'c',
     "{My|A} {brother-in-law|neighbour} {works at|has a job with} <comp>, {in the "
     "canteen|something with payroll}, {small world|he likes it there}.",
     "C.competitors_named=<comp> C.competitor_context=passing"},
    {'#', "", ""},
    {'d',
     "{I saw|There was} {a balloon|an advert} {from <comp>|by <comp>} {over the stadium|at the "
     "airport}, {huge|you couldn't miss it}.",
     "C.competitors_named=<comp> C.competitor_context=passing"},
    {'#', "", ""},
    {'c',
     "{<comp> sponsors|It's <comp> that sponsors} {the youth team|my daughter's club}, {they're on "
     "the shirts|hence the blue shirts}.",
     "C.competitors_named=<comp> C.competitor_context=passing"},
    {'#', "", ""},
    {'c',
     "{You sit|Your office is} {in the old <comp> building|where <comp> used to be}, {don't you|am "
     "I right}?",
     "C.competitors_named=<comp> C.competitor_context=passing"},
    {'r', "{Next door|One door down}, {but close|nearly}.", ""},
    {'#', "", ""},
    {'c',
     "{I|My wife} {read|saw} {in the paper|on the train} {that <comp> has|<comp> has} {a new "
     "chief|a new logo}, {had you heard|did you see}?",
     "C.competitors_named=<comp> C.competitor_context=passing"},
};
const struct sim_lines apart_competitors = SIM_LINES(SIM_ON_COMPETITORS, competitors);
