#include "lib/gong/html_text.h"

#include <ctype.h>
#include <strings.h>

enum { REPLACEMENT = 0xFFFD, NAME = 12, TAG = 8192 /* bytes; what is longer is none */ };

/* Elements at whose ends a new line begins. */
static const char *const blocks[] = {
    "address", "article", "blockquote", "br", "dd",    "div", "dl", "dt",      "footer",
    "h1",      "h2",      "h3",         "h4", "h5",    "h6",  "hr", "header",  "li",
    "ol",      "p",       "pre",        "ul", "table", "tr",  "td", "section", NULL,
};
/* Elements whose content is for machines. */
static const char *const unseen[] = {"script", "style", "head", "template", NULL};

static const struct {
    const char *name;
    long point;
} references[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},      {"apos", '\''},
    {"nbsp", ' '},     {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018},  {"rsquo", 0x2019},
    {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"bull", 0x2022},  {"hellip", 0x2026}, {"middot", 0xB7},
    {"copy", 0xA9},    {"reg", 0xAE},     {"trade", 0x2122}, {"euro", 0x20AC},   {"pound", 0xA3},
    {"deg", 0xB0},     {"times", 0xD7},   {"frac12", 0xBD},  {"laquo", 0xAB},    {"raquo", 0xBB},
    {"Auml", 0xC4},    {"auml", 0xE4},    {"Ouml", 0xD6},    {"ouml", 0xF6},     {"Uuml", 0xDC},
    {"uuml", 0xFC},    {"szlig", 0xDF},   {"eacute", 0xE9},  {"egrave", 0xE8},   {"agrave", 0xE0},
    {"ccedil", 0xE7},  {"ntilde", 0xF1},  {"iexcl", 0xA1},   {"iquest", 0xBF},   {"rarr", 0x2192},
    {"larr", 0x2190},  {"le", 0x2264},    {"ge", 0x2265},
};

struct text {
    struct buf *b;
    size_t start;    /* where it begins in b */
    bool gap, ended; /* white space, or the end of a line, since the last word */
};

static void put_point(struct buf *b, long c)
{
    if (c < 0x80) {
        buf_byte(b, (char)c);
    } else if (c < 0x800) {
        buf_byte(b, (char)(0xC0 | c >> 6));
        buf_byte(b, (char)(0x80 | (c & 0x3F)));
    } else {
        if (c < 0x10000) {
            buf_byte(b, (char)(0xE0 | c >> 12));
        } else {
            buf_byte(b, (char)(0xF0 | c >> 18));
            buf_byte(b, (char)(0x80 | (c >> 12 & 0x3F)));
        }
        buf_byte(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_byte(b, (char)(0x80 | (c & 0x3F)));
    }
}

/* Space is written only when something follows it. */
static void word(struct text *t)
{
    if (t->b->len > t->start) {
        if (t->ended)
            buf_byte(t->b, '\n');
        else if (t->gap)
            buf_byte(t->b, ' ');
    }
    t->gap = t->ended = false;
}

static void put(struct text *t, long c)
{
    if (c <= ' ' || (c >= 0x7F && c <= 0xA0)) {
        t->gap = true;
        return;
    }
    word(t);
    put_point(t->b, c);
}

/* "#8211;" or "#x2013;", behind the "&": its length, 0 when it is none. */
static size_t number_of(struct span s, long *point)
{
    bool is_hex = s.len > 1 && (s.at[1] == 'x' || s.at[1] == 'X');
    size_t i = is_hex ? 2 : 1, from = i;
    *point = 0;
    for (; i < s.len; i++) {
        int c = (unsigned char)s.at[i];
        if (!(is_hex ? isxdigit(c) : isdigit(c)))
            break;
        int digit = isdigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
        *point = *point > 0x10FFFF ? *point : *point * (is_hex ? 16 : 10) + digit;
    }
    if (i == from || i == s.len || s.at[i] != ';')
        return 0;
    if (*point > 0x10FFFF || (*point >= 0xD800 && *point < 0xE000))
        *point = REPLACEMENT;
    return i + 1;
}

/* A character reference behind its "&": its length with the ";", 0 when it is none. */
static size_t reference_of(struct span s, long *point)
{
    if (s.len && s.at[0] == '#')
        return number_of(s, point);
    for (size_t k = 0; k < sizeof references / sizeof references[0]; k++) {
        size_t n = strlen(references[k].name);
        if (s.len > n && s.at[n] == ';' && memcmp(s.at, references[k].name, n) == 0) {
            *point = references[k].point;
            return n + 1;
        }
    }
    return 0;
}

/* The length of the tag or comment that begins with this "<"; 0 when it begins none, as where no
 * ">" follows: "x<y" is text. A quote that is never closed quotes nothing. */
static size_t tag_of(struct span s)
{
    bool comment = s.len >= 4 && memcmp(s.at, "<!--", 4) == 0;
    char quote = 0;
    if (s.len < 2 || !(isalpha((unsigned char)s.at[1]) || s.at[1] == '!' || s.at[1] == '?' ||
                       (s.at[1] == '/' && s.len > 2 && isalpha((unsigned char)s.at[2]))))
        return 0;
    if (comment) {
        const char *end = memmem(s.at + 4, s.len - 4, "-->", 3);
        return end ? (size_t)(end - s.at) + 3 : s.len;
    }
    if (s.len >
        TAG) /* quotes without end must not be looked for in all the rest, again and again */
        s.len = TAG;
    const char *first = memchr(s.at, '>', s.len);
    for (size_t i = 1; first && i < s.len; i++) {
        char c = s.at[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '>')
            return i + 1;
        else if ((c == '"' || c == '\'') && s.at[i - 1] == '=')
            quote = c;
    }
    return first ? (size_t)(first - s.at) + 1 : 0;
}

/* Its name; "" for a comment. */
static void name_of(char name[NAME], struct span tag)
{
    size_t i = tag.at[1] == '/' ? 2 : 1, n = 0;
    for (; i < tag.len && isalnum((unsigned char)tag.at[i]) && n + 1 < NAME; i++)
        name[n++] = tag.at[i];
    name[n] = '\0';
}

static bool among(const char *const *names, const char *name)
{
    while (*names && strcasecmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

/* How far it is to behind the end tag of that name. */
static size_t skip_element(struct span s, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i + n + 2 <= s.len; i++)
        if (s.at[i] == '<' && s.at[i + 1] == '/' && strncasecmp(s.at + i + 2, name, n) == 0)
            return i + tag_of((struct span){s.at + i, s.len - i});
    return s.len;
}

static size_t take_tag(struct text *t, struct span rest, size_t n)
{
    char name[NAME];
    name_of(name, (struct span){rest.at, n});
    t->ended |= among(blocks, name);
    if (rest.at[1] != '/' && among(unseen, name))
        n += skip_element((struct span){rest.at + n, rest.len - n}, name);
    return n;
}

bool html_text_any(struct span text)
{
    long point;
    for (size_t i = 0; i < text.len; i++) {
        struct span rest = {text.at + i, text.len - i};
        if ((*rest.at == '<' && tag_of(rest)) ||
            (*rest.at == '&' && reference_of((struct span){rest.at + 1, rest.len - 1}, &point)))
            return true;
    }
    return false;
}

void html_text(struct buf *b, struct span html)
{
    struct text t = {.b = b, .start = b->len};
    for (size_t i = 0; i < html.len;) {
        struct span rest = {html.at + i, html.len - i};
        long point;
        size_t n = *rest.at == '<' ? tag_of(rest) : 0;
        if (n) {
            i += take_tag(&t, rest, n);
        } else if (*rest.at == '&' &&
                   (n = reference_of((struct span){rest.at + 1, rest.len - 1}, &point))) {
            put(&t, point);
            i += n + 1;
        } else if ((unsigned char)*rest.at < 0x80) {
            put(&t, *rest.at);
            i++;
        } else { /* a byte of a longer character: such are never white space here */
            word(&t);
            buf_byte(b, *rest.at);
            i++;
        }
    }
}
