#include "lib/json/native_compile.h"

#include <math.h>
#include "lib/json/native_builtin.h"

/* ---- making nodes ---- */

const struct node *compile_foreign(struct compiler *c, struct span what)
{
    if (!c->foreign.at)
        c->foreign = what;
    return NULL;
}

struct node *compile_node(struct compiler *c, const struct node_kind *kind, const struct node *a,
                          const struct node *b, const struct node *third)
{
    struct node *n = c->nodes++ < COMPILER_NODES ? arena_take(c->arena, sizeof *n) : NULL;
    if (!n)
        return NULL;
    n->kind = kind;
    n->args[0] = a;
    n->args[1] = b;
    n->args[2] = third;
    n->nargs = (a != NULL) + (b != NULL) + (third != NULL);
    n->reads = true;
    n->slot = -1;
    return n;
}

/* A kind that knows one value only always has one; one that knows both has it if its parts do. */
const struct node *compile_done(struct node *n)
{
    if (!n)
        return NULL;
    bool single = true, calm = n->kind != &node_try;
    for (int i = 0; i < NODE_ARGS; i++) {
        single = single && (!n->args[i] || n->args[i]->single);
        calm = calm && (!n->args[i] || n->args[i]->calm);
    }
    if (n->kind == &node_first || n->kind == &node_is_empty)
        single = calm;
    n->single = n->kind->one && (single || !n->kind->each);
    n->calm = n->single || (calm && (n->kind != &node_foreach || n->next->calm));
    n->reads = n->kind != &node_literal && n->kind != &node_empty && n->kind != &node_variable;
    return n;
}

const struct node *compile_literal(struct compiler *c, struct value v)
{
    struct node *n = compile_node(c, &node_literal, NULL, NULL, NULL);
    if (n)
        n->value = v;
    return compile_done(n);
}

const struct node *compile_function(struct compiler *c, function *call, const struct node *a,
                                    const struct node *b, const struct node *third)
{
    struct node *n = compile_node(c, &node_function, a, b, third);
    if (n)
        n->call = call;
    return compile_done(n);
}

/* ---- names ---- */

struct scope *compile_scope(struct compiler *c, const struct scope *up, enum scope_kind kind,
                            struct span name)
{
    struct scope *s = arena_take(c->arena, sizeof *s);
    if (s)
        *s = (struct scope){.kind = kind, .name = name, .up = up};
    return s;
}

const struct scope *compile_find(const struct scope *env, enum scope_kind kind, struct span name)
{
    for (; env; env = env->up)
        if (env->kind == kind && span_equal(env->name, name))
            return env;
    return NULL;
}

/* ---- literals and operators ---- */

static const struct node *literal(struct compiler *c, const struct syntax *s)
{
    if (s->literal == JSON_NUMBER)
        return compile_literal(c, value_real(s->number));
    return compile_literal(c, s->literal == JSON_STRING ? value_text(s->text)
                                                        : value_plain(s->literal));
}

/* What jq's own parser makes of two numbers or texts. Not finite: jq may refuse it. */
static const struct node *fold(struct compiler *c, const struct syntax *s, struct value a,
                               struct value b)
{
    double x = a.number, y = b.number, n = NAN;
    if (a.kind == JSON_STRING) {
        char *both = arena_take(c->arena, a.span.len + b.span.len + 1);
        if (!both)
            return NULL;
        memcpy(both, a.span.at, a.span.len);
        memcpy(both + a.span.len, b.span.at, b.span.len);
        return compile_literal(c, value_text((struct span){both, a.span.len + b.span.len}));
    }
    switch (s->op) {
    case OP_ADD: n = x + y; break;
    case OP_SUBTRACT: n = x - y; break;
    case OP_MULTIPLY: n = x * y; break;
    default: n = x / y;
    }
    return isfinite(n) ? compile_literal(c, value_real(n)) : compile_foreign(c, s->source);
}

static bool is_text(const struct node *n)
{
    return n->kind == &node_literal && n->value.kind == JSON_STRING;
}

/* Most of what is asked: is it this text? */
static const struct node *compile_is(struct compiler *c, const struct node *a, struct value text)
{
    struct node *n = compile_node(c, &node_is, a, NULL, NULL);
    if (n)
        n->value = text;
    return compile_done(n);
}

static const struct node *binary(struct compiler *c, const struct syntax *s,
                                 const struct scope *env)
{
    const struct node *a = compile(c, s->a, env), *b = a ? compile(c, s->b, env) : NULL;
    if (!a || !b)
        return NULL;
    if (a->kind == &node_literal && b->kind == &node_literal && a->value.kind == b->value.kind &&
        ((a->value.kind == JSON_NUMBER && s->op <= OP_DIVIDE) ||
         (a->value.kind == JSON_STRING && s->op == OP_ADD)))
        return fold(c, s, a->value, b->value);
    if (s->op == OP_EQUAL && a->single && is_text(b))
        return compile_is(c, a, b->value);
    if (s->op == OP_EQUAL && b->single && is_text(a))
        return compile_is(c, b, a->value);
    return compile_function(c, builtin_operator(s->op), a, b, NULL);
}

static const struct node *negate(struct compiler *c, const struct syntax *s,
                                 const struct scope *env)
{
    const struct node *a = compile(c, s->a, env);
    if (a && a->kind == &node_literal && a->value.kind == JSON_NUMBER)
        return compile_literal(c, value_real(-a->value.number));
    return a ? compile_function(c, builtin_negate, a, NULL, NULL) : NULL;
}

/* ---- paths ---- */

const struct node *compile_field(struct compiler *c, const struct node *of, struct span name,
                                 bool optional)
{
    bool input = of && of->kind == &node_identity;
    struct node *n = input ? compile_node(c, &node_member, NULL, NULL, NULL)
                           : compile_node(c, &node_field, of, NULL, NULL);
    if (n) {
        n->value = value_text(name);
        n->optional = optional;
    }
    return compile_done(n);
}

static const struct node *optional(const struct node *n, bool yes)
{
    if (n)
        ((struct node *)(uintptr_t)n)->optional = yes;
    return n;
}

static const struct node *index_of(struct compiler *c, const struct syntax *s,
                                   const struct scope *env)
{
    const struct node *of = compile(c, s->a, env), *key = of ? compile(c, s->b, env) : NULL;
    if (!of || !key)
        return NULL;
    if (key->kind == &node_literal && key->value.kind == JSON_STRING)
        return compile_field(c, of, key->value.span, s->optional);
    return optional(compile_function(c, builtin_index, of, key, NULL), s->optional);
}

static const struct node *slice(struct compiler *c, const struct syntax *s, const struct scope *env)
{
    const struct node *none = compile_literal(c, value_plain(JSON_NULL));
    const struct node *of = compile(c, s->a, env);
    const struct node *low = s->b ? compile(c, s->b, env) : none;
    const struct node *high = s->c ? compile(c, s->c, env) : none;
    if (!of || !low || !high)
        return NULL;
    return optional(compile_function(c, builtin_slice, of, high, low), s->optional);
}

static const struct node *each(struct compiler *c, const struct syntax *s, const struct scope *env)
{
    const struct node *of = compile(c, s->a, env);
    return of ? optional(compile_done(compile_node(c, &node_elements, of, NULL, NULL)), s->optional)
              : NULL;
}

/* ---- parts of one kind ---- */

static const struct node *parts(struct compiler *c, const struct node_kind *kind,
                                const struct syntax *s, const struct scope *env)
{
    const struct node *a = compile(c, s->a, env);
    const struct node *b = a && s->b ? compile(c, s->b, env) : NULL;
    const struct node *third = b && s->c ? compile(c, s->c, env) : NULL;
    if (!a || (s->b && !b) || (s->c && !third))
        return NULL;
    return compile_done(compile_node(c, kind, a, b, third));
}

static const struct node *format(struct compiler *c, const struct syntax *s,
                                 const struct scope *env)
{
    const struct node *a = compile(c, s->a, env);
    if (!a || !span_is(s->text, "text"))
        return compile_foreign(c, s->source);
    const struct node *text =
        compile_function(c, builtin_find(span_of("tostring"), 0)->call, NULL, NULL, NULL);
    return text ? compile_done(compile_node(c, &node_pipe, a, text, NULL)) : NULL;
}

/* ---- arrays and objects ---- */

/* Do only literals stand there? */
static bool constant(const struct node *n)
{
    return n->kind == &node_literal ||
           (n->kind == &node_comma && constant(n->args[0]) && constant(n->args[1]));
}

static bool gather(struct store *s, const struct node *n, struct value list)
{
    if (n->kind == &node_literal)
        return value_add(s, list, n->value);
    return gather(s, n->args[0], list) && gather(s, n->args[1], list);
}

static const struct node *array(struct compiler *c, const struct syntax *s, const struct scope *env)
{
    const struct node *of = s->a ? compile(c, s->a, env) : NULL;
    if (s->a && !of)
        return NULL;
    if (of && !constant(of))
        return compile_done(compile_node(c, &node_array, of, NULL, NULL));
    struct store store = {.arena = *c->arena, .fuel = COMPILER_NODES};
    struct value list = value_list(&store, JSON_ARRAY);
    bool made = list.kind == JSON_ARRAY && (!of || gather(&store, of, list));
    *c->arena = store.arena;
    return made ? compile_literal(c, list) : compile_foreign(c, s->source);
}

static const struct node *object(struct compiler *c, const struct syntax *s,
                                 const struct scope *env)
{
    const struct node *first = NULL, **end = &first;
    for (const struct syntax *e = s->list; e; e = e->next) {
        const struct node *key = compile(c, e->a, env), *v = NULL;
        if (key && e->b)
            v = compile(c, e->b, env);
        else if (key && key->kind == &node_literal && key->value.kind == JSON_STRING)
            v = compile_field(c, compile_done(compile_node(c, &node_identity, NULL, NULL, NULL)),
                              key->value.span, false);
        if (!key || !v || !key->single || !v->single ||
            (key->kind == &node_literal && key->value.kind != JSON_STRING))
            return compile_foreign(c, s->source);
        struct node *entry = compile_node(c, &node_object, key, v, NULL);
        if (!entry)
            return NULL;
        *end = entry;
        end = &entry->next;
    }
    struct node *n = compile_node(c, &node_object, first, NULL, NULL);
    return compile_done(n);
}

/* ---- all of it ---- */

static const struct node *by_kind(struct compiler *c, const struct syntax *s,
                                  const struct scope *env)
{
    switch (s->kind) {
    case SYNTAX_IDENTITY: return compile_done(compile_node(c, &node_identity, NULL, NULL, NULL));
    case SYNTAX_RECURSE: return compile_done(compile_node(c, &node_recurse, NULL, NULL, NULL));
    case SYNTAX_LITERAL: return literal(c, s);
    case SYNTAX_INDEX: return index_of(c, s, env);
    case SYNTAX_SLICE: return slice(c, s, env);
    case SYNTAX_EACH: return each(c, s, env);
    case SYNTAX_PIPE: return parts(c, &node_pipe, s, env);
    case SYNTAX_COMMA: return parts(c, &node_comma, s, env);
    case SYNTAX_AND: return parts(c, &node_and, s, env);
    case SYNTAX_OR: return parts(c, &node_or, s, env);
    case SYNTAX_ALTERNATIVE: return parts(c, &node_alternative, s, env);
    case SYNTAX_TRY: return parts(c, &node_try, s, env);
    case SYNTAX_IF: return parts(c, &node_if, s, env);
    case SYNTAX_BINARY: return binary(c, s, env);
    case SYNTAX_NEGATE: return negate(c, s, env);
    case SYNTAX_REDUCE:
    case SYNTAX_FOREACH: return compile_loop(c, s, env);
    case SYNTAX_AS: return compile_as(c, s, env);
    case SYNTAX_LABEL: return compile_label(c, s, env);
    case SYNTAX_BREAK:
    case SYNTAX_VARIABLE: return compile_name(c, s, env);
    case SYNTAX_DEF: return compile_definition(c, s, env);
    case SYNTAX_CALL: return compile_call(c, s, env);
    case SYNTAX_FORMAT: return format(c, s, env);
    case SYNTAX_ARRAY: return array(c, s, env);
    case SYNTAX_OBJECT: return object(c, s, env);
    default: return compile_foreign(c, s->source);
    }
}

const struct node *compile(struct compiler *c, const struct syntax *s, const struct scope *env)
{
    if (c->depth >= COMPILER_DEPTH)
        return compile_foreign(c, s->source);
    c->depth++;
    const struct node *n = by_kind(c, s, env);
    c->depth--;
    return n ? n : compile_foreign(c, s->source);
}
