#include "lib/report/claims_scan.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "lib/base/plain.h"

bool claim_same(struct span a, struct span b)
{
    return a.len == b.len && (a.len == 0 || strncasecmp(a.at, b.at, a.len) == 0);
}

bool token_is(const struct token *t, const char *word)
{
    return t->kind == TOKEN_WORD && claim_same(t->text, span_of(word));
}

int claim_refuse(struct fault *f, struct span sentence, struct span at, const char *why)
{
    return fault(f, STATUS_BAD_RECORD, "byte %zu: \"%.*s\": %s", (size_t)(at.at - sentence.at) + 1,
                 (int)(at.len < 60 ? at.len : 60), at.at, why);
}

static bool letter(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A scan in progress. */
struct scan {
    struct tokens *t;
    const struct claims *c;
    struct span sentence, rest;
    struct fault *f;
    bool joined;
};

static char at(const struct scan *s, size_t i)
{
    return i < s->rest.len ? s->rest.at[i] : '\0';
}

static bool begins_at(const struct scan *s, size_t i, const char *text)
{
    size_t n = strlen(text);
    return s->rest.len >= i + n && memcmp(s->rest.at + i, text, n) == 0;
}

static bool begins(const struct scan *s, const char *text)
{
    return begins_at(s, 0, text);
}

static char before(const struct scan *s)
{
    return s->rest.at > s->sentence.at ? s->rest.at[-1] : ' ';
}

/* A token of the next `len` bytes; NULL: too many. */
static struct token *take(struct scan *s, enum token_kind kind, size_t len)
{
    static struct token spare;
    bool full = s->t->n == CLAIM_TOKENS;
    struct token *t = full ? &spare : &s->t->at[s->t->n++];
    *t = (struct token){.kind = kind, .text = {s->rest.at, len}, .unit = 1, .joined = s->joined};
    s->joined = false;
    s->rest.at += len;
    s->rest.len -= len;
    if (full)
        claim_refuse(s->f, s->sentence, t->text, "the sentence is too long to be checked");
    return full ? NULL : t;
}

/* ---- quotes ------------------------------------------------------------------------------------
 */

static const char *const marks[][2] = {
    {"\"", "\""}, {"“", "”"}, {"„", "“"}, {"„", "”"},   {"«", "»"},   {"»", "«"},   {"‹", "›"},
    {"‘", "’"},   {"‚", "‘"}, {"`", "`"}, {"「", "」"}, {"『", "』"}, {"＂", "＂"}, {"'", "'"}};

/* One that closes alone opens nothing that could be closed. */
static const char *const alone[] = {"”", "›", "」", "』", "‟", "‛", "❝", "❞", "〝", "〞", "＇"};

/* The longest quote of the evidence that stands here between these marks. */
static struct span quoted(const struct scan *s, const char *open, const char *close)
{
    struct span best = SPAN_NONE;
    size_t o = strlen(open), n = strlen(close);
    for (size_t i = 0; i < s->c->nquotes; i++) {
        struct span q = s->c->quotes[i].text;
        if (q.len > best.len && s->rest.len >= o + q.len + n &&
            memcmp(s->rest.at + o, q.at, q.len) == 0 &&
            memcmp(s->rest.at + o + q.len, close, n) == 0)
            best = (struct span){s->rest.at + o, q.len};
    }
    return best;
}

/* 1: a quote; 0: no quote mark stands here; -1: refused. */
static int scan_quote(struct scan *s)
{
    bool opens = false;
    if (at(s, 0) == '\'' && letter(before(s)))
        return 0; /* an apostrophe */
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (!begins(s, marks[i][0]))
            continue;
        opens = true;
        struct span q = quoted(s, marks[i][0], marks[i][1]);
        if (!q.len)
            continue;
        struct token *t = take(s, TOKEN_QUOTE, strlen(marks[i][0]) + q.len + strlen(marks[i][1]));
        if (t)
            t->text = q;
        return t ? 1 : -1;
    }
    for (size_t i = 0; i < sizeof alone / sizeof alone[0]; i++)
        opens = opens || begins(s, alone[i]);
    if (!opens)
        return 0;
    return fault(s->f, STATUS_BAD_RECORD,
                 "byte %zu: what stands in quote marks is, byte for byte, no whole quote of the "
                 "evidence",
                 (size_t)(s->rest.at - s->sentence.at) + 1);
}

/* ---- names and topics --------------------------------------------------------------------------
 */

static int scan_topic(struct scan *s)
{
    const char *end = memchr(s->rest.at, ']', s->rest.len);
    size_t len = end ? (size_t)(end - s->rest.at) + 1 : 1;
    const struct claim_topic *topic =
        end ? claims_find(s->c, (struct span){s->rest.at + 1, len - 2}) : NULL;
    if (!topic)
        return fault(
            s->f, STATUS_BAD_RECORD,
            "byte %zu: what stands in brackets is not the one question of that name: write "
            "[set.question]",
            (size_t)(s->rest.at - s->sentence.at) + 1);
    struct token *t = take(s, TOKEN_TOPIC, len);
    if (t)
        t->topic = topic;
    return t ? 1 : -1;
}

static int scan_name(struct scan *s)
{
    size_t best = 0;
    if (letter(before(s)) || digit(before(s)))
        return 0;
    for (size_t i = 0; i < s->c->nnames; i++) {
        const struct claim_name *n = &s->c->names[i];
        if (n->text.len <= best || n->text.len > s->rest.len)
            continue;
        struct span here = {s->rest.at, n->text.len};
        char last = n->text.at[n->text.len - 1], next = at(s, n->text.len);
        bool ends = !(letter(next) || digit(next)) || !(letter(last) || digit(last));
        if (ends && (n->exact ? span_equal(here, n->text) : claim_same(here, n->text)))
            best = n->text.len;
    }
    if (best == 0)
        return 0;
    return take(s, TOKEN_NAME, best) ? 1 : -1;
}

/* ---- numbers -----------------------------------------------------------------------------------
 */

/* 12,500.25: its digits; separators only between groups of three. */
static size_t number_length(const struct scan *s, double *value, int *decimals)
{
    size_t i = 0;
    double scale = 1;
    *value = 0;
    *decimals = 0;
    for (; digit(at(s, i)) || (at(s, i) == ',' && i > 0 && digit(at(s, i + 1)) &&
                               digit(at(s, i + 2)) && digit(at(s, i + 3)) && !digit(at(s, i + 4)));
         i++)
        if (at(s, i) != ',')
            *value = *value * 10 + (at(s, i) - '0');
    if (at(s, i) != '.' || !digit(at(s, i + 1)))
        return i;
    for (i++; digit(at(s, i)); i++, (*decimals)++) {
        *value = *value * 10 + (at(s, i) - '0');
        scale *= 10;
    }
    *value /= scale;
    return i;
}

static size_t whole(const struct scan *s, size_t from, size_t digits, int *n)
{
    *n = 0;
    for (size_t i = 0; i < digits; i++) {
        if (!digit(at(s, from + i)))
            return 0;
        *n = *n * 10 + (at(s, from + i) - '0');
    }
    return digit(at(s, from + digits)) ? 0 : digits;
}

static struct token *scan_date(struct scan *s)
{
    int y, m, d;
    if (!whole(s, 0, 4, &y) || at(s, 4) != '-' || !whole(s, 5, 2, &m) || at(s, 7) != '-' ||
        !whole(s, 8, 2, &d))
        return NULL;
    struct token *t = take(s, TOKEN_DATE, 10);
    if (t) {
        t->year = y;
        t->month = m;
        t->day = d;
    }
    return t;
}

/* 12:31, 1:02:31 */
static struct token *scan_clock(struct scan *s)
{
    int parts[3] = {0};
    size_t i = digit(at(s, 1)) ? 2 : 1, n = 1;
    if (!whole(s, 0, i, &parts[0]) || at(s, i) != ':')
        return NULL;
    for (; n < 3 && at(s, i) == ':' && whole(s, i + 1, 2, &parts[n]); n++)
        i += 3;
    if (n == 1)
        return NULL;
    struct token *t = take(s, TOKEN_CLOCK, i);
    if (t)
        t->value = n == 2 ? (parts[0] * 60 + parts[1]) * 1000.0
                          : ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000.0;
    return t;
}

/* What is written right behind a number: k, m, bn. */
static size_t unit_length(const struct scan *s, size_t i, double *unit)
{
    static const struct {
        const char *text;
        double unit;
    } units[] = {{"bn", 1e9}, {"k", 1e3}, {"K", 1e3}, {"m", 1e6}, {"M", 1e6}};
    struct scan ahead = *s;
    ahead.rest.at += i;
    ahead.rest.len -= i;
    *unit = 1;
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        size_t n = strlen(units[u].text);
        if (begins(&ahead, units[u].text) && !letter(at(&ahead, n)) && !digit(at(&ahead, n))) {
            *unit = units[u].unit;
            return n;
        }
    }
    return 0;
}

/* A letter stands there, and no dash, mark or sign of those beyond ASCII. */
static bool begins_word(const struct scan *s, size_t i)
{
    if (i >= s->rest.len || !letter(at(s, i)))
        return false;
    struct span rest = {s->rest.at + i, s->rest.len - i};
    long c = plain_next(&rest);
    return c < 0x80 || (c >= 0xC0 && c < 0x2000 && c != 0xD7) || c >= 0x2E80;
}

static int scan_number(struct scan *s)
{
    double value, unit;
    int decimals;
    size_t n = s->t->n;
    if (scan_date(s) || scan_clock(s) || s->t->n > n)
        return 1;
    char sign = before(s);
    size_t len = number_length(s, &value, &decimals);
    size_t more = unit_length(s, len, &unit);
    bool joined = more == 0 && begins_word(s, len);
    struct token *t = take(s, TOKEN_NUMBER, len + more);
    if (!t)
        return -1;
    if (joined)
        return claim_refuse(s->f, s->sentence, t->text, "a number inside a word cannot be checked");
    t->value = value;
    t->unit = unit;
    t->decimals = decimals;
    t->sign = sign == '<' || sign == '>' ? sign : 0;
    char two = t->text.at - s->sentence.at >= 2 ? t->text.at[-2] : ' ';
    if (sign == '-' && !digit(two) && two != '%' && !letter(two))
        t->sign = '-';
    if (t->text.at - s->sentence.at >= 3 && memcmp(t->text.at - 3, "−", 3) == 0)
        t->sign = '-';
    return 1;
}

/* Digits of other scripts, raised, lowered, circled, fractions, and letters that are numerals. */
static bool other_digit(long c)
{
    static const struct {
        long from, to;
    } rows[] = {{0xB2, 0xB3},     {0xB9, 0xB9},     {0xBC, 0xBE},     {0x660, 0x669},
                {0x6F0, 0x6F9},   {0x7C0, 0x7C9},   {0x966, 0x96F},   {0x9E6, 0x9EF},
                {0xA66, 0xA6F},   {0xAE6, 0xAEF},   {0xB66, 0xB6F},   {0xBE6, 0xBEF},
                {0xC66, 0xC6F},   {0xCE6, 0xCEF},   {0xD66, 0xD6F},   {0xE50, 0xE59},
                {0xED0, 0xED9},   {0xF20, 0xF33},   {0x1040, 0x1049}, {0x17E0, 0x17E9},
                {0x1810, 0x1819}, {0x2070, 0x2079}, {0x2080, 0x2089}, {0x2150, 0x218B},
                {0x2460, 0x24FF}, {0x2776, 0x2793}, {0x3007, 0x3007}, {0x3021, 0x3029},
                {0x3220, 0x3229}, {0x3280, 0x3289}, {0xFF10, 0xFF19}, {0x1D7CE, 0x1D7FF}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (c >= rows[i].from && c <= rows[i].to)
            return true;
    return false;
}

static bool begins_digit(const struct scan *s)
{
    struct span rest = s->rest;
    return other_digit(plain_next(&rest));
}

/* ---- the rest ----------------------------------------------------------------------------------
 */

static int scan_word(struct scan *s)
{
    size_t i = 0;
    bool digits = false;
    while (letter(at(s, i)) || digit(at(s, i)) ||
           (i > 0 && ((at(s, i) == '\'' && letter(at(s, i + 1))) ||
                      (begins_at(s, i, "’") && letter(at(s, i + 3)))))) {
        struct span rest = {s->rest.at + i, s->rest.len - i};
        size_t was = rest.len;
        long c = plain_next(&rest);
        if (i > 0 && c != 0x2019 && c != '\'' && !digit(at(s, i)) && !other_digit(c) &&
            !begins_word(s, i))
            break; /* marks and signs are letters only by their bytes */
        digits = digits || digit(at(s, i)) || other_digit(c);
        i += was - rest.len;
    }
    struct token *t = take(s, TOKEN_WORD, i ? i : 1);
    if (!t)
        return -1;
    return digits ? claim_refuse(s->f, s->sentence, t->text,
                                 "a number that is not plain digits cannot be checked")
                  : 1;
}

static int scan_sign(struct scan *s)
{
    static const struct {
        const char *text;
        enum token_kind kind;
    } signs[] = {{"%", TOKEN_SIGN},  {"$", TOKEN_SIGN},  {"€", TOKEN_SIGN},  {"£", TOKEN_SIGN},
                 {"¥", TOKEN_SIGN},  {",", TOKEN_COMMA}, {";", TOKEN_BREAK}, {"(", TOKEN_OPEN},
                 {"/", TOKEN_SLASH}, {"–", TOKEN_DASH},  {"—", TOKEN_DASH},  {"×", TOKEN_SIGN}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (begins(s, signs[i].text))
            return take(s, signs[i].kind, strlen(signs[i].text)) ? 1 : -1;
    bool ends = at(s, 1) == '\0' || isspace((unsigned char)at(s, 1)) || at(s, 1) == ')';
    if ((at(s, 0) == '.' || at(s, 0) == '!' || at(s, 0) == '?') && ends)
        return take(s, TOKEN_BREAK, 1) ? 1 : -1;
    if (at(s, 0) == '-') {
        char last = before(s);
        s->joined = letter(last) && letter(at(s, 1));
        if (digit(at(s, 1)) && (digit(last) || last == '%'))
            return take(s, TOKEN_DASH, 1) ? 1 : -1;
    }
    return 0;
}

int claims_read_tokens(struct tokens *t, const struct claims *c, struct span sentence,
                       struct fault *f)
{
    struct scan s = {.t = t, .c = c, .sentence = sentence, .rest = sentence, .f = f};
    t->n = 0;
    while (s.rest.len) {
        int done = scan_quote(&s);
        if (done == 0 && at(&s, 0) == '[')
            done = scan_topic(&s);
        if (done == 0)
            done = scan_name(&s);
        if (done == 0 && digit(at(&s, 0)))
            done = scan_number(&s);
        if (done == 0)
            done = scan_sign(&s);
        if (done == 0 && (begins_word(&s, 0) || begins_digit(&s)))
            done = scan_word(&s);
        if (done < 0)
            return -1;
        if (done == 0)
            plain_next(&s.rest);
    }
    return 0;
}
