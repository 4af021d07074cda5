#include "lib/gong/dates.h"

#include <stdio.h>
#include <string.h>
#include "lib/base/window.h"

enum { DATES_DEFAULT = 30, DATE = 16 /* bytes of one as text */ };

static const char utc[] = "UTC"; /* where every day has 24 hours: days are counted there */

/* The day that it is in the zone. */
static int day_of(int64_t *day, when t, const char *zone, struct fault *f)
{
    struct civil c;
    when midnight;
    if (when_civil(&c, t, zone, f) != 0)
        return -1;
    c.hour = c.minute = c.second = 0;
    if (when_of(&midnight, &c, utc, f) != 0)
        return -1;
    *day = midnight / WHEN_DAY;
    return 0;
}

static int read_date(int64_t *day, const char *text, struct fault *f)
{
    when t;
    struct fault why;
    if (strlen(text) != strlen("2026-10-06") || when_argument(&t, text, utc, 0, &why) != 0)
        return fault(f, STATUS_USAGE, "\"%s\" is no date; write 2026-10-06", text);
    *day = t / WHEN_DAY;
    return 0;
}

static void date_text(char text[DATE], int64_t day)
{
    struct civil c = {0};
    struct fault impossible;
    when_civil(&c, day * WHEN_DAY, utc, &impossible);
    snprintf(text, DATE, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static int read_last(struct dates *d, const struct dates_asked *a, when now, int64_t end,
                     struct fault *f)
{
    struct window w;
    bool up_to_now = strncmp(a->last, "last-", 5) != 0;
    if (window_last(&w, a->last, a->zone, now, f) != 0 || day_of(&d->from, w.from, a->zone, f) != 0)
        return -1;
    d->to = end;
    return up_to_now ? 0 : day_of(&d->to, w.to, a->zone, f);
}

int dates_read(struct dates *d, const struct dates_asked *a, when now, int64_t ahead,
               struct fault *f)
{
    int64_t today;
    if (a->last && (a->from || a->to))
        return fault(f, STATUS_USAGE, "--last is a window of its own; leave --from and --to out");
    if (day_of(&today, now, a->zone, f) != 0)
        return -1;
    if (a->last)
        return read_last(d, a, now, today + ahead, f);
    d->to = today + ahead;
    if (a->to && read_date(&d->to, a->to, f) != 0)
        return -1;
    d->from = (a->to ? d->to : today) - DATES_DEFAULT;
    if (a->from && read_date(&d->from, a->from, f) != 0)
        return -1;
    if (d->from >= d->to)
        return fault(f, STATUS_USAGE,
                     "there is no day in the window: --from must be before --to, a day that is "
                     "not in it");
    return 0;
}

int dates_until_today(struct dates *d, const struct dates_asked *a, when now,
                      const struct listener *l, struct fault *f)
{
    int64_t today;
    char text[DATE];
    if (day_of(&today, now, a->zone, f) != 0)
        return -1;
    if (d->to <= today)
        return 0;
    date_text(text, today);
    if (d->from >= today)
        return fault(f, STATUS_USAGE,
                     "there is no day in the window that is over: --from must be before today, %s",
                     text);
    d->to = today;
    notice(l, "Gong has nothing of days to come: the window ends before today, %s", text);
    return 0;
}

void dates_put(struct json_writer *w, const char *from, const char *to, const struct dates *d)
{
    char text[DATE];
    date_text(text, d->from);
    json_put_text(w, from, span_of(text));
    date_text(text, d->to);
    json_put_text(w, to, span_of(text));
}
