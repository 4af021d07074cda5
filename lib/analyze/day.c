#include "lib/analyze/day.h"
#include "lib/analyze/day_read.h"

/* A day named right at byte *at. */
static bool read_day(struct span text, size_t *at, const struct day *today, struct day *found)
{
    static bool (*const readers[])(struct reader *, struct day *) = {
        day_read_figures, day_read_month, day_read_distance, day_read_end,
        day_read_weekday, day_read_next,  day_read_of_month};
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

/* "last Friday", "this past Monday", "on a Monday": behind such a word all is past, or comes again.
 */
static bool is_no_day(struct span text, const struct lexeme *l)
{
    struct lexeme next = lexeme_at(text, l->end);
    if (lexeme_is(l, "last"))
        return !lexeme_is(&next, "day");
    if (lexeme_among(l, "a|an|each|most|some|any") >= 0)
        return lexeme_among(&next, "sunday|monday|tuesday|wednesday|thursday|friday|saturday") >= 0;
    return lexeme_among(l, "past|previous|every") >= 0;
}

bool day_next(struct span text, size_t *at, const struct day *today, struct day *found)
{
    while (true) {
        struct lexeme l = lexeme_at(text, *at);
        if (l.kind == LEXEME_END)
            return false;
        bool past = is_no_day(text, &l);
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
