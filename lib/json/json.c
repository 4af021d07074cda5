#include "lib/json/json.h"

#include <stdint.h>
#include "lib/base/plain.h"

/* ---- the strict reader ---- */

struct reader {
    const char *at, *start, *end;
    const char *wrong; /* what is wrong at `at`; NULL while all is well */
};

static bool refuse(struct reader *r, const char *what)
{
    if (!r->wrong)
        r->wrong = what;
    return false;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_blank(const char *at, const char *end)
{
    while (at < end && blank(*at))
        at++;
    return at;
}

static bool digit(const struct reader *r)
{
    return r->at < r->end && *r->at >= '0' && *r->at <= '9';
}

static bool word(struct reader *r, const char *text)
{
    size_t n = strlen(text);
    if ((size_t)(r->end - r->at) < n || memcmp(r->at, text, n) != 0)
        return refuse(r, "no JSON value");
    r->at += n;
    return true;
}

static bool number(struct reader *r)
{
    if (*r->at == '-')
        r->at++;
    if (!digit(r))
        return refuse(r, "a number without digits");
    if (*r->at++ == '0') {
        if (digit(r))
            return refuse(r, "a number with a leading zero");
    } else {
        while (digit(r))
            r->at++;
    }
    if (r->at < r->end && *r->at == '.') {
        r->at++;
        if (!digit(r))
            return refuse(r, "a number without digits after the point");
        while (digit(r))
            r->at++;
    }
    if (r->at < r->end && (*r->at | 0x20) == 'e') {
        r->at++;
        if (r->at < r->end && (*r->at == '+' || *r->at == '-'))
            r->at++;
        if (!digit(r))
            return refuse(r, "a number without an exponent");
        while (digit(r))
            r->at++;
    }
    return true;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool escape(struct reader *r)
{
    r->at++; /* the backslash */
    if (r->at == r->end)
        return refuse(r, "an unfinished string");
    if (*r->at != 'u') {
        if (!*r->at || !strchr("\"\\/bfnrt", *r->at))
            return refuse(r, "an unknown escape in a string");
        r->at++;
        return true;
    }
    r->at++;
    for (int i = 0; i < 4; i++, r->at++)
        if (r->at == r->end || hex(*r->at) < 0)
            return refuse(r, "a \\u escape without four hexadecimal digits");
    return true;
}

static bool string(struct reader *r)
{
    r->at++; /* the quote */
    while (r->at < r->end) {
        unsigned char c = (unsigned char)*r->at;
        if (c == '"') {
            r->at++;
            return true;
        }
        if (c == '\\') {
            if (!escape(r))
                return false;
        } else if (c < 0x20) {
            return refuse(r, "a raw control character in a string");
        } else if (c < 0x80) {
            r->at++;
        } else {
            struct span rest = {r->at, (size_t)(r->end - r->at)};
            if (plain_next(&rest) < 0)
                return refuse(r, "invalid UTF-8");
            r->at = rest.at;
        }
    }
    return refuse(r, "an unfinished string");
}

static bool value(struct reader *r, int depth);

/* One element, with the member's name in front of it in an object. */
static bool element(struct reader *r, bool object, int depth)
{
    if (object) {
        if (r->at == r->end || *r->at != '"')
            return refuse(r, "a member without a name");
        if (!string(r))
            return false;
        r->at = skip_blank(r->at, r->end);
        if (r->at == r->end || *r->at != ':')
            return refuse(r, "a member without a colon");
        r->at = skip_blank(r->at + 1, r->end);
    }
    return value(r, depth);
}

static bool container(struct reader *r, int depth)
{
    bool object = *r->at == '{';
    char close = object ? '}' : ']';
    if (depth >= JSON_DEPTH)
        return refuse(r, "nested too deeply");
    r->at = skip_blank(r->at + 1, r->end);
    if (r->at < r->end && *r->at == close) {
        r->at++;
        return true;
    }
    for (;;) {
        if (!element(r, object, depth + 1))
            return false;
        r->at = skip_blank(r->at, r->end);
        if (r->at == r->end)
            return refuse(r, object ? "an unfinished object" : "an unfinished array");
        char c = *r->at;
        if (c != ',' && c != close)
            return refuse(r, object ? "neither a comma nor the end of an object"
                                    : "neither a comma nor the end of an array");
        r->at++;
        if (c == close)
            return true;
        r->at = skip_blank(r->at, r->end);
    }
}

static bool value(struct reader *r, int depth)
{
    if (r->at == r->end)
        return refuse(r, "a value is missing");
    switch (*r->at) {
    case '{':
    case '[': return container(r, depth);
    case '"': return string(r);
    case 't': return word(r, "true");
    case 'f': return word(r, "false");
    case 'n': return word(r, "null");
    default:
        if (*r->at == '-' || digit(r))
            return number(r);
        return refuse(r, "no JSON value");
    }
}

int json_check(struct span text, struct span *whole, struct fault *f)
{
    struct reader r = {text.at, text.at, text.at + text.len, NULL};
    r.at = skip_blank(r.at, r.end);
    const char *first = r.at;
    if (value(&r, 0)) {
        *whole = (struct span){first, (size_t)(r.at - first)};
        r.at = skip_blank(r.at, r.end);
        if (r.at < r.end)
            refuse(&r, "something behind the value");
    }
    if (!r.wrong)
        return 0;
    return fault(f, STATUS_BAD_RECORD, "byte %zu: %s", (size_t)(r.at - r.start) + 1, r.wrong);
}

/* ---- finding one's way in text that was checked ---- */

enum json_kind json_kind(struct span v)
{
    if (!v.at || v.len == 0)
        return JSON_NONE;
    switch (*v.at) {
    case '{': return JSON_OBJECT;
    case '[': return JSON_ARRAY;
    case '"': return JSON_STRING;
    case 't': return JSON_TRUE;
    case 'f': return JSON_FALSE;
    case 'n': return JSON_NULL;
    default: return JSON_NUMBER;
    }
}

/* The end of a string token that begins at `at`. */
static const char *string_end(const char *at, const char *end)
{
    for (at++; at < end; at++) {
        const char *quote = memchr(at, '"', (size_t)(end - at));
        const char *slash = quote ? memchr(at, '\\', (size_t)(quote - at)) : NULL;
        if (!quote)
            return end;
        if (!slash)
            return quote + 1;
        at = slash + 1; /* and over what it escapes */
    }
    return end;
}

static const char *value_end(const char *at, const char *end)
{
    if (*at == '"')
        return string_end(at, end);
    if (*at != '{' && *at != '[') {
        while (at < end && !blank(*at) && *at != ',' && *at != '}' && *at != ']')
            at++;
        return at;
    }
    for (int depth = 0; at < end;) {
        char c = *at;
        if (c == '"') {
            at = string_end(at, end);
            continue;
        }
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        at++;
        if (depth == 0)
            break;
    }
    return at;
}

void json_walk(struct json_walk *w, struct span v)
{
    *w = (struct json_walk){.at = v.at, .end = v.at};
    if (v.len && (*v.at == '{' || *v.at == '[')) {
        w->object = *v.at == '{';
        w->at = v.at + 1;
        w->end = v.at + v.len - 1;
    }
}

bool json_next(struct json_walk *w)
{
    w->at = skip_blank(w->at, w->end);
    if (w->at < w->end && *w->at == ',')
        w->at = skip_blank(w->at + 1, w->end);
    if (w->at >= w->end)
        return false;
    w->key = SPAN_NONE;
    if (w->object) {
        const char *key = w->at;
        w->at = string_end(key, w->end);
        w->key = (struct span){key, (size_t)(w->at - key)};
        w->at = skip_blank(w->at, w->end) + 1;
        w->at = skip_blank(w->at, w->end);
    }
    const char *first = w->at;
    w->at = value_end(first, w->end);
    w->value = (struct span){first, (size_t)(w->at - first)};
    return true;
}

size_t json_count(struct span v)
{
    struct json_walk w;
    size_t n = 0;
    for (json_walk(&w, v); json_next(&w);)
        n++;
    return n;
}

/* ---- strings ---- */

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

/* Does the string's text equal these bytes? They may be no UTF-8, then it does not. */
static bool text_is(struct span string, struct span text)
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
    return text_is(string, span_of(text));
}

void json_quote(struct buf *b, struct span text)
{
    buf_byte(b, '"');
    while (text.len) {
        struct span one = text;
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

/* ---- paths ---- */

struct span json_member(struct span object, struct span name)
{
    struct json_walk w;
    struct span found = SPAN_NONE;
    if (json_kind(object) != JSON_OBJECT)
        return found;
    for (json_walk(&w, object); json_next(&w);)
        if (text_is(w.key, name))
            found = w.value; /* the last one counts */
    return found;
}

struct span json_get(struct span v, const char *path)
{
    while (v.at) {
        size_t n = strcspn(path, ".");
        v = json_member(v, (struct span){path, n});
        if (!path[n])
            return v;
        path += n + 1;
    }
    return SPAN_NONE;
}
