#ifndef SIM_LINES_H
#define SIM_LINES_H

/* What can be said: tables of lines (talk_*.c), pure data.
 *
 * A row whose `who` is '#' begins a beat, a few lines that belong together; its text is the topic
 * ("" = none) and its facts say where it fits: d discovery, m demo, n negotiation, w won, l lost, c
 * customer; "" = any. The other rows are one sentence each: who says it (r our host, s our second,
 * c the buyer, d the buyer's colleague), the words, and what is thereby known
 * ("P.price_reaction=pushes_back Q.budget").
 *
 * In the words {a|b|c} is one of them, by chance, and <slot> what the call fills in: comp, amt,
 * due, ondue, bydue, acct, rfirst, cfirst, sys, team, city, feature, month; sum for amt, and when,
 * onwhen, bywhen, date for due, in more ways of saying it (sim_said.h). As a value, <comp>, <amt>
 * and <due> stand for the answer, and * for the sentence itself. A line without facts must be
 * silent on every question. */

struct sim_line {
    char who;
    const char *text, *facts;
};

enum sim_pool {
    SIM_OPENING,
    SIM_SMALL_TALK,
    SIM_DECOY,
    SIM_FILLER,
    SIM_CLOSING,
    SIM_INSIDE, /* an internal meeting */
    SIM_VOICEMAIL,
    SIM_DIALLED,
    SIM_FRENCH,
    SIM_GERMAN,
    SIM_SPANISH,
    SIM_JAPANESE,
    SIM_ON_PAIN, /* from here on: what plants answers, in the order in which a call comes to it */
    SIM_ON_COACHING,
    SIM_ON_QUALIFYING,
    SIM_ON_COMPETITORS,
    SIM_ON_FEATURES,
    SIM_ON_PRAISE,
    SIM_ON_CHURN,
    SIM_ON_DECISION,
    SIM_ON_PRICING,
    SIM_ON_OBJECTIONS,
    SIM_ON_NEXT_STEPS,
    SIM_POOLS,
};

struct sim_lines {
    enum sim_pool pool;
    const struct sim_line *lines;
    int n;
};

/* There are three collections of what plants answers, of decoys and of filler, written
 * independently of each other: the lines called talk_, those called known_, and those called
 * apart_. What engine and cues were tuned on is ours and known; who tunes has not read apart, so
 * that it measures. */
enum sim_phrasings {
    SIM_SAID_OURS,
    SIM_SAID_KNOWN,
    SIM_SAID_APART,
    SIM_SAID_BOTH, /* ours and apart */
    SIM_SAID_ALL,
};

/* One row a file of lines. */
extern const struct sim_lines talk_opening, talk_small_talk, talk_decoy, talk_closing,
    talk_filler_talk, talk_filler_demo, talk_filler_more, talk_inside, talk_voicemail, talk_dialled,
    talk_french, talk_german, talk_spanish, talk_japanese, talk_pain, talk_coaching,
    talk_qualifying, talk_competitors, talk_features, talk_praise, talk_churn, talk_decision,
    talk_pricing, talk_objections, talk_next_steps;
extern const struct sim_lines known_decoy, known_filler, known_filler_more, known_filler_day,
    known_pain, known_coaching, known_qualifying, known_competitors, known_features, known_praise,
    known_churn, known_decision, known_pricing, known_objections, known_next_steps;
extern const struct sim_lines apart_decoy, apart_filler, apart_filler_more, apart_filler_day,
    apart_pain, apart_coaching, apart_qualifying, apart_competitors, apart_features, apart_praise,
    apart_churn, apart_decision, apart_pricing, apart_objections, apart_next_steps;

#define SIM_LINES(pool, table)                                                                     \
    {                                                                                              \
        pool, table, sizeof(table) / sizeof((table)[0])                                            \
    }

#endif
