#include "lib/analyze/contact.h"

#include "lib/analyze/ordinary.h"

static bool only(struct span gap, const char *of)
{
    for (size_t i = 0; i < gap.len; i++)
        if (!gap.at[i] || !strchr(of, gap.at[i]))
            return false;
    return true;
}

/* ---- mail ---- */

/* The end of a domain that begins with this word: labels with dots and hyphens between. It has a
 * dot, and its last label is no number. */
static size_t domain_end(const struct spelling *s, size_t word)
{
    size_t end = 0;
    for (size_t i = word; i + 1 < s->n; i++) {
        struct span gap = spelling_gap(s, i);
        if (span_is(gap, ".") ? s->at[i + 1].digits : gap.len > 2 || !only(gap, "-"))
            break;
        if (gap.len == 0 && end)
            break;
        if (span_is(gap, ".") || end == i + 1)
            end = i + 2;
    }
    return end;
}

static size_t written(const struct spelling *s, size_t word, size_t *barren)
{
    size_t i = word, end = 0;
    if (word < *barren)
        return 0;
    for (; i + 1 < s->n && end == 0; i++) {
        struct span gap = spelling_gap(s, i);
        if (span_is(gap, "@"))
            end = domain_end(s, i + 1);
        if (gap.len == 0 || !only(gap, "!#$%&'*+/=?^_`{|}~.-"))
            break;
    }
    *barren = end ? *barren : i + 1;
    return end;
}

static bool is_dot(const struct spelling *s, size_t word)
{
    return spelling_is(s, word, "dot") || spelling_is(s, word, "underscore") ||
           spelling_is(s, word, "dash") || spelling_is(s, word, "hyphen");
}

/* name (dot name)* at label (dot label)+, the last of which is a domain's ending. */
static size_t spoken(const struct spelling *s, size_t word)
{
    enum { LONGEST = 12 };
    size_t i = word + 1, end = 0;
    while (i + 1 < s->n && i < word + LONGEST && is_dot(s, i))
        i += 2;
    if (i + 3 >= s->n || !spelling_is(s, i, "at"))
        return 0;
    for (i += 2; i + 1 < s->n && i < word + 2 * LONGEST && is_dot(s, i); i += 2)
        if (ordinary_is(ORDINARY_ENDING, spelling_word(s, i + 1)))
            end = i + 2;
    return end;
}

size_t contact_mail(const struct spelling *s, size_t word, size_t *barren)
{
    size_t end = written(s, word, barren);
    return end ? end : spoken(s, word);
}

/* ---- phones ---- */

struct group {
    size_t digits;
    int value; /* of four digits */
    char before;
};

/* What may stand between the groups of a number; its first byte, 0 for anything else. */
static char separator(const struct spelling *s, size_t word)
{
    struct span gap = spelling_gap(s, word);
    static const char *const wide[] = {"\xc2\xa0", "\xe2\x80\x91", "\xe2\x80\x93", "\xe2\x80\xaf"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (span_is(gap, wide[i]))
            return i == 1 || i == 2 ? '-' : ' ';
    return gap.len && gap.len <= 3 && only(gap, " .-/()") ? *gap.at : 0;
}

void contact_digits(const struct spelling *s, size_t word, size_t *groups, struct contact_digits *d)
{
    size_t i = word, most = *groups;
    d->n = 0;
    for (; i < s->n && i - word < most && s->at[i].digits; i++) {
        struct span w = spelling_word(s, i);
        if ((i > word && !separator(s, i - 1)) || d->n + w.len > CONTACT_DIGITS)
            break;
        memcpy(d->text + d->n, w.at, w.len);
        d->n += w.len;
    }
    d->text[d->n] = 0;
    *groups = i - word;
}

static bool is_day(const struct group *g)
{
    return (g[0].digits == 4 && g[1].digits <= 2 && g[2].digits <= 2) ||
           (g[0].digits <= 2 && g[1].digits <= 2 && g[2].digits == 4);
}

static bool is_year(const struct group *g)
{
    return g->digits == 4 && g->value >= 1900 && g->value < 2100;
}

static bool is_number(const struct group *g, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (g[i].digits != 3 || (g[i].before != ' ' && g[i].before != '.'))
            return false;
    return g[0].digits <= 2;
}

static bool is_pair_of_numbers(const struct group *g)
{
    return g[1].before == '.' || g[1].before == '/' || (is_year(&g[0]) && is_year(&g[1])) ||
           (g[0].digits == 4 && g[1].digits == 4 && g[0].value % 100 == 0 && g[1].value % 100 == 0);
}

static bool is_phone(const struct group *g, size_t n, size_t digits, bool zero)
{
    if (digits < 7)
        return false;
    if (n == 1)
        return digits >= 10 || (zero && digits >= 9);
    if (n == 2 && is_pair_of_numbers(g))
        return false;
    return zero || !is_number(g, n);
}

static bool stands_before(const struct spelling *s, size_t word, const char *text)
{
    size_t at = s->at[word].at, n = strlen(text);
    return at >= n && memcmp(s->text.at + at - n, text, n) == 0;
}

size_t contact_phone(const struct spelling *s, size_t word)
{
    static const char *const money[] = {"$", "\xe2\x82\xac", "\xc2\xa3", "\xc2\xa5"};
    struct group g[CONTACT_DIGITS];
    struct contact_digits d;
    size_t n = CONTACT_DIGITS, digits = 0;
    if (!s->at[word].digits)
        return 0;
    for (size_t i = 0; i < sizeof money / sizeof *money; i++)
        if (stands_before(s, word, money[i]))
            return 0;
    contact_digits(s, word, &n, &d);
    for (size_t i = 0; i < n; i++) {
        struct span w = spelling_word(s, word + i);
        g[i] = (struct group){.digits = w.len, .before = i ? separator(s, word + i - 1) : 0};
        for (size_t k = 0; w.len == 4 && k < 4; k++)
            g[i].value = 10 * g[i].value + (w.at[k] - '0');
        digits += w.len;
    }
    bool plus = stands_before(s, word, "+");
    if (!plus && n >= 3 && is_day(g))
        return 0;
    for (; n > 0; digits -= g[--n].digits)
        if ((plus && digits >= 7) || is_phone(g, n, digits, d.text[0] == '0'))
            return word + n;
    return 0;
}
