/* Days named by their date. */

#include "lib/analyze/day_read.h"

static const char months[] =
    "january|february|march|april|may|june|july|august|september|october|november|december";
static const char short_months[] = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

/* A month's name; short ones and "may" need a capital. */
int day_take_month(struct reader *r)
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
bool day_read_month(struct reader *r, struct day *d)
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
    d->month = day_take_month(&q);
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

/* 2026-03-03 · 3/14 · 3/14/2026 (month first, unless it cannot be one) */
bool day_read_figures(struct reader *r, struct day *d)
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
bool day_read_of_month(struct reader *r, struct day *d)
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
    int ahead = n <= r->today->day;
    if (take(&q, "of")) {
        ahead = take(&q, "next");
        if ((!ahead && !take(&q, "this|the")) || !take(&q, "month"))
            return false; /* of June: day_read_month's */
    }
    *d = in_months(r, ahead, n);
    *r = q;
    return d->day == n;
}
