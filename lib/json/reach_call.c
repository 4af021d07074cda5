/* Calls, over views: what is known of jq's functions, and what to think of the others. */

#include "lib/json/reach_read.h"

/* What a function looks at. */
enum look {
    LOOK_TYPE,     /* the type of its input, or a scalar's value; makes something else */
    LOOK_PASS,     /* the same, and gives its input out */
    LOOK_ELEMENTS, /* gives elements of its input out */
};

static const struct known {
    const char *name;
    int arity;
    enum look look;
} table[] = {
    {"type", 0, LOOK_TYPE},         {"not", 0, LOOK_TYPE},      {"ascii_downcase", 0, LOOK_TYPE},
    {"ascii_upcase", 0, LOOK_TYPE}, {"tonumber", 0, LOOK_TYPE}, {"explode", 0, LOOK_TYPE},
    {"test", 1, LOOK_TYPE},         {"test", 2, LOOK_TYPE},     {"match", 1, LOOK_TYPE},
    {"match", 2, LOOK_TYPE},        {"capture", 1, LOOK_TYPE},  {"capture", 2, LOOK_TYPE},
    {"scan", 1, LOOK_TYPE},         {"split", 1, LOOK_TYPE},    {"startswith", 1, LOOK_TYPE},
    {"endswith", 1, LOOK_TYPE},     {"fromdate", 0, LOOK_TYPE}, {"fromdateiso8601", 0, LOOK_TYPE},
    {"strptime", 1, LOOK_TYPE},     {"fromjson", 0, LOOK_TYPE}, {"utf8bytelength", 0, LOOK_TYPE},
    {"floor", 0, LOOK_TYPE},        {"sqrt", 0, LOOK_TYPE},     {"empty", 0, LOOK_TYPE},
    {"now", 0, LOOK_TYPE},          {"range", 1, LOOK_TYPE},    {"range", 2, LOOK_TYPE},
    {"builtins", 0, LOOK_TYPE},     {"debug", 0, LOOK_PASS},    {"values", 0, LOOK_PASS},
    {"nulls", 0, LOOK_PASS},        {"booleans", 0, LOOK_PASS}, {"numbers", 0, LOOK_PASS},
    {"strings", 0, LOOK_PASS},      {"arrays", 0, LOOK_PASS},   {"objects", 0, LOOK_PASS},
    {"iterables", 0, LOOK_PASS},    {"scalars", 0, LOOK_PASS},  {"ltrimstr", 1, LOOK_PASS},
    {"rtrimstr", 1, LOOK_PASS},     {"any", 0, LOOK_ELEMENTS},  {"all", 0, LOOK_ELEMENTS},
    {"first", 0, LOOK_ELEMENTS},    {"last", 0, LOOK_ELEMENTS},
};

/* ---- functions that are given filters ---- */

typedef const struct view *taking(struct follower *f, const struct syntax *args,
                                  const struct meaning *env, const struct view *in);

static const struct view *take_select(struct follower *f, const struct syntax *args,
                                      const struct meaning *env, const struct view *in)
{
    follow(f, args, env, in);
    return in;
}

static const struct view *take_map(struct follower *f, const struct syntax *args,
                                   const struct meaning *env, const struct view *in)
{
    return view_whole(follow(f, args, env, view_elements(f, in)));
}

/* any(condition) */
static const struct view *take_condition(struct follower *f, const struct syntax *args,
                                         const struct meaning *env, const struct view *in)
{
    follow(f, args, env, view_elements(f, in));
    return NULL;
}

/* any(generator; condition) */
static const struct view *take_both(struct follower *f, const struct syntax *args,
                                    const struct meaning *env, const struct view *in)
{
    follow(f, args->next, env, follow(f, args, env, in));
    return NULL;
}

static const struct view *take_outputs(struct follower *f, const struct syntax *args,
                                       const struct meaning *env, const struct view *in)
{
    return follow(f, args, env, in);
}

static const struct view *take_limit(struct follower *f, const struct syntax *args,
                                     const struct meaning *env, const struct view *in)
{
    view_whole(follow(f, args, env, in));
    return follow(f, args->next, env, in);
}

static const struct view *take_is_empty(struct follower *f, const struct syntax *args,
                                        const struct meaning *env, const struct view *in)
{
    follow(f, args, env, in);
    return NULL;
}

static const struct view *take_key(struct follower *f, const struct syntax *args,
                                   const struct meaning *env, const struct view *in)
{
    if (args->kind == SYNTAX_LITERAL && args->literal == JSON_STRING) {
        view_member(f, in, args->text);
    } else {
        view_whole(in);
        view_whole(follow(f, args, env, in));
    }
    return NULL;
}

static const struct {
    const char *name;
    int arity;
    taking *take;
} takers[] = {
    {"select", 1, take_select},    {"map", 1, take_map},      {"any", 1, take_condition},
    {"all", 1, take_condition},    {"any", 2, take_both},     {"all", 2, take_both},
    {"first", 1, take_outputs},    {"last", 1, take_outputs}, {"limit", 2, take_limit},
    {"isempty", 1, take_is_empty}, {"has", 1, take_key},
};

/* ---- any other: it may do anything with its input and with what it is given ---- */

static const struct view *unknown(struct follower *f, const struct syntax *args,
                                  const struct meaning *env, const struct view *in)
{
    const struct view *all = view_whole(in);
    for (const struct syntax *arg = args; arg; arg = arg->next)
        all = view_join(f, view_whole(follow(f, arg, env, in)), all);
    for (const struct syntax *arg = args; arg; arg = arg->next)
        view_whole(follow(f, arg, env, all));
    return all;
}

static const struct view *known(struct follower *f, const struct known *row,
                                const struct syntax *args, const struct meaning *env,
                                const struct view *in)
{
    for (const struct syntax *arg = args; arg; arg = arg->next)
        view_whole(follow(f, arg, env, in));
    return row->look == LOOK_PASS ? in : row->look == LOOK_ELEMENTS ? view_elements(f, in) : NULL;
}

/* ---- the author's own ---- */

static int count(const struct syntax *list)
{
    int n = 0;
    for (; list; list = list->next)
        n++;
    return n;
}

static const struct view *own(struct follower *f, const struct meaning *def,
                              const struct syntax *args, const struct meaning *env,
                              const struct view *in)
{
    const struct meaning *inner = def;
    for (const struct syntax *p = def->syntax->list; p; p = p->next, args = args->next) {
        struct meaning *given = follow_name(f, inner, MEANS_CLOSURE, p->text);
        given->syntax = args;
        given->env = env;
        inner = given;
        if (p->optional) {
            struct meaning *variable = follow_name(f, inner, MEANS_VARIABLE, p->text);
            variable->view = follow(f, args, env, in);
            inner = variable;
        }
    }
    return follow(f, def->syntax->a, inner, in);
}

const struct view *follow_call(struct follower *f, const struct syntax *s,
                               const struct meaning *env, const struct view *in)
{
    int arity = count(s->list);
    for (const struct meaning *m = env; m; m = m->up) {
        if (!span_equal(m->name, s->text))
            continue;
        if (m->kind == MEANS_CLOSURE && arity == 0)
            return follow(f, m->syntax, m->env, in);
        if (m->kind == MEANS_FUNCTION && count(m->syntax->list) == arity)
            return own(f, m, s->list, env, in);
    }
    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++)
        if (takers[i].arity == arity && span_is(s->text, takers[i].name))
            return takers[i].take(f, s->list, env, in);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].arity == arity && span_is(s->text, table[i].name))
            return known(f, &table[i], s->list, env, in);
    return unknown(f, s->list, env, in);
}
