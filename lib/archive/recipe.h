#ifndef ARCHIVE_RECIPE_H
#define ARCHIVE_RECIPE_H

/* How a run's reports were made: member "render" of its manifest (schemas/manifest.json). */

#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/base/span.h"

/* What "render" says; its files as paths to read. NULL: it does not say. */
struct recipe {
    const char *callmine; /* the version that made them */
    const char *formats;  /* "html,csv" */
    const char *title, *zone;
    int64_t min_calls; /* -1: it does not say */
    const char *answers, *rollup, *about;
    struct texts ledgers, against, amends;
};

/* A path from which a member can be read, into the arena. */
typedef int recipe_serve(void *who, struct arena *a, const char *member, const char **path,
                         struct fault *f);

enum { RECIPE_FILES = 260 }; /* that it may name */

/* All of it lies in the arena. STATUS_BAD_RECORD when it is not said as it must be. */
int recipe_read(struct recipe *r, struct arena *a, struct span said, recipe_serve *serve, void *who,
                struct fault *f);

#endif
