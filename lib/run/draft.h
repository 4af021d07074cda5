#ifndef RUN_DRAFT_H
#define RUN_DRAFT_H

/* The text of a schedule's file. What a person has written into it, comments and their order, stays
 * when a value is changed. */

#include "lib/run/schedule.h"
#include "lib/state/digest.h"

/* A new one: every key of the kind, each with its comment; those that say nothing are comments
 * themselves, "#filter = --stage Negotiation". Then what the pairs say, KEY=VALUE; where they do
 * not, the zone is the machine's own, and the window follows from the cadence. STATUS_USAGE. */
int draft_new(struct buf *text, const char *name, char *const *pairs, int n, struct fault *f);

/* Say it: in place of the line that said it, or that was its comment, else at the end. NULL or "":
 * the line becomes a comment. */
void draft_set(struct buf *text, const char *key, const char *value);
/* The same of KEY=VALUE, as a person says it. STATUS_USAGE for what is no key, or not a person's to
 * set. */
int draft_pair(struct buf *text, const char *pair, struct fault *f);

/* What a run would do, without when it was activated: two texts that differ in comments only have
 * the same digest. */
void draft_digest(const struct schedule *s, char text[static DIGEST_TEXT]);

#endif
