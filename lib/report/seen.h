#ifndef REPORT_SEEN_H
#define REPORT_SEEN_H

/* Which texts were here before, and as the how manieth. */

#include <stdbool.h>
#include "lib/base/span.h"

struct report_seen;
struct seen_text {
    struct span text;
    size_t number; /* from 1, in the order in which they came */
};

struct report_seen *seen_new(void); /* NULL: no memory */
void seen_free(struct report_seen *s);
/* 1: new; 0: was here before; -1: no memory. The text is not copied: it must stay. */
int seen_add(struct report_seen *s, struct span text);
/* The same, with its number; NULL: no memory. *fresh: it is new, and where it does not stay, let
 * ->text be a copy of it that does. Valid until the next text. */
struct seen_text *seen_text(struct report_seen *s, struct span text, bool *fresh);

#endif
