/* Written apart: how it goes on after the call. */

#include "lib/sim/sim_lines.h"

static const struct sim_line next_steps[] = {
    {'#', "Next Steps", ""},
    {'r', "{Shall we|Can we} {talk|sit down} again {soon|before it gets cold}?", ""},
    {'c', "{Gladly|Yes}, <when> {at ten|at half past two} {suits|works for} {me|us}.",
     "N.next_meeting_set N.next_step=* N.due_date=<due> N.buyer_commitment=date_given"},
    {'r', "{Done|It's in}, {you'll see the invite|the invite is out}.", "N.next_meeting_set"},
    {'#', "Wrap-Up", ""},
    {'c',
     "{Let's|I'd say we} {meet|speak} again <onwhen>, {same time|after lunch}, {I'll bring "
     "<team>|with the others}.",
     "N.next_meeting_set N.next_step=* N.due_date=<due> N.buyer_commitment=date_given"},
    {'#', "", ""},
    {'c',
     "{Come|You come} {by|to us} <onwhen>, {around nine|at eleven}, and {we'll walk|I'll take you} "
     "{through the hall|round the depot}.",
     "N.next_meeting_set N.next_step=* N.due_date=<due> N.buyer_commitment=date_given"},
    {'r', "{I'll be there|See you at the gate}, {with my own boots|I know the way}.",
     "N.next_meeting_set"},
    {'#', "Next Steps", ""},
    {'r',
     "{I've|Look, I have} {gaps|room} {most mornings|almost any day} {for the second part|for "
     "another hour}.",
     ""},
    {'c',
     "<when> {suits|works}, {put it in|book it}, {all of us|two of us} {will come|will be there}.",
     "N.next_meeting_set N.next_step=* N.due_date=<due> N.buyer_commitment=date_given"},
    {'#', "Next Steps", ""},
    {'d',
     "{We're|I'm} {free|around} <onwhen>, {let's do|let's have} {the technical round|the second "
     "session} then.",
     "N.next_meeting_set N.next_step=* N.due_date=<due> N.buyer_commitment=date_given"},
    {'#', "Wrap-Up", ""},
    {'r',
     "{So|Good}, {we meet|we're on} again <onwhen>, {I've booked|I booked} {the hour|the big "
     "room}, {the link's the same|you have the link}.",
     "N.next_meeting_set N.next_step=* N.due_date=<due>"},
    {'#', "Next Steps", ""},
    {'r',
     "{Our|The} {follow-up|workshop} {stands|is in the diary}, {your assistant|reception} "
     "{confirmed it|set it up} {before we started|this morning}.",
     "N.next_meeting_set N.next_step=*"},
    {'c', "{She|They} {told me|said so}, {good|great}.", ""},
    {'#', "", ""},
    {'s',
     "{The session|That meeting} with {our architect|the trainers} {is fixed|has been booked}, "
     "{the same faces|you two and us}.",
     "N.next_meeting_set N.next_step=*"},
    {'#', "Next Steps", ""},
    {'c', "{You'll|You will} {get|have} {the floor plan|our stock list} from me <bywhen>.",
     "N.next_step=* N.due_date=<due> N.buyer_commitment=date_given"},
    {'r', "{Thanks|Thank you}, {whatever format|as it is}.", ""},
    {'#', "", ""},
    {'r', "{Could I|May I} {have|see} {a sample|last month's} {export|sheet}?", ""},
    {'c', "{Of course|Sure}, {I'll mail it|it'll be in your mail} <bywhen>.",
     "N.next_step=* N.due_date=<due> N.buyer_commitment=date_given"},
    {'#', "Wrap-Up", ""},
    {'d',
     "{I'll have|I'm going to have} {the numbers|the user list} {ready for you|with you} <bywhen>, "
     "{you can count on it|no excuses}.",
     "N.next_step=* N.due_date=<due> N.buyer_commitment=date_given"},
    {'#', "Next Steps", ""},
    {'c',
     "{We'll|I promise we'll} {give you|let you have} {our remarks|our comments on the draft} "
     "<bywhen>.",
     "N.next_step=* N.due_date=<due> N.buyer_commitment=date_given"},
    {'#', "", ""},
    {'r',
     "{I'll|We'll} {write up|put together} {the proposal|a draft} and {you have it|it'll be with "
     "you} <bywhen>.",
     "N.next_step=* N.due_date=<due>"},
    {'c', "{Wonderful|Very good}, {thank you|that'll do}.", ""},
    {'#', "Next Steps", ""},
    {'s',
     "{I'm going to|I'll} {set up|prepare} {the test account|a sandbox} <bywhen>, {logins come by "
     "mail|you'll get the logins}.",
     "N.next_step=* N.due_date=<due>"},
    {'#', "Wrap-Up", ""},
    {'r',
     "{Leave|You can leave} {the security form|that question} with me, {answers|you'll have the "
     "answers} <bywhen>.",
     "N.next_step=* N.due_date=<due>"},
    {'d', "{That'll|That would} {do|be fine}.", ""},
    {'#', "", ""},
    {'r',
     "{On our side|From us}: {the data map|a list of fields}, {in your inbox|on your desk} "
     "<bywhen>.",
     "N.next_step=* N.due_date=<due>"},
    {'#', "Next Steps", ""},
    {'c',
     "{I'll|Let me} {take|put} {this|it} to {the others|my crew} {and hear what they say|and see "
     "if they bite}.",
     "N.next_step=* N.buyer_commitment=intent"},
    {'#', "", ""},
    {'d',
     "{I'm going to|I'll} {try it|click through it} {at home|with two colleagues}, {in peace|when "
     "it's quiet}.",
     "N.next_step=* N.buyer_commitment=intent"},
    {'r', "{Have fun|Enjoy}, {nothing can break|click everything}.", ""},
    {'#', "Wrap-Up", ""},
    {'c',
     "{I'll|I'm going to} {read it through|go over the slides} {with a pencil|in peace}, {and ring "
     "you|and then I'll be in touch}.",
     "N.next_step=* N.buyer_commitment=intent"},
    {'#', "Next Steps", ""},
    {'c',
     "{We do want|We're willing} to {go on|do this}, {I'll come back to you|you'll hear from me}, "
     "{I just can't say when|don't ask me for a day}.",
     "N.buyer_commitment=intent N.next_step=*"},
    {'#', "", ""},
    {'c',
     "{I'm all for it|We're in}, {in principle|as far as I'm concerned}, {we want|my people want} "
     "{to do it|this to happen}.",
     "N.buyer_commitment=intent"},
    {'#', "Next Steps", ""},
    {'r', "{Would you|Could we} {agree on|fix} {a day|something} {already|now}?", ""},
    {'c',
     "{No|Not really}, {I don't want to|I'd rather not} {commit|be tied down} {to anything|at "
     "all}.",
     "N.buyer_commitment=none"},
    {'#', "", ""},
    {'c',
     "{Don't|Please don't} {count on|wait for} us, {I'm not|we're not} {promising|signing up for} "
     "{anything|a thing}.",
     "N.buyer_commitment=none"},
    {'r', "{Fair enough|That's honest}, {thank you|I respect that}.", ""},
    {'#', "Wrap-Up", ""},
    {'c',
     "{We'll|Let's} {leave it open|leave it hanging}, {I can't|I won't} {say|give you} {any "
     "more|more than that}.",
     "N.buyer_commitment=none"},
    {'#', "Next Steps", ""},
    {'r', "{Can I|May I} {call|try you} {again|another time}?", ""},
    {'c',
     "{Better not|I'd leave that}, {if we want something|should it come up again} {we know where "
     "you are|we have your card}.",
     "N.buyer_commitment=none"},
};
const struct sim_lines apart_next_steps = SIM_LINES(SIM_ON_NEXT_STEPS, next_steps);
