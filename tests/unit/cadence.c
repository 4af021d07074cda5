/* lib/run/cadence: slots in every zone of the tz database from 2024 to 2036, against what the C
 * library says of the zone's changes of clock, seen one by one. */

#include "lib/run/cadence.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include "tests/unit/check.h"

enum { ZONES = 800, CHANGES = 256, DAY = 86400, FIRST_YEAR = 2024, LAST_YEAR = 2036 };

static struct fault f;

/* ---- the zones, each file once ---- */

static char *zones[ZONES];
static ino_t inodes[ZONES];
static size_t nzones;
static const char root[] = "/usr/share/zoneinfo/";

static int note_zone(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)at;
    const char *name = path + sizeof root - 1;
    struct civil any;
    if (type != FTW_F || strncmp(name, "right/", 6) == 0 || strncmp(name, "posix/", 6) == 0 ||
        when_civil(&any, 0, name, &f) != 0)
        return 0;
    for (size_t i = 0; i < nzones; i++)
        if (inodes[i] == st->st_ino)
            return 0;
    if (nzones == ZONES)
        return -1;
    inodes[nzones] = st->st_ino;
    zones[nzones++] = strdup(name);
    return 0;
}

/* ---- a zone's changes: from `at` on the clock is `offset` seconds ahead of UTC ---- */

struct change {
    time_t at;
    long offset;
};
static struct change changes[CHANGES];
static size_t nchanges;

static long offset_at(time_t t)
{
    struct tm tm;
    localtime_r(&t, &tm);
    return tm.tm_gmtoff;
}

static time_t midnight(int year)
{
    struct tm tm = {.tm_year = year - 1900, .tm_mday = 1};
    return timegm(&tm);
}

static void read_changes(const char *zone)
{
    time_t t = midnight(FIRST_YEAR - 1), end = midnight(LAST_YEAR + 2);
    setenv("TZ", zone, 1);
    tzset();
    nchanges = 0;
    changes[nchanges++] = (struct change){t, offset_at(t)};
    for (; t < end; t += DAY) {
        if (offset_at(t + DAY) == changes[nchanges - 1].offset)
            continue;
        time_t before = t, after = t + DAY;
        while (after - before > 1) {
            time_t middle = before + (after - before) / 2;
            *(offset_at(middle) == changes[nchanges - 1].offset ? &before : &after) = middle;
        }
        if (nchanges < CHANGES)
            changes[nchanges++] = (struct change){after, offset_at(after)};
    }
}

/* The instant at which the clock shows `wall` (seconds, as if it were UTC): the first one, or else
 * the first behind the gap. */
static time_t instant_of(time_t wall, bool *gap)
{
    *gap = false;
    for (size_t i = 0; i < nchanges; i++) {
        time_t t = wall - changes[i].offset;
        if (t < changes[i].at) {
            *gap = true;
            return changes[i].at;
        }
        if (i + 1 == nchanges || t < changes[i + 1].at)
            return t;
    }
    return 0;
}

/* ---- what must hold of the slots of the days from `day` on ---- */

static bool fires(const struct cadence *c, time_t day)
{
    int weekday = (int)((day / DAY + 4) % 7);
    return c->days == CADENCE_DAILY || (c->days == CADENCE_WEEKLY && weekday == c->weekday) ||
           (c->days == CADENCE_WEEKDAYS && weekday != 0 && weekday != 6);
}

static void fail(const struct cadence *c, const char *what, when t)
{
    struct buf b = {0};
    when_format(&b, t);
    fprintf(stderr, "%s: %02d:%02d, kind %d: %s, at %s\n", c->zone, c->hour, c->minute, c->days,
            what, b.at);
    buf_free(&b);
}

static bool walk(const struct cadence *c, time_t day, int days)
{
    when slot = 0, got;
    for (time_t end = day + (time_t)days * DAY; day < end; day += DAY) {
        bool gap;
        if (!fires(c, day))
            continue;
        time_t t = instant_of(day + c->hour * 3600 + c->minute * 60, &gap);
        when want = (when)t * WHEN_SECOND;
        if (!slot)
            slot = want - 1;
        if (cadence_next(c, slot, &got, &f) != 0 || got != want)
            return fail(c, "next is another", slot), false;
        struct cadence_gap gaps[2];
        size_t n;
        if (cadence_gaps(c, want - 1, want, gaps, 2, &n, &f) != 0 || n != (size_t)gap)
            return fail(c, "a gap is missed or made up", want), false;
        slot = want;
    }
    return true;
}

static const int minutes[] = {0, 1, 30, 60, 105, 120, 135, 150, 180, 210, 480, 1439};

/* Around each change of the clock a few times of day, and a walk through all the years: in one zone
 * out of STEP, or with `all` in each. */
enum { STEP = 32, TIMES = 2 };

static void check_zone(const char *zone, size_t number, bool all)
{
    struct cadence c = {.weekday = 1, .hour = (int)number % 24, .minute = (int)number * 7 % 60};
    bool good = true;
    snprintf(c.zone, sizeof c.zone, "%s", zone);
    read_changes(zone);
    CHECK(nchanges < CHANGES);
    for (size_t i = 1; good && i < nchanges; i++) {
        time_t wall = changes[i].at + changes[i - 1].offset, day = wall / DAY * DAY;
        for (size_t m = 0; good && m < (all ? 12 : TIMES); m++) {
            int minute =
                m ? minutes[(number + i + m * 5) % 12] : (int)(wall - day) / 60 + (int)i % 45;
            c.days = (enum cadence_days)((i + m) % 3);
            c.weekday = (int)((day / DAY + 4) % 7);
            c.hour = minute / 60 % 24;
            c.minute = minute % 60;
            good = walk(&c, day - DAY, 3);
        }
    }
    c.days = (enum cadence_days)(number / STEP % 3);
    if (good && (all || number % STEP == 0))
        good = walk(&c, midnight(FIRST_YEAR), (LAST_YEAR - FIRST_YEAR + 1) * 365);
    CHECK(good);
}

/* ---- text ---- */

static bool said(const char *text, const char *zone, const char *words)
{
    struct cadence c;
    struct buf b = {0};
    bool good = cadence_read(&c, text, zone, &f) == 0;
    if (good)
        cadence_say(&b, &c);
    good = good && span_is(buf_view(&b), words);
    buf_free(&b);
    return good;
}

static bool refused(const char *text, const char *zone)
{
    struct cadence c;
    return cadence_read(&c, text, zone, &f) == -1 && f.status == STATUS_USAGE;
}

static bool calendar(const char *text, const char *zone, const char *lines)
{
    struct cadence c;
    struct buf b = {0};
    when from;
    bool good = when_parse(&from, span_of("2026-11-26T12:00:00Z"), &f) == 0 &&
                cadence_read(&c, text, zone, &f) == 0 && cadence_calendar(&b, &c, from, &f) == 0;
    if (good && !span_is(buf_view(&b), lines))
        fprintf(stderr, "not:\n%sbut:\n%s", lines, b.at);
    good = good && span_is(buf_view(&b), lines);
    buf_free(&b);
    return good;
}

int main(int argc, char **argv)
{
    bool all = argc == 2 && strcmp(argv[1], "all") == 0;
    CHECK(said("daily 08:00", "Europe/Paris", "every day at 08:00, Europe/Paris"));
    CHECK(said("weekdays 23:59", "UTC", "every day from Monday to Friday at 23:59, UTC"));
    CHECK(
        said(" weekly  sun 00:05 ", "America/New_York", "every Sunday at 00:05, America/New_York"));
    CHECK(said("weekly Monday 08:00", "UTC", "every Monday at 08:00, UTC"));
    static const char *const odd[] = {"",
                                      "daily",
                                      "daily 8:00",
                                      "daily 24:00",
                                      "daily 08:60",
                                      "daily 08:00 Mon",
                                      "weekly 08:00",
                                      "weekly Mo 08:00",
                                      "weekly Mond 08:00",
                                      "hourly 08:00",
                                      "dailyx 08:00",
                                      "daily 08-00",
                                      "weekly Mon"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        CHECK(refused(odd[i], "UTC"));
    CHECK(refused("daily 08:00", "local"));
    CHECK(refused("daily 08:00", "Europe/Nowhere"));
    CHECK(refused("daily 08:00", "right/Europe/Paris"));
    CHECK(refused("daily 08:00", "zone.tab")); /* a file that is no zone */
    CHECK(refused("daily 08:00", "../zoneinfo/UTC"));

    CHECK(calendar("weekdays 08:00", "Europe/Paris",
                   "OnCalendar=Mon..Fri *-*-* 08:00:00 Europe/Paris\n"));
    CHECK(calendar("weekly Mon 02:30", "Europe/Paris",
                   "OnCalendar=Mon *-*-* 02:30:00 Europe/Paris\n"));
    CHECK(calendar("daily 02:30", "Europe/Paris",
                   "OnCalendar=*-*-* 02:30:00 Europe/Paris\n"
                   "OnCalendar=2027-03-28 01:00:00 UTC\nOnCalendar=2028-03-26 01:00:00 UTC\n"
                   "OnCalendar=2029-03-25 01:00:00 UTC\nOnCalendar=2030-03-31 01:00:00 UTC\n"
                   "OnCalendar=2031-03-30 01:00:00 UTC\n"));

    nftw(root, note_zone, 16, FTW_PHYS);
    CHECK(nzones > 300);
    for (size_t i = 0; i < nzones; i++)
        check_zone(zones[i], i, all);
    for (size_t i = 0; i < nzones; i++)
        free(zones[i]);
    return check_end();
}
