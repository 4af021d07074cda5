/* The strict reader (declared in json.h): RFC 8259 and RFC 3629, and nothing that only resembles
 * them. */

#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/json/scan.h"

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
