/* What text a record must have for an expression to be true of it (declared in native.h).
 *
 * Only of parts of which jq must find a true value: a comparison with a text of something that
 * comes out of the record as it is. Nothing can be said of `!=`, `not`, `//`, `or`. */

#include "lib/json/native.h"

/* Do its outputs stand in the record as they are (or are they null, or none)? */
static bool verbatim(const struct syntax *s)
{
    switch (s->kind) {
    case SYNTAX_IDENTITY:
    case SYNTAX_RECURSE: return true;
    case SYNTAX_INDEX: return s->b->kind == SYNTAX_LITERAL && verbatim(s->a);
    case SYNTAX_EACH: return verbatim(s->a);
    case SYNTAX_PIPE: return verbatim(s->a) && verbatim(s->b);
    case SYNTAX_TRY: return !s->b && verbatim(s->a);
    case SYNTAX_CALL:
        return (!s->list && span_is(s->text, "strings")) ||
               (s->list && !s->list->next &&
                ((span_is(s->text, "select") || (span_is(s->text, "first") && verbatim(s->list)))));
    default: return false;
    }
}

static struct span longer(struct span a, struct span b)
{
    return b.len > a.len ? b : a;
}

static struct span text_of(const struct syntax *s)
{
    bool text = s && s->kind == SYNTAX_LITERAL && s->literal == JSON_STRING && s->text.len > 0 &&
                !memchr(s->text.at, '\0', s->text.len);
    return text ? s->text : SPAN_NONE;
}

/* A regular expression that only it itself matches: letters, digits and blanks. */
static struct span plain_pattern(struct span p)
{
    for (size_t i = 0; i < p.len; i++) {
        char c = p.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == ' ' || c == '_' || c == '-' || (c & 0x80);
        if (!plain)
            return SPAN_NONE;
    }
    return p;
}

/* Of a call whose input stands in the record. */
static struct span of_call(const struct syntax *s)
{
    const struct syntax *arg = s->list;
    int n = !arg ? 0 : !arg->next ? 1 : 2;
    if (n == 1 && (span_is(s->text, "contains") || span_is(s->text, "startswith") ||
                   span_is(s->text, "endswith")))
        return text_of(arg);
    if (n == 1 && span_is(s->text, "test"))
        return plain_pattern(text_of(arg));
    if (n == 1 && (span_is(s->text, "select") || span_is(s->text, "any")))
        return native_literal(arg);
    if (n == 2 && span_is(s->text, "any") && verbatim(arg))
        return native_literal(arg->next);
    return SPAN_NONE;
}

struct span native_literal(const struct syntax *s)
{
    if (!s)
        return SPAN_NONE;
    switch (s->kind) {
    case SYNTAX_AND: return longer(native_literal(s->a), native_literal(s->b));
    case SYNTAX_BINARY:
        if (s->op != OP_EQUAL)
            return SPAN_NONE;
        return verbatim(s->a) ? text_of(s->b) : verbatim(s->b) ? text_of(s->a) : SPAN_NONE;
    case SYNTAX_PIPE:
        if (s->a->kind == SYNTAX_CALL && span_is(s->a->text, "select") && s->a->list)
            return longer(native_literal(s->a->list), native_literal(s->b));
        return verbatim(s->a) ? native_literal(s->b) : SPAN_NONE;
    case SYNTAX_TRY: return s->b ? SPAN_NONE : native_literal(s->a);
    case SYNTAX_CALL: return of_call(s);
    default: return SPAN_NONE;
    }
}
