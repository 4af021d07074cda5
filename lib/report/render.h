#ifndef REPORT_RENDER_H
#define REPORT_RENDER_H

/* Rendering: a record loop that ends in reports. The calls go into the report model; at the end
 * the roll-up is counted from them, here too, so that no number in a report is taken on trust. */

#include "lib/json/stream.h"
#include "lib/report/model.h"
#include "lib/report/rollup.h"

struct render {
    struct report_options options; /* enough < 0: as the roll-up that was made says, else 5 */
    struct rollup_sources sources;
    const char *about; /* a file of what is said of the run; NULL: nothing is */
    /* What is done with the roll-up; `out` is where the stage's output goes. */
    int (*put)(void *who, const struct rollup *u, struct out *out, struct fault *f);
    void *who;
    struct report *report;
};

/* Before the first record: what the options name is read. *stage is for the record loop. */
int render_begin(struct render *r, struct stage *stage, struct fault *f);
/* After the loop: STATUS_PARTIAL for a ledger that does not close. */
int render_end(const struct render *r, struct fault *f);
void render_clear(struct render *r); /* at any time */

#endif
