#include "lib/report/dress.h"

#include <stdbool.h>
#include <string.h>
#include "lib/base/plain.h"

/* What must not reach a page as it is: all that plain.h names, but off a terminal the marks of
 * direction, which Arabic and Hebrew need. What is no character, as U+FFFE, which XML and PDF
 * cannot hold, goes where nothing but the first layer is asked for. */
static bool hidden(long c, enum dress how)
{
    if (how == DRESS_CELL && c >= 0 && ((c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef)))
        return true;
    return plain_harmful(c) && (how == DRESS_PLAIN || (c != 0x061c && c != 0x200e && c != 0x200f));
}

static long peek(struct span s)
{
    return s.len ? plain_next(&s) : ' ';
}

/* As many bytes as are shown as they are wherever they stand. */
static size_t ordinary(struct span s)
{
    size_t n = 0;
    while (n < s.len && s.at[n] >= ' ' && s.at[n] < 0x7f && s.at[n] != '\\')
        n++;
    return n;
}

static void show(struct buf *b, struct span text, bool name, enum dress how)
{
    while (text.len) {
        struct span one = {text.at, ordinary(text)};
        buf_span(b, one);
        text = (struct span){text.at + one.len, text.len - one.len};
        if (text.len == 0)
            return;
        one = text;
        long c = plain_next(&text);
        one.len -= text.len;
        if (name && (c == '\n' || c == '\r' || c == '\t'))
            buf_byte(b, ' ');
        else if (c < 0)
            buf_format(b, "\\x%02x", (unsigned)(unsigned char)*one.at);
        else if (hidden(c, how))
            buf_format(b, c < 0x100 ? "\\x%02lx" : "\\u{%lx}", (unsigned long)c);
        else
            buf_span(b, one);
        if (c != '\\')
            continue;
        long next = peek(text);
        if (next == '\\' || next == 'x' || next == 'u' || hidden(next, how))
            buf_byte(b, '\\');
    }
}

static bool letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static const char *reference(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

static void markup(struct buf *b, struct span s, const char *marks)
{
    size_t from = 0;
    for (size_t i = 0; i < s.len; i++) {
        const char *name = reference(s.at[i]);
        if (!name || !strchr(marks, s.at[i]))
            continue;
        buf_add(b, s.at + from, i - from);
        buf_text(b, name);
        from = i + 1;
    }
    buf_add(b, s.at + from, s.len - from);
}

void dress_xml(struct buf *b, struct span s)
{
    markup(b, s, "&<>\"");
}

/* The dot after "www" and the colon before "//" go too: GitHub makes links of what looks like one.
 */
static bool looks_like_link(struct span s, size_t i)
{
    if (s.at[i] == ':')
        return i + 2 < s.len && s.at[i + 1] == '/' && s.at[i + 2] == '/';
    return s.at[i] == '.' && i >= 3 && strncasecmp(s.at + i - 3, "www", 3) == 0;
}

static void markdown(struct buf *b, struct span s)
{
    size_t digits = 0;
    while (digits < s.len && s.at[digits] >= '0' && s.at[digits] <= '9')
        digits++;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        bool first = i == 0 && (c == '-' || c == '+' || c == '=');
        bool numbered = i > 0 && i == digits && (c == '.' || c == ')');
        bool inner_underscore = c == '_' && i > 0 && i + 1 < s.len &&
                                letter_or_digit(s.at[i - 1]) && letter_or_digit(s.at[i + 1]);
        if (first || numbered || looks_like_link(s, i) ||
            (strchr("\\`*_{}[]<>#|~&!@$^", c) && c && !inner_underscore))
            buf_byte(b, '\\');
        buf_byte(b, c);
    }
}

/* Behind the digits at i; 0 if there are none. */
static size_t digits(struct span s, size_t i)
{
    size_t from = i;
    while (i < s.len && s.at[i] >= '0' && s.at[i] <= '9')
        i++;
    return i > from ? i : 0;
}

static bool is_number(struct span s)
{
    size_t i = digits(s, s.len > 0 && (s.at[0] == '-' || s.at[0] == '+'));
    if (i > 0 && i < s.len && s.at[i] == '.')
        i = digits(s, i + 1);
    if (i > 0 && i + 1 < s.len && (s.at[i] | 0x20) == 'e')
        i = digits(s, i + 1 + (s.at[i + 1] == '-' || s.at[i + 1] == '+'));
    return i > 0 && i == s.len;
}

static bool is_formula(struct span s)
{
    static const long starts[] = {'=',  '+',    '-',    '@',    '\t',  '\r',
                                  '\n', 0xff1d, 0xff0b, 0xff0d, 0xff20};
    if ((s.len && letter_or_digit(s.at[0])) || is_number(s))
        return false;
    while (s.len) {
        long c = plain_next(&s);
        for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
            if (c == starts[i])
                return true;
        if (c != '\'' && c != ' ' && c != 0xa0 && c != 0x3000 && c != 0xfeff &&
            !(c >= 0x2000 && c <= 0x200f))
            return false;
    }
    return false;
}

/* What a byte asks for in a field. */
enum { FENCE = 1, LOOK = 2, LOOK_UTF8 = 4 };

/* LOOK: not surely shown as it is; LOOK_UTF8: the same where the text is known to be UTF-8. */
static const unsigned char asks[256] = {[0 ... 0x1f] = LOOK | LOOK_UTF8,
                                        [0x7f] = LOOK | LOOK_UTF8,
                                        ['\\'] = LOOK,
                                        [0x80 ... 0xc1] = LOOK,
                                        [0xc2] = LOOK | LOOK_UTF8,
                                        [0xc3 ... 0xe0] = LOOK,
                                        [0xe1 ... 0xe3] = LOOK | LOOK_UTF8,
                                        [0xe4 ... 0xee] = LOOK,
                                        [0xef] = LOOK | LOOK_UTF8,
                                        [0xf0 ... 0xf2] = LOOK,
                                        [0xf3] = LOOK | LOOK_UTF8,
                                        [0xf4 ... 0xff] = LOOK,
                                        [','] = FENCE,
                                        [';'] = FENCE,
                                        ['"'] = FENCE};

static bool separates(char c)
{
    return asks[(unsigned char)c] & FENCE || c == '\r' || c == '\n' || c == '\t' || c == '\0';
}

/* What stands in *b from there on becomes a field, where it stands. */
static void fence(struct buf *b, size_t from)
{
    struct span s = {b->at + from, b->len - from};
    bool guard, quote;
    size_t more = 0;
    if (s.len == 0)
        return;
    quote = guard = is_formula(s);
    for (size_t i = 0; i < s.len; i++) {
        quote |= separates(s.at[i]);
        more += s.at[i] == '"';
    }
    if (!quote && s.at[0] != ' ' && s.at[s.len - 1] != ' ')
        return;
    more += 2 + guard;
    if (!buf_room(b, more))
        return;
    char *first = b->at + from, *to = first + s.len + more;
    b->len += more;
    *to = '\0';
    *--to = '"';
    for (size_t i = s.len; i-- > 0;) {
        *--to = first[i];
        if (*to == '"')
            *--to = '"';
    }
    if (guard)
        *--to = '\'';
    *--to = '"';
}

/* Text as a field: most of it goes as it is, after one look at each byte. */
static void text_field(struct buf *b, struct span s)
{
    size_t from = b->len;
    unsigned asked = 0;
    for (size_t i = 0; i < s.len; i++)
        asked |= asks[(unsigned char)s.at[i]];
    if (asked & LOOK)
        show(b, s, false, DRESS_CSV);
    else
        buf_span(b, s);
    if (asked || (s.len && !(letter_or_digit(s.at[0]) && s.at[s.len - 1] != ' ')))
        fence(b, from);
}

static void json(struct buf *b, struct span s, enum dress how)
{
    while (s.len) {
        char *to = buf_room(b, 2 * s.len);
        if (!to)
            return;
        const char *at = s.at, *end = s.at + s.len;
        for (; at < end && !(asks[(unsigned char)*at] & LOOK_UTF8); at++) {
            *to++ = *at;
            if (*at == '"' && how == DRESS_CSV)
                *to++ = '"';
        }
        *to = '\0';
        b->len = (size_t)(to - b->at);
        s = (struct span){at, (size_t)(end - at)};
        struct span one = s;
        long c = s.len ? plain_next(&s) : 0;
        one.len -= s.len;
        if (one.len && c < 0x20) /* white space stands between JSON's tokens only */
            buf_byte(b, ' ');
        else if (one.len && hidden(c, how) && c > 0xffff)
            buf_format(b, "\\u%04lx\\u%04lx", 0xd7c0UL + ((unsigned long)c >> 10),
                       0xdc00UL | ((unsigned long)c & 0x3ff));
        else if (one.len && hidden(c, how))
            buf_format(b, "\\u%04lx", (unsigned long)c);
        else
            buf_span(b, one);
    }
}

void dress_json(struct buf *b, struct span s)
{
    buf_byte(b, '"');
    json(b, s, DRESS_CSV);
    buf_byte(b, '"');
}

void dress_bare_json(struct buf *b, struct span s)
{
    json(b, s, DRESS_CELL);
}

void dress_field(struct buf *b, struct span s)
{
    size_t from = b->len;
    buf_span(b, s);
    fence(b, from);
}

static void dress(struct buf *b, struct span text, bool name, enum dress how)
{
    struct buf shown = BUF(b->limit);
    struct span s = text;
    if (text.at && ordinary(text) < text.len) {
        show(&shown, text, name, how);
        s = buf_view(&shown);
    }
    while (name && s.len && s.at[0] == ' ') {
        s.at++;
        s.len--;
    }
    while (name && s.len && s.at[s.len - 1] == ' ')
        s.len--;
    switch (how) {
    case DRESS_HTML: markup(b, s, "&<>\"'"); break;
    case DRESS_MARKDOWN: markdown(b, s); break;
    case DRESS_PLAIN:
    case DRESS_CELL: buf_span(b, s); break;
    case DRESS_CSV: dress_field(b, s); break;
    }
    if (shown.state != BUF_SOUND)
        b->state = shown.state;
    buf_free(&shown);
}

void dress_quote(struct buf *b, struct span text, enum dress how)
{
    if (how == DRESS_CSV)
        text_field(b, text);
    else
        dress(b, text, false, how);
}

void dress_name(struct buf *b, struct span text, enum dress how)
{
    dress(b, text, true, how);
}
