/* What makes or consumes many values, each as jq 1.6 defines it in its own language: where the
 * definition has oddities (any() goes one value too far, `?` swallows a break) they are here too.
 */

#include "lib/json/native_node.h"

/* ---- breaks ---- */

double run_label(struct run *r)
{
    return (double)r->labels++;
}

enum outcome run_break(struct run *r, double label)
{
    r->raised = RAISED_BREAK;
    r->message = value_real(label);
    return RAISED;
}

/* What comes out of the body of a label. */
enum outcome run_caught(struct run *r, enum outcome o, double label)
{
    if (o != RAISED || r->raised != RAISED_BREAK || r->message.number != label)
        return o;
    r->raised = RAISED_NOTHING;
    return DONE;
}

static enum outcome label_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    struct value was = r->slots[n->slot];
    double label = run_label(r);
    r->slots[n->slot] = value_real(label);
    enum outcome o = run_caught(r, node_each(r, n->args[0], in, k), label);
    r->slots[n->slot] = was;
    return o;
}

static enum outcome break_one(struct run *r, const struct node *n, struct value in,
                              struct value *out)
{
    (void)in;
    (void)out;
    return run_break(r, r->slots[n->slot].number);
}

/* ---- .[] and .. ---- */

static enum outcome elements(struct run *r, const struct node *n, struct value of, struct sink *k)
{
    struct value_walk w;
    enum outcome o = DONE;
    if (of.kind != JSON_ARRAY && of.kind != JSON_OBJECT)
        return n->optional ? DONE : run_raise(r);
    if (!value_walk(&r->store, &w, of))
        return BAILED;
    while (o == DONE && value_next(&w))
        o = r->store.fuel-- < 0 ? BAILED : k->take(k, r, w.value);
    return o;
}

struct elements_sink {
    struct sink sink;
    const struct node *n;
    struct sink *k;
};

static enum outcome elements_take(struct sink *self, struct run *r, struct value of)
{
    struct elements_sink *s = (struct elements_sink *)self;
    return elements(r, s->n, of, s->k);
}

static enum outcome elements_each(struct run *r, const struct node *n, struct value in,
                                  struct sink *k)
{
    struct elements_sink s = {{elements_take}, n, k};
    return node_each(r, n->args[0], in, &s.sink);
}

/* recurse(f); without f: .[]? */
static enum outcome recurse_each(struct run *r, const struct node *n, struct value in,
                                 struct sink *k);

static enum outcome recurse_take(struct sink *self, struct run *r, struct value v)
{
    struct elements_sink *s = (struct elements_sink *)self;
    if (r->store.fuel-- < 0 || r->depth >= RUN_DEPTH)
        return BAILED;
    r->depth++;
    enum outcome o = recurse_each(r, s->n, v, s->k);
    r->depth--;
    return o;
}

static enum outcome recurse_each(struct run *r, const struct node *n, struct value in,
                                 struct sink *k)
{
    struct elements_sink s = {{recurse_take}, n, k};
    enum outcome o = k->take(k, r, in);
    if (o != DONE)
        return o;
    if (n->args[0])
        return node_each(r, n->args[0], in, &s.sink);
    return in.kind == JSON_ARRAY || in.kind == JSON_OBJECT ? elements(r, n, in, &s.sink) : DONE;
}

/* ---- reduce and foreach: the state is null while it is being made anew ---- */

struct loop_sink {
    struct sink sink;
    const struct node *n;
    struct value state;
    struct sink *k;
};

static enum outcome keep_take(struct sink *self, struct run *r, struct value v)
{
    (void)r;
    ((struct loop_sink *)self)->state = v;
    return DONE;
}

struct update_sink {
    struct sink sink;
    struct loop_sink *loop;
};

static enum outcome update_take(struct sink *self, struct run *r, struct value v)
{
    struct loop_sink *s = ((struct update_sink *)self)->loop;
    s->state = v;
    if (!s->k)
        return DONE;
    return node_each(r, s->n->next, v, s->k);
}

/* Each value of the source: args[0]; the first state: args[1]; the next one: args[2]. */
static enum outcome loop_take(struct sink *self, struct run *r, struct value v)
{
    struct loop_sink *s = (struct loop_sink *)self;
    struct update_sink update = {{update_take}, s};
    struct value was = r->slots[s->n->slot], state = s->state;
    r->slots[s->n->slot] = v;
    s->state = value_plain(JSON_NULL);
    enum outcome o = node_each(r, s->n->args[2], state, &update.sink);
    r->slots[s->n->slot] = was;
    return o;
}

static enum outcome reduce(struct run *r, const struct node *n, struct value in, struct value *out)
{
    struct loop_sink s = {{loop_take}, n, value_plain(JSON_NULL), NULL};
    enum outcome o = node_one(r, n->args[1], in, &s.state);
    if (o != DONE)
        return o;
    o = node_each(r, n->args[0], in, &s.sink);
    *out = s.state;
    return o;
}

/* What is put out of each state: next. */
static enum outcome foreach_each(struct run *r, const struct node *n, struct value in,
                                 struct sink *k)
{
    struct loop_sink s = {{loop_take}, n, value_plain(JSON_NULL), k};
    enum outcome o = node_one(r, n->args[1], in, &s.state);
    if (o != DONE)
        return o == NOTHING ? DONE : o;
    return node_each(r, n->args[0], in, &s.sink);
}

/* last(f) */
static enum outcome last(struct run *r, const struct node *n, struct value in, struct value *out)
{
    struct loop_sink s = {{keep_take}, n, value_plain(JSON_NULL), NULL};
    enum outcome o = node_each(r, n->args[0], in, &s.sink);
    *out = s.state;
    return o;
}

/* ---- arrays and objects ---- */

struct collect_sink {
    struct sink sink;
    struct value list;
};

static enum outcome collect_take(struct sink *self, struct run *r, struct value v)
{
    struct collect_sink *s = (struct collect_sink *)self;
    return value_add(&r->store, s->list, v) ? DONE : BAILED;
}

static enum outcome array(struct run *r, const struct node *n, struct value in, struct value *out)
{
    struct collect_sink s = {{collect_take}, value_list(&r->store, JSON_ARRAY)};
    *out = s.list;
    if (s.list.kind != JSON_ARRAY)
        return BAILED;
    return n->args[0] ? node_each(r, n->args[0], in, &s.sink) : DONE;
}

/* {entries}, each with a key and a value that have one output. */
static enum outcome object(struct run *r, const struct node *n, struct value in, struct value *out)
{
    *out = value_list(&r->store, JSON_OBJECT);
    if (out->kind != JSON_OBJECT)
        return BAILED;
    for (const struct node *e = n->args[0]; e; e = e->next) {
        struct value key, v;
        enum outcome o = node_one(r, e->args[0], in, &key);
        if (o == DONE)
            o = node_one(r, e->args[1], in, &v);
        if (o == DONE && key.kind != JSON_STRING)
            o = run_raise(r);
        if (o == DONE && !value_put(&r->store, *out, key, v))
            o = BAILED;
        if (o != DONE)
            return o;
    }
    return DONE;
}

const struct node_kind node_elements = {"elements", NULL, elements_each};
const struct node_kind node_recurse = {"recurse", NULL, recurse_each};
const struct node_kind node_reduce = {"reduce", reduce, NULL};
const struct node_kind node_foreach = {"foreach", NULL, foreach_each};
const struct node_kind node_label = {"label", NULL, label_each};
const struct node_kind node_break = {"break", break_one, NULL};
const struct node_kind node_last = {"last", last, NULL};
const struct node_kind node_array = {"array", array, NULL};
const struct node_kind node_object = {"object", object, NULL};
