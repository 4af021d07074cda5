#ifndef RUN_PROOF_H
#define RUN_PROOF_H

/* What a schedule says to other programs, asked of these programs themselves, before anything is
 * fetched: the filter, the question sets, who answers, the corrections. */

#include "lib/run/schedule.h"

/* STATUS_CONFIG, "PATH:LINE: KEY: " and the program's own words. */
int proof_schedule(const struct schedule *s, struct fault *f);
/* Which calls the filter lets pass, a line each; "" where it is none. */
int proof_say(struct buf *b, const struct schedule *s, struct fault *f);

/* Command lines for tool_run, in the arena: cm-filter with the filter, and `last` where it is not
 * NULL; cm-analyze with questions and engine likewise. */
int proof_filter(char ***argv, struct arena *a, const struct schedule *s, const char *last,
                 struct fault *f);
int proof_ask(char ***argv, struct arena *a, const struct schedule *s, const char *last,
              struct fault *f);

#endif
