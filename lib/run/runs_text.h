#ifndef RUN_RUNS_TEXT_H
#define RUN_RUNS_TEXT_H

/* The record of a run as text: for runs.c only. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/run/runs.h"

enum { RUNS_BYTES = 4 << 20 };

/* [A-Za-z0-9_-], not beginning with "-", and shorter than `room`. */
bool runs_is_name(struct span s, size_t room);
/* STATUS_CONFIG for what is no record. e->text holds what was there before, or nothing. */
int runs_text_read(struct runs_entry *e, const char *path, struct fault *f);
/* *e with the change in it. */
void runs_text_write(struct buf *b, const struct runs_entry *e, const struct runs_change *c);

#endif
