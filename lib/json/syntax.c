/* Expressions: operators by precedence, and what begins with a keyword. */

#include "lib/json/syntax_read.h"

/* ---- tokens ---- */

struct syntax *read_fail(struct reader *r)
{
    r->failed = true;
    return NULL;
}

struct syntax *read_node(struct reader *r, enum syntax_kind kind, const char *from)
{
    struct syntax *s = r->failed ? NULL : arena_take(r->arena, sizeof *s);
    if (!s)
        return read_fail(r);
    s->kind = kind;
    s->source = (struct span){from, from < r->end ? (size_t)(r->end - from) : 0};
    return s;
}

void read_step(struct reader *r)
{
    r->end = r->token.text.at + r->token.text.len;
    r->token = lexis_next(&r->lexis);
    if (r->token.kind == LEXIS_WRONG || r->lexis.wrong)
        r->failed = true;
}

bool read_is(const struct reader *r, const char *text)
{
    return !r->failed && (r->token.kind == LEXIS_SIGN || r->token.kind == LEXIS_WORD) &&
           span_is(r->token.text, text);
}

bool read_if(struct reader *r, const char *text)
{
    if (!read_is(r, text))
        return false;
    read_step(r);
    return !r->failed;
}

bool read_must(struct reader *r, const char *text)
{
    return read_if(r, text) || read_fail(r);
}

bool read_is_name(const struct reader *r)
{
    static const char *const keywords[] = {
        "as", "import", "include", "module",  "def", "if",    "then",  "else",  "elif",    "and",
        "or", "end",    "reduce",  "foreach", "try", "catch", "label", "break", "__loc__", NULL};
    if (r->failed || r->token.kind != LEXIS_WORD)
        return false;
    for (const char *const *k = keywords; *k; k++)
        if (span_is(r->token.text, *k))
            return false;
    return true;
}

struct syntax *read_variable(struct reader *r, enum syntax_kind kind)
{
    const char *from = r->token.text.at;
    if (!read_must(r, "$") || !read_is_name(r))
        return read_fail(r);
    struct span name = r->token.text;
    read_step(r);
    struct syntax *s = read_node(r, kind, from);
    if (s)
        s->text = name;
    return s;
}

/* ---- operators, weakest first; bison's precedences of jq's parser ---- */

enum level {
    LEVEL_PIPE = 1,
    LEVEL_COMMA,
    LEVEL_ALTERNATIVE,
    LEVEL_ASSIGN,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_COMPARE,
    LEVEL_ADD,
    LEVEL_MULTIPLY,
    LEVEL_OPTIONAL,
    LEVEL_TRY,
    LEVEL_CATCH
};
enum side { LEFT, RIGHT, NEITHER };

static const struct operator
{
    const char *text;
    enum level level;
    enum side side; /* which way equals group; NEITHER: they may not meet */
    enum syntax_kind kind;
    enum syntax_operator op;
}
operators[] = {
    {"|", LEVEL_PIPE, RIGHT, SYNTAX_PIPE, 0},
    {",", LEVEL_COMMA, LEFT, SYNTAX_COMMA, 0},
    {"//", LEVEL_ALTERNATIVE, RIGHT, SYNTAX_ALTERNATIVE, 0},
    {"=", LEVEL_ASSIGN, NEITHER, SYNTAX_ASSIGN, 0},
    {"|=", LEVEL_ASSIGN, NEITHER, SYNTAX_ASSIGN, 0},
    {"+=", LEVEL_ASSIGN, NEITHER, SYNTAX_ASSIGN, 0},
    {"-=", LEVEL_ASSIGN, NEITHER, SYNTAX_ASSIGN, 0},
    {"*=", LEVEL_ASSIGN, NEITHER, SYNTAX_ASSIGN, 0},
    {"/=", LEVEL_ASSIGN, NEITHER, SYNTAX_ASSIGN, 0},
    {"%=", LEVEL_ASSIGN, NEITHER, SYNTAX_ASSIGN, 0},
    {"//=", LEVEL_ASSIGN, NEITHER, SYNTAX_ASSIGN, 0},
    {"or", LEVEL_OR, LEFT, SYNTAX_OR, 0},
    {"and", LEVEL_AND, LEFT, SYNTAX_AND, 0},
    {"==", LEVEL_COMPARE, NEITHER, SYNTAX_BINARY, OP_EQUAL},
    {"!=", LEVEL_COMPARE, NEITHER, SYNTAX_BINARY, OP_NOT_EQUAL},
    {"<", LEVEL_COMPARE, NEITHER, SYNTAX_BINARY, OP_LESS},
    {">", LEVEL_COMPARE, NEITHER, SYNTAX_BINARY, OP_GREATER},
    {"<=", LEVEL_COMPARE, NEITHER, SYNTAX_BINARY, OP_LESS_EQUAL},
    {">=", LEVEL_COMPARE, NEITHER, SYNTAX_BINARY, OP_GREATER_EQUAL},
    {"+", LEVEL_ADD, LEFT, SYNTAX_BINARY, OP_ADD},
    {"-", LEVEL_ADD, LEFT, SYNTAX_BINARY, OP_SUBTRACT},
    {"*", LEVEL_MULTIPLY, LEFT, SYNTAX_BINARY, OP_MULTIPLY},
    {"/", LEVEL_MULTIPLY, LEFT, SYNTAX_BINARY, OP_DIVIDE},
    {"%", LEVEL_MULTIPLY, LEFT, SYNTAX_BINARY, OP_MODULO},
};

static struct syntax *climb(struct reader *r, enum level least);

static const struct operator* operator_at(const struct reader *r)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (read_is(r, operators[i].text))
            return &operators[i];
    return NULL;
}

/* ---- what begins with a keyword ---- */

static struct syntax *read_if_else(struct reader *r, const char *from)
{
    struct syntax *test = read_expression(r), *yes = NULL, *no = NULL;
    if (read_must(r, "then"))
        yes = read_expression(r);
    if (read_is(r, "elif")) {
        const char *elif = r->token.text.at;
        read_step(r);
        if (r->depth++ < SYNTAX_DEPTH)
            no = read_if_else(r, elif);
        else
            read_fail(r);
        r->depth--;
    } else if (read_must(r, "else")) { /* 1.6 wants it */
        no = read_expression(r);
        read_must(r, "end");
    }
    struct syntax *s = read_node(r, SYNTAX_IF, from);
    if (s) {
        s->a = test;
        s->b = yes;
        s->c = no;
    }
    return s;
}

static struct syntax *read_try(struct reader *r, const char *from)
{
    struct syntax *body = climb(r, LEVEL_TRY);
    struct syntax *handler = read_if(r, "catch") ? climb(r, LEVEL_CATCH) : NULL;
    struct syntax *s = read_node(r, SYNTAX_TRY, from);
    if (s) {
        s->a = body;
        s->b = handler;
    }
    return s;
}

/* reduce and foreach */
static struct syntax *read_loop(struct reader *r, enum syntax_kind kind, const char *from)
{
    struct syntax *source = read_term(r), *part[3] = {NULL, NULL, NULL};
    read_must(r, "as");
    struct syntax *pattern = read_patterns(r);
    read_must(r, "(");
    part[0] = read_expression(r);
    read_must(r, ";");
    part[1] = read_expression(r);
    if (kind == SYNTAX_FOREACH && read_if(r, ";"))
        part[2] = read_expression(r);
    read_must(r, ")");
    struct syntax *s = read_node(r, kind, from);
    if (s) {
        s->a = source;
        s->list = pattern;
        s->b = part[0];
        s->c = part[1];
        s->d = part[2];
    }
    return s;
}

static struct syntax *read_label(struct reader *r, const char *from)
{
    struct syntax *name = read_variable(r, SYNTAX_VARIABLE);
    read_must(r, "|");
    struct syntax *body = climb(r, LEVEL_PIPE);
    struct syntax *s = read_node(r, SYNTAX_LABEL, from);
    if (s) {
        s->text = name->text;
        s->a = body;
    }
    return s;
}

static struct syntax *read_params(struct reader *r)
{
    struct syntax *first = NULL, **end = &first;
    do {
        struct syntax *p;
        if (read_is(r, "$")) {
            if ((p = read_variable(r, SYNTAX_PARAM)))
                p->optional = true;
        } else {
            struct token t = r->token;
            if (!read_is_name(r))
                return read_fail(r);
            read_step(r);
            if ((p = read_node(r, SYNTAX_PARAM, t.text.at)))
                p->text = t.text;
        }
        if (!p)
            return NULL;
        *end = p;
        end = &p->next;
    } while (read_if(r, ";"));
    read_must(r, ")");
    return first;
}

static struct syntax *read_def(struct reader *r, const char *from)
{
    struct span name = r->token.text;
    if (!read_is_name(r))
        return read_fail(r);
    read_step(r);
    struct syntax *params = read_if(r, "(") ? read_params(r) : NULL;
    read_must(r, ":");
    struct syntax *body = read_expression(r);
    read_must(r, ";");
    struct syntax *rest = climb(r, LEVEL_PIPE);
    struct syntax *s = read_node(r, SYNTAX_DEF, from);
    if (s) {
        s->text = name;
        s->list = params;
        s->a = body;
        s->b = rest;
    }
    return s;
}

static struct syntax *read_negation(struct reader *r, const char *from)
{
    struct syntax *of = climb(r, LEVEL_MULTIPLY);
    struct syntax *s = read_node(r, SYNTAX_NEGATE, from);
    if (s)
        s->a = of;
    return s;
}

/* A term, or `term as patterns | expression`. */
static struct syntax *read_binding(struct reader *r)
{
    const char *from = r->token.text.at;
    struct syntax *source = read_term(r);
    if (!read_if(r, "as"))
        return source;
    struct syntax *pattern = read_patterns(r);
    read_must(r, "|");
    struct syntax *body = climb(r, LEVEL_PIPE);
    struct syntax *s = read_node(r, SYNTAX_AS, from);
    if (s) {
        s->a = source;
        s->list = pattern;
        s->b = body;
    }
    return s;
}

static struct syntax *read_prefix(struct reader *r)
{
    const char *from = r->token.text.at;
    if (read_if(r, "def"))
        return read_def(r, from);
    if (read_if(r, "-"))
        return read_negation(r, from);
    if (read_if(r, "if"))
        return read_if_else(r, from);
    if (read_if(r, "try"))
        return read_try(r, from);
    if (read_if(r, "reduce"))
        return read_loop(r, SYNTAX_REDUCE, from);
    if (read_if(r, "foreach"))
        return read_loop(r, SYNTAX_FOREACH, from);
    if (read_if(r, "label"))
        return read_label(r, from);
    return read_binding(r);
}

/* ---- all of it ---- */

static struct syntax *optional(struct reader *r, struct syntax *of, const char *from)
{
    struct syntax *s = read_node(r, SYNTAX_TRY, from);
    if (s)
        s->a = of;
    return s;
}

static struct syntax *climb(struct reader *r, enum level least)
{
    const char *from = r->token.text.at;
    const struct operator* o;
    if (r->failed || r->depth++ >= SYNTAX_DEPTH)
        return read_fail(r);
    struct syntax *left = read_prefix(r);
    enum level barred = 0; /* NEITHER: one of this level has been read */
    for (;;) {
        if (least <= LEVEL_OPTIONAL && read_if(r, "?")) {
            left = optional(r, left, from);
            continue;
        }
        if (!(o = operator_at(r)) || o->level < least)
            break;
        if (o->side == NEITHER && o->level == barred) {
            read_fail(r);
            break;
        }
        barred = o->side == NEITHER ? o->level : 0;
        read_step(r);
        struct syntax *right = climb(r, o->side == RIGHT ? o->level : o->level + 1);
        struct syntax *s = read_node(r, o->kind, from);
        if (!s)
            break;
        s->text = span_of(o->text);
        s->op = o->op;
        s->a = left;
        s->b = right;
        left = s;
    }
    r->depth--;
    return r->failed ? NULL : left;
}

struct syntax *read_expression(struct reader *r)
{
    return climb(r, LEVEL_PIPE);
}

struct syntax *syntax_read(struct arena *a, const char *expression)
{
    struct reader r = {.lexis = {.at = expression}, .arena = a, .end = expression};
    r.token = lexis_next(&r.lexis);
    r.failed = r.token.kind == LEXIS_WRONG;
    struct syntax *s = read_expression(&r);
    return r.failed || r.lexis.wrong || r.token.kind != LEXIS_END ? NULL : s;
}
