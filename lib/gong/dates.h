#ifndef GONG_DATES_H
#define GONG_DATES_H

/* Stretches of whole days, as Gong's statistics take them: dates of the company's zone, which is
 * not known here; --zone stands for it. Half open: from <= day < to. A day is a number, counted
 * from 1970-01-01. */

#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/when.h"
#include "lib/json/json.h"

struct dates {
    int64_t from, to;
};

/* What a person says of it, and its rows for an option table; `until` is the default of --to. */
struct dates_asked {
    const char *last, *from, *to;
    const char *zone; /* "local" */
};
#define DATES_ROWS(a, until)                                                                       \
    {"last",                                                                                       \
     0,                                                                                            \
     OPTION_TEXT,                                                                                  \
     &(a).last,                                                                                    \
     "STRETCH",                                                                                    \
     "the last 30d (the default; any number of days), last-week, last-month, "                     \
     "last-7-weekdays",                                                                            \
     NULL},                                                                                        \
        {"from",    0,      OPTION_TEXT,                                                           \
         &(a).from, "DATE", "from DATE on, 2026-10-06 (30 days before --to)",                      \
         NULL},                                                                                    \
        {"to", 0, OPTION_TEXT, &(a).to, "DATE", "before DATE (" until ")", NULL},                  \
    {                                                                                              \
        "zone", 0, OPTION_TEXT, &(a).zone, "ZONE",                                                 \
            "the company's time zone, \"Europe/Berlin\", for what day it is (the machine's own)",  \
            NULL                                                                                   \
    }

/* `ahead`: how many days behind today a stretch ends that is to go up to now. STATUS_USAGE, also
 * when there is no day in it. */
int dates_read(struct dates *d, const struct dates_asked *a, when now, int64_t ahead,
               struct fault *f);
/* Gong has nothing of a day that has not come: what goes beyond today is brought back, which the
 * listener hears. STATUS_USAGE when nothing is left. */
int dates_until_today(struct dates *d, const struct dates_asked *a, when now,
                      const struct listener *l, struct fault *f);
/* Two members, "2026-10-06" each. */
void dates_put(struct json_writer *w, const char *from, const char *to, const struct dates *d);

#endif
