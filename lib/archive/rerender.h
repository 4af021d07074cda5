#ifndef ARCHIVE_RERENDER_H
#define ARCHIVE_RERENDER_H

/* The reports of a bundle, made again from what is archived beside them, and compared with them.
 * How they were made is in the run's manifest ("render", schemas/manifest.json). What a report is,
 * is not known here: whoever makes them is handed in. */

#include <stdbool.h>
#include "lib/archive/bundle.h"
#include "lib/archive/recipe.h"
#include "lib/base/fault.h"

/* Told of each file that was made; `also`: what its bytes depend on beside the records and the
 * version, in words; NULL: nothing. */
typedef int recipe_made(void *who, const char *file, const char *sha256, const char *also,
                        struct fault *f);
typedef int recipe_make(const struct recipe *recipe, recipe_made *made, void *who, struct fault *f);

struct rerender {
    recipe_make *make;
    /* Told each finding: "same", "differs", or "untold" where it cannot be tried; file NULL: it
     * concerns all of them. */
    void (*found)(void *who, const char *word, const char *file, const char *what);
    void *who;
    int64_t differ; /* counted */
};

/* Of a bundle whose contents are proved. -1 only when it cannot go on: no memory, an I/O error. */
int rerender_bundle(struct rerender *r, struct bundle *b, struct fault *f);

#endif
