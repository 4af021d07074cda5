/* The language: paths, pipes, conditions, bindings. */

#include "lib/json/native_node.h"

enum outcome node_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    if (n->single) {
        struct value v;
        enum outcome o = node_one(r, n, in, &v);
        return o == DONE ? k->take(k, r, v) : o == NOTHING ? DONE : o;
    }
    if (r->store.fuel-- < 0 || r->depth >= RUN_DEPTH)
        return BAILED;
    r->depth++;
    enum outcome o = n->kind->each(r, n, in, k);
    r->depth--;
    return o;
}

/* ---- one value ---- */

static enum outcome identity(struct run *r, const struct node *n, struct value in,
                             struct value *out)
{
    (void)r;
    (void)n;
    *out = in;
    return DONE;
}

static enum outcome literal(struct run *r, const struct node *n, struct value in, struct value *out)
{
    (void)r;
    (void)in;
    *out = n->value;
    return DONE;
}

static enum outcome variable(struct run *r, const struct node *n, struct value in,
                             struct value *out)
{
    (void)in;
    *out = r->slots[n->slot];
    return DONE;
}

static enum outcome empty(struct run *r, const struct node *n, struct value in, struct value *out)
{
    (void)r;
    (void)n;
    (void)in;
    (void)out;
    return NOTHING;
}

/* .value */
static enum outcome member(struct run *r, const struct node *n, struct value of, struct value *out)
{
    if (of.kind == JSON_OBJECT)
        *out = value_member(&r->store, of, n->value.span);
    else if (of.kind == JSON_NULL)
        *out = of;
    else
        return n->optional ? NOTHING : run_raise(r);
    if (out->kind == JSON_NONE)
        *out = value_plain(JSON_NULL);
    return DONE;
}

/* args[0].value */
static enum outcome field(struct run *r, const struct node *n, struct value in, struct value *out)
{
    struct value of;
    enum outcome o = node_one(r, n->args[0], in, &of);
    return o == DONE ? member(r, n, of, out) : o;
}

struct field_sink {
    struct sink sink;
    const struct node *n;
    struct sink *k;
};

static enum outcome field_take(struct sink *self, struct run *r, struct value of)
{
    struct field_sink *s = (struct field_sink *)self;
    struct value v;
    enum outcome o = member(r, s->n, of, &v);
    return o == DONE ? s->k->take(s->k, r, v) : o == NOTHING ? DONE : o;
}

static enum outcome field_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    struct field_sink s = {{field_take}, n, k};
    return node_each(r, n->args[0], in, &s.sink);
}

/* args[0] == value, which is a text */
static enum outcome is(struct run *r, const struct node *n, struct value in, struct value *out)
{
    struct value v;
    enum outcome o = node_one(r, n->args[0], in, &v);
    if (o == DONE)
        *out = value_bool(v.kind == JSON_STRING && value_is(&r->store, v, n->value.span));
    return o;
}

/* ---- functions of single values ---- */

static enum outcome call_one(struct run *r, const struct node *n, struct value in,
                             struct value *out)
{
    struct value args[NODE_ARGS];
    for (int i = n->nargs; i-- > 0;) { /* jq evaluates the last argument first */
        enum outcome o = node_one(r, n->args[i], in, &args[i]);
        if (o != DONE)
            return o;
    }
    return n->call(r, n, in, args, out);
}

struct call_sink {
    struct sink sink;
    const struct node *n;
    struct value in, *args;
    int i; /* which argument's values come */
    struct sink *k;
};

/* The arguments below i are still to be had. */
static enum outcome call_from(struct run *r, const struct node *n, struct value in,
                              struct value *args, int i, struct sink *k);

static enum outcome call_take(struct sink *self, struct run *r, struct value v)
{
    struct call_sink *s = (struct call_sink *)self;
    s->args[s->i] = v;
    return call_from(r, s->n, s->in, s->args, s->i, s->k);
}

static enum outcome call_from(struct run *r, const struct node *n, struct value in,
                              struct value *args, int i, struct sink *k)
{
    struct value v;
    if (i == 0) {
        enum outcome o = n->call(r, n, in, args, &v);
        return o == DONE ? k->take(k, r, v) : o == NOTHING ? DONE : o;
    }
    struct call_sink s = {{call_take}, n, in, args, i - 1, k};
    return node_each(r, n->args[i - 1], in, &s.sink);
}

static enum outcome call_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    struct value args[NODE_ARGS];
    return call_from(r, n, in, args, n->nargs, k);
}

/* ---- pipe and comma ---- */

static enum outcome pipe_one(struct run *r, const struct node *n, struct value in,
                             struct value *out)
{
    struct value v;
    enum outcome o = node_one(r, n->args[0], in, &v);
    return o == DONE ? node_one(r, n->args[1], v, out) : o;
}

struct pipe_sink {
    struct sink sink;
    const struct node *to;
    struct sink *k;
};

static enum outcome pipe_take(struct sink *self, struct run *r, struct value v)
{
    struct pipe_sink *s = (struct pipe_sink *)self;
    return node_each(r, s->to, v, s->k);
}

static enum outcome pipe_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    struct pipe_sink s = {{pipe_take}, n->args[1], k};
    return node_each(r, n->args[0], in, &s.sink);
}

static enum outcome comma_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    enum outcome o = node_each(r, n->args[0], in, k);
    return o == DONE ? node_each(r, n->args[1], in, k) : o;
}

/* ---- conditions: and, or, if differ in what they make of the first value ---- */

static enum outcome truth(struct run *r, const struct node *n, struct value in, struct value *out)
{
    enum outcome o = node_one(r, n, in, out);
    if (o == DONE)
        *out = value_bool(value_true(*out));
    return o;
}

static enum outcome and_one(struct run *r, const struct node *n, struct value in, struct value *out)
{
    enum outcome o = truth(r, n->args[0], in, out);
    return o == DONE && value_true(*out) ? truth(r, n->args[1], in, out) : o;
}

static enum outcome or_one(struct run *r, const struct node *n, struct value in, struct value *out)
{
    enum outcome o = truth(r, n->args[0], in, out);
    return o == DONE && !value_true(*out) ? truth(r, n->args[1], in, out) : o;
}

static enum outcome if_one(struct run *r, const struct node *n, struct value in, struct value *out)
{
    enum outcome o = node_one(r, n->args[0], in, out);
    return o == DONE ? node_one(r, n->args[value_true(*out) ? 1 : 2], in, out) : o;
}

struct condition_sink {
    struct sink sink;
    const struct node *n;
    struct value in;
    struct sink *k;
};

static enum outcome truth_take(struct sink *self, struct run *r, struct value v)
{
    struct condition_sink *s = (struct condition_sink *)self;
    return s->k->take(s->k, r, value_bool(value_true(v)));
}

static enum outcome second(struct condition_sink *s, struct run *r, bool decided, struct value v)
{
    struct condition_sink then = {{truth_take}, s->n, s->in, s->k};
    if (decided)
        return s->k->take(s->k, r, value_bool(value_true(v)));
    return node_each(r, s->n->args[1], s->in, &then.sink);
}

static enum outcome and_take(struct sink *self, struct run *r, struct value v)
{
    return second((struct condition_sink *)self, r, !value_true(v), v);
}

static enum outcome or_take(struct sink *self, struct run *r, struct value v)
{
    return second((struct condition_sink *)self, r, value_true(v), v);
}

static enum outcome if_take(struct sink *self, struct run *r, struct value v)
{
    struct condition_sink *s = (struct condition_sink *)self;
    return node_each(r, s->n->args[value_true(v) ? 1 : 2], s->in, s->k);
}

static enum outcome condition(struct run *r, const struct node *n, struct value in, struct sink *k,
                              enum outcome (*take)(struct sink *, struct run *, struct value))
{
    struct condition_sink s = {{take}, n, in, k};
    return node_each(r, n->args[0], in, &s.sink);
}

static enum outcome and_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    return condition(r, n, in, k, and_take);
}

static enum outcome or_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    return condition(r, n, in, k, or_take);
}

static enum outcome if_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    return condition(r, n, in, k, if_take);
}

/* ---- a // b: those outputs of a that are true; if there is none, b ---- */

static enum outcome alternative_one(struct run *r, const struct node *n, struct value in,
                                    struct value *out)
{
    enum outcome o = node_one(r, n->args[0], in, out);
    if ((o == DONE && value_true(*out)) || (o != DONE && o != NOTHING))
        return o;
    return node_one(r, n->args[1], in, out);
}

struct found_sink {
    struct sink sink;
    bool found;
    struct sink *k;
};

static enum outcome found_take(struct sink *self, struct run *r, struct value v)
{
    struct found_sink *s = (struct found_sink *)self;
    if (!value_true(v))
        return DONE;
    s->found = true;
    return s->k->take(s->k, r, v);
}

static enum outcome alternative_each(struct run *r, const struct node *n, struct value in,
                                     struct sink *k)
{
    struct found_sink s = {{found_take}, false, k};
    enum outcome o = node_each(r, n->args[0], in, &s.sink);
    return o != DONE || s.found ? o : node_each(r, n->args[1], in, k);
}

/* ---- try ---- */

/* Without a handler all is swallowed, `break` too; a handler does not get to see a `break`. */
static enum outcome try_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    const struct node *handler = n->args[1];
    enum outcome o = node_each(r, n->args[0], in, k);
    if (o != RAISED || (handler && r->raised == RAISED_BREAK))
        return o;
    if (handler && handler->reads && r->raised != RAISED_VALUE)
        return BAILED;
    struct value message = r->raised == RAISED_VALUE ? r->message : value_plain(JSON_NULL);
    r->raised = RAISED_NOTHING;
    return handler ? node_each(r, handler, message, k) : DONE;
}

/* ---- bindings: the variable is bound while all that follows takes an output ---- */

static enum outcome bind_one(struct run *r, const struct node *n, struct value in,
                             struct value *out)
{
    struct value v, was = r->slots[n->slot];
    enum outcome o = node_one(r, n->args[0], in, &v);
    if (o != DONE)
        return o;
    r->slots[n->slot] = v;
    o = node_one(r, n->args[1], in, out);
    r->slots[n->slot] = was;
    return o;
}

static enum outcome bind_take(struct sink *self, struct run *r, struct value v)
{
    struct condition_sink *s = (struct condition_sink *)self;
    struct value was = r->slots[s->n->slot];
    r->slots[s->n->slot] = v;
    enum outcome o = node_each(r, s->n->args[1], s->in, s->k);
    r->slots[s->n->slot] = was;
    return o;
}

static enum outcome bind_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    return condition(r, n, in, k, bind_take);
}

const struct node_kind node_identity = {"identity", identity, NULL};
const struct node_kind node_literal = {"literal", literal, NULL};
const struct node_kind node_variable = {"variable", variable, NULL};
const struct node_kind node_empty = {"empty", empty, NULL};
const struct node_kind node_member = {"member", member, NULL};
const struct node_kind node_is = {"is", is, NULL};
const struct node_kind node_field = {"field", field, field_each};
const struct node_kind node_function = {"function", call_one, call_each};
const struct node_kind node_pipe = {"pipe", pipe_one, pipe_each};
const struct node_kind node_comma = {"comma", NULL, comma_each};
const struct node_kind node_and = {"and", and_one, and_each};
const struct node_kind node_or = {"or", or_one, or_each};
const struct node_kind node_if = {"if", if_one, if_each};
const struct node_kind node_alternative = {"alternative", alternative_one, alternative_each};
const struct node_kind node_try = {"try", NULL, try_each};
const struct node_kind node_bind = {"bind", bind_one, bind_each};
