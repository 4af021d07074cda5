/* Tokens that belong together: numerals of several words, a number and its unit, the two ends of a
 * range. English only. */

#include <stdlib.h>
#include <string.h>
#include "lib/report/claims_scan.h"

enum rank { RANK_NONE, RANK_UNIT, RANK_TEN, RANK_HUNDRED, RANK_THOUSAND, RANK_ALONE };

static const struct numeral {
    const char *word;
    enum rank rank;
    double value;
} numerals[] = {
    {"zero", RANK_UNIT, 0},          {"one", RANK_UNIT, 1},
    {"two", RANK_UNIT, 2},           {"three", RANK_UNIT, 3},
    {"four", RANK_UNIT, 4},          {"five", RANK_UNIT, 5},
    {"six", RANK_UNIT, 6},           {"seven", RANK_UNIT, 7},
    {"eight", RANK_UNIT, 8},         {"nine", RANK_UNIT, 9},
    {"ten", RANK_TEN, 10},           {"eleven", RANK_TEN, 11},
    {"twelve", RANK_TEN, 12},        {"thirteen", RANK_TEN, 13},
    {"fourteen", RANK_TEN, 14},      {"fifteen", RANK_TEN, 15},
    {"sixteen", RANK_TEN, 16},       {"seventeen", RANK_TEN, 17},
    {"eighteen", RANK_TEN, 18},      {"nineteen", RANK_TEN, 19},
    {"twenty", RANK_TEN, 20},        {"thirty", RANK_TEN, 30},
    {"forty", RANK_TEN, 40},         {"fifty", RANK_TEN, 50},
    {"sixty", RANK_TEN, 60},         {"seventy", RANK_TEN, 70},
    {"eighty", RANK_TEN, 80},        {"ninety", RANK_TEN, 90},
    {"hundred", RANK_HUNDRED, 100},  {"thousand", RANK_THOUSAND, 1e3},
    {"million", RANK_THOUSAND, 1e6}, {"billion", RANK_THOUSAND, 1e9},
    {"dozen", RANK_ALONE, 12},       {"couple", RANK_ALONE, 2},
    {"single", RANK_ALONE, 1},       {"thrice", RANK_ALONE, 3},
};

/* Words that claim a number which no roll-up holds. */
static const char *const ratios[] = {"double",  "doubled",   "doubles",  "triple",   "tripled",
                                     "triples", "quadruple", "halved",   "halves",   "tenfold",
                                     "twofold", "threefold", "fold",     "hundreds", "thousands",
                                     "dozens",  "millions",  "billions", "scores",   "quadrupled"};

/* Joined by a hyphen to these, a numeral counts nothing. */
static const char *const idioms[] = {"party", "parties", "off", "offs", "time", "way", "on", "to"};

static const struct numeral *numeral_of(const struct token *t)
{
    for (size_t i = 0; t->kind == TOKEN_WORD && i < sizeof numerals / sizeof numerals[0]; i++)
        if (token_is(t, numerals[i].word))
            return &numerals[i];
    return NULL;
}

static bool any_of(const struct token *t, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (token_is(t, words[i]))
            return true;
    return false;
}

/* "no one", "another one": not a number, unless what it counts stands behind it. */
static bool pronoun(const struct tokens *t, size_t i)
{
    static const char *const owners[] = {"any",  "every", "some", "this",   "that",
                                         "each", "which", "the",  "another"};
    static const char *const nouns[] = {"call", "account", "deal", "quote", "question", "object"};
    if (!token_is(&t->at[i], "one") || i == 0 || (i + 1 < t->n && any_of(&t->at[i + 1], nouns, 6)))
        return false;
    return any_of(&t->at[i - 1], owners, sizeof owners / sizeof owners[0]);
}

static bool idiom(const struct tokens *t, size_t i)
{
    return i + 1 < t->n && t->at[i + 1].joined &&
           any_of(&t->at[i + 1], idioms, sizeof idioms / sizeof idioms[0]);
}

/* The numeral that begins at i, over *used tokens; false: none does. */
static bool read_numeral(const struct tokens *t, size_t i, double *value, size_t *used)
{
    double total = 0, part = 0;
    enum rank last = RANK_NONE;
    size_t at = i;
    while (at < t->n) {
        bool and = at > i && token_is(&t->at[at], "and") && last >= RANK_HUNDRED && at + 1 < t->n;
        const struct numeral *n = numeral_of(&t->at[at + and]);
        if (!n || (and&&n->rank > RANK_TEN) || (at > i && n->rank == RANK_ALONE))
            break;
        if (n->rank <= RANK_TEN) {
            bool fits = last == RANK_NONE || last >= RANK_HUNDRED ||
                        (last == RANK_TEN && n->rank == RANK_UNIT && part >= 20);
            if (!fits)
                break;
            part += n->value;
        } else if (n->rank == RANK_HUNDRED && last <= RANK_TEN) {
            part = (last == RANK_NONE ? 1 : part) * 100;
        } else if (n->rank == RANK_THOUSAND && last <= RANK_HUNDRED) {
            total += (last == RANK_NONE ? 1 : part) * n->value;
            part = 0;
        } else if (n->rank == RANK_ALONE) {
            part = n->value;
        } else {
            break;
        }
        at += 1 + and;
        last = n->rank;
        if (n->rank == RANK_ALONE)
            break;
    }
    *value = total + part;
    *used = at - i;
    return at > i;
}

/* "no call", "nobody", "none": nothing. "every call", "all calls": 1, as a fraction. -1: neither.
 * What runs "across all calls" is no claim. */
static int quantity(const struct tokens *t, size_t i)
{
    static const char *const nouns[] = {"call",     "calls",     "account",      "accounts",
                                        "customer", "customers", "conversation", "conversations",
                                        "buyer",    "buyers",    "prospect",     "prospects"};
    static const char *const over[] = {"across", "over", "among", "of", "from", "with", "for"};
    const struct token *at = &t->at[i], *next = i + 1 < t->n ? at + 1 : NULL;
    bool noun = next && any_of(next, nouns, sizeof nouns / sizeof nouns[0]);
    if (token_is(at, "none") || token_is(at, "nobody") ||
        (token_is(at, "no") && next && (noun || token_is(next, "one"))))
        return 0;
    bool all = token_is(at, "all") && !(i && any_of(at - 1, over, sizeof over / sizeof over[0]));
    return noun && (all || token_is(at, "every") || token_is(at, "each")) ? 1 : -1;
}

/* How many of a whole a word makes: a third is one of 3; 0: it is no such word. */
static int divisor(const struct token *t)
{
    static const struct {
        const char *word;
        int of;
    } parts[] = {{"half", 2},    {"third", 3},  {"thirds", 3}, {"quarter", 4}, {"quarters", 4},
                 {"fifth", 5},   {"fifths", 5}, {"sixth", 6},  {"sixths", 6},  {"eighth", 8},
                 {"eighths", 8}, {"tenth", 10}, {"tenths", 10}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (token_is(t, parts[i].word))
            return parts[i].of;
    return 0;
}

/* Half and third always; a quarter or a tenth only as "a quarter of", "three quarters". */
static int fraction(const struct tokens *t, size_t i, const struct token *last)
{
    int of = divisor(&t->at[i]);
    if (of <= 3 || (last && last->kind == TOKEN_NUMBER))
        return of;
    bool a = last && (token_is(last, "a") || token_is(last, "the"));
    return a && i + 1 < t->n && token_is(&t->at[i + 1], "of") ? of : 0;
}

static struct span over(struct span from, struct span to)
{
    return (struct span){from.at, (size_t)(to.at + to.len - from.at)};
}

/* Words to numbers. */
static int fold_numerals(struct tokens *t, struct span sentence, struct fault *f)
{
    size_t n = 0;
    for (size_t i = 0, used = 1; i < t->n; i += used) {
        struct token *from = &t->at[i], *last = n ? &t->at[n - 1] : NULL;
        double value = 0;
        int of = fraction(t, i, last);
        bool twice = token_is(from, "twice");
        int all = quantity(t, i);
        used = 1;
        if (all >= 0) {
            used = token_is(from, "no") && token_is(&t->at[i + 1], "one") ? 2 : 1; /* "no one" */
            t->at[n++] = (struct token){.kind = all ? TOKEN_FRACTION : TOKEN_NUMBER,
                                        .text = from->text,
                                        .value = all,
                                        .unit = 1};
            continue;
        }
        if (any_of(from, ratios, sizeof ratios / sizeof ratios[0]) ||
            (twice && i + 1 < t->n && token_is(&t->at[i + 1], "as")))
            return claim_refuse(f, sentence, from->text, "the roll-up holds no such number");
        if (of && !idiom(t, i)) {
            bool many = last && last->kind == TOKEN_NUMBER && last->value < of && last->unit == 1;
            value = (many ? last->value : 1) / of;
            struct span text = many ? over(last->text, from->text) : from->text;
            t->at[many ? n - 1 : n++] =
                (struct token){.kind = TOKEN_FRACTION, .text = text, .value = value, .unit = 1};
            continue;
        }
        if (twice)
            value = 2;
        else if (pronoun(t, i) || idiom(t, i) || !read_numeral(t, i, &value, &used)) {
            used = 1;
            t->at[n++] = *from;
            continue;
        }
        struct token number = {.kind = TOKEN_NUMBER,
                               .text = over(from->text, t->at[i + used - 1].text),
                               .value = value,
                               .unit = 1};
        if (last && last->kind == TOKEN_NUMBER && numeral_of(from) &&
            numeral_of(from)->rank >= RANK_HUNDRED && used == 1) {
            last->unit *= numeral_of(from)->value; /* 1.2 million */
            last->text = over(last->text, from->text);
            continue;
        }
        t->at[n++] = number;
    }
    t->n = n;
    return 0;
}

static bool is_sign(const struct token *t, const char *sign)
{
    return t->kind == TOKEN_SIGN && span_is(t->text, sign);
}

/* USD, $: the currency that a token says; absent: none. */
static struct span money_of(const struct token *t, bool behind)
{
    static const char *const words[] = {"dollars", "dollar", "euros", "euro", "pounds", "yen"};
    if (t->kind == TOKEN_SIGN && !is_sign(t, "%") && !is_sign(t, "×"))
        return t->text;
    if (behind && any_of(t, words, sizeof words / sizeof words[0]))
        return t->text;
    bool code = t->kind == TOKEN_WORD && t->text.len == 3;
    for (size_t i = 0; code && i < 3; i++)
        code = t->text.at[i] >= 'A' && t->text.at[i] <= 'Z';
    return code ? t->text : SPAN_NONE;
}

/* A number and what stands behind it: % or percent, points, a currency. */
static size_t fold_unit(const struct tokens *t, size_t i, struct token *number)
{
    const struct token *next = i < t->n ? &t->at[i] : NULL, *after = i + 1 < t->n ? next + 1 : NULL;
    if (!next)
        return 0;
    bool percentage = token_is(next, "percentage") || token_is(next, "percent");
    if (token_is(next, "points") || token_is(next, "pp") || token_is(next, "point") ||
        (percentage && after && (token_is(after, "points") || token_is(after, "point")))) {
        number->kind = TOKEN_POINTS;
        return percentage ? 2 : 1;
    }
    if (is_sign(next, "%") || token_is(next, "percent") || token_is(next, "pct") ||
        (token_is(next, "per") && after && token_is(after, "cent"))) {
        bool points = after && (token_is(after, "points") || token_is(after, "point"));
        number->kind = points ? TOKEN_POINTS : TOKEN_PERCENT;
        return token_is(next, "per") || points ? 2 : 1;
    }
    if (!number->money.len && (number->money = money_of(next, true)).len)
        return 1;
    return 0;
}

static void fold_units(struct tokens *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n;) {
        struct token x = t->at[i++];
        if (x.kind == TOKEN_NUMBER) {
            struct span money = n ? money_of(&t->at[n - 1], false) : SPAN_NONE;
            if (money.len) {
                x.money = money;
                n--;
            }
            size_t used = fold_unit(t, i, &x);
            if (used)
                x.text = over(x.text, t->at[i + used - 1].text);
            i += used;
        }
        t->at[n++] = x;
    }
    t->n = n;
}

/* 12–38%, 12% to 38%: not behind "from", where it is a change. */
static void fold_ranges(struct tokens *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        struct token x = t->at[i];
        bool low = x.kind == TOKEN_PERCENT || (x.kind == TOKEN_NUMBER && x.unit == 1);
        if (low && i + 2 < t->n && t->at[i + 2].kind == TOKEN_PERCENT &&
            (t->at[i + 1].kind == TOKEN_DASH ||
             (token_is(&t->at[i + 1], "to") && !(n && token_is(&t->at[n - 1], "from"))) ||
             (token_is(&t->at[i + 1], "and") && n && token_is(&t->at[n - 1], "between")))) {
            x.kind = TOKEN_RANGE;
            x.high = t->at[i + 2].value;
            x.text = over(x.text, t->at[i + 2].text);
            i += 2;
        }
        t->at[n++] = x;
    }
    t->n = n;
}

static int month_of(const struct token *t)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    for (int m = 0; t->kind == TOKEN_WORD && m < 12; m++)
        if (token_is(t, names[m]) ||
            (t->text.len == 3 && claim_same(t->text, (struct span){names[m], 3})))
            return m + 1;
    return 0;
}

static bool plain_number(const struct token *t, double least, double most)
{
    return t->kind == TOKEN_NUMBER && t->decimals == 0 && t->unit == 1 && t->value >= least &&
           t->value <= most;
}

/* 6 Oct 2026, October 6, 2026, Oct 2026. */
static void fold_dates(struct tokens *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        struct token x = t->at[i];
        const struct token *a = &t->at[i];
        size_t left = t->n - i - 1, used = 0;
        struct token date = {.kind = TOKEN_DATE, .unit = 1};
        if (plain_number(a, 1, 31) && left >= 2 && month_of(a + 1) &&
            plain_number(a + 2, 1900, 2999)) {
            date.day = (int)a->value, date.month = month_of(a + 1), date.year = (int)a[2].value;
            used = 2;
        } else if (month_of(a) && left >= 2 && plain_number(a + 1, 1, 31)) {
            size_t comma = a[2].kind == TOKEN_COMMA;
            if (left >= 2 + comma && plain_number(a + 2 + comma, 1900, 2999)) {
                date.day = (int)a[1].value, date.month = month_of(a);
                date.year = (int)a[2 + comma].value;
                used = 2 + comma;
            }
        } else if (month_of(a) && left >= 1 && plain_number(a + 1, 1900, 2999)) {
            date.month = month_of(a), date.year = (int)a[1].value;
            used = 1;
        }
        if (used) {
            date.text = over(x.text, a[used].text);
            x = date;
            i += used;
        }
        t->at[n++] = x;
    }
    t->n = n;
}

int tokens_fold(struct tokens *t, struct span sentence, struct fault *f)
{
    if (fold_numerals(t, sentence, f) != 0)
        return -1;
    fold_dates(t);
    fold_units(t);
    fold_ranges(t);
    return 0;
}
