#ifndef SIM_SETTINGS_H
#define SIM_SETTINGS_H

/* The trackers that there are, and the library: folders of calls. */

#include "lib/sim/sim_source.h"

/* The name of tracker N and its id; NULL behind the last. They are of the first workspace. */
const char *sim_tracker(const struct sim_source *s, int n, char id[SIM_ID]);

enum { SIM_SHELVED = 12 }; /* a folder has no more calls than that */

/* The name of folder N of all workspaces and its id; NULL behind the last. */
const char *sim_shelf(const struct sim_source *s, int n, char id[SIM_ID]);
/* The calls in it by now: how many, and their indices as entries. */
int sim_shelved(const struct sim_source *s, int n, when now, int at[SIM_SHELVED]);

#endif
