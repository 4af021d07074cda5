#ifndef ANALYZE_CALENDAR_H
#define ANALYZE_CALENDAR_H

/* Days of the Gregorian calendar, without a time or a zone. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/span.h"

struct day {
    int year, month, day; /* month and day from 1 */
};

/* The first ten characters of an RFC 3339 time: the day there and then. */
bool day_of(struct span time, struct day *d);
bool day_is_real(const struct day *d);
long day_number(const struct day *d); /* days since 1970-01-01 */
struct day day_at(long number);
int day_weekday(const struct day *d); /* 0 = Sunday */
int calendar_days_in(int year, int month);
size_t day_format(const struct day *d, char text[static 16]); /* 2026-03-03; its length */

#endif
