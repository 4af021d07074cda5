#ifndef STATE_SETTINGS_H
#define STATE_SETTINGS_H

/* Settings of a program that are no secrets: CONFIG/NAME, a line "name = value" each; an empty line
 * and one that begins with # say nothing. What an option has said already is left as it is. */

#include "lib/base/arena.h"
#include "lib/base/fault.h"

struct setting {
    const char *name;
    const char **value; /* not NULL: an option has said it */
};

/* Values are kept in the arena. A file that is not there says nothing. STATUS_CONFIG names the line
 * that is no setting, or of a name that is not in the rows (which end with a NULL name). */
int settings_read(struct arena *a, const char *file, const struct setting *rows, struct fault *f);

#endif
