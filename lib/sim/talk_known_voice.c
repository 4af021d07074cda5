/* Written apart at first, known since: what customers ask for, like, dislike and need. */

#include "lib/sim/sim_lines.h"

static const struct sim_line features[] = {
    {'#', "Product", ""},
    {'c', "{Could you|Can you guys} add a dark mode {some time|at some point}?",
     "F.request_kind=explicit F.request=*"},
    {'c', "The {night shift|control room} stares at it for {hours|eight hours straight}.", ""},
    {'#', "Product", ""},
    {'c',
     "What I'd {love|really love} you to build is {a button|one button} that {mails|sends} the "
     "page to {the whole branch|everyone on shift}.",
     "F.request_kind=explicit F.request=*"},
    {'#', "", ""},
    {'c', "Put me down for {a proper undo|an undo button} in the editor, {would you|please}.",
     "F.request_kind=explicit F.request=*"},
    {'r', "{Noted|Writing it down}.", ""},
    {'#', "Product", ""},
    {'c',
     "{Feature request|Wish from my side}: let {us|me} {pin|freeze} the first {column|two "
     "columns}.",
     "F.request_kind=explicit F.request=*"},
    {'#', "", ""},
    {'d', "{Any chance|Is there a chance} you'd {make|do} {an Android app|a version for tablets}?",
     "F.request_kind=explicit F.request=*"},
    {'r', "I'll {pass it on|put it to the product folks}.", ""},
    {'#', "Product", ""},
    {'c',
     "I'd {ask you to|like you to} put {maps|little trend lines} in the {tables|lists}, but {it's "
     "no showstopper|nothing hangs on it}.",
     "F.request_kind=explicit F.request=*"},
    {'#', "Product", ""},
    {'c', "So there's no {way|place} to {see|tell} who {changed|touched} a {figure|number}?",
     "F.request_kind=implied F.request=*"},
    {'r', "{Not today|Not at present, no}.", ""},
    {'c', "{Hm, pity|Ah, shame}.", "F.request_kind=implied"},
    {'#', "Product", ""},
    {'c',
     "I {keep looking|was looking} for {a search box|a way to copy a page} and {there isn't "
     "one|can't find any}.",
     "F.request_kind=implied F.request=*"},
    {'#', "", ""},
    {'d',
     "The {old|previous} system {let us|used to let us} {colour|flag} a row, {I don't see that "
     "here|yours doesn't seem to}.",
     "F.request_kind=implied F.request=*"},
    {'#', "", ""},
    {'c',
     "{My|Our} {Welsh|Finnish} colleagues {wonder|were wondering} {if|whether} they'd ever "
     "{see|get} it in their own language.",
     "F.request_kind=implied F.request=*"},
    {'#', "Product", "mnc"},
    {'c',
     "One {thing|bit} I {missed|was missing} in the {tour|walkthrough} {is|was} {totals by week|a "
     "calendar view}.",
     "F.request_kind=implied F.request=*"},
    {'#', "Product", "c"},
    {'c',
     "Today we {dump|export} it {to|into} Excel and {do|add} the {subtotals|currency conversion} "
     "there, {since yours can't|because yours doesn't do that}.",
     "F.request_kind=workaround F.request=*"},
    {'#', "", "c"},
    {'c',
     "{You can't|Nobody can} {lock|freeze} a {month|period} in {it|there}, so I {take|keep} "
     "screenshots {on the last day|as proof}.",
     "F.request_kind=workaround F.request=*"},
    {'#', "Product", "mnc"},
    {'d',
     "I've {written|hacked together} a {little|small} script that {renames|sorts} the "
     "{exports|files}, {'cause the tool won't|because it won't do that by itself}.",
     "F.request_kind=workaround F.request=*"},
    {'#', "", "c"},
    {'c',
     "We {run|keep} a {second|shadow} list {for|with} the {comments|notes}, as there's {no "
     "place|nowhere} for {them|those} in {yours|the system}.",
     "F.request_kind=workaround F.request=*"},
    {'#', "Product", "c"},
    {'c',
     "{Ravi|Our intern} {types in|copies over} the {sales targets|goals} by hand {every "
     "Monday|once a month}, as {there's no import for them|they can't be loaded}.",
     "F.request_kind=workaround F.request=*"},
    {'#', "Product", "mn"},
    {'c',
     "You'd have to {give us|build us} {a second approver|approval by two people}, {please|that's "
     "what I'm asking for}.",
     "F.request_kind=explicit F.request=*"},
    {'c',
     "Without {it|that}, {no signature from us|we can't go ahead}, {simple as that|it's that "
     "simple}.",
     "F.deal_blocker"},
    {'#', "Product", "dmn"},
    {'c',
     "I'd ask you to add {right-to-left text|right-to-left layouts} for our {Cairo|Amman} office.",
     "F.request_kind=explicit F.request=*"},
    {'r', "And is that a {nice-to-have|bonus}, or {more than that|a bit more}?", ""},
    {'c', "{More|A lot more}, it's make or break {for us|for this whole thing}.", "F.deal_blocker"},
    {'#', "", "dmn"},
    {'c',
     "{Let me be clear|To be clear}, we're asking {for|you for} a {read-only role|role for "
     "guests}, and {until it's there|as long as that's not there} {nobody here signs|I won't sign} "
     "anything.",
     "F.request_kind=explicit F.request=* F.deal_blocker"},
    {'#', "Product", "mn"},
    {'c',
     "{Please|I want you to} {get|put} {an offline mode|some kind of offline mode} in, "
     "{or|otherwise} {we're out|this stops here}.",
     "F.request_kind=explicit F.request=* F.deal_blocker"},
    {'#', "", "c"},
    {'c', "Can you {make|have} the {alerts|reminders} skip {weekends|public holidays}?",
     "F.request_kind=explicit F.request=*"},
    {'c', "Whether we {take|add} the {second|other} {plant|region} {hangs|depends} on that.",
     "F.deal_blocker"},
};
const struct sim_lines known_features = SIM_LINES(SIM_ON_FEATURES, features);

static const struct sim_line praise[] = {
    {'#', "", "mnwc"},
    {'c',
     "{I have to say|Got to hand it to you}, the {onboarding|training} was {first class|really "
     "well done}.",
     "V.praise=*"},
    {'#', "", "wc"},
    {'c',
     "{Hats off to|Give my best to} {Keiko|the lady on your help line}, she {had it sorted|fixed "
     "it} {in ten minutes|before I'd finished my tea}.",
     "V.praise=*"},
    {'#', "Product", "c"},
    {'c',
     "{My|The} {night crew|store managers} {actually|genuinely} {like opening it|enjoy it}, and "
     "{they hate software|those people like nothing}.",
     "V.praise=*"},
    {'#', "Product", "mc"},
    {'c', "It's {dead|so} easy, even {my boss|I} {could|can} {use|find my way round} it.",
     "V.praise=*"},
    {'#', "", "c"},
    {'d',
     "Since {we switched it on|the start} we haven't had {one|a single} outage, {touch wood|and "
     "I'm impressed}.",
     "V.praise=*"},
    {'#', "Product", "mnd"},
    {'c', "That {map|drill-down} you just showed?", ""},
    {'c', "{Love it|Brilliant|That's really slick}.", "V.praise=*"},
    {'#', "", "c"},
    {'c',
     "The {lads|people here} {couldn't be happier|are chuffed} with {the new dashboards|how the "
     "launch went}.",
     "V.praise=*"},
    {'#', "", "dmnlc"},
    {'c',
     "{Nice|Lovely} {deck|sample report}, by the way, {clearest I've seen|very well put together}.",
     "V.praise=*"},
    {'#', "Product", "c"},
    {'c',
     "Your app {logs me out|kicks me out} {every time|whenever} I {lock the phone|switch to maps}, "
     "{drives me nuts|it's maddening}.",
     "V.complaint=*"},
    {'#', "", "c"},
    {'c',
     "I'm not {thrilled|happy} {about|with} the {last update|new menu}, {took us a week to find "
     "things again|nobody finds anything}.",
     "V.complaint=*"},
    {'#', "", "c"},
    {'d',
     "{Your|The} documentation is {two versions|a year} behind, {and that's annoying|which is "
     "frustrating}.",
     "V.complaint=*"},
    {'#', "Product", "c"},
    {'c',
     "{It's|The search is} {slow|sluggish} {after lunch|on Mondays}, {everyone moans about it|I "
     "hear about it every week}.",
     "V.complaint=*"},
    {'#', "", "c"},
    {'c',
     "The {webinar|release webinar} was a {letdown|waste of an hour}, {I have to say|if you don't "
     "mind me saying}.",
     "V.complaint=*"},
    {'#', "Discovery", ""},
    {'c',
     "What we {need|really need} is {something|a statement} {the auditors|our bank} {won't send "
     "back|will take as it is}.",
     "V.need=*"},
    {'#', "", ""},
    {'c',
     "I {need|just need} to {know|see} by {nine|ten} {what's in the yard|what sold the day "
     "before}.",
     "V.need=*"},
    {'#', "Discovery", ""},
    {'c',
     "{What'd help us|The thing we're after} is {less typing|fewer logins} for {the nurses|the "
     "drivers}.",
     "V.need=*"},
    {'#', "", ""},
    {'d',
     "We're after {a way|some way} to {keep|hold} {forty suppliers|all our depots} in "
     "{view|check}.",
     "V.need=*"},
};
const struct sim_lines known_praise = SIM_LINES(SIM_ON_PRAISE, praise);
