#ifndef BASE_WHEN_H
#define BASE_WHEN_H

/* Time. An instant is a number of microseconds since 1970-01-01T00:00:00Z (no leap seconds).
 * Format: RFC 3339 with any numeric offset or Z and a fraction of any length (cut at microseconds).
 * Zones are names of the tz database; "local" is the process's own. Single-threaded: it moves TZ.
 */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

typedef int64_t when; /* microseconds */

#define WHEN_SECOND ((when)1000000)
#define WHEN_DAY    (86400 * WHEN_SECOND)

int when_parse(when *t, struct span text, struct fault *f); /* RFC 3339, date and time and offset */
/* An argument: RFC 3339; or YYYY-MM-DD, YYYY-MM-DDTHH:MM[:SS] in the zone; or "now". */
int when_argument(when *t, const char *text, const char *zone, when now, struct fault *f);
void when_format(struct buf *b, when t); /* 2026-10-06T09:01:12Z, fraction if any */
int when_format_zone(struct buf *b, when t, const char *zone,
                     struct fault *f); /* with its offset */
when when_now(void);
int64_t when_steady_ms(void); /* of a clock that nobody sets: how long something takes */

/* The civil date and time in a zone; month and day from 1, weekday 0 = Sunday. */
struct civil {
    int year, month, day, hour, minute, second, weekday, offset_s;
};
int when_civil(struct civil *c, when t, const char *zone, struct fault *f);
/* The instant of a civil time (fields may overflow: day 0 is the day before the 1st). In a DST gap
 * it is the instant that far behind the gap's start; of a doubled time it is the first. */
int when_of(when *t, const struct civil *c, const char *zone, struct fault *f);
/* The same, but in a gap the first instant after it, as if whoever waits for that time looks at the
 * clock. */
int when_reached(when *t, bool *gap, const struct civil *c, const char *zone, struct fault *f);

#endif
