#ifndef STATE_PLACE_H
#define STATE_PLACE_H

/* Where things are kept. State: $STATE_DIRECTORY, else $XDG_STATE_HOME/callmine, else
 * ~/.local/state/callmine. Configuration and cache likewise ($CONFIGURATION_DIRECTORY, ~/.config;
 * $CACHE_DIRECTORY, ~/.cache). Directories are made 0700; files below are 0600. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"

enum place { PLACE_STATE, PLACE_CONFIG, PLACE_CACHE };

/* path = PLACE/name, its directories made. name may hold slashes, or be "". */
int place_path(struct buf *path, enum place where, const char *name, struct fault *f);

/* The same without making anything: for what is only read. */
int place_find(struct buf *path, enum place where, const char *name, struct fault *f);

/* A profile's name: [A-Za-z0-9_-]{1,64}; anything else is STATUS_USAGE. NULL is "default". */
int place_profile(const char **profile, struct fault *f);

/* path = STATE/profiles/PROFILE/file. */
int place_in_profile(struct buf *path, const char *profile, const char *file, struct fault *f);

#endif
