#include "lib/base/when.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- zones: the C library's, one at a time ---- */

/* A file that begins as RFC 8536 has it: of anything else the C library would make UTC. */
static bool is_zone_file(const char *path)
{
    char magic[4] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool is = fd >= 0 && read(fd, magic, sizeof magic) == sizeof magic &&
              memcmp(magic, "TZif", sizeof magic) == 0;
    if (fd >= 0)
        close(fd);
    return is;
}

static bool zone_exists(const char *zone)
{
    static const char *const roots[] = {"/usr/share/zoneinfo/", "/usr/lib/zoneinfo/",
                                        "/etc/zoneinfo/"};
    char path[256];
    if (strstr(zone, "..") || zone[0] == '/' || zone[0] == '\0' || strlen(zone) > 100)
        return false;
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        snprintf(path, sizeof path, "%s%s", roots[i], zone);
        if (is_zone_file(path))
            return true;
    }
    return false;
}

/* The process's own TZ, as it was before a zone was first asked for. */
static const char *own_zone(void)
{
    static char own[256];
    static enum { NOT_KEPT, UNSET, SET } kept;
    if (kept == NOT_KEPT) {
        const char *tz = getenv("TZ");
        kept = tz ? SET : UNSET;
        if (tz)
            snprintf(own, sizeof own, "%s", tz);
    }
    return kept == SET ? own : NULL;
}

/* Whether the C library could not read the zone's file, and made UTC of it: the zone is called like
 * the first word of its name then. Where it is GMT or UTC that is no other time. */
static bool zone_not_read(const char *zone)
{
    size_t n = strspn(zone, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return timezone == 0 && !daylight && strncmp(zone, "GMT", 3) != 0 &&
           strncmp(zone, "UTC", 3) != 0 && strlen(tzname[0]) == n &&
           strncmp(tzname[0], zone, n) == 0;
}

static int zone_set(const char *zone, struct fault *f)
{
    static char now[256] = "?";
    const char *own = own_zone();
    bool local = !zone || strcmp(zone, "local") == 0;
    if (strcmp(now, local ? "local" : zone) == 0)
        return 0;
    if (!local && strcmp(zone, "UTC") != 0 && !zone_exists(zone))
        return fault(f, STATUS_USAGE,
                     "\"%s\" is no time zone; name one like Europe/Paris, UTC or local", zone);
    int done = local ? (own ? setenv("TZ", own, 1) : unsetenv("TZ"))
                     : setenv("TZ", strcmp(zone, "UTC") == 0 ? "UTC0" : zone, 1);
    if (done != 0)
        return fault_errno(f, STATUS_NO_MEMORY, "time zone");
    tzset();
    snprintf(now, sizeof now, "%s", local ? "local" : zone);
    if (!local && strcmp(zone, "UTC") != 0 && zone_not_read(zone)) {
        now[0] = '\0';
        return fault(f, STATUS_IO, "the file of the time zone %s cannot be read", zone);
    }
    return 0;
}

/* ---- civil time ---- */

static when floor_seconds(when t)
{
    return t / WHEN_SECOND - (t % WHEN_SECOND < 0);
}

/* Days from 1970-01-01 to a date of the proleptic Gregorian calendar (years counted from March). */
static int64_t days_of(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int when_civil(struct civil *c, when t, const char *zone, struct fault *f)
{
    struct tm tm;
    time_t seconds = floor_seconds(t);
    if (zone_set(zone, f) != 0)
        return -1;
    if (!localtime_r(&seconds, &tm))
        return fault(f, STATUS_USAGE, "a time that no calendar holds");
    *c = (struct civil){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                        tm.tm_min,         tm.tm_sec,     tm.tm_wday, (int)tm.tm_gmtoff};
    return 0;
}

static long offset_at(time_t t)
{
    struct tm tm = {0};
    localtime_r(&t, &tm);
    return tm.tm_gmtoff;
}

/* A civil time is n in UTC, where every time exists once, and n - offset in the zone, whose offset
 * is what it was a day before, or will be a day after, or is in between: the earliest one that
 * reads back the same. In a gap none does: then it is the one with the offset of before. */
static bool find_civil(time_t *t, const struct civil *c)
{
    struct tm plain = {.tm_year = c->year - 1900,
                       .tm_mon = c->month - 1,
                       .tm_mday = c->day,
                       .tm_hour = c->hour,
                       .tm_min = c->minute,
                       .tm_sec = c->second};
    time_t n = timegm(&plain), first = 0;
    long before = offset_at(n - 86400);
    const long offsets[] = {before, offset_at(n - before), offset_at(n + 86400)};
    bool found = false;
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        time_t at = n - offsets[i];
        if (offset_at(at) == offsets[i] && (!found || at < first)) {
            first = at;
            found = true;
        }
    }
    *t = found ? first : n - before;
    return found;
}

int when_of(when *t, const struct civil *c, const char *zone, struct fault *f)
{
    time_t at;
    if (zone_set(zone, f) != 0)
        return -1;
    find_civil(&at, c);
    *t = (when)at * WHEN_SECOND;
    return 0;
}

int when_reached(when *t, bool *gap, const struct civil *c, const char *zone, struct fault *f)
{
    time_t at;
    if (zone_set(zone, f) != 0)
        return -1;
    *gap = !find_civil(&at, c);
    time_t before = at - 25 * 3600;
    for (long offset = offset_at(at); *gap && at - before > 1;) {
        time_t middle = before + (at - before) / 2;
        *(offset_at(middle) == offset ? &at : &before) = middle;
    }
    *t = (when)at * WHEN_SECOND;
    return 0;
}

when when_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    return ts.tv_sec * WHEN_SECOND + ts.tv_nsec / 1000;
}

int64_t when_steady_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* ---- RFC 3339 ---- */

/* n digits at s[*i] as a number; -1 if they are not there. */
static int digits(struct span s, size_t *i, int n)
{
    int value = 0;
    for (; n > 0; n--, (*i)++) {
        if (*i >= s.len || s.at[*i] < '0' || s.at[*i] > '9')
            return -1;
        value = value * 10 + (s.at[*i] - '0');
    }
    return value;
}

static bool sign(struct span s, size_t *i, const char *any)
{
    bool there = *i < s.len && s.at[*i] && strchr(any, s.at[*i]);
    *i += there;
    return there;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool parse_date(struct span s, size_t *i, struct civil *c)
{
    c->year = digits(s, i, 4);
    if (c->year < 0 || !sign(s, i, "-"))
        return false;
    c->month = digits(s, i, 2);
    if (c->month < 1 || c->month > 12 || !sign(s, i, "-"))
        return false;
    c->day = digits(s, i, 2);
    return c->day >= 1 && c->day <= days_in(c->year, c->month);
}

static bool parse_clock(struct span s, size_t *i, struct civil *c, bool seconds_needed)
{
    c->hour = digits(s, i, 2);
    if (c->hour < 0 || c->hour > 23 || !sign(s, i, ":"))
        return false;
    c->minute = digits(s, i, 2);
    if (c->minute < 0 || c->minute > 59)
        return false;
    c->second = 0;
    if (!sign(s, i, ":"))
        return !seconds_needed;
    c->second = digits(s, i, 2);
    return c->second >= 0 && c->second <= 60; /* 60: a leap second, the next minute's start */
}

static bool parse_fraction(struct span s, size_t *i, int64_t *micros)
{
    *micros = 0;
    if (!sign(s, i, "."))
        return true;
    int64_t unit = 100000;
    size_t first = *i;
    for (; *i < s.len && s.at[*i] >= '0' && s.at[*i] <= '9'; (*i)++, unit /= 10)
        *micros += unit * (s.at[*i] - '0');
    return *i > first;
}

static bool parse_offset(struct span s, size_t *i, int *offset)
{
    *offset = 0;
    if (sign(s, i, "Zz"))
        return true;
    bool west = *i < s.len && s.at[*i] == '-';
    if (!sign(s, i, "+-"))
        return false;
    int hours = digits(s, i, 2);
    sign(s, i, ":");
    int minutes = digits(s, i, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return false;
    *offset = (west ? -1 : 1) * (hours * 3600 + minutes * 60);
    return true;
}

int when_parse(when *t, struct span s, struct fault *f)
{
    struct civil c = {0};
    size_t i = 0;
    int64_t micros;
    int offset;
    bool good = s.at && parse_date(s, &i, &c) && sign(s, &i, "Tt ") &&
                parse_clock(s, &i, &c, true) && parse_fraction(s, &i, &micros) &&
                parse_offset(s, &i, &offset) && i == s.len;
    if (!good)
        return fault(f, STATUS_BAD_RECORD, "not an RFC 3339 date-time");
    int64_t seconds =
        days_of(c.year, c.month, c.day) * 86400 + c.hour * 3600 + c.minute * 60 + c.second;
    *t = (seconds - offset) * WHEN_SECOND + micros;
    return 0;
}

int when_argument(when *t, const char *text, const char *zone, when now, struct fault *f)
{
    struct span s = span_of(text);
    struct civil c = {0};
    struct fault not_rfc_3339;
    size_t i = 0;
    if (strcmp(text, "now") == 0) {
        *t = now;
        return 0;
    }
    if (when_parse(t, s, &not_rfc_3339) == 0)
        return 0;
    bool good = parse_date(s, &i, &c) &&
                (i == s.len || (sign(s, &i, "Tt ") && parse_clock(s, &i, &c, false) && i == s.len));
    if (!good)
        return fault(
            f, STATUS_USAGE,
            "\"%s\" is no time; write 2026-10-06, 2026-10-06T09:00 or 2026-10-06T09:00:00Z", text);
    return when_of(t, &c, zone, f);
}

static void format_fraction(struct buf *b, when t)
{
    int micros = (int)(t - floor_seconds(t) * WHEN_SECOND);
    if (!micros)
        return;
    buf_format(b, ".%06d", micros);
    while (b->len && b->at[b->len - 1] == '0')
        b->at[--b->len] = '\0';
}

static void format_tm(struct buf *b, const struct tm *tm)
{
    buf_format(b, "%04d-%02d-%02dT%02d:%02d:%02d", tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday,
               tm->tm_hour, tm->tm_min, tm->tm_sec);
}

void when_format(struct buf *b, when t)
{
    struct tm tm = {0};
    time_t seconds = floor_seconds(t);
    gmtime_r(&seconds, &tm);
    format_tm(b, &tm);
    format_fraction(b, t);
    buf_byte(b, 'Z');
}

int when_format_zone(struct buf *b, when t, const char *zone, struct fault *f)
{
    struct tm tm = {0};
    time_t seconds = floor_seconds(t);
    if (zone_set(zone, f) != 0)
        return -1;
    localtime_r(&seconds, &tm);
    format_tm(b, &tm);
    format_fraction(b, t);
    long minutes = tm.tm_gmtoff / 60;
    buf_format(b, "%c%02ld:%02ld", minutes < 0 ? '-' : '+', labs(minutes) / 60, labs(minutes) % 60);
    return 0;
}
