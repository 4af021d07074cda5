#include "lib/analyze/calendar.h"

/* Howard Hinnant's days_from_civil and civil_from_days (public domain). */
long day_number(const struct day *d)
{
    long y = d->month <= 2 ? d->year - 1L : d->year;
    long era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    long of_year = (153L * (d->month + (d->month > 2 ? -3 : 9)) + 2) / 5 + d->day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct day day_at(long number)
{
    number += 719468;
    long era = (number >= 0 ? number : number - 146096) / 146097, of_era = number - era * 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * year + year / 4 - year / 100), m = (5 * of_year + 2) / 153;
    struct day d = {.day = (int)(of_year - (153 * m + 2) / 5 + 1),
                    .month = (int)(m < 10 ? m + 3 : m - 9)};
    d.year = (int)(year + era * 400 + (d.month <= 2));
    return d;
}

int day_weekday(const struct day *d)
{
    long n = (day_number(d) + 4) % 7;
    return (int)(n < 0 ? n + 7 : n);
}

int calendar_days_in(int year, int month)
{
    struct day first = {year, month, 1},
               next = {month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1};
    return (int)(day_number(&next) - day_number(&first));
}

bool day_is_real(const struct day *d)
{
    return d->year > 0 && d->year < 10000 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
           d->day <= calendar_days_in(d->year, d->month);
}

bool day_of(struct span time, struct day *d)
{
    if (!time.at || time.len < 10 || time.at[4] != '-' || time.at[7] != '-')
        return false;
    int n[3] = {0}, k = 0;
    for (int i = 0; i < 10; i++) {
        if (i == 4 || i == 7)
            k++;
        else if (time.at[i] < '0' || time.at[i] > '9')
            return false;
        else
            n[k] = n[k] * 10 + (time.at[i] - '0');
    }
    *d = (struct day){n[0], n[1], n[2]};
    return day_is_real(d);
}

size_t day_format(const struct day *d, char text[static 16])
{
    static const char form[] = "0000-00-00";
    const int from[] = {d->year, d->month, d->day}, end[] = {3, 6, 9};
    memcpy(text, form, sizeof form);
    for (int i = 0; i < 3; i++)
        for (int at = end[i], n = from[i]; n > 0; n /= 10)
            text[at--] = (char)('0' + n % 10);
    return sizeof form - 1;
}
