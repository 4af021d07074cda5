/* Internal meetings: no customer, and nothing about deals. */

#include "lib/sim/sim_lines.h"

static const struct sim_line inside[] = {
    {'#', "", ""},
    {'r', "{Morning everyone|Hi team}, {let's start|shall we}.", ""},
    {'s', "{Hi|Morning}.", ""},
    {'#', "", ""},
    {'r',
     "{The new starters|Two new people} {arrive on Monday|begin next week}, {laptops are "
     "ready|desks by the window}.",
     ""},
    {'s', "{I can show them around|I'll take them to lunch}.", ""},
    {'#', "", ""},
    {'s',
     "{The coffee machine on two is broken again|Somebody left the milk out}, {I put up a sign|I "
     "called the people}.",
     ""},
    {'r', "{Thanks|You're a hero}.", ""},
    {'#', "", ""},
    {'r',
     "{The wiki page for onboarding|The checklist} {has moved|is in the other space now}, {old "
     "links still work|there's a redirect}.",
     ""},
    {'s', "{Good, I was looking for it|Ah, that's where it went}.", ""},
    {'#', "", ""},
    {'s',
     "{I tidied the shared folder|The folder is sorted now}, {by year, then by region|everything "
     "older is in the attic}.",
     ""},
    {'r', "{Lovely|About time, thank you}.", ""},
    {'#', "", ""},
    {'r',
     "{The office in <city> moves|<city> gets a new floor} {in the summer|over Easter}, {same "
     "street|with a terrace}.",
     ""},
    {'s', "{They must be pleased|I've seen the plans}.", ""},
    {'#', "", ""},
    {'s',
     "{I did the security training|The training video is forty minutes}, {skip the song|the quiz "
     "is easy}.",
     ""},
    {'r', "{I still owe that one|Mine is overdue}.", ""},
    {'#', "", ""},
    {'r', "{Please fill in the survey|The team survey is open}, {it's anonymous|five questions}.",
     ""},
    {'s', "{Done|I did it on the train}.", ""},
    {'#', "", ""},
    {'s',
     "{The calendar shows two rooms with the same name|Room four is called room five now}, "
     "{facilities know|it'll be fixed}.",
     ""},
    {'r', "{So that's why nobody came|Ah, that explains it}.", ""},
    {'#', "", ""},
    {'r',
     "{Who has the clicker|Has anybody seen the adapter}, {it was in the drawer|the small white "
     "one}?",
     ""},
    {'s', "{I think Owen has it|It's in my bag, sorry}.", ""},
    {'#', "", ""},
    {'s',
     "{Headset tip|A tip}: {unplug it before the update|turn the noise filter off when you're in "
     "the car}.",
     ""},
    {'r', "{I'll try that|Good one}.", ""},
    {'#', "", ""},
    {'r',
     "{The running group meets on Wednesdays|There's a table tennis tournament}, {beginners "
     "welcome|sign up at reception}.",
     ""},
    {'s', "{My knees say no|Count me in for the noodles afterwards}.", ""},
    {'#', "", ""},
    {'r',
     "{The templates have a new font|Slides: please use the new template}, {the old one had a typo "
     "in the footer|it's lighter}.",
     ""},
    {'s', "{Will do|I like the new one}.", ""},
    {'#', "", ""},
    {'s',
     "{The fire drill is at eleven|There's a drill this morning}, {leave your bags|we gather by "
     "the oak}.",
     ""},
    {'r', "{I'll bring a jacket|Last time it rained}.", ""},
};
const struct sim_lines talk_inside = SIM_LINES(SIM_INSIDE, inside);
