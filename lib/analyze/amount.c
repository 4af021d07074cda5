#include "lib/analyze/amount.h"
#include <math.h>
#include <stdio.h>
#include "lib/analyze/lexeme.h"

static const char months[] =
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec";
/* What may follow a sum without a currency: "forty thousand a year", "80k tops". Before any other
 * word a number counts things: "forty thousand parcels". */
static const char after_sum[] =
    "a|an|per|for|and|or|to|in|is|was|are|all|total|altogether|up|down|off|over|each|every|of|on|"
    "at|"
    "more|less|with|which|that|it|we|i|you|they|he|she|but|so|if|as|by|then|now|this|last|next|"
    "from|"
    "because|when|while|tops|max|maximum|min|minimum|roughly|ish|plus|minus|net|gross|list|budget|"
    "already|flat|again|extra|still|sounds|seems|works|would|will|can|could|should|upfront|"
    "annually|"
    "yearly|monthly|quarterly|than|right|set|put|there|here|approved|available|ready|left|"
    "maybe|probably|about|too|before|after|under|between|our|my|your|the|just|only|not|no|yes|"
    "does|do|did|has|have|had|might|must|may|range|ballpark|mark|deal|contract|discount|quote|"
    "price|"
    "fee|package|plan|or|us|how|what|where|who|why|until|within|out|well|okay|ok|got|comes|came|"
    "cheaper|better|higher|lower|gets|including|excluding|depending|one|two|three|four|five|six";
/* What is counted rather than paid. */
static const char counted[] =
    "user|users|seat|seats|license|licenses|people|employees|records|calls|customers|rows|"
    "transactions|hours|hour|times|emails|contacts|accounts|reps|miles|sites|stores|tickets|"
    "documents|"
    "requests|events|agents|locations|leads|days|day|weeks|week|months|month|years|year|minutes|"
    "meetings|companies|products|items|orders|invoices|visits|subscribers|followers|points";

static double scale_of(const struct lexeme *l, const char *list)
{
    static const double scales[] = {1e3, 1e3, 1e3, 1e6, 1e6, 1e6, 1e6, 1e9, 1e9, 1e9};
    int place = lexeme_among(l, list);
    return place < 0 ? 0 : scales[place];
}

static const char scale_words[] = "thousand|k|grand|million|mil|millions|mm|billion|bn|billions";
static const char scale_suffixes[] = "k|thousand|grand|m|mm|mil|million|b|bn|billion";

/* "half a million", "a quarter million", "a quarter of a million": the part, and *at before the
 * million. */
static bool read_part(struct span text, struct lexeme part, size_t *at, double *value,
                      bool *article)
{
    *value = part.word[0] == 'h' ? .5 : .25;
    *article = true;
    *at = part.end;
    struct lexeme next = lexeme_at(text, *at);
    if (lexeme_is(&next, "of"))
        next = lexeme_at(text, next.end);
    if (lexeme_is(&next, "a"))
        *at = next.end;
    next = lexeme_at(text, *at);
    return scale_of(&next, scale_words) > 0;
}

/* "two hundred and fifty", "one point two", "half a", "a": the number below a thousand at *at. */
static bool read_words(struct span text, size_t *at, double *value, bool *article)
{
    size_t next = *at;
    struct lexeme l = lexeme_at(text, next);
    *article = lexeme_is(&l, "a") || lexeme_is(&l, "an");
    int n = *article ? 1 : lexeme_cardinal(text, &next);
    if (*article)
        next = l.end;
    struct lexeme part = *article ? lexeme_at(text, next) : l;
    if (lexeme_is(&part, "half") || lexeme_is(&part, "quarter"))
        return read_part(text, part, at, value, article);
    if (n < 0)
        return false;
    *value = n;
    l = lexeme_at(text, next);
    if (lexeme_is(&l, "hundred")) {
        *article = false;
        *value *= 100;
        next = l.end;
        l = lexeme_at(text, next);
        size_t rest = lexeme_is(&l, "and") ? l.end : next;
        int more = lexeme_cardinal(text, &rest);
        if (more > 0 && n > 0) {
            *value += more;
            next = rest;
        }
    } else if (lexeme_is(&l, "point")) {
        size_t rest = l.end;
        int tenths = lexeme_cardinal(text, &rest);
        if (tenths >= 0 && tenths < 10) {
            *value += tenths / 10.0;
            next = rest;
        }
    }
    *at = next;
    return true;
}

/* "three hundred fifty thousand five hundred": words with scales between them. */
static bool read_spoken(struct span text, size_t *at, double *value, bool *scaled)
{
    double total = 0, part;
    bool article, any = false;
    size_t next = *at;
    while (read_words(text, &next, &part, &article)) {
        struct lexeme l = lexeme_at(text, next);
        double scale = scale_of(&l, scale_words);
        if (article && scale == 0)
            break;
        total += part * (scale > 0 ? scale : 1);
        *scaled = *scaled || scale > 0;
        any = true;
        if (scale > 0)
            next = l.end;
        *at = next;
        *value = total;
        if (scale < 1e3)
            break;
    }
    return any;
}

static bool is_time_or_date(struct span text, const struct lexeme *l, const struct lexeme *before)
{
    struct lexeme next = lexeme_at(text, l->end);
    if (lexeme_among(l, "st|nd|rd|th|am|pm|a|p|x|s|min|h") >= 0)
        return true;
    if (next.kind == LEXEME_SIGN && !next.spaced &&
        (next.sign == ':' || next.sign == '/' || next.sign == '-')) {
        struct lexeme after = lexeme_at(text, next.end);
        if (after.kind == LEXEME_NUMBER && !after.spaced && (next.sign != '-' || after.digits == 2))
            return true;
    }
    if (before->kind == LEXEME_SIGN && !l->spaced && (before->sign == ':' || before->sign == '/'))
        return true;
    if (lexeme_among(&next, "am|pm|o|oclock|january|february|march|april|june|july|august|"
                            "september|october|november|december") >= 0)
        return true;
    if (before->kind == LEXEME_WORD && lexeme_among(before, months) >= 0 && before->capital)
        return true;
    return l->digits == 4 && !l->grouped && !l->fraction && l->word[0] == '\0' &&
           l->value >= 1900 && l->value < 2100;
}

static bool is_currency(const struct lexeme *l)
{
    return l->kind == LEXEME_SIGN &&
           (l->sign == '$' || l->sign == 0x20ac || l->sign == 0xa3 || l->sign == 0xa5);
}

/* A number in digits; `money` tells that a currency stands before it. */
static bool read_digits(struct span text, struct lexeme l, const struct lexeme *before, bool money,
                        size_t *at, struct amount *a)
{
    if (!money && is_time_or_date(text, &l, before))
        return false;
    double scale = l.word[0] ? scale_of(&l, scale_suffixes) : 1;
    if (scale == 0)
        return false;
    a->value = l.value * scale;
    a->scaled = scale > 1 || l.grouped;
    *at = l.end;
    if (scale == 1) {
        struct lexeme next = lexeme_at(text, l.end);
        if (lexeme_is(&next, "hundred")) {
            a->value *= 100;
            *at = next.end;
            next = lexeme_at(text, next.end);
        }
        double word = next.kind == LEXEME_WORD ? scale_of(&next, scale_words) : 0;
        if (word > 0) {
            a->value *= word;
            a->scaled = true;
            *at = next.end;
        }
    }
    return true;
}

static void read_unit(struct span text, size_t *at, bool money, struct amount *a)
{
    struct lexeme next = lexeme_at(text, *at);
    a->unit = money ? UNIT_MONEY : UNIT_COUNT;
    if ((next.kind == LEXEME_SIGN && next.sign == '%') || lexeme_among(&next, "percent|pct") >= 0) {
        a->unit = UNIT_PERCENT;
        *at = next.end;
    } else if (lexeme_among(&next,
                            "dollar|dollars|bucks|usd|euro|euros|eur|pounds|gbp|chf|francs") >= 0 ||
               (next.kind == LEXEME_SIGN && (next.sign == 0x20ac || next.sign == 0xa3))) {
        a->unit = UNIT_MONEY;
        *at = next.end;
    } else if (!money && a->scaled && lexeme_among(&next, counted) < 0 &&
               (next.kind != LEXEME_WORD || lexeme_among(&next, after_sum) >= 0)) {
        a->unit = UNIT_MONEY;
    }
}

/* One amount that begins at the lexeme l. */
static bool read_amount(struct span text, struct lexeme l, const struct lexeme *before, size_t *at,
                        struct amount *a)
{
    size_t next = l.at;
    bool money = is_currency(&l) || lexeme_among(&l, "usd|eur|gbp") >= 0;
    *a = (struct amount){.at = l.at};
    if (money) {
        next = l.end;
        l = lexeme_at(text, next);
    }
    bool found = l.kind == LEXEME_NUMBER
                     ? read_digits(text, l, before, money, &next, a)
                     : l.kind == LEXEME_WORD && read_spoken(text, &next, &a->value, &a->scaled);
    if (!found)
        return false;
    size_t bare = next;
    read_unit(text, &next, money, a);
    /* "one" and "two" alone are pronouns and fillers more often than numbers. */
    if (l.kind == LEXEME_WORD && a->value < 3 && bare == next)
        return false;
    a->len = next - a->at;
    *at = next;
    return true;
}

/* "40 to 50 thousand": what is said of the second holds for the first. */
static void read_range(struct span text, size_t at, struct amount *a)
{
    struct lexeme to = lexeme_at(text, at);
    bool joins = lexeme_among(&to, "to|or|and") >= 0 ||
                 (to.kind == LEXEME_SIGN && (to.sign == '-' || to.sign == 0x2013));
    if (!joins || a->scaled)
        return;
    struct amount second;
    size_t end;
    if (!read_amount(text, lexeme_at(text, to.end), &to, &end, &second) || second.value <= 0)
        return;
    if (second.unit == UNIT_PERCENT ||
        (second.unit == UNIT_MONEY && second.scaled && a->value < 1000)) {
        double scale = second.value >= 1e6 ? 1e6 : second.value >= 1e3 && second.scaled ? 1e3 : 1;
        a->value *= second.unit == UNIT_PERCENT ? 1 : scale;
        a->unit = second.unit;
        a->scaled = second.scaled;
    }
}

bool amount_next(struct span text, size_t *at, struct amount *a)
{
    struct lexeme before = {0};
    while (true) {
        struct lexeme l = lexeme_at(text, *at);
        if (l.kind == LEXEME_END)
            return false;
        if (read_amount(text, l, &before, at, a)) {
            read_range(text, *at, a);
            return true;
        }
        before = l;
        *at = l.end;
    }
}

static bool is_figure(struct span text, size_t at)
{
    return at < text.len && text.at[at] >= '0' && text.at[at] <= '9';
}

/* Figures, with what some languages put between thousands: 50.000, 50 000, 1'250. */
static size_t figures_at(struct span text, size_t at, char digits[static 32])
{
    size_t n = 0;
    while (n < 31 && is_figure(text, at)) {
        digits[n++] = text.at[at++];
        bool three = at + 1 < text.len && strchr(".,' ", text.at[at]) && is_figure(text, at + 1) &&
                     is_figure(text, at + 2) && is_figure(text, at + 3) && !is_figure(text, at + 4);
        at += three;
    }
    digits[n] = '\0';
    return at;
}

bool amount_is_said(struct span text, double value)
{
    struct amount a;
    size_t at = 0;
    char wanted[40], digits[32];
    while (amount_next(text, &at, &a))
        if (fabs(a.value - value) <= 1e-9 * fabs(value))
            return true;
    snprintf(wanted, sizeof wanted, "%.0f", value);
    for (at = 0; at < text.len; at++)
        if (text.at[at] >= '0' && text.at[at] <= '9') {
            at = figures_at(text, at, digits);
            if (strcmp(digits, wanted) == 0)
                return true;
        }
    return false;
}
