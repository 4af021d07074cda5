#ifndef STATE_HELD_FILE_H
#define STATE_HELD_FILE_H

/* The held-calls index as a file: for held.c only. */

#include "lib/state/held.h"

/* Lines of {"v":1,"held":NAME,"from":TIME,"through":TIME} and, a call each,
 * {"v":1,"id":...,"state":...}. A journal is lines of calls; a torn last one is dropped. */
int held_file_read(struct held *h, struct fault *f);
/* What was read, put right where it speaks of a time that has not come. */
void held_settle(struct held *h);

#endif
