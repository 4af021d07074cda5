#include "lib/analyze/day.h"
#include "lib/analyze/lexeme.h"

static const char weekdays[] = "sunday|monday|tuesday|wednesday|thursday|friday|saturday";
static const char months[] =
    "january|february|march|april|may|june|july|august|september|october|november|december";
static const char short_months[] = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

enum { MONDAY = 1, FRIDAY = 5 };

/* Reading: the text, where the next lexeme begins, and today. */
struct reader {
    struct span text;
    size_t at;
    const struct day *today;
};

static struct lexeme peek(const struct reader *r)
{
    return lexeme_at(r->text, r->at);
}

static bool take(struct reader *r, const char *words)
{
    struct lexeme l = peek(r);
    if (l.kind != LEXEME_WORD || lexeme_among(&l, words) < 0)
        return false;
    r->at = l.end;
    return true;
}

static int take_among(struct reader *r, const char *words)
{
    struct lexeme l = peek(r);
    int place = l.kind == LEXEME_WORD ? lexeme_among(&l, words) : -1;
    if (place >= 0)
        r->at = l.end;
    return place;
}

static struct day in_days(const struct reader *r, long days)
{
    return day_at(day_number(r->today) + days);
}

static struct day in_months(const struct reader *r, int months_on, int day)
{
    int month = r->today->month - 1 + months_on;
    struct day d = {r->today->year + month / 12, month % 12 + 1, day};
    int last = calendar_days_in(d.year, d.month);
    d.day = d.day > last ? last : d.day;
    return d;
}

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

static bool read_weekday(struct reader *r, struct day *d)
{
    struct reader q = *r;
    bool next = take(&q, "next");
    if (!next)
        take(&q, "this|coming|upcoming|following");
    int weekday = take_among(&q, weekdays);
    if (weekday < 0)
        return false;
    struct reader week = q;
    bool of_next = (take(&week, "of") || true) && take(&week, "next") && take(&week, "week");
    if (of_next)
        q = week;
    *d = next || of_next ? of_next_week(r, weekday) : coming(r, weekday);
    *r = q;
    return true;
}

/* A month's name; short ones and "may" need a capital. */
static int take_month(struct reader *r)
{
    struct lexeme l = peek(r);
    if (l.kind != LEXEME_WORD)
        return -1;
    int month = lexeme_among(&l, months);
    if (month < 0 && l.capital)
        month = lexeme_among(&l, short_months);
    if (month < 0 && l.capital && lexeme_is(&l, "sept"))
        month = 8;
    if (month < 0 || ((month == 4 || month == 2) && !l.capital))
        return -1;
    r->at = l.end;
    return month + 1;
}

/* 3, 3rd, third */
static int take_day_number(struct reader *r)
{
    int n = lexeme_ordinal(r->text, &r->at);
    if (n > 0)
        return n;
    struct lexeme l = peek(r);
    if (l.kind != LEXEME_NUMBER || l.word[0] || l.fraction || l.grouped || l.value < 1 ||
        l.value > 31)
        return -1;
    r->at = l.end;
    return (int)l.value;
}

static void take_year(struct reader *r, struct day *d)
{
    struct reader q = *r;
    struct lexeme l = peek(&q);
    if (l.kind == LEXEME_SIGN && l.sign == ',') {
        q.at = l.end;
        l = peek(&q);
    }
    if (l.kind == LEXEME_NUMBER && l.digits == 4 && !l.grouped && !l.fraction && !l.word[0]) {
        d->year = (int)l.value;
        r->at = l.end;
    } else if (day_number(d) < day_number(r->today)) {
        d->year++;
    }
}

/* March 3rd, 2026 · the 3rd of March · March */
static bool read_month(struct reader *r, struct day *d)
{
    struct reader q = *r;
    *d = (struct day){r->today->year, 0, 0};
    take(&q, "the");
    int number = lexeme_ordinal(q.text, &q.at);
    if (number < 0) {
        struct reader digits = q;
        number = take_day_number(&digits);
        if (number > 0)
            q = digits;
    }
    if (number > 0)
        take(&q, "of");
    d->month = take_month(&q);
    if (d->month < 0)
        return false;
    if (number < 0) {
        take(&q, "the");
        number = take_day_number(&q);
    }
    if (number < 0)
        return false;
    d->day = number;
    if (d->day > calendar_days_in(2000, d->month))
        return false;
    take_year(&q, d);
    *r = q;
    return day_is_real(d);
}

static bool read_end(struct reader *r, struct day *d)
{
    struct reader q = *r;
    int abbreviated = take_among(&q, "eod|eow|eom|eoq|eoy"), unit = abbreviated;
    bool next = false;
    if (abbreviated < 0) {
        if (!take(&q, "end|close") || !take(&q, "of"))
            return false;
        take(&q, "the|this|our");
        next = take(&q, "next");
        struct reader m = q;
        int month = take_month(&m);
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

/* in two weeks · within ten days · three weeks from now · a week from Tuesday */
static bool read_distance(struct reader *r, struct day *d)
{
    struct reader q = *r;
    bool in = take(&q, "in|within");
    if (in)
        take(&q, "the");
    in = (take(&q, "next") || true) && in;
    int n = take_quantity(&q);
    if (n < 1)
        return false;
    bool business = take(&q, "business|working");
    int unit = take_among(&q, "day|days|week|weeks|month|months|year|years");
    if (unit < 0)
        return false;
    if (take(&q, "from")) {
        struct reader from = q;
        if (take(&from, "now|today")) {
            in = true;
            q = from;
        } else if (unit / 2 == 1 && read_weekday(&from, d)) {
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

static bool read_next(struct reader *r, struct day *d)
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

/* 2026-03-03 · 3/14 · 3/14/2026 (month first, unless it cannot be one) */
static bool read_figures(struct reader *r, struct day *d)
{
    int n[3], k = 0, sign = 0;
    size_t at = r->at;
    for (; k < 3; k++) {
        struct lexeme l = lexeme_at(r->text, at);
        if (l.kind != LEXEME_NUMBER || l.word[0] || l.fraction || l.grouped || l.digits > 4)
            break;
        n[k] = (int)l.value;
        at = l.end;
        struct lexeme s = lexeme_at(r->text, at);
        if (k == 2 || s.kind != LEXEME_SIGN || s.spaced || (s.sign != '-' && s.sign != '/') ||
            (sign && (int)s.sign != sign)) {
            k++;
            break;
        }
        sign = (int)s.sign;
        at = s.end;
    }
    struct reader q = {r->text, at, r->today};
    if (k == 3 && sign == '-' && n[0] >= 1000) {
        *d = (struct day){n[0], n[1], n[2]};
    } else if (k >= 2 && sign == '/') {
        *d = n[0] > 12 ? (struct day){r->today->year, n[1], n[0]}
                       : (struct day){r->today->year, n[0], n[1]};
        if (k == 3)
            d->year = n[2] < 100 ? 2000 + n[2] : n[2];
        else if (day_is_real(d) && day_number(d) < day_number(r->today))
            d->year++;
    } else {
        return false;
    }
    if (!day_is_real(d))
        return false;
    *r = q;
    return true;
}

/* on the 14th · by the fifteenth */
static bool read_day_of_month(struct reader *r, struct day *d)
{
    struct reader q = *r;
    if (!take(&q, "on|by|until|before|for|till") || !take(&q, "the"))
        return false;
    struct lexeme l = peek(&q);
    int n = lexeme_ordinal(q.text, &q.at);
    if (n < 1 || (l.kind == LEXEME_WORD && n < 4 && !lexeme_is(&l, "first")))
        return false;
    struct lexeme next = peek(&q);
    if (next.kind == LEXEME_WORD && lexeme_among(&next, "of|at|and|or|if|so|then|works|to") < 0)
        return false;
    *d = in_months(r, n <= r->today->day, n);
    *r = q;
    return d->day == n;
}

/* A day named right at byte *at. */
static bool read_day(struct span text, size_t *at, const struct day *today, struct day *found)
{
    static bool (*const readers[])(struct reader *, struct day *) = {
        read_figures, read_month, read_distance,    read_end,
        read_weekday, read_next,  read_day_of_month};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        struct reader r = {text, *at, today};
        struct day d;
        if (readers[i](&r, &d) && day_is_real(&d) && day_number(&d) >= day_number(today)) {
            *found = d;
            *at = r.at;
            return true;
        }
    }
    return false;
}

bool day_next(struct span text, size_t *at, const struct day *today, struct day *found)
{
    while (true) {
        struct lexeme l = lexeme_at(text, *at);
        if (l.kind == LEXEME_END)
            return false;
        /* "last Friday", "this past Monday": behind such a word all is past, or comes again. */
        bool past = lexeme_is(&l, "last") || lexeme_is(&l, "past") || lexeme_is(&l, "previous") ||
                    lexeme_is(&l, "every");
        if (!past && read_day(text, at, today, found))
            return true;
        *at = past ? lexeme_at(text, l.end).end : l.end;
    }
}

bool day_next_due(struct span text, size_t *at, const struct day *today, struct day *found)
{
    for (struct lexeme l; (l = lexeme_at(text, *at)).kind != LEXEME_END; *at = l.end) {
        if (l.kind != LEXEME_WORD || lexeme_among(&l, "by|before|until|till|due|than") < 0)
            continue;
        struct lexeme next = lexeme_at(text, l.end);
        size_t from = lexeme_is(&next, "on") || lexeme_is(&next, "the") ? next.end : l.end;
        size_t whole = l.at;
        if (read_day(text, &from, today, found) ||
            (from = l.end, read_day(text, &from, today, found)) ||
            (from = whole, read_day(text, &from, today, found))) {
            *at = from;
            return true;
        }
    }
    return false;
}
