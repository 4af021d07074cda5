/* What looks through the outputs of a part: any, all, first, isempty, limit, IN; and range. */

#include "lib/json/native_node.h"

/* ---- any and all: jq collects what decides and looks how much that is ---- */

struct quantifier_sink {
    struct sink sink;
    const struct node *condition;
    struct value state;
    bool all;
    double label;
    size_t deciding;
};

struct judge_sink {
    struct sink sink;
    struct quantifier_sink *of;
    struct value state;
};

static enum outcome judge_take(struct sink *self, struct run *r, struct value v)
{
    struct judge_sink *s = (struct judge_sink *)self;
    struct quantifier_sink *of = s->of;
    bool decides = value_true(v) != of->all;
    (void)r;
    of->state = decides ? value_bool(!of->all) : s->state;
    of->deciding += value_true(of->state) != of->all;
    return DONE;
}

static enum outcome quantifier_take(struct sink *self, struct run *r, struct value v)
{
    struct quantifier_sink *s = (struct quantifier_sink *)self;
    struct judge_sink judge = {{judge_take}, s, s->state};
    s->state = value_plain(JSON_NULL);
    if (value_true(judge.state) != s->all)
        return run_break(r, s->label);
    return node_each(r, s->condition, v, &judge.sink);
}

static enum outcome quantify(struct run *r, const struct node *n, struct value in, bool all,
                             struct value *out)
{
    struct quantifier_sink s = {{quantifier_take}, n->args[1], value_bool(all), all,
                                run_label(r),      0};
    enum outcome o = run_caught(r, node_each(r, n->args[0], in, &s.sink), s.label);
    *out = value_bool(all ? s.deciding == 0 : s.deciding == 1);
    return o;
}

static enum outcome any(struct run *r, const struct node *n, struct value in, struct value *out)
{
    return quantify(r, n, in, false, out);
}

static enum outcome all(struct run *r, const struct node *n, struct value in, struct value *out)
{
    return quantify(r, n, in, true, out);
}

/* ---- first(f), isempty(f), limit(n; f) ---- */

struct first_sink {
    struct sink sink;
    double label;
    struct value v; /* what goes out: the first one itself, or what stands for it */
    bool found, as_given;
    struct sink *k; /* NULL: keep it */
};

static enum outcome first_take(struct sink *self, struct run *r, struct value v)
{
    struct first_sink *s = (struct first_sink *)self;
    s->found = true;
    if (!s->as_given)
        s->v = v;
    enum outcome o = s->k ? s->k->take(s->k, r, s->v) : DONE;
    return o == DONE ? run_break(r, s->label) : o;
}

static enum outcome first_one(struct run *r, const struct node *n, struct value in,
                              struct value *out)
{
    struct first_sink s = {.sink = {first_take}, .label = run_label(r)};
    enum outcome o = run_caught(r, node_each(r, n->args[0], in, &s.sink), s.label);
    *out = s.v;
    return o == DONE && !s.found ? NOTHING : o;
}

static enum outcome first_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    struct first_sink s = {.sink = {first_take}, .label = run_label(r), .k = k};
    return run_caught(r, node_each(r, n->args[0], in, &s.sink), s.label);
}

static enum outcome is_empty_one(struct run *r, const struct node *n, struct value in,
                                 struct value *out)
{
    enum outcome o = first_one(r, n, in, out);
    if (o != DONE && o != NOTHING)
        return o;
    *out = value_bool(o == NOTHING);
    return DONE;
}

static enum outcome is_empty_each(struct run *r, const struct node *n, struct value in,
                                  struct sink *k)
{
    struct first_sink s = {.sink = {first_take},
                           .label = run_label(r),
                           .v = value_bool(false),
                           .as_given = true,
                           .k = k};
    enum outcome o = run_caught(r, node_each(r, n->args[0], in, &s.sink), s.label);
    return o == DONE && !s.found ? k->take(k, r, value_bool(true)) : o;
}

struct limit_sink {
    struct sink sink;
    double label, left;
    struct sink *k;
};

static enum outcome limit_take(struct sink *self, struct run *r, struct value v)
{
    struct limit_sink *s = (struct limit_sink *)self;
    double left = --s->left;
    enum outcome o = s->k->take(s->k, r, v);
    return o == DONE && left <= 0 ? run_break(r, s->label) : o;
}

struct many_sink {
    struct sink sink;
    const struct node *n;
    struct value in;
    struct sink *k;
};

static enum outcome limit_number(struct sink *self, struct run *r, struct value v)
{
    struct many_sink *s = (struct many_sink *)self;
    if (v.kind != JSON_NUMBER)
        return BAILED;
    struct limit_sink limit = {{limit_take}, 0, value_number(&r->store, v), s->k};
    if (limit.left < 0)
        return node_each(r, s->n->args[1], s->in, s->k);
    limit.label = run_label(r);
    return run_caught(r, node_each(r, s->n->args[1], s->in, &limit.sink), limit.label);
}

static enum outcome limit_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    struct many_sink s = {{limit_number}, n, in, k};
    return node_each(r, n->args[0], in, &s.sink);
}

/* ---- range(from; to) ---- */

struct range_sink {
    struct sink sink;
    struct value from;
    struct sink *k;
};

static enum outcome range_to(struct sink *self, struct run *r, struct value to)
{
    struct range_sink *s = (struct range_sink *)self;
    if (s->from.kind != JSON_NUMBER || to.kind != JSON_NUMBER)
        return run_raise(r);
    double n = value_number(&r->store, s->from), end = value_number(&r->store, to);
    enum outcome o = DONE;
    for (; o == DONE && n < end; n++)
        o = r->store.fuel-- < 0 ? BAILED : s->k->take(s->k, r, value_real(n));
    return o;
}

static enum outcome range_from(struct sink *self, struct run *r, struct value from)
{
    struct many_sink *s = (struct many_sink *)self;
    struct range_sink to = {{range_to}, from, s->k};
    return node_each(r, s->n->args[1], s->in, &to.sink);
}

static enum outcome range_each(struct run *r, const struct node *n, struct value in, struct sink *k)
{
    struct many_sink s = {{range_from}, n, in, k};
    return node_each(r, n->args[0], in, &s.sink);
}

/* ---- IN(f): is some output of f equal to the input? ---- */

struct in_sink {
    struct sink sink;
    struct value in;
    double label;
    bool found;
};

static enum outcome in_take(struct sink *self, struct run *r, struct value v)
{
    struct in_sink *s = (struct in_sink *)self;
    bool yes;
    if (!value_equal(&r->store, s->in, v, &yes))
        return BAILED;
    s->found = s->found || yes;
    return yes ? run_break(r, s->label) : DONE;
}

static enum outcome in(struct run *r, const struct node *n, struct value in, struct value *out)
{
    struct in_sink s = {{in_take}, in, run_label(r), false};
    enum outcome o = run_caught(r, node_each(r, n->args[0], in, &s.sink), s.label);
    *out = value_bool(s.found);
    return o;
}

const struct node_kind node_any = {"any", any, NULL};
const struct node_kind node_all = {"all", all, NULL};
const struct node_kind node_first = {"first", first_one, first_each};
const struct node_kind node_limit = {"limit", NULL, limit_each};
const struct node_kind node_range = {"range", NULL, range_each};
const struct node_kind node_is_empty = {"isempty", is_empty_one, is_empty_each};
const struct node_kind node_in = {"in", in, NULL};
