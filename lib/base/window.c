#include "lib/base/window.h"

#include <stdlib.h>
#include <string.h>

/* Midnight of the day that is `days` from now's. */
static int midnight(when *t, when now, int days, const char *zone, struct fault *f)
{
    struct civil c;
    if (when_civil(&c, now, zone, f) != 0)
        return -1;
    c.day += days;
    c.hour = c.minute = c.second = 0;
    return when_of(t, &c, zone, f);
}

/* A schedule whose time lies in a gap fires at the first instant after it: then it may have been
 * meant for any time in it, and the window begins with the earliest. What was fired a day before
 * and a day after joins on, whatever its time was. */
static int last_days(struct window *w, int days, const char *zone, when now, struct fault *f)
{
    struct civil c, before;
    bool gap;
    if (when_civil(&c, now, zone, f) != 0 || when_civil(&before, now - 1, zone, f) != 0)
        return -1;
    if (c.offset_s > before.offset_s)
        c.second -= c.offset_s - before.offset_s;
    c.day -= days;
    w->to = now;
    return when_reached(&w->from, &gap, &c, zone, f);
}

static int last_week(struct window *w, const char *zone, when now, struct fault *f)
{
    struct civil c;
    if (when_civil(&c, now, zone, f) != 0)
        return -1;
    int since_monday = (c.weekday + 6) % 7;
    return midnight(&w->to, now, -since_monday, zone, f) == 0
               ? midnight(&w->from, now, -since_monday - 7, zone, f)
               : -1;
}

static int last_month(struct window *w, const char *zone, when now, struct fault *f)
{
    struct civil c;
    if (when_civil(&c, now, zone, f) != 0)
        return -1;
    c.day = 1;
    c.hour = c.minute = c.second = 0;
    if (when_of(&w->to, &c, zone, f) != 0)
        return -1;
    c.month--;
    return when_of(&w->from, &c, zone, f);
}

/* Back from today's midnight until so many weekdays are inside. */
static int last_weekdays(struct window *w, int weekdays, const char *zone, when now,
                         struct fault *f)
{
    struct civil c;
    if (when_civil(&c, now, zone, f) != 0)
        return -1;
    int back = 0;
    while (weekdays > 0) {
        back++;
        int weekday = (c.weekday - back % 7 + 7) % 7;
        weekdays -= weekday != 0 && weekday != 6;
    }
    return midnight(&w->to, now, 0, zone, f) == 0 ? midnight(&w->from, now, -back, zone, f) : -1;
}

/* A whole number from 1 to 36500 in front of `tail`; 0 when that is not what is there. */
static int leading(const char *text, const char *tail)
{
    char *end;
    long n = strtol(text, &end, 10);
    return end != text && *text >= '0' && *text <= '9' && n >= 1 && n <= 36500 &&
                   strcmp(end, tail) == 0
               ? (int)n
               : 0;
}

int window_last(struct window *w, const char *spec, const char *zone, when now, struct fault *f)
{
    int n;
    if ((n = leading(spec, "d")))
        return last_days(w, n, zone, now, f);
    if (strcmp(spec, "last-week") == 0)
        return last_week(w, zone, now, f);
    if (strcmp(spec, "last-month") == 0)
        return last_month(w, zone, now, f);
    if (strncmp(spec, "last-", 5) == 0 && (n = leading(spec + 5, "-weekdays")))
        return last_weekdays(w, n, zone, now, f);
    return fault(f, STATUS_USAGE,
                 "\"%s\" is no window; write 7d, 30d, last-week, last-month or "
                 "last-7-weekdays",
                 spec);
}

int window_arguments(struct window *w, const char *from, const char *to, const char *last,
                     const char *zone, when now, struct fault *f)
{
    if (last && (from || to))
        return fault(f, STATUS_USAGE, "--last is a window of its own; leave --from and --to out");
    if (last)
        return window_last(w, last, zone, now, f);
    if (!from)
        return fault(f, STATUS_USAGE, "say which calls: --last 7d, or --from and --to");
    if (when_argument(&w->from, from, zone, now, f) != 0 ||
        when_argument(&w->to, to ? to : "now", zone, now, f) != 0)
        return -1;
    if (w->from >= w->to)
        return fault(f, STATUS_USAGE, "the window is empty: --from must be before --to");
    return 0;
}
