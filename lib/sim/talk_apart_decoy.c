/* Written apart: talk that sounds near an answer and is none. */

#include "lib/sim/sim_lines.h"

static const struct sim_line decoy[] = {
    {'#', "Small Talk", ""},
    {'c',
     "{Eleven|Thirteen} {pounds|dollars} for {parking|two hours' parking}, {and then|and} {the "
     "machine|it} {ate my card|swallowed the note}.",
     ""},
    {'r', "{Outrageous|That hurts}, {next time|better} {the train|take a bike}.", ""},
    {'#', "Small Talk", ""},
    {'c',
     "{We've|My wife and I have} {switched|changed} {gyms|our vet}, {the old one|the last one} "
     "{shut|closed down} {over the summer|last spring}.",
     ""},
    {'#', "Small Talk", ""},
    {'d',
     "{My|The} {landlord|bank} {turned down|refused} {my nephew|the boy next door}, {twice|two "
     "times}, {for a flat|over a form}.",
     ""},
    {'r', "{Poor|Tough on the} {lad|boy}.", ""},
    {'#', "Small Talk", ""},
    {'r',
     "{The|My} {kids|twins} {want|are begging for} {a rabbit|a trampoline}, {my wife|their mother} "
     "{has the veto|will decide that one}.",
     ""},
    {'c', "{Mothers|They} {always do|generally do}.", ""},
    {'#', "", ""},
    {'c',
     "{Give me|Hold on} {a second|one tick}, {I have to|let me} {sign|initial} {for the "
     "flowers|for the water}, {the driver's|he's} {in a hurry|double-parked}.",
     ""},
    {'#', "Small Talk", ""},
    {'c',
     "{I booked|We got} the {ferry|cabin} {at a third off|for half the price}, {off season|nobody "
     "goes in <month>}, {you should try it|best idea I've had}.",
     ""},
    {'#', "Small Talk", ""},
    {'d',
     "{My|Our} {neighbour|uncle} {left|walked out of} {his job|the navy} {to raise goats|for a "
     "vineyard}, {he hasn't looked back|he's a new man}.",
     ""},
    {'#', "Small Talk", ""},
    {'c',
     "{The|Our} {choir|amateur theatre} {needs|is looking for} {tenors|a villain}, {if you|in case "
     "you} {know anyone|can sing}.",
     ""},
    {'r', "{You don't|Nobody} {want|wants} {to hear|to have} {me|my voice}.", ""},
    {'#', "Small Talk", ""},
    {'r',
     "{I|We} {meant to|wanted to} {paint|tile} {the hall|the cellar} {by Easter|before the baby}, "
     "{ha|that was the plan}.",
     ""},
    {'c', "{Same here|Ha}, {which Easter, I wonder|ask me about mine}.", ""},
    {'#', "Small Talk", ""},
    {'c',
     "{My|The} {car|moped} {broke down|gave up} {again|on the bridge}, {the garage|the man} "
     "{shrugged|had a look}, {typical|and sighed}.",
     ""},
    {'#', "", ""},
    {'c',
     "I see {you're wearing|you've got on} {the scarf|the shirt}, {so you|then you} {saw|watched} "
     "{them lose|the match}.",
     ""},
    {'r', "{Three|Four} {nil|to one}, {our|the} {keeper|coach} {should go|has to go}.", ""},
    {'#', "Small Talk", ""},
    {'d',
     "{We|The family} {compared|tried} {five|four} {tents|prams}, {went|and went} {for|with} {the "
     "cheapest|the ugliest}, {and it leaks|no regrets}.",
     ""},
    {'#', "Small Talk", ""},
    {'c',
     "{The|My} {dentist|doctor} {wants|has asked} me {back|in again} {in six weeks|soon}, {I'd "
     "rather|I would rather} {climb a mountain|do my taxes}.",
     ""},
    {'#', "", ""},
    {'r',
     "{They've|The council has} {dug up|closed} {our street|the road} {again|once more}, {for|it's "
     "been} {months|the whole autumn}, {no end in sight|and no sign of an end}.",
     ""},
    {'#', "Small Talk", ""},
    {'c',
     "{My|Our} {daughter|youngest girl} has {her licence|her driving test behind her}, {first "
     "go|third go}, {and now|so now} {the car's gone|I walk}.",
     ""},
    {'r', "{Congratulations|Well done her}, {and condolences|or sorry}.", ""},
    {'#', "Small Talk", ""},
    {'c',
     "I {promised|owe} my {trainer|doctor} {ten kilos|five kilos} {by summer|off}, {don't|please "
     "don't} {ask|mention it}.",
     ""},
    {'#', "Small Talk", ""},
    {'r',
     "{The bakery|The kiosk} {round the corner|by our office} {has put|put} {croissants|rolls} {up "
     "again|up to four dollars}, {a scandal|people are in tears}.",
     ""},
    {'#', "", ""},
    {'c',
     "{If I'd|Had I} {left|set off} {ten minutes|a quarter of an hour} {earlier|sooner}, {I'd "
     "have|I would have} {caught|made} {the early bus|the fast train}.",
     ""},
};
const struct sim_lines apart_decoy = SIM_LINES(SIM_DECOY, decoy);
