#ifndef REPORT_AGAIN_H
#define REPORT_AGAIN_H

/* Reports made again: for nothing but their digests, which whoever has those of before compares; or
 * as files, from records that have changed since. */

#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/option.h"

struct again {
    const char *formats;      /* "html,csv" */
    const char *title, *zone; /* NULL: as cm-render has it without being told */
    int64_t enough;           /* -1: the same */
    /* Files, by paths; NULL: there is none. */
    const char *answers, *rollup, *about;
    struct texts ledgers, against, amends;
};

/* Told of each file that the formats are, by its name in a directory of reports. `also`: what its
 * bytes depend on beside the records and the version, in words; NULL: nothing. */
typedef int again_made(void *who, const char *file, const char *sha256, const char *also,
                       struct fault *f);

int again_render(const struct again *a, again_made *made, void *who, struct fault *f);
/* The roll-up, in the place of the one of before (that says the same no more, but whose summary is
 * taken if somebody wrote it and it still passes), and the reports into the directory. */
int again_files(const struct again *a, const char *dir, struct fault *f);

#endif
