/* What binds a name: variables and their patterns, loops, labels, functions. */

#include "lib/json/native_builtin.h"
#include "lib/json/native_compile.h"

static struct scope *bound(struct compiler *c, const struct scope *up, enum scope_kind kind,
                           struct span name)
{
    struct scope *s = compile_scope(c, up, kind, name);
    if (s)
        s->slot = c->slots++;
    return s;
}

/* A variable of a pattern and what it is bound to. */
struct leaf {
    struct span name;
    const struct node *value;
    struct leaf *next;
};

static const struct node *element(struct compiler *c, const struct node *of, struct value key)
{
    if (!of)
        return NULL;
    return key.kind == JSON_STRING
               ? compile_field(c, of, key.span, false)
               : compile_function(c, builtin_index, of, compile_literal(c, key), NULL);
}

/* Put the variables of a pattern in front of *list, in such a way that it ends up in jq's order: an
 * object's members as written, an array's elements from the last. */
static bool leaves(struct compiler *c, const struct syntax *p, const struct node *of,
                   struct leaf ***end)
{
    const struct syntax *reversed[16];
    size_t n = 0;
    if (p->literal == JSON_NONE) {
        struct leaf *l = arena_take(c->arena, sizeof *l);
        if (!l || !of)
            return false;
        *l = (struct leaf){.name = p->text, .value = of};
        **end = l;
        *end = &l->next;
        return true;
    }
    for (const struct syntax *m = p->list; m; m = m->next) {
        if (p->literal == JSON_ARRAY) {
            if (n == sizeof reversed / sizeof *reversed)
                return false;
            reversed[n++] = m;
            continue;
        }
        if (m->a->kind != SYNTAX_LITERAL || m->a->literal != JSON_STRING)
            return false;
        const struct node *value = element(c, of, value_text(m->a->text));
        if (!leaves(c, m->b, value, end) || (m->c && !leaves(c, m->c, value, end)))
            return false;
    }
    while (n-- > 0)
        if (!leaves(c, reversed[n], element(c, of, value_real((double)n)), end))
            return false;
    return true;
}

static const struct node *bind(struct compiler *c, int slot, const struct node *to,
                               const struct node *body)
{
    struct node *n = to && body ? compile_node(c, &node_bind, to, body, NULL) : NULL;
    if (n)
        n->slot = slot;
    return compile_done(n);
}

static const struct node *read_slot(struct compiler *c, int slot)
{
    struct node *n = compile_node(c, &node_variable, NULL, NULL, NULL);
    if (n)
        n->slot = slot;
    return compile_done(n);
}

static const struct node *bind_leaves(struct compiler *c, const struct leaf *l,
                                      const struct syntax *body, const struct scope *env)
{
    if (!l)
        return compile(c, body, env);
    for (const struct leaf *other = l->next; other; other = other->next)
        if (span_equal(other->name, l->name))
            return compile_foreign(c, l->name); /* which of the two counts is jq's own affair */
    struct scope *s = bound(c, env, SCOPE_VARIABLE, l->name);
    return s ? bind(c, s->slot, l->value, bind_leaves(c, l->next, body, s)) : NULL;
}

const struct node *compile_as(struct compiler *c, const struct syntax *s, const struct scope *env)
{
    const struct node *source = compile(c, s->a, env);
    struct leaf *first = NULL, **end = &first;
    int slot = c->slots++;
    if (!source)
        return NULL;
    if (s->list->literal == JSON_NONE) {
        struct leaf only = {.name = s->list->text, .value = source};
        return bind_leaves(c, &only, s->b, env);
    }
    if (!leaves(c, s->list, read_slot(c, slot), &end))
        return compile_foreign(c, s->list->source);
    return bind(c, slot, source, bind_leaves(c, first, s->b, env));
}

/* reduce and foreach, with one variable and one first state */
const struct node *compile_loop(struct compiler *c, const struct syntax *s, const struct scope *env)
{
    const struct node *source = compile(c, s->a, env),
                      *first = source ? compile(c, s->b, env) : NULL;
    if (!first || !first->single || s->list->literal != JSON_NONE)
        return compile_foreign(c, s->source);
    struct scope *inner = bound(c, env, SCOPE_VARIABLE, s->list->text);
    const struct node *update = inner ? compile(c, s->c, inner) : NULL;
    const struct node *extract =
        update && s->d ? compile(c, s->d, inner)
                       : compile_done(compile_node(c, &node_identity, NULL, NULL, NULL));
    if (!update || !extract)
        return NULL;
    struct node *n = compile_node(c, s->kind == SYNTAX_REDUCE ? &node_reduce : &node_foreach,
                                  source, first, update);
    if (n) {
        n->slot = inner->slot;
        n->next = extract;
    }
    return compile_done(n);
}

const struct node *compile_label(struct compiler *c, const struct syntax *s,
                                 const struct scope *env)
{
    struct scope *inner = bound(c, env, SCOPE_LABEL, s->text);
    const struct node *body = inner ? compile(c, s->a, inner) : NULL;
    struct node *n = body ? compile_node(c, &node_label, body, NULL, NULL) : NULL;
    if (n)
        n->slot = inner->slot;
    return compile_done(n);
}

/* $name or break $name */
const struct node *compile_name(struct compiler *c, const struct syntax *s, const struct scope *env)
{
    bool variable = s->kind == SYNTAX_VARIABLE;
    const struct scope *found = compile_find(env, variable ? SCOPE_VARIABLE : SCOPE_LABEL, s->text);
    struct node *n =
        found ? compile_node(c, variable ? &node_variable : &node_break, NULL, NULL, NULL) : NULL;
    if (!n)
        return compile_foreign(c, s->source);
    n->slot = found->slot;
    return compile_done(n);
}

/* An author's function that is not called is not looked at by us; it is by jq. */
const struct node *compile_definition(struct compiler *c, const struct syntax *s,
                                      const struct scope *env)
{
    struct scope *inner = compile_scope(c, env, SCOPE_FUNCTION, s->text);
    if (!inner)
        return NULL;
    inner->syntax = s;
    const struct node *rest = compile(c, s->b, inner);
    return rest && !inner->used ? compile_foreign(c, s->source) : rest;
}
