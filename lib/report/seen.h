#ifndef REPORT_SEEN_H
#define REPORT_SEEN_H

/* Which texts were here before. */

#include "lib/base/span.h"

struct report_seen;

struct report_seen *seen_new(void); /* NULL: no memory */
void seen_free(struct report_seen *s);
/* 1: new; 0: was here before; -1: no memory. The text is not copied: it must stay. */
int seen_add(struct report_seen *s, struct span text);

#endif
