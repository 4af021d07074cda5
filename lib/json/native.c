#include "lib/json/native.h"

#include <stdlib.h>
#include "lib/base/plain.h"
#include "lib/json/native_compile.h"
#include "lib/json/regex.h"

/* ---- what can be said of a part of it ---- */

static bool is_call(const struct syntax *s, const char *name)
{
    return s->kind == SYNTAX_CALL && span_is(s->text, name) && s->list && !s->list->next;
}

/* What is understood of `s` and looked at before the rest: when it is false or has no output, all
 * outputs of `s` are false and none is an error; when it is an error, so is `s`. Only what has one
 * value, so that nothing behind it is looked at twice. NULL: nothing is. */
static const struct node *guard(struct native *of, struct compiler *c, const struct syntax *s);

/* A part that has one value, noted; or NULL. */
static const struct node *single(struct native *of, struct compiler *c, const struct syntax *s)
{
    const struct node *n = compile(c, s, NULL);
    if (!n || !n->single)
        return NULL;
    if (of->nguards < (int)(sizeof of->guards / sizeof *of->guards))
        of->guards[of->nguards++] = s->source;
    return n;
}

/* `a`, and if it is true what can be said of `b`; or what can be said of `a` alone. */
static const struct node *guard_both(struct native *of, struct compiler *c, const struct syntax *a,
                                     const struct syntax *b)
{
    const struct node *first = single(of, c, a), *rest;
    if (!first)
        return guard(of, c, a);
    rest = guard(of, c, b);
    return rest ? compile_done(compile_node(c, &node_and, first, rest, NULL)) : first;
}

static const struct node *guard(struct native *of, struct compiler *c, const struct syntax *s)
{
    int noted = of->nguards;
    const struct node *first, *n = single(of, c, s);
    if (n)
        return n;
    switch (s->kind) {
    case SYNTAX_AND: return guard_both(of, c, s->a, s->b);
    case SYNTAX_CALL: return is_call(s, "select") ? guard(of, c, s->list) : NULL;
    case SYNTAX_PIPE:
        if (is_call(s->a, "select"))
            return guard_both(of, c, s->a->list, s->b);
        if (!(first = single(of, c, s->a)))
            return NULL;
        if ((n = guard(of, c, s->b)))
            return compile_done(compile_node(c, &node_pipe, first, n, NULL));
        of->nguards = noted; /* its value alone says nothing */
        return NULL;
    default: return NULL;
    }
}

/* jq takes other bytes for something else. */
static bool is_utf8(struct span text)
{
    while (text.len)
        if (plain_next(&text) < 0)
            return false;
    return true;
}

int native_read(struct native *n, const char *expression, double now, struct fault *f)
{
    *n = (struct native){0};
    if (is_utf8(span_of(expression)))
        n->syntax = syntax_read(&n->arena, expression);
    if (n->syntax) {
        struct compiler c = {.arena = &n->arena, .now = now};
        n->whole = compile(&c, n->syntax, NULL);
        n->foreign = c.foreign;
        c.nodes = 0;
        if (!n->whole)
            n->guard = guard(n, &c, n->syntax);
        n->slots = c.slots;
        n->regexes = c.regexes;
    }
    return arena_check(&n->arena, "the expression", f);
}

void native_clear(struct native *n)
{
    arena_free(&n->arena);
    *n = (struct native){0};
}

/* ---- runs ---- */

int run_begin(struct run *r, const struct native *n, struct fault *f)
{
    *r = (struct run){0};
    r->slots = calloc((size_t)n->slots + 1, sizeof *r->slots);
    r->regexes = calloc((size_t)n->regexes + 1, sizeof *r->regexes);
    if (r->slots && r->regexes)
        return 0;
    run_end(r, n);
    return fault(f, STATUS_NO_MEMORY, "no memory for the expression");
}

void run_end(struct run *r, const struct native *n)
{
    for (int i = 0; r->regexes && i < n->regexes; i++)
        regex_free(r->regexes[i]);
    free(r->regexes);
    free(r->slots);
    arena_free(&r->store.arena);
    *r = (struct run){0};
}

struct truth_sink {
    struct sink sink;
    bool yes;
};

static enum outcome take(struct sink *self, struct run *r, struct value v)
{
    struct truth_sink *s = (struct truth_sink *)self;
    (void)r;
    s->yes = s->yes || value_true(v);
    return DONE;
}

enum native_answer native_test(struct run *r, const struct node *tree, struct span value)
{
    struct truth_sink s = {{take}, false};
    arena_reset(&r->store.arena);
    r->store.fuel = RUN_FUEL + (int64_t)value.len;
    r->depth = 0;
    r->labels = 0;
    r->raised = RAISED_NOTHING;
    enum outcome o = node_each(r, tree, value_of(value), &s.sink);
    if (o == BAILED || r->store.arena.broken)
        return NATIVE_BAILED;
    return o == RAISED ? NATIVE_ERROR : s.yes ? NATIVE_YES : NATIVE_NO;
}
