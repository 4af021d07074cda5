#include "lib/analyze/act_cues.h"

#define C(cue)                                                                                     \
    {                                                                                              \
        .text = cue                                                                                \
    }

/* General over talk in which something is negotiated: no cue names a good. Chosen by reading, and
 * checked on two thirds of CaSiNo's training negotiations where these have the act. */

const char act_besides[] =
    "someon|somebodi|made|given|said|anyon|anybodi|peopl|person|speaker|side|custom|rep|buyer|"
    "seller|argu|make|"
    "show|"
    "appeal|express|rais|give|talk|sai|state|ask|someth|anyth|place|part|call|moment|sentenc|utter|"
    "other|parti|negoti";

const struct act_cues act_cues[] = {
    {.asked = "small talk|chitchat|greet|pleasantri|rapport",
     .says = {C("^hi|hello|hey|greetings|howdy"), C("how are you"),
              C("how .. (it going|your day|your week|your weekend|everything)"),
              C("(nice|good|lovely|great|pleasure) to (meet|chat|talk|see|hear)"),
              C("(nice|good|lovely|great) (meeting|chatting|talking) (to|with)?"),
              C("good (morning|afternoon|evening|luck)"),
              C("(have|enjoy) .. (day|trip|evening|weekend|time|holiday|vacation)"),
              C("looking forward to"), C("excited (to|about|for)"),
              C("doing (well|good|fine|great|today)"), C("i hope you"),
              C("(thanks|thank you) for asking"), C("weekend|holiday|vacation|weather"),
              C("(sounds|be|so|lots of|much|had) .. fun"), C("plans + [question]"),
              C("where .. you .. (going|from|headed|located|based) + [question]"),
              C("have you (ever|been) + [question]"), C("i .. love|loves|enjoy")},
     .hints = {C("trip"), C("fun|excited|awesome|beautiful|fantastic"), C("^same|me too"),
               C("am (good|well|great|fine)"), C("(how|what) about (you|yourself)"),
               C("enjoy|hope|hoping|wish"), C("great|nice|wonderful|lovely"),
               C("outdoors|nature|hike|hiking|fishing|swimming|music|movie|book|dog|game"),
               C("today"), C("first time")},
     .denies = {C("deal|offer|price")}},
    {.asked = "need own|person need|own requir",
     .says = {C("(i|we|i am|we are) .. (need|require|must have|could use|short on|low on|out "
                "of|run out)"),
              C("(need|want|like|prefer|take|use) .. because"), C("because (i|we|my|it)"),
              C("(to|can) (keep|stay) (warm|hydrated|dry|safe|alive|cool|healthy)"),
              C("(important|crucial|essential|vital|critical|priority) (to|for) (me|us)"),
              C("(i|we) .. (cold|hungry|thirsty|sick|medical|condition|allergic|tired)"),
              C("really|desperately|definitely|badly|absolutely need"),
              C("(so|otherwise) .. (i|we) (can|could|will|would) .. "
                "(not|run|cook|keep|stay|make|have)"),
              C("as|since (i|we) (am|are|have|will|do|plan|did)"), C("a lot of")},
     .hints = {C("(i|we) (need|want)"), C("because|since"),
               C("warm|cold|hydrated|hungry|thirsty|freezing|medical|condition|health"),
               C("at night"), C("forgot|lost|ran out|not have"), C("extra"),
               C("(i|we) .. (plan|planning|going) (to|on)"), C("some|more"),
               C("cook|hike|hiking|drink|eat")},
     .denies = {C("you need - i|we|my"), C("(not|do not) (really)? need - but")}},
    {.asked = "need other peopl|need other|other need|famili need|need famili",
     .says = {C("(my|our|the|have) .. "
                "(kids|kid|children|child|family|wife|husband|baby|son|daughter|friend|friends|"
                "group|team|mother|father|parents|guests|sister|brother|colleagues|users|customers|"
                "staff|dog)"),
              C("(kids|kid|children|family|wife|husband|baby|son|daughter|friends|guests)"),
              C("(people|adults|persons|folks) (with|in|and|coming|to)"),
              C("(group|party|family) of"), C("(large|big|huge) (group|family|party|team)"),
              C("feed .. (them|people|family|everyone|group)"),
              C("(for|with) (them|everyone|everybody) - deal")},
     .hints = {C("they|them"), C("group"), C("he|she"), C("our|us"), C("people")},
     .denies = {C(
         "(your|you) .. (kids|kid|children|family|wife|husband|baby|son|daughter|friends|group)")}},
    {.asked = "not need|no need|can do without",
     .says =
         {C("!(i|we) .. (do not|not|dont) .. need"),
          C("(have|brought|got|has) .. (plenty|enough|lot of|lots of|excess|good supply|too much)"),
          C("(least|less) .. (important|need|worries|priority|concern)"),
          C("(not|no) .. (important|necessary|preference|priority|issue|problem|interested) - "
            "[question]"),
          C("(without|little|less|fewer) .. (is|be|would|will) .. (fine|ok|okay|enough)"),
          C("is enough|sufficient|plenty"),
          C("(i|we) (already)? (have|brought) .. (with me|with us|already|of my own)"),
          C("(can|could) .. (find|catch|hunt|get|collect|gather|make) .. "
            "(from|in|on|our|my|it|some|own)"),
          C("(not|do not) (plan|planning|going) (on|to)"), C("need .. the least"),
          C("(do without|get by|manage without|go without)")},
     .hints = {C("plenty|enough|excess"), C("lake|stream|nearby"),
               C("(you) (can|may|could) (have|take)"), C("not .. much|many|too"), C("i can give"),
               C("eat less")},
     .denies = {C("not .. (have|enough|get|sure) .. enough"), C("not enough")}},
    {.asked = "propos compromis|coordin|compromis|propos deal|coordin deal|trade off|concess",
     .says = {C("(willing|happy|glad|open|prepared|ready) to"),
              C("(if|and) you .. (give|take|can|could|let|would|get)"),
              C("(in exchange|in return|trade|swap|exchange)"),
              C("(compromise|split|meet in the middle|halfway|middle ground)"),
              C("(we|both) .. (work|come|reach|figure|help|agree|share) .. "
                "(out|together|deal|agreement|each|something|offer|both)"),
              C("(can|could|will|would) .. give (you|me|up|us|away)"),
              C("(what|how) (about|if) .. (i|we|you) + [question]"),
              C("would you .. (be|like|consider|take|give|accept|agree|do) + [question]"),
              C("(let us|lets) .. (split|make|do|work|try|share|negotiate|agree)"),
              C("(good|fair|best|great|nice) .. (both|for each)"),
              C("so (we|that we) (both|each|can)")},
     .hints = {C("give|offer"), C("you (can|could|may) .. (have|take|get)"), C("(if|since) you"),
               C("deal|agreement|negotiate|cooperate"), C("would|could + [question]"),
               C("both|share|together"), C("spare"), C("all the")},
     .denies = {C("^deal|done")}},
    {.asked = "fair|unfair|fairli",
     .says = {C("!fair|fairness|unfair|fairly"),
              C("equal|equally|even|evenly|balanced|reasonable|unreasonable|unacceptable"),
              C("(both|each) of us"), C("(for|to|of) (us)? both"),
              C("(that|it|this) .. (leave|leaves|leaving) me"),
              C("(not|can not|cannot) .. (no|without|any|enough|only|do|give|accept|work) + me|i"),
              C("(since|if|because) (you|i) .. (get|getting|got|give|giving|have|take|taking) "),
              C("already (giving|gave|give|giving up|agreed|taking)"),
              C("(good|great|best|mutually|win) .. (both|beneficial|win)"),
              C("(work|works|good|benefit|benefits) .. (both|us|each)"), C("at least")},
     .hints = {C("sounds|seems + good|great|ok|okay|right|fine"), C("(i|we) think"), C("both"),
               C("(that|it) (would|will|is) .. (not|only)"), C("split"), C("work for me"),
               C("^that"), C("most of"), C("all the|all of")},
     .denies = {C("^hi|hello - fair")}},
    {.asked = "prefer|ask want|ask prefer|ask need|ask prioriti",
     .says =
         {C("(what|which|how much|how many) .. (you|your) .. "
            "(need|want|prefer|like|looking|priority|preference|preferences|use|most|value|think|"
            "situation|important) + [question]"),
          C("what is|are .. your"),
          C("(do|are|would|will|is) .. (you|your) .. "
            "(need|want|prefer|looking|preference|short|interested|priority|thirsty) + [question]"),
          C("(how|what) about (you|yourself|yours) + [question]"),
          C("why .. (do|would|are|you) .. (need|want|you|so) + [question]"),
          C("(your|any|you) .. (preference|preferences|priority|needs|requirements|priorities)"),
          C("(tell|let) me .. (why|what|which|know|about) + need|want|prefer|item|reason"),
          C("(most|least) .. (important|valuable|valued|needed|priority|interested) .. (to|for)? "
            ".. you + [question]"),
          C("you need the most|you need most|need the most + [question]"),
          C("is there any|anything .. you + [question]")},
     .hints = {C("(what|which) .. you + [question]"), C("(do|are) you + [question]"),
               C("(need|want|preference|priority) + [question]"), C("why + [question]"),
               C("most + [question]"), C("your + [question]")},
     .denies = {C("how are you"), C("what (about|if) (i|we)"),
                C("(would|can|could) you (be|give|take)")}},
    {.asked = "empathi|sympathi|empathet|compass",
     .says = {C("sorry (to|about|for|that)"),
              C("(i|we|completely|totally|fully|can|do|does|very) .. "
                "(understand|understandable|relate|sympathize|sympathise|imagine)"),
              C("(oh|aw) (no|dear|wow|man)"), C("(that|makes|make|perfect) .. sense"),
              C("(that is|that|sounds) .. (too "
                "bad|tough|rough|hard|terrible|awful|unfortunate|sad|shame|not good)"),
              C("(i) (hear|see|feel) (you|that|what you|where|your)"),
              C("(where|what) you are (coming|going|saying)"),
              C("(you|your) .. (must|might|will|would) .. (need it|be cold|get|need more|have a)"),
              C("(worried|concerned|hope|care) .. (about|for|that)? .. (you|your)"),
              C("(your|you) .. "
                "(situation|pain|concern|trouble|kids|family|children|baby|health|condition) - "
                "[question]"),
              C("(of course) .. (you|can)")},
     .hints = {C("understand|sorry"), C("^oh|ah|aw"), C("(poor|unfortunate|sad|tough)"),
               C("(you|your) .. (kids|family|children|baby|wife|husband)"), C("let me see"),
               C("for you"), C("if you need"), C("sure you .. (stay|not|warm|safe|enough)")},
     .denies = {C("understand .. (my|me|please) + please"), C("sorry .. (but|can not)")}},
    {.asked = "undermin|question requir|downplai|undermin requir|doubt need",
     .says = {C("you .. (do not|not|will not|would not|should not|can not|probably do not) .. "
                "(need|want|require|use|have|be)"),
              C("(do you|why do you|why would you) .. (really|need|even|all|so much|that)"),
              C("you (can|could|should|will|would) .. "
                "(find|catch|hunt|fish|use|get|make|collect|buy|boil|gather|always|still|be "
                "able|cook|keep|just)"),
              C("you (already|still) (have|said|told|got|get)"),
              C("(your|you) .. (enough|plenty|without|less|fewer|already)"),
              C("(would|will|is) not .. (enough|be enough|need) + you"),
              C("(though|thought|said) you .. (only|needed|had|have|said|would)"),
              C("(with|since) .. you .. (have|get|getting|are|will) .. "
                "(not|would|should|can|already|extra|all)"),
              C("(you|your) .. should have .. (brought|planned|packed)")},
     .hints = {C("you .. (will|would) .. (be|have)"), C("(instead|though|additional|only)"),
               C("(are|do) you .. really|actually"), C("that (much|many|bad)"),
               C("you .. need + [question]"), C("^you")},
     .denies = {C("how about you|what about you"), C("sorry|understand"), C("(i|we) need - you")}},
    {.asked = "object|disagr|disagre|push back|pushback|reject|refus",
     .says = {C("^no|nope|nah"), C("(i|we) .. disagree"),
              C("!(not|no) .. (think|agree|sure|convinced|happy|comfortable|acceptable|work for)"),
              C("(problem|issue|trouble|concern|worry) .. (with|is|about)"),
              C("(that|this|it) .. (will|would|does) not work"),
              C("!(can not|cannot|could not|will not|would not) .. "
                "(do|accept|agree|afford|justify|pay)"),
              C("too (expensive|much|high|long|late|early|complicated|risky)"),
              C("(worried|concerned|nervous|hesitant|skeptical) .. (about|that)?")},
     .hints = {C("^but|well|actually|however"), C("not really"), C("doubt|unfortunately|afraid")},
     .denies = {C("no problem|worries"), C("^no + [short] + thank|thanks")}},
    {.asked = "commit|promis|action item|commit follow|next step",
     .says =
         {C("(i|we) will - if"), C("(i am|we are) (going to|gonna)"),
          C("let me .. (send|check|get|find|see|look|talk|ask|set|follow|take|share|put|try|do)"),
          C("(i|we) (can|could) .. (send|check|get|look|take|share|set|do|follow) - [question]"),
          C("(i|we) .. (promise|commit|guarantee)"), C("(i|we) .. make sure"),
          C("(leave it|count) (to|on) (me|us)")},
     .hints = {C("by (tomorrow|monday|tuesday|wednesday|thursday|friday|next|end)"),
               C("follow up|get back|circle back"), C("(i|we) (need|have|want) to")},
     .denies = {C("(i|we) will (see|be honest|say)")}},
    {.asked = "suggest|propos|recommend|advic|advis",
     .says = {C("(let us|lets)"), C("(we|you) .. (should|could|might|ought)"),
              C("(how|what) about"), C("(why|maybe|perhaps) .. (not|we|you)"),
              C("(i|we|would) .. (suggest|recommend|propose|advise)"), C("what if"),
              C("(my|one|a) .. (suggestion|idea|proposal|recommendation)"),
              C("(you) .. (want|need) to .. (try|consider|look|think)"),
              C("(better|best|worth|make sense) .. to")},
     .hints = {C("maybe|perhaps"), C("could|should"), C("consider|try"), C("instead")}},
    {.asked = "agre",
     .says = {C("(i|we) .. agree"),
              C("^yes|yeah|yep|sure|absolutely|exactly|definitely|agreed|deal|right|okay|ok|true"),
              C("(sounds|works|seems) (good|great|fine|fair|perfect|like a plan|for me)"),
              C("(that|it) .. (works|fine|good|perfect|great|true) .. (for|with)? (me|us)?"),
              C("(i|we) (accept|think so)"), C("(good|great) (point|idea)")},
     .hints = {C("yes|yeah|sure|true|right")},
     .denies = {C("but|not")}},
    {.asked = "opinion|think feel",
     .says = {C("(i|we) .. (think|believe|feel|guess|suppose|find|doubt)"),
              C("(in my|my) .. (opinion|view|mind|feeling)"),
              C("(it|that|this) .. (seems|looks|sounds|feels)"),
              C("(it|that|this|they) .. is|are .. "
                "(good|bad|better|best|great|terrible|important|useful|useless|nice|hard|easy)")},
     .hints = {C("probably|maybe|should|really"),
               C("good|bad|better|best|worse|worst|great|terrible")},
     .denies = {C("(what|do) .. you think + [question]")}},
    {.asked = "question|question ask|ask",
     .says = {C("(what|which|who|when|where|why|how) + [question]"),
              C("(do|does|did|is|are|was|were|can|could|will|would|should|have|has) "
                "(you|we|they|it|that|this|there|i|he|she) + [question]"),
              C("(you|it|that|right|so|or|and|the|a|any) + [question]")}},
};

const size_t nact_cues = sizeof act_cues / sizeof *act_cues;
