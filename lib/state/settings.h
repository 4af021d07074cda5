#ifndef STATE_SETTINGS_H
#define STATE_SETTINGS_H

/* Settings of a program that are no secrets: CONFIG/NAME, a line "name = value" each; an empty line
 * and one that begins with # say nothing. What an option has said already is left as it is. */

#include "lib/base/arena.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct setting {
    const char *name;
    const char **value; /* not NULL: an option has said it */
};

/* Values are kept in the arena. A file that is not there says nothing. STATUS_CONFIG names the line
 * that is no setting, of a name that is not in the rows (which end with a NULL name, 64 at most),
 * or of one that was said before. */
int settings_read(struct arena *a, const char *file, const struct setting *rows, struct fault *f);
/* The same of a text that is at hand; path is for the fault. */
int settings_take(struct arena *a, struct span text, const char *path, const struct setting *rows,
                  struct fault *f);

/* Which line says it, from 1; 0: none does. */
int settings_line(struct span text, const char *name);

#endif
