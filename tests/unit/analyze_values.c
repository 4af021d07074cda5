/* Amounts and days as people say them; the calendar. */
#include "tests/unit/check.h"

#include <string.h>
#include "lib/analyze/amount.h"
#include "lib/analyze/calendar.h"
#include "lib/analyze/day.h"

/* The n-th amount of a text, -1 when there is none. */
static double amount(const char *text, int n, int *unit)
{
    struct amount a = {0};
    size_t at = 0;
    for (int i = 0; i <= n; i++)
        if (!amount_next(span_of(text), &at, &a))
            return -1;
    *unit = a.unit;
    return a.value;
}

static void check_amounts(void)
{
    static const struct {
        const char *text;
        double value;
        int unit;
    } rows[] = {
        {"it is $48,000 a year", 48000, UNIT_MONEY},
        {"about 48k", 48000, UNIT_MONEY},
        {"$1.2M", 1200000, UNIT_MONEY},
        {"1.2 million", 1200000, UNIT_MONEY},
        {"one point two million", 1200000, UNIT_MONEY},
        {"fifty thousand", 50000, UNIT_MONEY},
        {"two hundred and fifty thousand dollars", 250000, UNIT_MONEY},
        {"a hundred thousand", 100000, UNIT_MONEY},
        {"half a million", 500000, UNIT_MONEY},
        {"a quarter of a million", 250000, UNIT_MONEY},
        {"forty-five grand", 45000, UNIT_MONEY},
        {"\xe2\x82\xac"
         "500",
         500, UNIT_MONEY},
        {"ten percent", 10, UNIT_PERCENT},
        {"12.5%", 12.5, UNIT_PERCENT},
        {"two hundred seats", 200, UNIT_COUNT},
        {"5,000 users", 5000, UNIT_COUNT},
        {"40 to 50 thousand", 40000, UNIT_MONEY},
        {"in 2026", -1, 0},
        {"on March 3 we", -1, 0},
        {"at 10:30 or 11am", -1, 0},
        {"the 3rd one", -1, 0},
        {"a million", 1000000, UNIT_MONEY},
        {"forty thousand parcels", 40000, UNIT_COUNT},
        {"1,200 pallets a month", 1200, UNIT_COUNT},
        {"eighty thousand tops", 80000, UNIT_MONEY},
        {"one of us", -1, 0},
        {"3/14", -1, 0},
        {"", -1, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int unit = 0;
        double value = amount(rows[i].text, 0, &unit);
        CHECK(value == rows[i].value && unit == rows[i].unit);
        if (value != rows[i].value || unit != rows[i].unit)
            fprintf(stderr, "  %s: %g, %d\n", rows[i].text, value, unit);
    }
    int unit;
    CHECK(amount("from 40 to 50 thousand", 1, &unit) == 50000);
    CHECK(amount("10 or 20 percent", 0, &unit) == 10 && unit == UNIT_PERCENT);
}

static void check_days(void)
{
    const struct day monday = {2026, 11, 16};
    static const struct {
        const char *text, *day;
    } rows[] = {
        {"by Friday", "2026-11-20"},
        {"on Monday", "2026-11-23"},
        {"next Monday", "2026-11-23"},
        {"next Friday", "2026-11-27"},
        {"this Wednesday", "2026-11-18"},
        {"Tuesday of next week", "2026-11-24"},
        {"Tuesday the 24th", "2026-11-24"},
        {"Tuesday, November 24", "2026-11-24"},
        {"on Thursday the third", "2026-12-03"},
        {"Friday the team is out", "2026-11-20"},
        {"by end of day tomorrow", "2026-11-17"},
        {"end of day Friday", "2026-11-20"},
        {"tomorrow", "2026-11-17"},
        {"the day after tomorrow", "2026-11-18"},
        {"March 3rd", "2027-03-03"},
        {"the third of March", "2027-03-03"},
        {"December twenty-first", "2026-12-21"},
        {"Nov 30, 2027", "2027-11-30"},
        {"2026-12-01", "2026-12-01"},
        {"12/24", "2026-12-24"},
        {"24/12/2026", "2026-12-24"},
        {"in two weeks", "2026-11-30"},
        {"within 10 days", "2026-11-26"},
        {"in ten business days", "2026-11-30"},
        {"a week from Tuesday", "2026-11-24"},
        {"three months from now", "2027-02-16"},
        {"next week", "2026-11-23"},
        {"next month", "2026-12-01"},
        {"end of the month", "2026-11-30"},
        {"end of next week", "2026-11-27"},
        {"end of the quarter", "2026-12-31"},
        {"end of January", "2027-01-31"},
        {"by EOW", "2026-11-20"},
        {"by the 20th", "2026-11-20"},
        {"on the fifth", "2026-12-05"},
        {"on the 30th of June", "2027-06-30"},
        {"by the first of December", "2026-12-01"},
        {"on the 20th of this month", "2026-11-20"},
        {"by the 4th of next month", "2026-12-04"},
        {"Thursday week", "2026-11-26"},
        {"in a fortnight", "2026-11-30"},
        {"in about ten days", "2026-11-26"},
        {"two weeks today", "2026-11-30"},
        {"the week after next", "2026-11-30"},
        {"by month end", "2026-11-30"},
        {"the last day of January", "2027-01-31"},
        {"last Friday", ""},
        {"every Tuesday", ""},
        {"it may begin on a Monday", ""},
        {"most Fridays and each Tuesday", ""},
        {"on a Monday, so by Friday", "2026-11-20"},
        {"yesterday", ""},
        {"we may march on", ""},
        {"on the second floor", ""},
        {"2026-02-30", ""},
        {"2025-12-01", ""},
        {"today", ""},
        {"later by today", "2026-11-16"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[16] = "";
        struct day d;
        size_t at = 0;
        if (day_next(span_of(rows[i].text), &at, &monday, &d))
            day_format(&d, text);
        CHECK(strcmp(text, rows[i].day) == 0);
        if (strcmp(text, rows[i].day) != 0)
            fprintf(stderr, "  %s: %s\n", rows[i].text, text);
    }
    struct day d;
    size_t at = 0;
    CHECK(day_next_due(span_of("send it by the end of the week"), &at, &monday, &d) && d.day == 20);
    at = 0;
    CHECK(!day_next_due(span_of("they arrive on Monday, by the window"), &at, &monday, &d));
}

static void check_calendar(void)
{
    for (long n = -200000; n < 200000; n += 37) {
        struct day d = day_at(n);
        CHECK(day_number(&d) == n && day_is_real(&d));
    }
    struct day d;
    CHECK(day_of(span_of("2026-11-16T09:00:00-08:00"), &d) && d.year == 2026 && d.month == 11 &&
          d.day == 16);
    CHECK(day_weekday(&d) == 1);
    CHECK(!day_of(span_of("2026-02-30T00:00:00Z"), &d) && !day_of(span_of("2026"), &d) &&
          !day_of(SPAN_NONE, &d));
    CHECK(calendar_days_in(2024, 2) == 29 && calendar_days_in(2100, 2) == 28);
}

int main(void)
{
    check_amounts();
    check_days();
    check_calendar();
    return check_end();
}
