/* Days told from today. */

#include "lib/analyze/day_read.h"

static const char weekdays[] = "sunday|monday|tuesday|wednesday|thursday|friday|saturday";

enum { MONDAY = 1, FRIDAY = 5 };

/* The weekday that comes next, a week on when it is today. */
static struct day coming(const struct reader *r, int weekday)
{
    int ahead = (weekday - day_weekday(r->today) + 7) % 7;
    return in_days(r, ahead ? ahead : 7);
}

/* The weekday of the week after this one; weeks begin on Monday. */
static struct day of_next_week(const struct reader *r, int weekday)
{
    int since_monday = (day_weekday(r->today) + 6) % 7;
    return in_days(r, 7 - since_monday + (weekday + 6) % 7);
}

/* Behind a weekday, its date: "Tuesday, November 24" and "Tuesday the 24th" say which Tuesday. */
static bool named_date(struct reader *r, int weekday, struct day *d)
{
    struct reader q = *r;
    struct lexeme l = peek(&q);
    if (l.kind == LEXEME_SIGN && l.sign == ',')
        q.at = l.end;
    struct reader month = q;
    if (day_read_month(&month, d)) {
        *r = month;
        return true;
    }
    if (!take(&q, "the"))
        return false;
    int n = lexeme_ordinal(q.text, &q.at);
    if (n < 1 || n > 31)
        return false;
    /* The first month, this one or the next two, in which that day is such a weekday. */
    for (int ahead = 0; ahead < 3; ahead++) {
        *d = in_months(r, ahead, n);
        if (d->day == n && day_number(d) >= day_number(r->today) && day_weekday(d) == weekday) {
            *r = q;
            return true;
        }
    }
    return false;
}

bool day_read_weekday(struct reader *r, struct day *d)
{
    struct reader q = *r;
    bool next = take(&q, "next");
    if (!next)
        take(&q, "this|coming|upcoming|following");
    int weekday = take_among(&q, weekdays);
    if (weekday < 0)
        return false;
    if (!next && named_date(&q, weekday, d)) {
        *r = q;
        return true;
    }
    /* "Thursday week" and "Thursday after next" are seven days on. */
    struct reader on = q;
    if (!next && (take(&on, "week") || (take(&on, "after") && take(&on, "next")))) {
        *d = coming(r, weekday);
        *d = day_at(day_number(d) + 7);
        *r = on;
        return true;
    }
    struct reader week = q;
    bool of_next = (take(&week, "of") || true) && take(&week, "next") && take(&week, "week");
    if (of_next)
        q = week;
    *d = next || of_next ? of_next_week(r, weekday) : coming(r, weekday);
    *r = q;
    return true;
}

bool day_read_end(struct reader *r, struct day *d)
{
    struct reader q = *r;
    int abbreviated = take_among(&q, "eod|eow|eom|eoq|eoy"), unit = abbreviated;
    bool next = false;
    if (abbreviated < 0) {
        struct reader bare = q;
        int which = take_among(&bare, "month|quarter|year");
        if (which >= 0 && take(&bare, "end")) {
            *d = which == 0   ? in_months(r, 0, 31)
                 : which == 1 ? in_months(r, 2 - (r->today->month - 1) % 3, 31)
                              : (struct day){r->today->year, 12, 31};
            *r = bare;
            return true;
        }
        bool last = take(&q, "last");
        if (!take(&q, last ? "day" : "end|close") || !take(&q, "of"))
            return false;
        take(&q, "the|this|our");
        next = take(&q, "next");
        struct reader m = q;
        int month = day_take_month(&m);
        if (month > 0) {
            int ahead = (month - r->today->month + 12) % 12;
            *d = in_months(r, ahead, 31);
            *r = m;
            return true;
        }
        take(&q, "business|fiscal");
        unit = take_among(&q, "day|week|month|quarter|year");
        if (unit < 0)
            return false;
    }
    struct reader which = q;
    if (unit == 0 && (day_read_weekday(&which, d) || day_read_next(&which, d))) {
        *r = which; /* end of day tomorrow */
        return true;
    }
    int to_quarter = 2 - (r->today->month - 1) % 3;
    switch (unit) {
    case 0: *d = *r->today; break;
    case 1:
        *d = next ? of_next_week(r, FRIDAY) : in_days(r, (FRIDAY - day_weekday(r->today) + 7) % 7);
        break;
    case 2: *d = in_months(r, next ? 1 : 0, 31); break;
    case 3: *d = in_months(r, to_quarter + (next ? 3 : 0), 31); break;
    default: *d = (struct day){r->today->year + (next ? 1 : 0), 12, 31}; break;
    }
    *r = q;
    return true;
}

static int take_quantity(struct reader *r)
{
    struct reader q = *r;
    if (take(&q, "a")) {
        if (take(&q, "couple")) {
            take(&q, "of");
            *r = q;
            return 2;
        }
        *r = q;
        return 1;
    }
    int n = lexeme_cardinal(q.text, &q.at);
    struct lexeme l = peek(&q);
    if (n < 0 && l.kind == LEXEME_NUMBER && !l.word[0] && !l.fraction && l.value >= 1 &&
        l.value < 1000) {
        n = (int)l.value;
        q.at = l.end;
    }
    if (n > 0)
        *r = q;
    return n;
}

enum { WEEK = 2, FORTNIGHT = 8 }; /* places in the list of units */

/* in two weeks · within ten days · three weeks from now · a week from Tuesday */
bool day_read_distance(struct reader *r, struct day *d)
{
    struct reader q = *r;
    bool in = take(&q, "in|within");
    if (in) {
        take(&q, "the");
        take(&q, "about|around|roughly|maybe");
    }
    in = (take(&q, "next") || true) && in;
    int n = take_quantity(&q);
    if (n < 1)
        return false;
    bool business = take(&q, "business|working");
    int unit = take_among(&q, "day|days|week|weeks|month|months|year|years|fortnight");
    if (unit < 0)
        return false;
    if (unit == FORTNIGHT) {
        n *= 2;
        unit = WEEK;
    }
    if (unit / 2 == 1 && take(&q, "today"))
        in = true; /* a week today */
    if (take(&q, "from")) {
        struct reader from = q;
        if (take(&from, "now|today")) {
            in = true;
            q = from;
        } else if (unit / 2 == 1 && day_read_weekday(&from, d)) {
            *d = day_at(day_number(d) + 7L * n);
            *r = from;
            return true;
        }
    }
    if (!in)
        return false;
    long days = business && unit / 2 == 0 ? n / 5 * 7 + n % 5 : n;
    *d = unit / 2 == 0   ? in_days(r, days)
         : unit / 2 == 1 ? in_days(r, 7L * n)
                         : in_months(r, unit / 2 == 2 ? n : 12 * n, r->today->day);
    *r = q;
    return true;
}

bool day_read_next(struct reader *r, struct day *d)
{
    struct reader q = *r;
    /* "today" by itself is when people talk, seldom when something is due. */
    if (take(&q, "tomorrow")) {
        *d = in_days(r, 1);
    } else if (take(&q, "by")) {
        take(&q, "later");
        if (!take(&q, "today|tonight"))
            return false;
        *d = *r->today;
    } else if (take(&q, "week")) {
        if (!take(&q, "after") || !take(&q, "next"))
            return false;
        *d = of_next_week(r, MONDAY);
        *d = day_at(day_number(d) + 7);
    } else if (take(&q, "day")) {
        if (!take(&q, "after") || !take(&q, "tomorrow"))
            return false;
        *d = in_days(r, 2);
    } else if (take(&q, "next")) {
        switch (take_among(&q, "week|month|quarter|year")) {
        case 0: *d = of_next_week(r, MONDAY); break;
        case 1: *d = in_months(r, 1, 1); break;
        case 2: *d = in_months(r, 3 - (r->today->month - 1) % 3, 1); break;
        case 3: *d = (struct day){r->today->year + 1, 1, 1}; break;
        default: return false;
        }
    } else {
        return false;
    }
    *r = q;
    return true;
}
