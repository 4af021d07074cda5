/* Numbers and strings. */

#include <math.h>
#include <stdlib.h>
#include "lib/json/syntax_read.h"

struct syntax *read_literal(struct reader *r, enum json_kind kind, struct span text,
                            const char *from)
{
    struct syntax *s = read_node(r, SYNTAX_LITERAL, from);
    if (s) {
        s->literal = kind;
        s->text = text;
    }
    return s;
}

/* Numbers that jq would read otherwise than we do, such as one too large for a double, fail. */
struct syntax *read_number(struct reader *r)
{
    struct span text = r->token.text;
    char *copy = arena_text(r->arena, text), *end = copy;
    double n = copy ? strtod(copy, &end) : 0;
    if (!copy || *end || !isfinite(n))
        return read_fail(r);
    read_step(r);
    struct syntax *s = read_literal(r, JSON_NUMBER, text, text.at);
    if (s)
        s->number = n;
    return s;
}

/* Half a surrogate pair has no text of its own. */
static bool halves(struct span text)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    return text.len > 0 && memmem(text.at, text.len, replacement, 3) != NULL;
}

/* Escapes are JSON's. */
static struct span unescaped(struct reader *r, struct span escapes)
{
    struct buf token = BUF(0), text = BUF(0);
    struct span value, done = SPAN_NONE;
    struct fault f = {0};
    buf_byte(&token, '"');
    buf_span(&token, escapes);
    buf_byte(&token, '"');
    if (token.state == BUF_SOUND && json_check(buf_view(&token), &value, &f) == 0) {
        json_text(&text, value);
        if (text.state == BUF_SOUND && !halves(buf_view(&text)))
            done = arena_copy(r->arena, text.len ? buf_view(&text) : span_of(""));
    }
    buf_free(&token);
    buf_free(&text);
    if (!done.at)
        r->failed = true;
    return done;
}

struct syntax *read_formatted(struct reader *r, struct syntax *of, struct span name,
                              const char *from)
{
    struct syntax *s = read_node(r, SYNTAX_FORMAT, from);
    if (s) {
        s->text = name;
        s->a = of;
    }
    return s;
}

static struct syntax *joined(struct reader *r, struct syntax *left, struct syntax *right,
                             const char *from)
{
    struct syntax *s = read_node(r, SYNTAX_BINARY, from);
    if (s) {
        s->op = OP_ADD;
        s->text = span_of("+");
        s->a = left;
        s->b = right;
    }
    return s;
}

/* A string is, as in jq, the sum of its parts: "" + "text" + (expression | @format). Parts that
 * stand for themselves become one. */
struct syntax *read_string(struct reader *r)
{
    const char *from = r->token.text.at;
    struct span format = span_of("text");
    if (r->token.kind == LEXIS_FORMAT) {
        format = (struct span){from + 1, r->token.text.len - 1};
        read_step(r);
    }
    if (r->failed || r->token.kind != LEXIS_STRING)
        return read_fail(r);
    read_step(r);
    struct syntax *sum = read_literal(r, JSON_STRING, span_of(""), from);
    while (!r->failed && r->token.kind != LEXIS_STRING_END) {
        struct span text = r->token.text;
        if (r->token.kind == LEXIS_INTERPOLATE) {
            read_step(r);
            struct syntax *part = read_formatted(r, read_expression(r), format, from);
            sum = joined(r, sum, part, from);
            if (r->token.kind != LEXIS_INTERPOLATED)
                return read_fail(r);
        } else if (r->token.kind == LEXIS_TEXT || r->token.kind == LEXIS_ESCAPES) {
            if (r->token.kind == LEXIS_ESCAPES)
                text = unescaped(r, text);
            if (r->failed)
                return NULL;
            struct syntax *last = sum;
            if (last && last->kind == SYNTAX_BINARY) {
                last = read_literal(r, JSON_STRING, text, from);
                sum = joined(r, sum, last, from);
            } else if (last) {
                char *both = arena_take(r->arena, last->text.len + text.len + 1);
                if (!both)
                    return read_fail(r);
                memcpy(both, last->text.at, last->text.len);
                memcpy(both + last->text.len, text.at, text.len);
                last->text = (struct span){both, last->text.len + text.len};
            }
        } else {
            return read_fail(r);
        }
        read_step(r);
    }
    read_step(r);
    if (sum && !r->failed)
        sum->source.len = (size_t)(r->end - from);
    return r->failed ? NULL : sum;
}

bool read_at_string(const struct reader *r)
{
    if (r->failed || r->token.kind == LEXIS_STRING)
        return !r->failed;
    if (r->token.kind != LEXIS_FORMAT)
        return false;
    struct lexis ahead = r->lexis;
    return lexis_next(&ahead).kind == LEXIS_STRING;
}
