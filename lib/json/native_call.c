/* Calls: the author's functions, jq's that are nodes of their own, those of the table, and those
 * that are written in jq. */

#include "lib/json/native_builtin.h"
#include "lib/json/native_compile.h"

/* ---- nodes of their own; arguments in the order of the call ---- */

static const struct special {
    const char *name;
    int arity;
    const struct node_kind *kind;
} specials[] = {
    {"empty", 0, &node_empty},     {"any", 2, &node_any},
    {"all", 2, &node_all},         {"first", 1, &node_first},
    {"last", 1, &node_last},       {"limit", 2, &node_limit},
    {"range", 2, &node_range},     {"isempty", 1, &node_is_empty},
    {"IN", 1, &node_in},           {"recurse", 0, &node_recurse},
    {"recurse", 1, &node_recurse}, {"recurse_down", 0, &node_recurse},
    {"debug", 0, &node_identity},
};

/* ---- written in jq, as its manual describes them ---- */

static const struct written {
    const char *name;
    int arity;
    const char *text;
} library[] = {
    {"select", 1, "def select(f): if f then . else empty end; ."},
    {"map", 1, "def map(f): [.[] | f]; ."},
    {"any", 1, "def any(f): any(.[]; f); ."},
    {"any", 0, "def any: any(.[]; .); ."},
    {"all", 1, "def all(f): all(.[]; f); ."},
    {"all", 0, "def all: all(.[]; .); ."},
    {"first", 0, "def first: .[0]; ."},
    {"last", 0, "def last: .[-1]; ."},
    {"nth", 1, "def nth($n): .[$n]; ."},
    {"range", 1, "def range($n): range(0; $n); ."},
    {"recurse", 2, "def recurse(f; c): recurse(f | select(c)); ."},
    {"values", 0, "def values: select(. != null); ."},
    {"nulls", 0, "def nulls: select(type == \"null\"); ."},
    {"booleans", 0, "def booleans: select(type == \"boolean\"); ."},
    {"numbers", 0, "def numbers: select(type == \"number\"); ."},
    {"strings", 0, "def strings: select(type == \"string\"); ."},
    {"arrays", 0, "def arrays: select(type == \"array\"); ."},
    {"objects", 0, "def objects: select(type == \"object\"); ."},
    {"iterables", 0, "def iterables: select(type == \"array\"), select(type == \"object\"); ."},
    {"scalars", 0, "def scalars: select(type != \"array\" and type != \"object\"); ."},
    {"IN", 2, "def IN(f; g): reduce (f | IN(g)) as $yes (false; . or $yes); ."},
    {"sort_by", 1, "def sort_by(f): _sort_by_impl(map([f])); ."},
    {"group_by", 1, "def group_by(f): _group_by_impl(map([f])); ."},
    {"unique_by", 1, "def unique_by(f): [group_by(f)[] | .[0]]; ."},
    {"min_by", 1, "def min_by(f): _min_by_impl(map([f])); ."},
    {"max_by", 1, "def max_by(f): _max_by_impl(map([f])); ."},
};

/* ---- a function put in where it is called ---- */

static int count(const struct syntax *list)
{
    int n = 0;
    for (; list; list = list->next)
        n++;
    return n;
}

/* The body of `def`, its $parameters bound to each value of what was given, the first outermost. */
static const struct node *body(struct compiler *c, const struct syntax *param,
                               const struct syntax *arg, const struct scope *caller,
                               const struct syntax *def, const struct scope *env)
{
    if (!param)
        return compile(c, def->a, env);
    struct scope *given = compile_scope(c, env, SCOPE_CLOSURE, param->text);
    const struct node *value =
        compile(c, arg, caller); /* also where it is not used: jq compiles it */
    if (!given || !value)
        return NULL;
    given->syntax = arg;
    given->env = caller;
    if (!param->optional)
        return body(c, param->next, arg->next, caller, def, given);
    struct scope *variable = compile_scope(c, given, SCOPE_VARIABLE, param->text);
    if (!variable)
        return NULL;
    variable->slot = c->slots++;
    const struct node *rest = body(c, param->next, arg->next, caller, def, variable);
    struct node *n = rest ? compile_node(c, &node_bind, value, rest, NULL) : NULL;
    if (n)
        n->slot = variable->slot;
    return compile_done(n);
}

static const struct node *own(struct compiler *c, const struct syntax *s, const struct scope *env,
                              bool *found)
{
    int arity = count(s->list);
    *found = true;
    for (const struct scope *at = env; at; at = at->up) {
        if (!span_equal(at->name, s->text))
            continue;
        if (at->kind == SCOPE_CLOSURE && arity == 0)
            return compile(c, at->syntax, at->env);
        if (at->kind == SCOPE_FUNCTION && count(at->syntax->list) == arity) {
            ((struct scope *)(uintptr_t)at)->used = true;
            return body(c, at->syntax->list, s->list, env, at->syntax, at);
        }
    }
    *found = false;
    return NULL;
}

/* ---- jq's functions ---- */

/* The arguments, all of them; false when one is not understood. */
static bool arguments(struct compiler *c, const struct syntax *s, const struct scope *env,
                      const struct node **args)
{
    int i = 0;
    for (const struct syntax *arg = s->list; arg; arg = arg->next)
        if (!(args[i++] = compile(c, arg, env)))
            return false;
    return true;
}

static const struct node *special(struct compiler *c, const struct special *row,
                                  const struct syntax *s, const struct scope *env)
{
    const struct node *args[NODE_ARGS] = {NULL, NULL, NULL};
    if (!arguments(c, s, env, args))
        return NULL;
    return compile_done(compile_node(c, row->kind, args[0], args[1], args[2]));
}

static const struct node *builtin(struct compiler *c, const struct builtin *row,
                                  const struct syntax *s, const struct scope *env)
{
    const struct node *args[NODE_ARGS] = {NULL, NULL, NULL};
    if (!arguments(c, s, env, args))
        return NULL;
    struct node *n = compile_node(c, &node_function, args[0], args[1], args[2]);
    if (!n)
        return NULL;
    n->call = row->call;
    n->math = row->math;
    bool fixed = row->call == text_test && args[0]->kind == &node_literal &&
                 (!args[1] || args[1]->kind == &node_literal);
    n->slot = fixed ? c->regexes++ : -1;
    return compile_done(n);
}

/* jq's own functions see none of the author's names. */
static const struct node *written(struct compiler *c, const struct written *row,
                                  const struct syntax *s, const struct scope *env)
{
    const struct syntax *def = syntax_read(c->arena, row->text);
    return def ? body(c, def->list, s->list, env, def, NULL) : NULL;
}

const struct node *compile_call(struct compiler *c, const struct syntax *s, const struct scope *env)
{
    bool found;
    int arity = count(s->list);
    const struct node *n = own(c, s, env, &found);
    if (found)
        return n;
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (specials[i].arity == arity && span_is(s->text, specials[i].name))
            return special(c, &specials[i], s, env);
    const struct builtin *row = builtin_find(s->text, arity);
    if (row)
        return builtin(c, row, s, env);
    for (size_t i = 0; i < sizeof library / sizeof *library; i++)
        if (library[i].arity == arity && span_is(s->text, library[i].name))
            return written(c, &library[i], s, env);
    if (arity == 0 && span_is(s->text, "now"))
        return compile_literal(c, value_real(c->now));
    return compile_foreign(c, s->source);
}
