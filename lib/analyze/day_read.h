#ifndef ANALYZE_DAY_READ_H
#define ANALYZE_DAY_READ_H

/* How days are read out of what was said: the readers that day.c tries in turn. Each moves the
 * reader past what it read and gives the day, or leaves the reader where it was and gives false. */

#include <stdbool.h>
#include "lib/analyze/day.h"
#include "lib/analyze/lexeme.h"

/* The text, where the next lexeme begins, and today. */
struct reader {
    struct span text;
    size_t at;
    const struct day *today;
};

static inline struct lexeme peek(const struct reader *r)
{
    return lexeme_at(r->text, r->at);
}

static inline bool take(struct reader *r, const char *words)
{
    struct lexeme l = peek(r);
    if (l.kind != LEXEME_WORD || lexeme_among(&l, words) < 0)
        return false;
    r->at = l.end;
    return true;
}

static inline int take_among(struct reader *r, const char *words)
{
    struct lexeme l = peek(r);
    int place = l.kind == LEXEME_WORD ? lexeme_among(&l, words) : -1;
    if (place >= 0)
        r->at = l.end;
    return place;
}

static inline struct day in_days(const struct reader *r, long days)
{
    return day_at(day_number(r->today) + days);
}

static inline struct day in_months(const struct reader *r, int months_on, int day)
{
    int month = r->today->month - 1 + months_on;
    struct day d = {r->today->year + month / 12, month % 12 + 1, day};
    int last = calendar_days_in(d.year, d.month);
    d.day = d.day > last ? last : d.day;
    return d;
}

/* Dates (day_date.c). */
int day_take_month(struct reader *r);                    /* 1 to 12, or -1 */
bool day_read_month(struct reader *r, struct day *d);    /* March 3rd, 2026; the 3rd of March */
bool day_read_figures(struct reader *r, struct day *d);  /* 2026-03-03, 3/14 */
bool day_read_of_month(struct reader *r, struct day *d); /* by the 14th */

/* Days told from today (day_relative.c). */
bool day_read_weekday(struct reader *r, struct day *d);  /* next Tuesday; Tuesday the 24th */
bool day_read_end(struct reader *r, struct day *d);      /* end of the month; end of day tomorrow */
bool day_read_distance(struct reader *r, struct day *d); /* in two weeks */
bool day_read_next(struct reader *r, struct day *d);     /* tomorrow, next month */

#endif
