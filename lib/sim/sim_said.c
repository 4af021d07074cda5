#include "lib/sim/sim_said.h"

#include <string.h>
#include "lib/sim/sim_clock.h"

static void say_number(struct buf *b, int n)
{
    static const char *const small[] = {"",        "one",     "two",       "three",    "four",
                                        "five",    "six",     "seven",     "eight",    "nine",
                                        "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (n >= 100)
        buf_text(b, n % 100 ? "a hundred and " : "a hundred");
    n %= 100;
    if (n >= 20)
        buf_text(b, tens[n / 10]);
    if (n >= 20 && n % 10)
        buf_byte(b, '-');
    buf_text(b, small[n >= 20 ? n % 10 : n]);
}

void sim_say_sum(struct buf *b, int thousands, struct sim_rng *r)
{
    switch (sim_below(r, 8)) {
    case 0:
        say_number(b, thousands);
        buf_text(b, " grand");
        break;
    case 1:
        say_number(b, thousands);
        buf_text(b, " thousand");
        break;
    case 2:
        say_number(b, thousands);
        buf_text(b, " thousand dollars");
        break;
    case 3: buf_format(b, "%d grand", thousands); break;
    case 4: buf_format(b, "%dK", thousands); break;
    case 5: buf_format(b, "$%dK", thousands); break;
    case 6: buf_format(b, "%d,000", thousands); break;
    default: buf_format(b, "%d thousand", thousands);
    }
}

static const char *ordinal(int n)
{
    return n / 10 == 1 ? "th" : n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
}

void sim_say_date(struct buf *b, int64_t day, struct sim_rng *r)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int year, month, dom;
    sim_day_civil(day, &year, &month, &dom);
    const char *name = months[month - 1], *th = ordinal(dom);
    switch (sim_below(r, 4)) {
    case 0: buf_format(b, "%s %d%s", name, dom, th); break;
    case 1: buf_format(b, "%s the %d%s", name, dom, th); break;
    case 2: buf_format(b, "%s %d", name, dom); break;
    default: buf_format(b, "the %d%s of %s", dom, th, name);
    }
}

/* Ways that count from today, and so take no "on". */
static bool say_distance(struct buf *b, int away, const char *weekday, struct sim_rng *r)
{
    if (away == 1)
        buf_text(b, "tomorrow");
    else if (away == 2 && sim_chance(r, 500))
        buf_text(b, "the day after tomorrow");
    else if (away == 7)
        buf_text(b, "a week from today");
    else if (away == 14 && sim_chance(r, 500))
        buf_text(b, "two weeks from today");
    else if (away > 2 && away < 7 && sim_chance(r, 200))
        buf_format(b, "this coming %s", weekday);
    else if (away > 7 && away < 14 && sim_chance(r, 300))
        buf_format(b, "a week from %s", weekday);
    else
        return false;
    return true;
}

void sim_say_day(struct buf *b, const char *before, int64_t day, int64_t today, struct sim_rng *r)
{
    static const char *const weekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                           "Thursday", "Friday", "Saturday"};
    const char *weekday = weekdays[sim_weekday(day)];
    int away = (int)(day - today), year, month, dom;
    size_t begin = b->len;
    buf_text(b, strcmp(before, "on ") == 0 ? "" : before);
    if (say_distance(b, away, weekday, r))
        return;
    b->len = begin;
    buf_text(b, before);
    sim_day_civil(day, &year, &month, &dom);
    int way = sim_below(r, 4);
    if (away < 7 && way < 2)
        buf_text(b, weekday);
    else if (away < 20 && way == 2)
        buf_format(b, "the %d%s", dom, ordinal(dom));
    else if (way == 3)
        buf_format(b, "%s the %d%s", weekday, dom, ordinal(dom));
    else
        sim_say_date(b, day, r);
}
