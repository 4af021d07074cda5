#ifndef SIM_SCORECARDS_H
#define SIM_SCORECARDS_H

/* The scorecards that there are, and the calls that were reviewed with them. */

#include "lib/sim/sim_source.h"

/* The name of card N and its id; NULL behind the last. */
const char *sim_card(const struct sim_source *s, int card, char id[SIM_ID]);

/* One in so many calls was reviewed, a day or so after it was shown. */
struct sim_review {
    char id[SIM_ID];
    const struct sim_entry *entry;
    int card;
    bool automatic;
    when time;
};
/* The review of the entry with that index; false when there is none by now. */
bool sim_review(const struct sim_source *s, int at, when now, struct sim_review *r);

#endif
