/* gong-user-stats: what Gong counts of its users over some days, one record a user: calls hosted,
 * heard, shared, commented; or how they talk. The days are the company's, and none of them may be
 * to come. */

#include "bin/program.h"
#include "lib/gong/dates.h"
#include "lib/gong/gong.h"
#include "lib/gong/stats.h"

static struct gong_settings settings = GONG_SETTINGS;
static struct dates_asked when_asked = {.zone = "local"};
static struct stats stats = {.listing.id = "userId", .kind = "aggregate"};

static const struct option_row rows[] = {
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Which figures", NULL},
    {"kind", 0, OPTION_CHOICE, &stats.kind, "KIND",
     "the sums of the window; of each period in it; the ids of the calls, day by day; or how they "
     "talk (aggregate)",
     STATS_KINDS},
    {"period", 0, OPTION_CHOICE, &stats.period, "PERIOD", "for by-period (week)", STATS_PERIODS},
    DATES_ROWS(when_asked, "today, and never later"),
    {"user", 0, OPTION_LIST, &stats.users, "ID", "only this user", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Output", NULL},
    ROW_LIMIT(&stats.listing.limit),
    ROW_ESTIMATE(settings),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-user-stats",
    .summary = "list what Gong counts of its users",
    .operands = "",
    .details = "gong-user-stats --kind interaction --last 30d >talk.ndjson\n"
               "gong-user-stats --kind by-period --period month --from 2026-01-01\n",
    .rows = rows,
};

static int check(struct listener *l, struct fault *f)
{
    when now;
    if (gong_now(&now, &settings, f) != 0 || dates_read(&stats.dates, &when_asked, now, 0, f) != 0)
        return -1;
    if (dates_until_today(&stats.dates, &when_asked, now, l, f) != 0)
        return -1;
    return stats_check(&stats, f);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    if (program_begin(&p, &usage, argc, argv, &f) && check(&listener, &f) == 0) {
        stats.gong = gong_new(&settings, &listener, &f);
        stats.listener = &listener;
        if (stats.gong)
            stats_list(&stats, &f);
        gong_free(stats.gong);
    }
    stats_clear(&stats);
    return program_end(&p, &usage, &f);
}
