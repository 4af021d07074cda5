#ifndef ANALYZE_DAY_H
#define ANALYZE_DAY_H

/* Days as people name them, seen from the day of the call: "by Friday", "next Tuesday", "March
 * 3rd", "in two weeks", "end of the month", "2026-03-03". English. Days that are past ("last
 * Friday", "yesterday") are not given. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/analyze/calendar.h"
#include "lib/base/span.h"

/* The next day named in the text from byte *at on, which moves behind it; false when there is none.
 */
bool day_next(struct span text, size_t *at, const struct day *today, struct day *found);

/* The same, of those that something is due: behind by, before, until, due or "no later than". */
bool day_next_due(struct span text, size_t *at, const struct day *today, struct day *found);

#endif
