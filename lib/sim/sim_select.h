#ifndef SIM_SELECT_H
#define SIM_SELECT_H

/* contentSelector: which blocks of a record POST /v2/calls/extensive shows. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"

struct sim_selector {
    enum { SIM_CONTEXT_NONE, SIM_CONTEXT_BASIC, SIM_CONTEXT_EXTENDED } context;
    bool now, time_of_call;
    bool parties, comments, media, occurrences;
    unsigned content, interaction; /* a bit for each member (sim_select.c) */
};

/* False when it is not what the API description allows. SPAN_NONE and null choose the defaults. */
bool sim_selector_read(struct sim_selector *s, struct span selector);
/* The chosen blocks of a record, their bytes as they are. */
void sim_select(struct buf *out, struct span record, const struct sim_selector *s);

#endif
