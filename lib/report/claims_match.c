#include "lib/report/claims_match.h"

#include <math.h>

bool check_is_word(const struct check *k, size_t i, const char *word)
{
    return i >= k->c->from && i < k->c->to && token_is(&k->tokens[i], word);
}

/* ---- which facts are meant
 * -------------------------------------------------------------------------- */

void check_names(struct check *k)
{
    const struct claims *c = k->c->claims;
    for (size_t i = k->c->from; i < k->c->to; i++) {
        struct span name = k->tokens[i].text;
        for (size_t n = 0; k->tokens[i].kind == TOKEN_NAME && n < c->nfacts; n++)
            if (c->facts[n].topic == k->c->topic)
                k->names[i] |= (unsigned char)((claim_same(c->facts[n].name, name) ? 1 : 0) |
                                               (claim_same(c->facts[n].group, name) ? 2 : 0));
    }
}

static bool joins(const struct token *t)
{
    return t->kind == TOKEN_COMMA || t->kind == TOKEN_SLASH || token_is(t, "and") ||
           token_is(t, "or") || token_is(t, "on") || token_is(t, "both");
}

/* Whether a number at token k->i may be the fact's by the names of the clause. The last names
 * before it bind it, where several stand side by side all of these; where none does, the mark's.
 * Names behind it bind nothing, but serve a fact that must be named. */
static bool bound(const struct check *k, const struct fact *fact, bool group)
{
    struct span name = group ? fact->group : fact->name;
    bool any = false, must = group ? fact->group.len > 0 : fact->must;
    for (size_t i = k->i; i-- > k->c->from;) {
        const struct token *t = &k->tokens[i];
        if (k->names[i] & (group ? 2 : 1)) {
            any = true;
            if (claim_same(t->text, name))
                return true;
        } else if (any && !joins(t)) {
            break;
        }
    }
    if (any)
        return false;
    if (!group && k->c->value.len)
        return claim_same(k->c->value, name);
    for (size_t i = k->i; must && i < k->c->to; i++)
        if (k->tokens[i].kind == TOKEN_NAME && claim_same(k->tokens[i].text, name))
            return true;
    return !must;
}

static bool meant(const struct check *k, const struct fact *fact, enum claim_noun noun)
{
    bool whole =
        fact->topic == TOPIC_ALL && (fact->noun == NOUN_QUESTIONS || fact->kind == FACT_DATE);
    if (fact->topic != k->c->topic && !whole)
        return false;
    if ((fact->then && !k->then) || (fact->noun != NOUN_ANY && fact->noun != noun &&
                                     !(noun == NOUN_ANY && fact->noun == NOUN_CALLS)))
        return false;
    return whole || fact->kind == FACT_DATE || (bound(k, fact, true) && bound(k, fact, false));
}

/* The facts of that kind that may be meant, one after the other: begin with *at = 0. */
const struct fact *check_fact(const struct check *k, enum fact_kind kind, enum claim_noun noun,
                              size_t *at)
{
    const struct claims *c = k->c->claims;
    while (*at < c->nfacts) {
        const struct fact *fact = &c->facts[(*at)++];
        if (fact->kind == kind && meant(k, fact, noun))
            return fact;
    }
    return NULL;
}

/* ---- how a number says a fact
 * ------------------------------------------------------------------------ */

/* Rounded to as many places as it was said with. */
bool check_says(const struct token *t, double value)
{
    double place = pow(10, -t->decimals) * t->unit;
    double said = t->value * t->unit;
    if (t->sign == '-')
        said = -said;
    return fabs(value - said) <= place / 2 + 1e-9 * fabs(value);
}

/* A whole percentage, rounded half up, but for what is more than none or less than all. */
bool check_says_share(const struct token *t, int64_t part, int64_t of)
{
    if (of <= 0)
        return false;
    double share = 100.0 * (double)part / (double)of;
    if (t->kind == TOKEN_FRACTION && t->value == 1)
        return part == of;
    if (t->kind == TOKEN_FRACTION)
        return fabs(t->value * 100 - share) < .5;
    if (t->sign == '<' || t->sign == '>')
        return t->decimals == 0 && (t->sign == '<' ? t->value == 1 && part > 0 && share < 1
                                                   : t->value == 99 && part < of && share > 99);
    if (t->sign == '-')
        return false;
    if (t->decimals > 0)
        return fabs(share - t->value) <= pow(10, -t->decimals) / 2 + 1e-9;
    int64_t whole = (200 * part + of) / (2 * of);
    return t->value == (double)whole && !(part > 0 && whole == 0) && !(part < of && whole == 100);
}

bool check_says_interval(const struct token *t, const struct fact *fact)
{
    return floor(fact->value * 100 + .5) == t->value && floor(fact->high * 100 + .5) == t->high;
}

/* What is counted: the noun behind the number, at most two words on. */
enum claim_noun check_noun(const struct check *k, size_t i)
{
    static const struct {
        const char *one, *many;
        enum claim_noun noun;
    } nouns[] = {{"call", "calls", NOUN_CALLS},
                 {"conversation", "conversations", NOUN_CALLS},
                 {"account", "accounts", NOUN_ACCOUNTS},
                 {"company", "companies", NOUN_ACCOUNTS},
                 {"deal", "deals", NOUN_DEALS},
                 {"quote", "quotes", NOUN_QUOTES},
                 {"question", "questions", NOUN_QUESTIONS},
                 {"object", "objects", NOUN_OBJECTS},
                 {"answer", "answers", NOUN_ANSWERS},
                 {"token", "tokens", NOUN_TOKENS}};
    for (size_t step = 1; step <= 3 && i + step < k->c->to; step++) {
        const struct token *t = &k->tokens[i + step];
        if (t->kind != TOKEN_WORD)
            break;
        for (size_t n = 0; n < sizeof nouns / sizeof nouns[0]; n++)
            if (token_is(t, nouns[n].one) || token_is(t, nouns[n].many))
                return nouns[n].noun;
    }
    return NOUN_ANY;
}

bool check_is_count(const struct token *t)
{
    return t->kind == TOKEN_NUMBER && t->decimals == 0 && t->unit == 1 && !t->money.len &&
           t->sign != '-';
}
