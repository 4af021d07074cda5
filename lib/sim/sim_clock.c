#include "lib/sim/sim_clock.h"

#include <stdlib.h>

void sim_clock_start(struct sim_clock *c, when now, bool fixed)
{
    *c = (struct sim_clock){.start = now, .origin = when_steady_ms(), .fixed = fixed};
}

when sim_clock_now(const struct sim_clock *c)
{
    return c->fixed ? c->start : c->start + (when_steady_ms() - c->origin) * 1000;
}

void sim_clock_advance(struct sim_clock *c, when by)
{
    c->start += by;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int64_t sim_day_of(int year, int month, int dom)
{
    int64_t y = year - (month <= 2), era = floor_div(y, 400), of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dom - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void sim_day_civil(int64_t day, int *year, int *month, int *dom)
{
    int64_t z = day + 719468, era = floor_div(z, 146097), of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
    *dom = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(y + era * 400 + (*month <= 2));
}

int sim_weekday(int64_t day)
{
    return (int)(((day + 4) % 7 + 7) % 7);
}

/* The instant at which summer time begins (second Sunday of March, 02:00 PST) or ends (first Sunday
 * of November, 02:00 PDT). */
static when change(int year, bool begins)
{
    int64_t day = sim_day_of(year, begins ? 3 : 11, begins ? 8 : 1);
    day += (7 - sim_weekday(day)) % 7;
    return day * WHEN_DAY + (begins ? 10 : 9) * 3600 * WHEN_SECOND;
}

int sim_offset(when t)
{
    int year, month, dom;
    sim_day_civil(floor_div(t, WHEN_DAY), &year, &month, &dom);
    return t >= change(year, true) && t < change(year, false) ? -7 * 3600 : -8 * 3600;
}

int64_t sim_day(when t)
{
    return floor_div(t + sim_offset(t) * WHEN_SECOND, WHEN_DAY);
}

when sim_midnight(int64_t day)
{
    when t = day * WHEN_DAY + 8 * 3600 * WHEN_SECOND; /* right in winter; an hour late in summer */
    when summer = t - 3600 * WHEN_SECOND;
    return sim_offset(summer) == -7 * 3600 ? summer : t;
}

struct sim_civil sim_civil(when t)
{
    when local = t + sim_offset(t) * WHEN_SECOND;
    int64_t day = floor_div(local, WHEN_DAY);
    int second = (int)floor_div(local - day * WHEN_DAY, WHEN_SECOND);
    struct sim_civil c = {.hour = second / 3600,
                          .minute = second / 60 % 60,
                          .second = second % 60,
                          .weekday = sim_weekday(day)};
    sim_day_civil(day, &c.year, &c.month, &c.day);
    return c;
}

void sim_date(struct buf *b, int64_t day)
{
    int year, month, dom;
    sim_day_civil(day, &year, &month, &dom);
    buf_format(b, "%04d-%02d-%02d", year, month, dom);
}

void sim_time(struct buf *b, when t)
{
    struct sim_civil c = sim_civil(t);
    int offset = abs(sim_offset(t)) / 3600;
    int micro = (int)(t - floor_div(t, WHEN_SECOND) * WHEN_SECOND);
    buf_format(b, "%04d-%02d-%02dT%02d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute,
               c.second);
    if (micro) {
        int digits = 6;
        while (micro % 10 == 0) {
            micro /= 10;
            digits--;
        }
        buf_format(b, ".%0*d", digits, micro);
    }
    buf_format(b, "-%02d:00", offset);
}
