/* The text of JSON strings (declared in json.h). */

#include <stdint.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/json/scan.h"

/* One code point of a string's inside: escapes resolved; halves of a surrogate pair that stand
 * alone are U+FFFD. */
static long next_code(struct span *s)
{
    if (*s->at != '\\')
        return plain_next(s);
    char c = s->at[1];
    if (c != 'u') {
        s->at += 2;
        s->len -= 2;
        switch (c) {
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        default: return c;
        }
    }
    long code = 0, low = 0;
    for (int i = 2; i < 6; i++)
        code = code << 4 | hex(s->at[i]);
    s->at += 6;
    s->len -= 6;
    if (code < 0xD800 || code > 0xDFFF)
        return code;
    if (code > 0xDBFF || s->len < 6 || s->at[0] != '\\' || s->at[1] != 'u')
        return 0xFFFD;
    for (int i = 2; i < 6; i++)
        low = low << 4 | hex(s->at[i]);
    if (low < 0xDC00 || low > 0xDFFF)
        return 0xFFFD;
    s->at += 6;
    s->len -= 6;
    return 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00));
}

static void add_code(struct buf *b, long c)
{
    char u[4];
    size_t n;
    if (c < 0x80) {
        u[0] = (char)c;
        n = 1;
    } else if (c < 0x800) {
        u[0] = (char)(0xC0 | c >> 6);
        n = 2;
    } else if (c < 0x10000) {
        u[0] = (char)(0xE0 | c >> 12);
        n = 3;
    } else {
        u[0] = (char)(0xF0 | c >> 18);
        n = 4;
    }
    for (size_t i = 1; i < n; i++)
        u[i] = (char)(0x80 | (c >> (6 * (n - 1 - i)) & 0x3F));
    buf_add(b, u, n);
}

static struct span inside(struct span string)
{
    if (json_kind(string) != JSON_STRING)
        return SPAN_NONE;
    return (struct span){string.at + 1, string.len - 2};
}

void json_text(struct buf *b, struct span string)
{
    struct span s = inside(string);
    while (s.len) {
        const char *slash = memchr(s.at, '\\', s.len);
        size_t plain = slash ? (size_t)(slash - s.at) : s.len;
        buf_add(b, s.at, plain);
        s.at += plain;
        s.len -= plain;
        if (s.len)
            add_code(b, next_code(&s));
    }
}

bool json_text_equal(struct span a, struct span b)
{
    struct span x = inside(a), y = inside(b);
    if (!x.at || !y.at)
        return false;
    if (x.len == y.len && memcmp(x.at, y.at, x.len) == 0)
        return true;
    if (!memchr(x.at, '\\', x.len) && !memchr(y.at, '\\', y.len))
        return false;
    while (x.len && y.len)
        if (next_code(&x) != next_code(&y))
            return false;
    return x.len == 0 && y.len == 0;
}

bool json_string_is(struct span string, struct span text)
{
    struct span s = inside(string);
    if (!s.at)
        return false;
    if (!memchr(s.at, '\\', s.len))
        return s.len == text.len && memcmp(s.at, text.at, s.len) == 0;
    while (s.len && text.len)
        if (next_code(&s) != plain_next(&text))
            return false;
    return s.len == 0 && text.len == 0;
}

bool json_text_is(struct span string, const char *text)
{
    return json_string_is(string, span_of(text));
}

/* As many bytes as a JSON string has as they are. */
static size_t ordinary(struct span s)
{
    size_t n = 0;
    while (n < s.len && s.at[n] >= ' ' && s.at[n] < 0x7F && s.at[n] != '"' && s.at[n] != '\\')
        n++;
    return n;
}

void json_quote(struct buf *b, struct span text)
{
    buf_byte(b, '"');
    while (text.len) {
        struct span one = {text.at, ordinary(text)};
        buf_span(b, one);
        text = (struct span){text.at + one.len, text.len - one.len};
        if (text.len == 0)
            break;
        one = text;
        long c = plain_next(&text);
        one.len -= text.len;
        if (c == '"' || c == '\\')
            buf_format(b, "\\%c", (char)c);
        else if (c == '\n')
            buf_text(b, "\\n");
        else if (c == '\t')
            buf_text(b, "\\t");
        else if (c < 0)
            add_code(b, 0xFFFD);
        else if (c < 0x20 || c == 0x7F)
            buf_format(b, "\\u%04lx", (unsigned long)c);
        else
            buf_span(b, one);
    }
    buf_byte(b, '"');
}

bool json_time(struct span value, when *t)
{
    enum { LONGEST = 64 };
    struct fault unused = {0};
    if (json_kind(value) != JSON_STRING)
        return false;
    struct span plain = {value.at + 1, value.len - 2};
    if (!memchr(plain.at, '\\', plain.len))
        return plain.len <= LONGEST && when_parse(t, plain, &unused) == 0;
    struct buf text = BUF(LONGEST);
    json_text(&text, value);
    bool good = text.state == BUF_SOUND && when_parse(t, buf_view(&text), &unused) == 0;
    buf_free(&text);
    return good;
}
