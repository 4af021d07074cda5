#ifndef RUN_CADENCE_H
#define RUN_CADENCE_H

/* How often a schedule fires: a time of day in a zone of the tz database, on each day, on each day
 * from Monday to Friday, or on one day of the week. A slot is the instant of one firing; each such
 * day has exactly one. On a day whose clock passes over that time it is the first instant after
 * the gap, on one whose clock shows it twice the first of the two.
 *
 * systemd.timer(5) fires at the same instants, but not at all on a day with a gap (tested with
 * 252): cadence_calendar says so in lines of UTC. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"

enum cadence_days { CADENCE_DAILY, CADENCE_WEEKDAYS, CADENCE_WEEKLY };

struct cadence {
    enum cadence_days days;
    int weekday; /* of CADENCE_WEEKLY; 0 = Sunday */
    int hour, minute;
    char zone[101];
};

/* text: "daily 08:00", "weekdays 08:00", "weekly Mon 08:00". zone: a name, for "local" means
 * something else to each process. STATUS_USAGE. */
int cadence_read(struct cadence *c, const char *text, const char *zone, struct fault *f);
/* In words: "every Monday at 08:00, Europe/Paris". */
void cadence_say(struct buf *b, const struct cadence *c);

/* The first slot after now. */
int cadence_next(const struct cadence *c, when now, when *slot, struct fault *f);

/* A slot whose time of day does not exist on its day. */
struct cadence_gap {
    when slot;
    int year, month, day;
};
/* Those with from < slot <= to, at most `most` of them; *n is how many were put down. */
int cadence_gaps(const struct cadence *c, when from, when to, struct cadence_gap *gaps, size_t most,
                 size_t *n, struct fault *f);

/* The lines of a timer, "OnCalendar=Mon *-*-* 08:00:00 Europe/Paris": the rule, and one for each
 * gap of CADENCE_YEARS from `from` on. */
enum { CADENCE_YEARS = 5 };
int cadence_calendar(struct buf *lines, const struct cadence *c, when from, struct fault *f);

#endif
