#include "lib/analyze/lexeme.h"
#include <utf8proc.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ((unsigned char)c & 0x80);
}

static void put_letter(struct lexeme *l, size_t *n, char c)
{
    if (*n + 1 < sizeof l->word)
        l->word[(*n)++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Digits, with groups of three behind commas and a fraction. */
static size_t read_number(struct span t, size_t at, struct lexeme *l)
{
    double scale = 1;
    while (at < t.len) {
        bool group = t.at[at] == ',' && l->digits > 0 && at + 3 < t.len && is_digit(t.at[at + 1]) &&
                     is_digit(t.at[at + 2]) && is_digit(t.at[at + 3]) &&
                     (at + 4 >= t.len || !is_digit(t.at[at + 4]));
        if (group) {
            l->grouped = true;
        } else if (is_digit(t.at[at])) {
            l->value = l->value * 10 + (t.at[at] - '0');
            l->digits++;
        } else {
            break;
        }
        at++;
    }
    if (at + 1 < t.len && t.at[at] == '.' && is_digit(t.at[at + 1])) {
        l->fraction = true;
        for (at++; at < t.len && is_digit(t.at[at]); at++)
            l->value += (t.at[at] - '0') * (scale /= 10);
    }
    return at;
}

struct lexeme lexeme_at(struct span t, size_t from)
{
    struct lexeme l = {.kind = LEXEME_END};
    size_t at = from, n = 0;
    while (at < t.len &&
           (t.at[at] == ' ' || t.at[at] == '\t' || t.at[at] == '\n' || t.at[at] == '\r'))
        at++;
    l.spaced = at > from || at == 0;
    l.at = l.end = at;
    if (at >= t.len)
        return l;
    utf8proc_int32_t point = (unsigned char)t.at[at];
    utf8proc_ssize_t len = 1;
    if (point >= 0x80)
        len = utf8proc_iterate((const utf8proc_uint8_t *)t.at + at, (utf8proc_ssize_t)(t.len - at),
                               &point);
    bool sign = point >= 0x80 && len > 0 &&
                (utf8proc_category(point) >= UTF8PROC_CATEGORY_PC ||
                 utf8proc_category(point) == UTF8PROC_CATEGORY_CN);
    if (is_digit(t.at[at])) {
        l.kind = LEXEME_NUMBER;
        at = read_number(t, at, &l);
        for (; at < t.len && is_letter(t.at[at]); at++)
            put_letter(&l, &n, t.at[at]);
    } else if (is_letter(t.at[at]) && !sign) {
        l.kind = LEXEME_WORD;
        l.capital = t.at[at] >= 'A' && t.at[at] <= 'Z';
        for (; at < t.len && is_letter(t.at[at]); at++)
            put_letter(&l, &n, t.at[at]);
    } else {
        l.kind = LEXEME_SIGN;
        l.sign = (unsigned long)point;
        at += len > 0 ? (size_t)len : 1;
    }
    l.end = at;
    return l;
}

bool lexeme_is(const struct lexeme *l, const char *word)
{
    return l->kind == LEXEME_WORD && strcmp(l->word, word) == 0;
}

int lexeme_among(const struct lexeme *l, const char *list)
{
    if (l->kind == LEXEME_END || l->kind == LEXEME_SIGN)
        return -1;
    size_t n = strlen(l->word);
    for (int place = 0; *list; place++) {
        const char *bar = strchr(list, '|');
        size_t len = bar ? (size_t)(bar - list) : strlen(list);
        if (len == n && memcmp(list, l->word, n) == 0)
            return place;
        list += len + (list[len] == '|');
    }
    return -1;
}

static const char units[] =
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen|eighteen|nineteen";
static const char tens[] = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";

/* Past a hyphen between two number words. */
static struct lexeme after_hyphen(struct span text, size_t at)
{
    struct lexeme l = lexeme_at(text, at);
    return l.kind == LEXEME_SIGN && l.sign == '-' ? lexeme_at(text, l.end) : l;
}

int lexeme_cardinal(struct span text, size_t *at)
{
    struct lexeme l = lexeme_at(text, *at);
    if (l.kind != LEXEME_WORD)
        return -1;
    int value = lexeme_among(&l, units);
    if (value < 0) {
        int ten = lexeme_among(&l, tens);
        if (ten < 0)
            return -1;
        value = 20 + 10 * ten;
        struct lexeme next = after_hyphen(text, l.end);
        int unit = next.kind == LEXEME_WORD ? lexeme_among(&next, units) : -1;
        if (unit > 0 && unit < 10) {
            value += unit;
            l = next;
        }
    }
    *at = l.end;
    return value;
}

int lexeme_ordinal(struct span text, size_t *at)
{
    static const char ordinals[] =
        "zeroth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
        "thirteenth|"
        "fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth";
    struct lexeme l = lexeme_at(text, *at);
    int value = -1;
    if (l.kind == LEXEME_NUMBER) {
        bool ordinal = lexeme_among(&l, "st|nd|rd|th") >= 0 && !l.fraction;
        value = ordinal && l.value >= 1 && l.value <= 31 ? (int)l.value : -1;
    } else if (l.kind == LEXEME_WORD) {
        value = lexeme_among(&l, ordinals);
        int ten = lexeme_among(&l, "twenty|thirty");
        if (ten >= 0) {
            struct lexeme next = after_hyphen(text, l.end);
            int unit = next.kind == LEXEME_WORD ? lexeme_among(&next, ordinals) : -1;
            if (unit > 0 && unit < 10) {
                value = 20 + 10 * ten + unit;
                l = next;
            }
        } else if (lexeme_is(&l, "thirtieth")) {
            value = 30;
        }
    }
    if (value < 1 || value > 31)
        return -1;
    *at = l.end;
    return value;
}
