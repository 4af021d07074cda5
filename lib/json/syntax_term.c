/* Terms: paths, literals, strings, arrays and objects, calls; and the patterns of `as`. */

#include "lib/json/syntax_read.h"

/* ---- arrays and objects ---- */

/* jq's ExpD: a term, -ExpD, ExpD | ExpD. */
static struct syntax *read_member_value(struct reader *r)
{
    const char *from = r->token.text.at;
    struct syntax *left, *s;
    if (r->failed || r->depth++ >= SYNTAX_DEPTH)
        return read_fail(r);
    if (read_if(r, "-")) {
        /* A minus takes one term, or another minus. */
        int minus = 1;
        while (read_if(r, "-"))
            minus++;
        left = read_term(r);
        for (; minus > 0; minus--, left = s)
            if (!(s = read_node(r, SYNTAX_NEGATE, from)))
                break;
            else
                s->a = left;
    } else {
        left = read_term(r);
    }
    if (read_if(r, "|")) {
        struct syntax *right = read_member_value(r);
        if ((s = read_node(r, SYNTAX_PIPE, from))) {
            s->a = left;
            s->b = right;
        }
        left = s;
    }
    r->depth--;
    return r->failed ? NULL : left;
}

/* The name before a colon: a word, also a keyword; a string; (expression). *bare: it may stand
 * alone. */
static struct syntax *read_key(struct reader *r, bool *bare)
{
    const char *from = r->token.text.at;
    *bare = true;
    if (read_at_string(r))
        return read_string(r);
    if (read_if(r, "(")) {
        struct syntax *s = read_expression(r);
        read_must(r, ")");
        *bare = false;
        return r->failed ? NULL : s;
    }
    if (r->token.kind != LEXIS_WORD)
        return read_fail(r);
    *bare = read_is_name(r);
    struct span name = r->token.text;
    read_step(r);
    return read_literal(r, JSON_STRING, name, from);
}

static struct syntax *read_entry(struct reader *r)
{
    const char *from = r->token.text.at;
    bool bare = true;
    struct syntax *key, *value = NULL;
    if (read_is(r, "$")) {
        value = read_variable(r, SYNTAX_VARIABLE);
        key = value ? read_literal(r, JSON_STRING, value->text, from) : NULL;
    } else {
        key = read_key(r, &bare);
        if (read_if(r, ":"))
            value = read_member_value(r);
        else if (!bare)
            return read_fail(r);
    }
    struct syntax *s = read_node(r, SYNTAX_ENTRY, from);
    if (s) {
        s->a = key;
        s->b = value;
    }
    return s;
}

static struct syntax *read_object(struct reader *r, const char *from)
{
    struct syntax *first = NULL, **end = &first;
    while (!r->failed && !read_is(r, "}")) {
        if (!(*end = read_entry(r)))
            return NULL;
        end = &(*end)->next;
        if (!read_if(r, ",") && !read_is(r, "}"))
            return read_fail(r);
    }
    read_must(r, "}");
    struct syntax *s = read_node(r, SYNTAX_OBJECT, from);
    if (s)
        s->list = first;
    return s;
}

static struct syntax *read_array(struct reader *r, const char *from)
{
    struct syntax *of = read_is(r, "]") ? NULL : read_expression(r);
    read_must(r, "]");
    struct syntax *s = read_node(r, SYNTAX_ARRAY, from);
    if (s)
        s->a = of;
    return s;
}

/* ---- patterns ---- */

static struct syntax *read_pattern(struct reader *r);

static struct syntax *read_match(struct reader *r)
{
    const char *from = r->token.text.at;
    bool bare = true;
    struct syntax *key, *value = NULL, *variable = NULL;
    if (read_is(r, "$")) {
        variable = read_variable(r, SYNTAX_PATTERN);
        key = variable ? read_literal(r, JSON_STRING, variable->text, from) : NULL;
    } else {
        key = read_key(r, &bare);
    }
    if (read_if(r, ":"))
        value = read_pattern(r);
    else if (!variable)
        return read_fail(r);
    struct syntax *s = read_node(r, SYNTAX_MATCH, from);
    if (s) {
        s->a = key;
        s->b = variable ? variable : value;
        s->c = variable ? value : NULL; /* {$name: pattern} binds both */
    }
    return s;
}

static struct syntax *read_pattern(struct reader *r)
{
    const char *from = r->token.text.at;
    if (read_is(r, "$"))
        return read_variable(r, SYNTAX_PATTERN);
    bool object = read_is(r, "{");
    struct syntax *first = NULL, **end = &first;
    if (r->depth++ >= SYNTAX_DEPTH || (!read_if(r, "[") && !read_if(r, "{")))
        return read_fail(r);
    do {
        if (!(*end = object ? read_match(r) : read_pattern(r)))
            return NULL;
        end = &(*end)->next;
    } while (read_if(r, ","));
    read_must(r, object ? "}" : "]");
    r->depth--;
    struct syntax *s = read_node(r, SYNTAX_PATTERN, from);
    if (s) {
        s->literal = object ? JSON_OBJECT : JSON_ARRAY;
        s->list = first;
    }
    return s;
}

/* One pattern; alternatives (`?//`) are left to libjq. */
struct syntax *read_patterns(struct reader *r)
{
    struct syntax *s = read_pattern(r);
    return read_is(r, "?//") ? read_fail(r) : s;
}

/* ---- calls, variables ---- */

static struct syntax *read_call(struct reader *r)
{
    static const struct {
        const char *name;
        enum json_kind kind;
    } constants[] = {{"null", JSON_NULL}, {"true", JSON_TRUE}, {"false", JSON_FALSE}};
    struct span name = r->token.text;
    struct syntax *first = NULL, **end = &first, *s;
    read_step(r);
    if (read_if(r, "(")) {
        do {
            if (!(*end = read_expression(r)))
                return NULL;
            end = &(*end)->next;
        } while (read_if(r, ";"));
        read_must(r, ")");
    } else {
        for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
            if (span_is(name, constants[i].name))
                return read_literal(r, constants[i].kind, name, name.at);
    }
    if ((s = read_node(r, SYNTAX_CALL, name.at))) {
        s->text = name;
        s->list = first;
    }
    return s;
}

static struct syntax *read_dollar(struct reader *r)
{
    struct lexis ahead = r->lexis;
    const char *from = r->token.text.at;
    if (!span_is(lexis_next(&ahead).text, "__loc__"))
        return read_variable(r, SYNTAX_VARIABLE);
    read_step(r);
    read_step(r);
    return read_node(r, SYNTAX_LOCATION, from);
}

/* ---- paths ---- */

static struct syntax *indexed(struct reader *r, struct syntax *of, struct syntax *key,
                              const char *from)
{
    bool optional = read_if(r, "?");
    struct syntax *s = read_node(r, SYNTAX_INDEX, from);
    if (s) {
        s->a = of;
        s->b = key;
        s->optional = optional;
    }
    return s;
}

static struct syntax *field(struct reader *r, struct syntax *of, const char *from)
{
    struct span name = {r->token.text.at + 1, r->token.text.len - 1};
    read_step(r);
    return indexed(r, of, read_literal(r, JSON_STRING, name, from), from);
}

/* What stands in brackets behind a term. */
static struct syntax *bracketed(struct reader *r, struct syntax *of, const char *from)
{
    struct syntax *low = NULL, *high = NULL, *s;
    enum syntax_kind kind = SYNTAX_EACH;
    if (!read_if(r, "]")) {
        if (!read_is(r, ":"))
            low = read_expression(r);
        kind = read_if(r, ":") ? SYNTAX_SLICE : SYNTAX_INDEX;
        if (kind == SYNTAX_SLICE && !(low && read_is(r, "]")))
            high = read_expression(r);
        read_must(r, "]");
    }
    if (kind == SYNTAX_INDEX)
        return indexed(r, of, low, from);
    bool optional = read_if(r, "?");
    if ((s = read_node(r, kind, from))) {
        s->a = of;
        s->b = low;
        s->c = high;
        s->optional = optional;
    }
    return s;
}

static struct syntax *first_of_term(struct reader *r, const char *from)
{
    struct syntax *s;
    if (read_at_string(r))
        return read_string(r);
    if (r->token.kind == LEXIS_NUMBER)
        return read_number(r);
    if (r->token.kind == LEXIS_FIELD)
        return field(r, read_node(r, SYNTAX_IDENTITY, from), from);
    if (r->token.kind == LEXIS_FORMAT) {
        struct span name = {from + 1, r->token.text.len - 1};
        read_step(r);
        return read_formatted(r, read_node(r, SYNTAX_IDENTITY, from), name, from);
    }
    if (read_is_name(r))
        return read_call(r);
    if (read_is(r, "$"))
        return read_dollar(r);
    if (read_if(r, "."))
        return read_at_string(r)
                   ? indexed(r, read_node(r, SYNTAX_IDENTITY, from), read_string(r), from)
                   : read_node(r, SYNTAX_IDENTITY, from);
    if (read_if(r, ".."))
        return read_node(r, SYNTAX_RECURSE, from);
    if (read_if(r, "break")) {
        if ((s = read_variable(r, SYNTAX_BREAK)))
            s->source = (struct span){from, (size_t)(r->end - from)};
        return s;
    }
    if (read_if(r, "["))
        return read_array(r, from);
    if (read_if(r, "{"))
        return read_object(r, from);
    if (!read_must(r, "("))
        return NULL;
    s = read_expression(r);
    read_must(r, ")");
    return r->failed ? NULL : s;
}

struct syntax *read_term(struct reader *r)
{
    const char *from = r->token.text.at;
    if (r->failed)
        return NULL;
    struct syntax *s = first_of_term(r, from);
    for (int links = 0; !r->failed; links++) {
        if (links == SYNTAX_DEPTH)
            return read_fail(r);
        if (r->token.kind == LEXIS_FIELD)
            s = field(r, s, from);
        else if (read_if(r, "["))
            s = bracketed(r, s, from);
        else if (read_if(r, "."))
            s = read_at_string(r) ? indexed(r, s, read_string(r), from) : read_fail(r);
        else
            break;
    }
    return r->failed ? NULL : s;
}
