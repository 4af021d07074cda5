#ifndef ARCHIVE_RETAIN_H
#define ARCHIVE_RETAIN_H

/* The verbs of cm-retain. */

#include <stdbool.h>
#include "lib/archive/forget.h"
#include "lib/archive/rerender.h"
#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/base/out.h"
#include "lib/base/when.h"

struct retain {
    const char *dir;        /* the archive; NULL: STATE/archive */
    const char *class, *id; /* add: NULL = what the run's manifest says, else the defaults */
    int64_t level;          /* zstd's */
    bool replace;           /* add: in place of a bundle of that id */
    const char *why;        /* hold */
    int64_t grace;          /* remove: days in the trash */
    const char *confirm;    /* purge: the word, instead of typing it */
    bool held_too;          /* purge: what is on hold, too */
    bool has_now;           /* it was said */
    when now;               /* what was said, else the clock's */
    bool json, quick, read_data, trash, dry_run, force_clock, allow_empty;
    recipe_make *make; /* verify: make the reports again by this, and compare; NULL: do not */
    struct forget_said forget;
    int64_t threads; /* add, search; 0: as many as there are cores */
    struct out *out;
    const struct listener *listener;
    /* purge: ask the person at the terminal, at /dev/tty; NULL: there is none */
    int (*ask)(void *who, const char *prompt, bool hide, struct buf *answer, struct fault *f);
};

/* A verb of cm-retain; the program has seen to it that there are operands enough and not too many.
 */
typedef int retain_verb(const struct retain *r, char *const *operands, int n, struct fault *f);

/* RUN...: each run directory becomes a bundle; its id is printed. A bundle that is there already
 * with the same bytes is left as it is; with other bytes it is STATUS_CANT_CREATE (replace: it
 * goes). */
retain_verb retain_add;
retain_verb retain_list; /* trash: what is in the trash */
retain_verb retain_show; /* ID */
retain_verb retain_cat;  /* ID MEMBER... */
/* [ID...]: a line a finding, and one for each sound bundle; one more for each report that was made
 * again. STATUS_BAD_RECORD when there is a finding. */
retain_verb retain_verify;
/* TEXT [ID...]: each call of these bundles, or of all, in which somebody says the text (phrase.h).
 * What cannot be read is named, and STATUS_BAD_RECORD at the end. */
retain_verb retain_search;
retain_verb retain_prune;
retain_verb retain_reindex;
/* ID...: what is on hold is not deleted, by nobody, until it is released. STATUS_NO_INPUT where
 * there is no such bundle, in the archive, its trash or STATE/runs. */
retain_verb retain_hold;
retain_verb retain_release;
/* ID...: into the trash, for so many days of grace. STATUS_REFUSED where one is on hold. */
retain_verb retain_remove;
retain_verb retain_restore; /* ID: out of the trash */
/* Everything that came from calls, of all of STATE and CACHE; purge.h. */
retain_verb retain_purge;
/* [PERSON]: out of all there is; without one, and without calls, one that was killed is ended. What
 * was taken for whom, what was found and what became of it is printed, and "hits left: 0", when all
 * was looked through again. STATUS_PARTIAL when something is held or never changed. */
retain_verb retain_forget;
/* Those that were killed, or could not reach all; *left: the fault of the first that cannot yet. */
int retain_forget_rest(const struct retain *r, struct fault *left, struct fault *f);

#endif
