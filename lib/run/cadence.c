#include "lib/run/cadence.h"

#include <string.h>
#include <strings.h>

static const char *const weekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};
enum { SUNDAY = 0, SATURDAY = 6, WEEK = 7, DAY_LETTERS = 3 };

/* ---- reading and saying ---- */

static int read_zone(struct cadence *c, const char *zone, struct fault *f)
{
    struct civil any;
    if (strcmp(zone, "local") == 0 || strncmp(zone, "right/", 6) == 0)
        return fault(f, STATUS_USAGE,
                     "\"%s\" is no zone for a schedule; name one like Europe/Paris or UTC", zone);
    if (strlen(zone) >= sizeof c->zone)
        return fault(f, STATUS_USAGE, "no time zone has so long a name");
    memcpy(c->zone, zone, strlen(zone) + 1);
    return when_civil(&any, 0, c->zone, f);
}

static bool read_clock(struct cadence *c, struct span s)
{
    const char *t = s.at;
    if (s.len != 5 || t[2] != ':')
        return false;
    for (int i = 0; i < 5; i++)
        if (i != 2 && (t[i] < '0' || t[i] > '9'))
            return false;
    c->hour = (t[0] - '0') * 10 + t[1] - '0';
    c->minute = (t[3] - '0') * 10 + t[4] - '0';
    return c->hour < 24 && c->minute < 60;
}

static bool read_weekday(struct cadence *c, struct span s)
{
    for (int i = SUNDAY; i <= SATURDAY; i++) {
        size_t all = strlen(weekdays[i]);
        c->weekday = i;
        if ((s.len == DAY_LETTERS || s.len == all) && strncasecmp(s.at, weekdays[i], s.len) == 0)
            return true;
    }
    return false;
}

static struct span next_word(const char **at)
{
    *at += strspn(*at, " \t");
    struct span word = {*at, strcspn(*at, " \t")};
    *at += word.len;
    return word;
}

int cadence_read(struct cadence *c, const char *text, const char *zone, struct fault *f)
{
    const char *at = text;
    struct span days = next_word(&at);
    bool good = true;
    *c = (struct cadence){0};
    if (span_is(days, "daily"))
        c->days = CADENCE_DAILY;
    else if (span_is(days, "weekdays"))
        c->days = CADENCE_WEEKDAYS;
    else if (span_is(days, "weekly")) {
        c->days = CADENCE_WEEKLY;
        good = read_weekday(c, next_word(&at));
    } else {
        good = false;
    }
    if (!good || !read_clock(c, next_word(&at)) || next_word(&at).len)
        return fault(f, STATUS_USAGE,
                     "\"%s\" is no cadence; write daily 08:00, weekdays 08:00 or weekly Mon 08:00",
                     text);
    return read_zone(c, zone, f);
}

void cadence_say(struct buf *b, const struct cadence *c)
{
    buf_format(b, "every %s at %02d:%02d, %s",
               c->days == CADENCE_DAILY      ? "day"
               : c->days == CADENCE_WEEKDAYS ? "day from Monday to Friday"
                                             : weekdays[c->weekday],
               c->hour, c->minute, c->zone);
}

/* ---- slots ---- */

static bool fires_on(const struct cadence *c, int weekday)
{
    return c->days == CADENCE_DAILY || (c->days == CADENCE_WEEKLY && weekday == c->weekday) ||
           (c->days == CADENCE_WEEKDAYS && weekday != SUNDAY && weekday != SATURDAY);
}

/* The slot of the day that is `days` from that of `base`. */
static int slot_of(const struct cadence *c, struct civil base, int days, when *slot, bool *gap,
                   struct fault *f)
{
    base.day += days;
    base.hour = c->hour;
    base.minute = c->minute;
    base.second = 0;
    return when_reached(slot, gap, &base, c->zone, f);
}

static int weekday_of(const struct civil *base, int days)
{
    return ((base->weekday + days) % WEEK + WEEK) % WEEK;
}

static int next_slot(const struct cadence *c, when now, when *slot, struct cadence_gap *gap,
                     bool *is_gap, struct fault *f)
{
    struct civil today;
    if (when_civil(&today, now, c->zone, f) != 0)
        return -1;
    for (int days = -1; days <= WEEK + 1; days++) {
        if (!fires_on(c, weekday_of(&today, days)))
            continue;
        if (slot_of(c, today, days, slot, is_gap, f) != 0)
            return -1;
        if (*slot > now) {
            *gap = (struct cadence_gap){*slot, today.year, today.month, today.day + days};
            return 0;
        }
    }
    return fault(f, STATUS_BUG, "no slot in a week: %s", c->zone);
}

int cadence_next(const struct cadence *c, when now, when *slot, struct fault *f)
{
    struct cadence_gap day;
    bool gap;
    return next_slot(c, now, slot, &day, &gap, f);
}

/* ---- gaps ---- */

/* Fields that overflow are brought in, by a calendar without gaps. */
static int settle_date(struct cadence_gap *gap, struct fault *f)
{
    struct civil c = {.year = gap->year, .month = gap->month, .day = gap->day};
    when noon;
    if (when_of(&noon, &c, "UTC", f) != 0 || when_civil(&c, noon, "UTC", f) != 0)
        return -1;
    gap->year = c.year;
    gap->month = c.month;
    gap->day = c.day;
    return 0;
}

int cadence_gaps(const struct cadence *c, when from, when to, struct cadence_gap *gaps, size_t most,
                 size_t *n, struct fault *f)
{
    struct cadence_gap gap;
    bool is_gap;
    when slot = from;
    for (*n = 0; *n < most;) {
        if (next_slot(c, slot, &slot, &gap, &is_gap, f) != 0)
            return -1;
        if (slot > to)
            return 0;
        if (!is_gap)
            continue;
        if (settle_date(&gap, f) != 0)
            return -1;
        gaps[(*n)++] = gap;
    }
    return 0;
}

/* ---- systemd's words ---- */

static void add_rule(struct buf *b, const struct cadence *c)
{
    buf_text(b, "OnCalendar=");
    if (c->days == CADENCE_WEEKDAYS)
        buf_text(b, "Mon..Fri ");
    else if (c->days == CADENCE_WEEKLY)
        buf_format(b, "%.*s ", DAY_LETTERS, weekdays[c->weekday]);
    buf_format(b, "*-*-* %02d:%02d:00 %s\n", c->hour, c->minute, c->zone);
}

int cadence_calendar(struct buf *lines, const struct cadence *c, when from, struct fault *f)
{
    /* No zone changes its clock forward more than twice a year. */
    struct cadence_gap gaps[2 * CADENCE_YEARS + 2];
    size_t n;
    if (cadence_gaps(c, from, from + CADENCE_YEARS * 366 * WHEN_DAY, gaps,
                     sizeof gaps / sizeof *gaps, &n, f) != 0)
        return -1;
    add_rule(lines, c);
    for (size_t i = 0; i < n; i++) {
        struct civil utc;
        if (when_civil(&utc, gaps[i].slot, "UTC", f) != 0)
            return -1;
        buf_format(lines, "OnCalendar=%04d-%02d-%02d %02d:%02d:%02d UTC\n", utc.year, utc.month,
                   utc.day, utc.hour, utc.minute, utc.second);
    }
    return buf_check(lines, "the lines of a timer", f);
}
