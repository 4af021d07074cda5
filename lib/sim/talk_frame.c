/* How calls begin and end, and what is said beside the point. */

#include "lib/sim/sim_lines.h"

static const struct sim_line opening[] = {
    {'#', "", ""},
    {'r', "{Hi|Hello|Hey} <cfirst>, {can you hear me all right|am I coming through okay}?", ""},
    {'c', "{Yes, loud and clear|I can, yes|Yep, all good here}.", ""},
    {'r', "{Great|Perfect|Good}, thanks for {making the time|joining|hopping on}.", ""},
    {'#', "", ""},
    {'c', "{Hi|Hello|Good morning}, this is <cfirst> {from|at} <acct>.", ""},
    {'r', "<cfirst>, {good to hear you|nice to meet you}, I'm <rfirst>.", ""},
    {'r', "{Give me one second|One moment}, I'm just {closing my mail|finding the right window}.",
     ""},
    {'#', "", ""},
    {'r', "{Okay|All right}, I think that's {everybody|all of us}.", ""},
    {'r',
     "Just so you know, this call is being recorded so I can {listen|pay attention} instead of "
     "typing.",
     ""},
    {'c', "{That's fine|Fine by me|No problem}.", ""},
    {'#', "", ""},
    {'s', "Hi all, <rfirst> asked me to {join|sit in} {today|for the technical bits}.", ""},
    {'c', "{Welcome|Hello|Hi there}.", ""},
    {'r', "{So|Right}, let me {share my screen|open the notes} and we can get going.", ""},
    {'#', "", ""},
    {'c', "Sorry I'm {a minute|a little} late, my {last call|previous meeting} ran over.", ""},
    {'r',
     "{No worries at all|Don't worry|Not a problem}, I was just {pouring a coffee|reading my "
     "mail}.",
     ""},
    {'#', "", ""},
    {'r', "{Hello|Hi} <cfirst>, is <acct> {all in the office today|working from home these days}?",
     ""},
    {'c',
     "{Half and half|A bit of both|Mostly in the office}, it {depends on the day|changes every "
     "week}.",
     ""},
};
const struct sim_lines talk_opening = SIM_LINES(SIM_OPENING, opening);

static const struct sim_line small_talk[] = {
    {'#', "Small Talk", ""},
    {'r', "{I hear|I saw} you had {snow|a storm|quite some rain} {over there|in <city>}.", ""},
    {'c', "{Oh yes|We did}, the {trains|roads} were {a mess|closed} {until noon|half the day}.",
     ""},
    {'r',
     "{Here it's the opposite|Not a cloud here}, {we've had sun all week|people are in t-shirts}.",
     ""},
    {'#', "Small Talk", ""},
    {'c', "I was in <city> {last weekend|over the holidays} with the {kids|family}.", ""},
    {'r', "{Lovely|Oh, nice}, I {grew up|used to live} {near there|not far from it}.", ""},
    {'c', "Then you'll know the {bakery|market} by the {river|station}.", ""},
    {'#', "Small Talk", ""},
    {'r', "Is that {a guitar|a bicycle|a rowing machine} behind you?", ""},
    {'c', "{It is|Yes}, {my daughter's|I keep telling myself I'll use it}.", ""},
    {'#', "Small Talk", ""},
    {'c',
     "You'll have to excuse the {dog|drill}, {the neighbours are renovating|she barks at the "
     "postman}.",
     ""},
    {'r', "{I can't hear a thing|Mine does the same}.", ""},
    {'#', "Small Talk", ""},
    {'r', "Did you {catch the game|watch the final} {last night|on Sunday}?", ""},
    {'c',
     "{Only the second half|I fell asleep before the end|Don't tell me the score, I recorded it}.",
     ""},
    {'#', "Small Talk", ""},
    {'c', "I'm on my {third|second} coffee {already|of the day}.", ""},
    {'r', "{Same here|I switched to tea}, {long morning|early start}.", ""},
};
const struct sim_lines talk_small_talk = SIM_LINES(SIM_SMALL_TALK, small_talk);

/* They only sound like an answer. */
static const struct sim_line decoy[] = {
    {'#', "", ""},
    {'c',
     "Sorry, I'm back, the price of coffee {downstairs|at the station} is {a scandal|something "
     "else} these days.",
     ""},
    {'r', "{Don't get me started|I bring my own}.", ""},
    {'#', "", ""},
    {'c',
     "My {son|daughter} lost the {spelling|chess} competition by one point, so the house was "
     "{quiet|gloomy} this morning.",
     ""},
    {'r', "{Ouch|Oh no}, {next year|there's always another one}.", ""},
    {'#', "", ""},
    {'r',
     "My kids object to {bedtime|broccoli} {every single evening|on principle}, so I know how to "
     "hold a line.",
     ""},
    {'c', "{Ha|Sounds familiar}.", ""},
    {'#', "", ""},
    {'c',
     "We moved {house|flat} in the {spring|summer} and the whole budget went into the "
     "{kitchen|roof}.",
     ""},
    {'r', "{Been there|It always does}.", ""},
    {'#', "", ""},
    {'c',
     "The {airline|hotel} gave me a discount on the {flight|room} because the {window seat|shower} "
     "was broken.",
     ""},
    {'r', "{Better than nothing|Fair enough}.", ""},
    {'#', "", ""},
    {'c',
     "I nearly cancelled my gym {contract|membership} {last week|again}, but then I went {twice|on "
     "Sunday}.",
     ""},
    {'r', "{Good for you|That's the spirit}.", ""},
    {'#', "", ""},
    {'c',
     "There's a brighter path {along the canal|through the park}, so I walk {that way|there} to "
     "the office now.",
     ""},
    {'r', "{I should do that too|Sounds healthy}.", ""},
    {'#', "", ""},
    {'c',
     "There are ravens and all sorts of corvids nesting on our roof, {the noise is "
     "unbelievable|we've counted nine}.",
     ""},
    {'r', "{Send me a photo|We have pigeons}.", ""},
};
const struct sim_lines talk_decoy = SIM_LINES(SIM_DECOY, decoy);

static const struct sim_line closing[] = {
    {'#', "Wrap-Up", ""},
    {'r',
     "{All right|Okay}, {that's all from my side|I've nothing else}, thanks {everyone|<cfirst>}.",
     ""},
    {'c', "{Thank you|Thanks}, {bye|have a good one|take care}.", ""},
    {'#', "Wrap-Up", ""},
    {'c',
     "{I have to jump|I need to run}, {somebody is waiting for the room|they're knocking at the "
     "door}.",
     ""},
    {'r', "{Of course|Go ahead}, {bye everybody|enjoy the rest of the day}.", ""},
    {'#', "Wrap-Up", ""},
    {'r', "{We're at the hour|I see we're at time}, so {I'll let you go|I'll stop here}.", ""},
    {'c', "{Thanks <rfirst>|Cheers}, bye.", ""},
    {'d', "{Bye|Bye bye|Thanks all}.", ""},
};
const struct sim_lines talk_closing = SIM_LINES(SIM_CLOSING, closing);

static const struct sim_line voicemail[] = {
    {'#', "", ""},
    {'r', "{Hi|Hello} <cfirst>, this is <rfirst> from Larkfield.", ""},
    {'r',
     "{I wanted to introduce myself|We haven't spoken before}, so {I thought I'd leave a "
     "message|here's a quick hello}.",
     ""},
    {'r', "You can {reach me on|call me at} this number, {thanks|bye}.", ""},
    {'#', "", ""},
    {'r',
     "<cfirst>, {<rfirst> here|it's <rfirst>} from Larkfield, {sorry I missed you|I keep missing "
     "you}.",
     ""},
    {'r',
     "{Nothing urgent|No reason to worry}, {I only wanted to say hello|just a quick hello from "
     "me}.",
     ""},
    {'r', "{Have a good day|Take care}.", ""},
};
const struct sim_lines talk_voicemail = SIM_LINES(SIM_VOICEMAIL, voicemail);

static const struct sim_line dialled[] = {
    {'#', "", ""},
    {'c', "{Hello|Yes, hello}?", ""},
    {'r',
     "{Hi|Hello}, this is <rfirst> from Larkfield, did I catch you at {a bad moment|a bad time}?",
     ""},
    {'c',
     "{I'm just walking into something|I'm between two things}, {who is this again|sorry, from "
     "where}?",
     ""},
    {'r', "<rfirst>, from Larkfield, we {make|build} reporting software.", ""},
    {'c',
     "{Ah|Oh}, I {never take calls like this|don't talk business} {on the road|between meetings}.",
     ""},
    {'r', "{Of course|Understood}, {thanks for picking up|have a good day}.", ""},
    {'#', "", ""},
    {'c', "{<acct>, good morning|Good afternoon, <acct>}.", ""},
    {'r', "{Hello|Hi}, I was {hoping|trying} to reach <cfirst>.", ""},
    {'c',
     "{You're speaking to <cfirst>|That's me}, but {I'm driving|I'm on a train} and the line is "
     "{bad|going}.",
     ""},
    {'r', "{I won't keep you then|Then I'll let you drive}, bye.", ""},
    {'#', "", ""},
    {'c', "{Hello|Yes}?", ""},
    {'r',
     "<cfirst>, it's <rfirst> at Larkfield, we {met|bumped into each other} at the "
     "{fair|conference} in <city>.",
     ""},
    {'c', "{Oh, right|I remember}, {you had the booth with the plants|by the coffee stand}.", ""},
    {'r', "{Exactly|That was us}, I just wanted to {say hello|put a voice to the card}.", ""},
    {'c',
     "{That's kind|Good to hear from you}, I'm {at my desk again|back} {after lunch|in the "
     "afternoon}.",
     ""},
    {'r', "{Okay, bye|Bye then}.", ""},
};
const struct sim_lines talk_dialled = SIM_LINES(SIM_DIALLED, dialled);
