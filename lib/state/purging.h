#ifndef STATE_PURGING_H
#define STATE_PURGING_H

/* STATE/purging: a purge was confirmed with a word, and is not ended. It has a line for each thing
 * that the word was about: what came after it was not meant. */

#include <stdbool.h>
#include <time.h>
#include "lib/base/fault.h"
#include "lib/json/ids.h"

struct purging {
    bool begun;
    struct timespec since; /* when it was written */
    struct ids meant;
};
int purging_read(struct purging *p, struct fault *f); /* zero at first */
void purging_clear(struct purging *p);

int purging_write(const struct ids *meant, struct fault *f);
int purging_end(struct fault *f);

/* Say that one was begun and is not ended; nothing where none was. */
void purging_tell(const struct listener *l);

#endif
