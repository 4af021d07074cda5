#ifndef GONG_STATS_H
#define GONG_STATS_H

/* What Gong counts of its users over some days, one record a user. callmine.kind, .from, .to and
 * .period say what was asked, callmine.zone is the company's time zone where Gong tells it.
 *
 * Whether the last day has come where the company is, only Gong knows: when it says that it has
 * not, it is asked once more with a day less. */

#include "lib/base/option.h"
#include "lib/gong/dates.h"
#include "lib/gong/gong.h"
#include "lib/gong/listing.h"

struct stats {
    /* Set by the caller: */
    const char *kind;   /* one of STATS_KINDS */
    const char *period; /* one of STATS_PERIODS, for by-period; NULL: weeks */
    struct texts users; /* ids; none: all */
    struct dates dates; /* none after today */
    struct gong *gong;
    const struct listener *listener;
    struct listing listing; /* opened by stats_list, closed by stats_clear */
    /* Its own: */
    struct buf request, about;
};

#define STATS_KINDS   "aggregate|by-period|day-by-day|interaction"
#define STATS_PERIODS "day|week|month|quarter|year"

/* What was asked makes sense: STATUS_USAGE. Fills in what is asked of Gong. */
int stats_check(struct stats *s, struct fault *f);
int stats_list(struct stats *s, struct fault *f);
void stats_clear(struct stats *s);

#endif
