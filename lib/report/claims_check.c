/* The numbers of a clause, one after the other, each against the facts that it may mean. */

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "lib/report/claims_match.h"

static int refuse(const struct check *k, struct span at, const char *why)
{
    return claim_refuse(k->f, k->c->sentence, at, why);
}

/* ---- the kinds of numbers
 * ---------------------------------------------------------------------------- */

/* "9 of 40", "9 calls out of the 40", "9/40": where the whole stands; 0: no pair begins here. */
static size_t pair_at(const struct check *k, size_t i)
{
    static const char *const fillers[] = {"the", "all", "those", "these", "our", "its"};
    size_t at = i + 1, end = k->c->to;
    if (!check_is_count(&k->tokens[i]))
        return 0;
    for (size_t words = 0; words < 2 && at < end && k->tokens[at].kind == TOKEN_WORD; words++) {
        if (token_is(&k->tokens[at], "of") || token_is(&k->tokens[at], "in") ||
            token_is(&k->tokens[at], "out"))
            break;
        at++;
    }
    if (check_is_word(k, at, "out"))
        at++;
    bool joined = check_is_word(k, at, "of") || (at == i + 1 && check_is_word(k, at, "in")) ||
                  (at < end && k->tokens[at].kind == TOKEN_SLASH);
    at++;
    for (size_t w = 0; joined && w < sizeof fillers / sizeof fillers[0]; w++)
        if (check_is_word(k, at, fillers[w])) {
            at++;
            w = SIZE_MAX;
        }
    return joined && at < end && check_is_count(&k->tokens[at]) ? at : 0;
}

/* "up from 12%": what was then is less than what is now. */
static int check_direction(const struct check *k, const struct fact *now, const struct fact *was,
                           struct span at)
{
    if (!k->rise || !now || !was || !was->then || now->then)
        return 0;
    double d = (double)now->part * (double)was->of - (double)was->part * (double)now->of;
    if ((k->rise > 0 && d <= 0) || (k->rise < 0 && d >= 0))
        return refuse(k, at, "it went the other way");
    return 0;
}

static int check_pair(struct check *k, size_t whole)
{
    const struct token *a = &k->tokens[k->i], *b = &k->tokens[whole];
    struct span both = {a->text.at, (size_t)(b->text.at + b->text.len - a->text.at)};
    enum claim_noun noun = check_noun(k, whole);
    const struct fact *fact, *found = NULL;
    for (size_t at = 0; !found && (fact = check_fact(k, FACT_SHARE, noun, &at));)
        if ((double)fact->part == a->value && (double)fact->of == b->value)
            found = fact;
    if (!found)
        return refuse(k, both, "the roll-up holds no such count of what is named here");
    if (k->loose && !check_says_share(k->loose, found->part, found->of))
        return refuse(k, k->loose->text, "not the share of the count behind it");
    if (check_direction(k, k->pair, found, both) != 0)
        return -1;
    k->shared = k->loose != NULL;
    k->loose = NULL;
    k->pair = found;
    k->whole = -1;
    if (k->first->of < 0) {
        k->first->part = found->part;
        k->first->of = found->of;
    }
    k->i = whole;
    return 0;
}

/* "95% interval" says how wide an interval is, not how many calls. */
static bool is_confidence(const struct check *k)
{
    size_t i = k->i + 1;
    if (k->tokens[k->i].value != 95)
        return false;
    while (check_is_word(k, i, "wilson") || check_is_word(k, i, "score") ||
           check_is_word(k, i, "confidence"))
        i++;
    return check_is_word(k, i, "interval");
}

static int check_percent(struct check *k)
{
    const struct token *t = &k->tokens[k->i];
    const struct fact *fact;
    if (t->kind == TOKEN_PERCENT && is_confidence(k))
        return 0;
    /* "23% of 40 calls" */
    size_t of = k->i + 1;
    while (check_is_word(k, of, "of") || check_is_word(k, of, "the") || check_is_word(k, of, "all"))
        of++;
    bool counted =
        of > k->i + 1 && of < k->c->to && check_is_count(&k->tokens[of]) && !pair_at(k, of);
    if (k->pair && !k->shared && !counted) {
        if (k->pair->scant || !check_says_share(t, k->pair->part, k->pair->of))
            return refuse(k, t->text,
                          k->pair->scant ? "there are too few calls for a share"
                                         : "not the share of the count in front of it");
        k->shared = true;
        return 0;
    }
    for (size_t at = 0; (fact = check_fact(k, FACT_SHARE, NOUN_ANY, &at));) {
        if (fact->scant || !check_says_share(t, fact->part, fact->of) ||
            (counted && k->tokens[of].value != (double)fact->of))
            continue;
        if (check_direction(k, k->pair, fact, t->text) != 0)
            return -1;
        k->loose = counted ? NULL : t;
        k->i = counted ? of : k->i;
        return 0;
    }
    for (size_t at = 0; (fact = check_fact(k, FACT_PERCENT, NOUN_ANY, &at));)
        if (check_says(t, fact->value * 100))
            return 0;
    return refuse(k, t->text, "the roll-up holds no such share of what is named here");
}

static int check_range(struct check *k)
{
    const struct token *t = &k->tokens[k->i];
    const struct fact *fact;
    if (k->pair)
        return !k->pair->scant && check_says_interval(t, k->pair)
                   ? 0
                   : refuse(k, t->text, "not the interval of the count in front of it");
    for (size_t at = 0; (fact = check_fact(k, FACT_SHARE, NOUN_ANY, &at));)
        if (!fact->scant && check_says_interval(t, fact))
            return 0;
    return refuse(k, t->text, "the roll-up holds no such interval of what is named here");
}

/* Up or down, by the words of the clause in front of the number. */
static int direction(const struct check *k)
{
    static const char *const up[] = {"up", "rose", "higher", "more", "increased", "grew", "gained"};
    static const char *const down[] = {"down",      "fell",    "lower", "less",
                                       "decreased", "dropped", "lost"};
    for (size_t i = k->i; i-- > k->c->from;)
        for (size_t w = 0; w < sizeof up / sizeof up[0]; w++)
            if (check_is_word(k, i, up[w]) || check_is_word(k, i, down[w]))
                return check_is_word(k, i, up[w]) ? 1 : -1;
    return 0;
}

static int check_points(struct check *k)
{
    const struct token *t = &k->tokens[k->i];
    const struct fact *fact;
    int way = t->sign == '-' ? -1 : direction(k);
    for (size_t at = 0; (fact = check_fact(k, FACT_POINTS, NOUN_ANY, &at));) {
        struct token size = *t;
        size.sign = 0;
        if (check_says(&size, fabs(fact->value) * 100) &&
            (way == 0 || (way > 0 ? fact->value > 0 : fact->value < 0)))
            return 0;
    }
    return refuse(k, t->text, "the roll-up holds no such difference");
}

static bool same_money(struct span said, struct span held)
{
    static const char *const names[][2] = {
        {"$", "USD"},    {"dollars", "USD"}, {"dollar", "USD"}, {"€", "EUR"}, {"euros", "EUR"},
        {"euro", "EUR"}, {"£", "GBP"},       {"pounds", "GBP"}, {"¥", "JPY"}, {"yen", "JPY"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (claim_same(said, span_of(names[i][0])))
            return claim_same(held, span_of(names[i][1]));
    return claim_same(said, held);
}

/* An amount: as it is, rounded to the places it is said with, or to whole ones. */
static bool says_amount(const struct check *k, const struct token *t)
{
    const struct fact *fact;
    for (size_t at = 0; (fact = check_fact(k, FACT_AMOUNT, NOUN_ANY, &at));)
        if (check_says(t, fact->value) && (!t->money.len || same_money(t->money, fact->text)))
            return true;
    return false;
}

/* "of 40 calls, 9 ...": the whole first. */
static bool is_whole(struct check *k)
{
    size_t i = k->i;
    while (i > k->c->from && (check_is_word(k, i - 1, "the") || check_is_word(k, i - 1, "all")))
        i--;
    return i > k->c->from && (check_is_word(k, i - 1, "of") || check_is_word(k, i - 1, "among"));
}

static int check_count(struct check *k)
{
    const struct token *t = &k->tokens[k->i];
    enum claim_noun noun = check_noun(k, k->i);
    bool whole = is_whole(k), part = k->whole >= 0 && noun <= NOUN_CALLS;
    const struct fact *fact;
    for (size_t at = 0; (fact = check_fact(k, FACT_SHARE, noun, &at));)
        if ((double)(whole ? fact->of : fact->part) == t->value &&
            (!part || fact->of == k->whole)) {
            k->whole = whole ? fact->of : -1;
            k->pair = whole ? NULL : fact;
            k->shared = false;
            return 0;
        }
    if (part || (whole && noun == NOUN_CALLS))
        return refuse(k, t->text, "the roll-up holds no such count of what is named here");
    for (size_t at = 0; (fact = check_fact(k, FACT_COUNT, noun, &at));)
        if (fact->value == t->value)
            return 0;
    if (noun == NOUN_ANY && says_amount(k, t))
        return 0;
    return refuse(k, t->text, "the roll-up holds no such number of what is named here");
}

static int check_date(const struct check *k)
{
    const struct token *t = &k->tokens[k->i];
    const struct fact *fact;
    char date[40];
    size_t n = (size_t)snprintf(date, sizeof date, "%04d-%02d-%02d", t->year, t->month, t->day);
    for (size_t at = 0; (fact = check_fact(k, FACT_DATE, NOUN_ANY, &at));)
        if (claim_same((struct span){date, t->day ? n : 7},
                       (struct span){fact->text.at, t->day ? fact->text.len : 7}))
            return 0;
    return refuse(k, t->text, "the roll-up holds no such date");
}

static int check_clock(const struct check *k)
{
    const struct token *t = &k->tokens[k->i];
    const struct fact *fact;
    for (size_t at = 0; (fact = check_fact(k, FACT_CLOCK, NOUN_ANY, &at));)
        if (floor(fact->value / 1000) * 1000 == t->value)
            return 0;
    return refuse(k, t->text, "the roll-up holds no such time");
}

static int check_number(struct check *k)
{
    size_t whole = pair_at(k, k->i);
    const struct token *t = &k->tokens[k->i];
    if (t->sign == '<' || t->sign == '>')
        return refuse(k, t->text, "only <1% and >99% are written so");
    if (whole)
        return check_pair(k, whole);
    if (check_is_count(t))
        return check_count(k);
    return says_amount(k, t) ? 0
                             : refuse(k, t->text,
                                      "the roll-up holds no such amount, or none in "
                                      "that currency, of what is named here");
}

/* Words that let an earlier run's numbers be meant, and which way it went. */
static void note_word(struct check *k)
{
    static const char *const then[] = {"from",       "before",   "than",       "earlier",
                                       "previously", "previous", "prior",      "since",
                                       "then",       "last",     "beforehand", "ago"};
    for (size_t w = 0; w < sizeof then / sizeof then[0]; w++)
        k->then = k->then || check_is_word(k, k->i, then[w]);
    if (check_is_word(k, k->i, "from") && k->i > k->c->from)
        k->rise = check_is_word(k, k->i - 1, "up")     ? 1
                  : check_is_word(k, k->i - 1, "down") ? -1
                                                       : 0;
}

/* A word that denies what stands with it, between the commas: the number would be another one's. */
static bool denies(const struct token *t)
{
    static const char *const words[] = {"not", "never", "neither", "nor", "without", "cannot"};
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
        if (token_is(t, words[w]))
            return true;
    size_t n = t->text.len;
    return t->kind == TOKEN_WORD && ((n > 3 && memcmp(t->text.at + n - 3, "n't", 3) == 0) ||
                                     (n > 5 && memcmp(t->text.at + n - 5, "n’t", 5) == 0));
}

static bool denied(const struct check *k)
{
    for (size_t i = k->i; i-- > k->c->from && k->tokens[i].kind != TOKEN_COMMA;)
        if (denies(&k->tokens[i]))
            return true;
    for (size_t i = k->i; i < k->c->to && k->tokens[i].kind != TOKEN_COMMA; i++)
        if (denies(&k->tokens[i]))
            return true;
    return false;
}

static int check_token(struct check *k)
{
    const struct token *t = &k->tokens[k->i];
    if (t->kind >= TOKEN_NUMBER && denied(k))
        return refuse(k, t->text,
                      "a number with a \"not\" beside it cannot be checked: name the value "
                      "or state that it counts");
    /* A percentage belongs to a pair only if that stands right behind it. */
    if (k->loose && t->kind != TOKEN_OPEN && t->kind != TOKEN_NUMBER)
        k->loose = NULL;
    switch (t->kind) {
    case TOKEN_WORD: note_word(k); return 0;
    case TOKEN_NUMBER: return check_number(k);
    case TOKEN_FRACTION:
    case TOKEN_PERCENT: return check_percent(k);
    case TOKEN_RANGE: return check_range(k);
    case TOKEN_POINTS: return check_points(k);
    case TOKEN_CLOCK: return check_clock(k);
    case TOKEN_DATE: return check_date(k);
    default: return 0;
    }
}

int clause_check(const struct claim_clause *c, struct claim_said *first, struct fault *f)
{
    struct check k = {
        .c = c, .tokens = c->tokens->at, .i = c->from, .whole = -1, .first = first, .f = f};
    check_names(&k);
    for (; k.i < c->to; k.i++)
        if (check_token(&k) != 0)
            return -1;
    return 0;
}
