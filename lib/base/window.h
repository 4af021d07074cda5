#ifndef BASE_WINDOW_H
#define BASE_WINDOW_H

/* Windows: the stretch of time that a listing asks for. */

#include "lib/base/when.h"

/* A half-open stretch of time: from <= t < to. */
struct window {
    when from, to;
};

/* --last: "7d" (any number of days: the same wall-clock time that many days ago, until now; where
 * the clock passed that time over, from the first instant after it, when a schedule fired that
 * day), "last-week" (Monday to Monday), "last-month", "last-7-weekdays" (any number: whole days, up
 * to today's midnight). */
int window_last(struct window *w, const char *spec, const char *zone, when now, struct fault *f);
/* --from/--to/--last together: checks that they make sense and that from < to. NULL = not given. */
int window_arguments(struct window *w, const char *from, const char *to, const char *last,
                     const char *zone, when now, struct fault *f);

#endif
