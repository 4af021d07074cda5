#ifndef SIM_FACT_H
#define SIM_FACT_H

/* The questions whose right answers are known, and what follows from what: a call in which a
 * competitor is being evaluated is a call in which a competitor is involved. */

#include <stdbool.h>
#include "lib/base/span.h"

enum sim_type { SIM_BOOL, SIM_ENUM, SIM_MULTI, SIM_SHORT, SIM_NUMBER, SIM_DATE };
enum sim_asked { SIM_ASKED_ANY, SIM_ASKED_CUSTOMER, SIM_ASKED_REP };

struct sim_question {
    char set_letter; /* the tables of talk write P.price_reaction for pricing.price_reaction */
    const char *set, *id;
    enum sim_type type;
    enum sim_asked side;
};
extern const struct sim_question sim_questions[];
extern const int sim_nquestions;

/* "P.price_reaction" to its number, or -1. */
int sim_question(struct span name);

/* A fact that another one brings along: question and value, or every value of the question. */
struct sim_follows {
    const char *name, *value; /* value NULL: whatever it is */
    const char *fact;         /* as the tables write it */
};
extern const struct sim_follows sim_follows[];
extern const int sim_nfollows;

#endif
