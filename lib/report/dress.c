#include "lib/report/dress.h"

#include <stdbool.h>
#include <string.h>
#include "lib/base/plain.h"

/* What must not reach a page as it is: controls, separators, and what reorders text beyond itself.
 */
static bool hidden(long c, enum dress how)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           (how == DRESS_PLAIN && (c == 0x061c || c == 0x200e || c == 0x200f || c == 0xfeff));
}

static long peek(struct span s)
{
    return s.len ? plain_next(&s) : ' ';
}

static void show(struct buf *b, struct span text, bool name, enum dress how)
{
    while (text.len) {
        struct span one = text;
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

static void html(struct buf *b, struct span s)
{
    for (size_t i = 0; i < s.len; i++) {
        switch (s.at[i]) {
        case '&': buf_text(b, "&amp;"); break;
        case '<': buf_text(b, "&lt;"); break;
        case '>': buf_text(b, "&gt;"); break;
        case '"': buf_text(b, "&quot;"); break;
        case '\'': buf_text(b, "&#39;"); break;
        default: buf_byte(b, s.at[i]);
        }
    }
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

static bool is_number(struct span s)
{
    size_t i = s.len > 0 && (s.at[0] == '-' || s.at[0] == '+'), digits = i;
    while (i < s.len && s.at[i] >= '0' && s.at[i] <= '9')
        i++;
    if (i == digits)
        return false;
    if (i < s.len && s.at[i] == '.') {
        for (digits = ++i; i < s.len && s.at[i] >= '0' && s.at[i] <= '9';)
            i++;
        if (i == digits)
            return false;
    }
    return i == s.len;
}

static bool is_formula(struct span s)
{
    static const long starts[] = {'=',  '+',    '-',    '@',    '\t',  '\r',
                                  '\n', 0xff1d, 0xff0b, 0xff0d, 0xff20};
    if (is_number(s))
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

void dress_field(struct buf *b, struct span s)
{
    bool guard = is_formula(s);
    bool quote = guard;
    for (size_t i = 0; i < s.len; i++)
        quote = quote || strchr(",\"\r\n;\t", s.at[i]) || s.at[i] == '\0';
    quote = quote || (s.len && (s.at[0] == ' ' || s.at[s.len - 1] == ' '));
    if (quote)
        buf_byte(b, '"');
    if (guard)
        buf_byte(b, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '"')
            buf_byte(b, '"');
        buf_byte(b, s.at[i]);
    }
    if (quote)
        buf_byte(b, '"');
}

static void dress(struct buf *b, struct span text, bool name, enum dress how)
{
    struct buf shown = BUF(b->limit);
    if (text.at)
        show(&shown, text, name, how);
    struct span s = buf_view(&shown);
    while (name && s.len && s.at[0] == ' ') {
        s.at++;
        s.len--;
    }
    while (name && s.len && s.at[s.len - 1] == ' ')
        s.len--;
    switch (how) {
    case DRESS_HTML: html(b, s); break;
    case DRESS_MARKDOWN: markdown(b, s); break;
    case DRESS_PLAIN: buf_span(b, s); break;
    case DRESS_CSV: dress_field(b, s); break;
    }
    if (shown.state != BUF_SOUND)
        b->state = shown.state;
    buf_free(&shown);
}

void dress_quote(struct buf *b, struct span text, enum dress how)
{
    dress(b, text, false, how);
}

void dress_name(struct buf *b, struct span text, enum dress how)
{
    dress(b, text, true, how);
}
