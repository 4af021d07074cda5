#ifndef SIM_TALK_H
#define SIM_TALK_H

/* What is said in an invented call, sentence by sentence, and what is thereby known. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/sim/sim_call.h"
#include "lib/sim/sim_lines.h"

enum { SIM_STRAY = -1, SIM_NOBODY = -2 }; /* a voice without a party; speakerId null */

struct sim_sentence {
    int voice;         /* index into the call's parties, or one of the above */
    int start, end;    /* milliseconds, in steps of 10 */
    size_t at, len;    /* in text */
    const char *topic; /* NULL = null */
    bool opens;        /* begins a monologue */
};

struct sim_fact {
    int question;   /* index into sim_questions */
    char value[48]; /* "" for a bool; "*" = the sentence itself */
    int sentence;
};

struct sim_talk {
    struct buf text;
    struct sim_sentence *sentences;
    int n, room;
    struct sim_fact *facts;
    int nfacts, facts_room;
    bool failed; /* no memory */
};

/* Make it (zero the struct at first; it can be used again). */
int sim_talk(struct sim_talk *t, const struct sim_company *c, const struct sim_call *call,
             struct fault *f);
void sim_talk_clear(struct sim_talk *t);
struct span sim_talk_text(const struct sim_talk *t, int sentence);
const char *sim_voice(const struct sim_call *call, int voice); /* its speakerId; NULL = null */

#endif
